"""Page numbers and chunk counters go, lists and tables stay."""

from __future__ import annotations

import pytest

from pipeline.clean.page_marks import remove_chunk_counters, remove_page_marks
from tests.clean.pages import after

LONG = "某镇全年新修林道十二公里，改建泵站四座，群众普遍满意，" * 8


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("新建泵站4座,第 2 页 共 7 页改建2座。", "新建泵站4座,改建2座。"),
        ("某局工作总结第1页共3页\n一、造林", "某局工作总结\n一、造林"),
        ("举办培训等活动。第6页 共6页", "举办培训等活动。"),
        ("投入资金四百\n- 3 -\n万元。", "投入资金四百万元。"),
        ("全年造林。\n— 3 —\n二、护林", "全年造林。\n二、护林"),
        ("投入资金四百\n第3页\n万元。", "投入资金四百万元。"),
        ("全年造林。\n二、护林\n第3页\n聘用护林员九人。", "全年造林。\n二、护林\n聘用护林员九人。"),
        ("今后打算\n第3页\n1.抓造林。", "今后打算\n1.抓造林。"),
        ("共投入\n第3页\n1.5万元。", "共投入1.5万元。"),
        (
            f"{LONG}投入\n11\n资金。{LONG}新建\n12\n泵站。{LONG}改建\n13\n水渠。",
            f"{LONG}投入资金。{LONG}新建泵站。{LONG}改建水渠。",
        ),
    ],
)
def test_page_numbers_go(page: str, left: str) -> None:
    assert after(remove_page_marks, page) == left


@pytest.mark.parametrize(
    "page",
    ["请翻到第3页看表。", "指标\n11\n12\n13\n14", "粮食\n46\n棉花\n47\n", "印发宣传册共12页。", "得分\n-12\n"],
)
def test_figures_stay(page: str) -> None:
    assert after(remove_page_marks, page) in (page, page.replace("\n-12\n", "\n-12\n"))


def chunks(text: str, length: int) -> str:
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    return "\n".join(f"{number}、{piece}" for number, piece in enumerate(pieces, 1))


@pytest.mark.parametrize("length", [120, 151, 233, 300])
def test_chunks_are_joined(length: int) -> None:
    text = (LONG + "占地27亩。二、存在的不足：" + LONG + "共支出43.5万元。") * 3
    assert after(remove_chunk_counters, chunks(text, length)) == text


def test_list_items_inside_chunks_stay() -> None:
    text = LONG + "主要做法：1、抓造林。" + LONG + "2、抓护林。" + LONG + "3、抓经营。" + LONG
    assert after(remove_chunk_counters, chunks(text, 140)) == text


def test_the_line_above_the_first_chunk_stays_a_line() -> None:
    text = LONG * 4
    assert after(remove_chunk_counters, "某局总结\n" + chunks(text, 140)) == "某局总结\n" + text


@pytest.mark.parametrize(
    "page",
    [
        "一、主要做法\n1、抓造林\n2、抓护林\n3、抓经营\n4、抓培训",
        "".join(f"{number}、{LONG}取得成效。\n" for number in range(1, 7)),
        f"1、抓造林\n{LONG}。\n2、抓护林\n{LONG}。\n3、抓经营\n{LONG}。",
    ],
)
def test_lists_stay(page: str) -> None:
    assert after(remove_chunk_counters, page) == page
