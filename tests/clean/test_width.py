"""Digits and letters in their plain width, numbers without spaces inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.change import opened
from pipeline.clean.width import close_up_numbers, normalize_width
from pipeline.records import Page
from pipeline.resources import Resources

RESOURCES = Resources()


def through(text: str) -> Page:
    return close_up_numbers(normalize_width(opened(text), RESOURCES), RESOURCES)


CHANGED = [
    ("增长３．６８％", "增长3.68%"),
    ("ＧＤＰ达到１２亿元", "GDP达到12亿元"),
    ("⒈加强领导", "1.加强领导"),
    ("⑴加强领导", "(1)加强领导"),
    ("重50㎏", "重50kg"),
    ("出生率1 0 ．0 6 ‰", "出生率10.06‰"),
    ("粮食4 9 2 5 0 万吨", "粮食49250万吨"),
    ("从1 9 9 3 年到1 9 9 7 年", "从1993年到1997年"),
    ("比 例4. 2 %", "比 例4.2%"),
    ("教师3 1 人", "教师31人"),
    ("自1 月至10 月", "自1月至10月"),
    ("面积17 206处", "面积17206处"),
    ("人均收入48\u00a0912元,增加1 027.5元", "人均收入48912元,增加1027.5元"),
]

KEPT = [
    "增长，稳步（全市）：好；",
    "①加强领导 Ⅲ类 50㎡ 20℃",
    "2019 120人",
    "见附件12 34号",
    "1 2 3",
    "任务4. 2031年",
    "\n4. 2万亩",
    "\n1 总体要求",
    "12 3 人",
    "",
]


@pytest.mark.parametrize(("damaged", "written"), CHANGED)
def test_changed(damaged: str, written: str) -> None:
    assert through(damaged).text.text == written


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert through(text).text.text == text


def test_digits_keep_their_places() -> None:
    page = through("粮食4 9 2 5 0 万吨")
    assert page.text.source_span(2, 7) == (2, 11)
    assert page.text.source_span(3, 4) == (4, 5)


@given(st.text(alphabet="１２3 4．.％%万年人，的ａB⒈", max_size=30))
def test_once_is_enough(text: str) -> None:
    once = through(text).text.text
    assert through(once).text.text == once
