"""Repeats, omissions, watermarks, outlines, titles and the day of publication."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.clean.omissions import note_broken_end, note_omissions
from pipeline.clean.outlines import note_outline
from pipeline.clean.repeats import remove_repeats
from pipeline.clean.title_years import restore_title_year
from pipeline.clean.titles import break_after_title
from pipeline.clean.watermarks import remove_watermarks
from pipeline.records import Source
from tests.clean.pages import RESOURCES, after, found, page_of

BODY = "同志们:今年以来,全局干部职工团结一心,攻坚克难,造林5万亩,育苗300万株,各项工作都取得了新的成绩。"


@pytest.mark.parametrize(
    ("page", "left"),
    [
        (f"某局总结 {BODY[:40]} {BODY}", f"某局总结 {BODY}"),
        (f"{BODY[:33]}...\n{BODY}", BODY),
        (f"{BODY}\n{BODY}\n一、造林", f"{BODY}\n一、造林"),
        (f"某县林业局工作总结\n某县林业局工作总结\n{BODY}", f"某县林业局工作总结\n{BODY}"),
        (f"某县林业局工作总结某县林业局工作总结\n{BODY}", f"某县林业局工作总结\n{BODY}"),
        ("新建学校3所。\n新建学校4所。", "新建学校3所。\n新建学校4所。"),
        ("今年以来,我们造林。今年以来,我们护林。", "今年以来,我们造林。今年以来,我们护林。"),
    ],
)
def test_repeats(page: str, left: str) -> None:
    assert after(remove_repeats, page) == left


@pytest.mark.parametrize(
    ("page", "left", "detail"),
    [
        ("组织党员\n……(某某网省略980字,会员可读)…… \n,播撒种子。", "组织党员\n……\n \n,播撒种子。", "left out: 980 characters"),
        (f"{BODY}免学费 ……(未完,全文共7840字,当前仅显示2753字,请阅读提示。收藏《某总结》", f"{BODY}免学费", "whole text: 7840 characters; shown: 2753 characters"),
    ],
)  # fmt: skip
def test_omissions(page: str, left: str, detail: str) -> None:
    cleaned = note_omissions(page_of(page), RESOURCES)
    assert cleaned.text.text == left
    assert not cleaned.complete
    assert [one.detail for one in cleaned.problems] == [detail]
    assert cleaned.problems[0].start is not None


def test_numbers_that_touch_a_gap_are_not_whole() -> None:
    page = "投入资金12……(某网省略980字)……34万元。"
    assert [words for kind, words in found(note_omissions, page) if kind == "cutnumber"] == ["12", "34"]


@pytest.mark.parametrize("page", ["改革程序不能省略。", "未完工程12项。", "剩余资金12万元。", "他说……好。"])
def test_authors_may_leave_out(page: str) -> None:
    assert note_omissions(page_of(page), RESOURCES).complete


@pytest.mark.parametrize(
    ("end", "kinds"),
    [
        ("其中公益林面积", ["truncation"]),
        ("投入资金12", ["truncation", "cutnumber"]),
        ("投入资金12万", ["truncation", "cutnumber"]),
        ("工作顺利...", ["truncation"]),
        ("工作顺利。", []),
        ("工作顺利。\n某县林业局\n2031年1月10日", []),
    ],
)
def test_broken_ends(end: str, kinds: list[str]) -> None:
    page = note_broken_end(page_of(BODY + "全年工作千头万绪,我们抓住重点,攻克难点," + end), RESOURCES)
    assert [one.kind for one in page.damage] == kinds
    assert page.complete is not bool(kinds)


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("完成投资4精品文档 欢迎下载2万元。", "完成投资42万元。"),
        ("加快(来源:某某范文网)建设步伐。", "加快建设步伐。"),
        ("推进www.example.com工作。", "推进工作。"),
        ("推进- - - 名师归纳总结 - - -工作。", "推进工作。"),
        ("建设名师工作室12个,编印学习资料3万册。", "建设名师工作室12个,编印学习资料3万册。"),
        ("2031--2032年", "2031--2032年"),
    ],
)
def test_watermarks(page: str, left: str) -> None:
    assert after(remove_watermarks, page) == left


def test_an_outline_is_noted_and_stays() -> None:
    outline = "目录/提纲:……\n一、造林\n(一)植树\n二、护林\n……\n"
    page = f"{outline}某局总结\n一、造林\n{BODY}"
    assert after(note_outline, page) == page
    assert found(note_outline, page) == [("outline_block", outline)]
    assert found(note_outline, f"一、造林\n二、护林\n{BODY}") == []


@pytest.mark.parametrize(
    ("page", "first"),
    [
        (f"某局上半年工作总结 2031年上半年,{BODY}", "某局上半年工作总结"),
        (f"某局工作总结|个人总结 【】 : {BODY}", "某局工作总结"),
        (f"{BODY} {BODY}", f"{BODY} {BODY}"),
    ],
)
def test_a_title_gets_its_own_line(page: str, first: str) -> None:
    assert after(break_after_title, page).split("\n")[0] == first


@pytest.mark.parametrize(
    ("page", "first"),
    [
        ("某局XX年上半年工作总结\n2031年上半年,我局造林。", "某局2031年上半年工作总结"),
        ("某局20xx年上半年工作总结\n2031年下半年,我局造林。", "某局20xx年上半年工作总结"),
        ("某局XX年工作总结\n2031年我局造林。", "某局XX年工作总结"),
        ("某局XX年上半年总结\n2031年上半年造林,2030年上半年未造林。", "某局XX年上半年总结"),
    ],
)
def test_a_title_year_is_restored_only_with_proof(page: str, first: str) -> None:
    assert after(restore_title_year, page).split("\n")[0] == first


@pytest.mark.parametrize(
    ("page", "title", "published"),
    [
        (
            f"某局工作总结.docx\n下载文档\n时间:2031-04-25\n某县林业局工作总结\n{BODY}",
            "某县林业局工作总结",
            "2031-04-25",
        ),
        (f"某局工作总结.docx\n发布时间:2031/1/6 16:30:26\n{BODY}", "某局工作总结", "2031-01-06"),
        (
            f"2031年某市政府工作报告\n来源：某日报\n时间：2031-02-30\n政府工作报告\n{BODY}",
            "2031年某市政府工作报告",
            None,
        ),
        (f"政府工作报告——2031年1月6日在某县第九届人民代表大会上\n{BODY}", "政府工作报告", None),
        (f"某市2031年国民经济和社会发展统计公报[1]\n{BODY}", "某市2031年国民经济和社会发展统计公报", None),
        (BODY, None, None),
    ],
)
def test_title_and_publication(page: str, title: str | None, published: str | None) -> None:
    cleaned = clean(Source(path="a.txt", text=page), RESOURCES)
    assert (cleaned.title, cleaned.published) == (title, published)
