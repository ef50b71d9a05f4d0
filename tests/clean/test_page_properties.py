"""What holds for any page: no pass raises, positions stay true, and what is clean stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import PASSES, clean
from pipeline.records import Source
from tests.clean.pages import RESOURCES, page_of

NAMES = [name for name, _ in PASSES]
OURS = PASSES[NAMES.index("page_marks") :]
PIECES = st.sampled_from(
    [
        "全年造林5万亩,育苗300万株,成活率达到九成以上,林农收入稳步增加。",
        "一、主要工作", "(一)抓造林", "1、抓护林", "各位代表:", "某县林业局工作总结", "目录/提纲:……", "下载文档", "相关文章",
        "20xx年", "xx3户", "32023户", "2023%", "售票万张,", "20142018年", "根底", "效劳", "屡次", "第 2 页 共 7 页", "- 3 -", "12",
        "……(某网省略980字)……", "(未完,全文共7840字,当前仅显示2753字", "www.example.com", "小编", "\n", "\n\n", " ", "　　", "\r\n",
        "投入资金四百", "万元", "。", ",", "2、", "时间:2031-04-25", "某县林业局", "2031年1月10日", "￥", "\u200b", "𠀀", "\x00",
    ]
)  # fmt: skip
PAGES = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=150)
@given(PAGES)
def test_no_pass_raises_and_positions_stay_true(text: str) -> None:
    page = page_of(text)
    for _, undo in OURS:
        page = undo(page, RESOURCES)
    assert page.text.source == text
    for one in page.damage:
        assert 0 <= one.start <= one.end <= len(page.text.text)
    for one in page.problems:
        assert one.start is None or (one.end is not None and 0 <= one.start <= one.end <= len(text))


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    clean(Source(path="a.txt", text=text), RESOURCES)


CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
REPORTS = sorted(CORPORA.glob("*/*.txt"))


@pytest.mark.skipif(not REPORTS, reason="the published reports stand beside the repository, not in it")
@pytest.mark.parametrize("path", REPORTS[:: max(1, len(REPORTS) // 4)], ids=lambda path: path.stem)
def test_a_clean_report_stays_as_it_is(path: Path) -> None:
    text = clean(Source(path=path.name, text=path.read_text(encoding="utf-8")), RESOURCES).text.text
    assert clean(Source(path=path.name, text=text), RESOURCES).text.text == text


def test_long_lines_take_linear_time() -> None:
    text = "全县造林5万亩,育苗300万株,投入20xx元,成活率%。" * 20_000
    page = page_of(text)
    for _, undo in OURS:
        page = undo(page, RESOURCES)
    assert len(page.text.text) == len(text)
