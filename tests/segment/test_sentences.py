"""Sentences: one case a line, the cuts marked with |."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segment.sentences import LONGEST, sentences

CASES = [
    "全年招生320人。|毕业率达到98.5%。",
    "一是新建校舍2栋;|二是维修3栋;|三是拆除1栋。",
    "怎么办?|一要抓落实!|二要抓考核。",
    "局长说:“全部完成。”|随后检查了3所学校。",
    "开展“我为群众办实事!”活动12次。",
    "(一类校3所;二类校5所)合计8所。",
    "“三好”学生12人,“优干”5人。",
    "《章程》已修订3次。|第二年施行。",
    "拥有操场、礼堂、图书馆……,共计5处。",
    "还有很多……|下一步继续努力。",
    "库容约83万?,投资2亿元。",
    "增长3。5%。",
    "我们制定并下发?关于规范管理的通知,共12条。",
    "縣政府投入?資20万元。|完成。",
    "钱从哪里来?|人往哪里去?|思路要清。",
    "真的完成了吗?|他说完成了。",
    "得分95。|12个单位达标。",
    "版本V2.0. Total 3.5 km",
    "第一行没有句号\n|第二行也没有",
    "第一行\r\n|\r\n|第三行。",
    "甲(未闭合的括号。|下一句。",
    "乙“未闭合的引号。|下一句。",
    "“第一句。第二句。”|接着。",
    "实现“双高双普。”的目标。",
    "多么好啊!!!|继续。",
    "達到「兩免一補。全覆蓋」標準。|完畢。",
]


@pytest.mark.parametrize("case", CASES)
def test_cuts(case: str) -> None:
    text = case.replace("|", "")
    wanted = [stripped for piece in case.split("|") if (stripped := piece.strip())]
    assert [text[start:end] for start, end, _ in sentences(text, 0, len(text))] == wanted


def test_paragraphs_count_lines_that_hold_text() -> None:
    text = "题目\n\n甲。乙。\n  \n丙"
    assert [paragraph for _, _, paragraph in sentences(text, 0, len(text))] == [0, 1, 1, 2]


def test_only_the_span_that_was_asked_for() -> None:
    text = "页眉。正文一。正文二。页脚"
    assert [text[start:end] for start, end, _ in sentences(text, 3, 11)] == ["正文一。", "正文二。"]


@given(st.text(alphabet="一二甲乙12.,。；;!?…“”\"'()（）《》「」 \t\n\r％%万:", max_size=300))
def test_sentences_hold_every_character_once_and_in_order(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert all(start < end for start, end, _ in found)
    assert all(a[1] <= b[0] and a[2] <= b[2] for a, b in pairwise(found))
    kept = "".join(text[start:end] for start, end, _ in found)
    assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]
    assert not any("\n" in text[start:end] for start, end, _ in found)


@pytest.mark.parametrize("unit", ["(甲", "“", "…", "1,234", "甲", "(", "“甲。”人", "《甲", '"', "?"])
def test_linear_in_a_line_of_any_kind(unit: str) -> None:
    text = unit * (400_000 // len(unit))
    before = time.process_time()
    assert sum(1 for _ in sentences(text, 0, len(text))) > 0
    assert time.process_time() - before < 2.0


@pytest.mark.parametrize("unit", ["12所\t", "学校12所", "投", "12345", "甲、", " a", "1,234", "(", "“"])
def test_what_has_lost_its_stops_is_cut_and_nothing_of_it_is_lost(unit: str) -> None:
    text = unit * (5000 // len(unit))
    found = [text[start:end] for start, end, _ in sentences(text, 0, len(text))]
    assert max(map(len, found)) <= LONGEST
    assert "".join("".join(found).split()) == "".join(text.split())


def test_it_is_cut_at_a_pause_or_before_a_number() -> None:
    assert {piece[-1] for piece in _pieces("小学12所,初中3所、" * 300)[:-1]} <= set(",、")
    assert {piece[0] for piece in _pieces("小学12所初中3所" * 300)[1:]} <= set("13")


def _pieces(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in sentences(text, 0, len(text))]
