"""What cleaning must show on the seed pages, where they are at hand; their gold is read at run time, nothing is quoted."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.flow import process
from pipeline.records import Page, Source
from tests.clean.pages import RESOURCES

SHARED = Path(__file__).parents[3] / "shared"
GOLD = {path.stem[:3]: path for path in sorted((SHARED / "gold").glob("00[0234]_*.json"))}
pytestmark = pytest.mark.skipif(not GOLD, reason="the seeds and their gold are not at ../shared")
TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")


@functools.cache
def text_of(number: str) -> str:
    return next((SHARED / "seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8")


@functools.cache
def page_of(number: str) -> Page:
    return clean(Source(path=f"{number}.txt", text=text_of(number)), RESOURCES)


def kinds(number: str) -> set[str]:
    return {one.kind for one in page_of(number).damage}


@pytest.mark.parametrize("number", GOLD)
def test_the_body_begins_and_ends_where_the_gold_says(number: str) -> None:
    told = json.loads(GOLD[number].read_text(encoding="utf-8"))["document"]
    (report,) = process(Source(path=f"{number}.txt", text=text_of(number)), RESOURCES)
    start, end = report.page.text.source_span(report.part.body_start, report.part.body_end)
    body = text_of(number)[start:end].strip()
    assert body.startswith(told["body_first"])
    assert body.endswith(told["body_last"])


def test_all_readings_are_gone() -> None:
    page = page_of("003")
    assert sum(step.rule == "pinyin" for step in page.text.history) == 260
    garbled = [(one.start, one.end) for one in page.damage if one.kind == "mojibake"]
    for left in TONED.finditer(page.text.text):
        assert any(start - 3 <= left.start() <= end + 3 for start, end in garbled)


def test_slips_are_restored_or_flagged() -> None:
    page = page_of("003")
    restored = sum(step.rule == "byteslip" for step in page.text.history)
    assert restored >= 3
    assert restored + sum(one.kind == "mojibake" for one in page.damage) >= 4


def test_page_numbers_are_out_of_words() -> None:
    counters = [step for step in page_of("004").text.history if step.rule.startswith("chunk_counters.")]
    assert len(counters) >= 10
    assert not re.search(r"[一-鿿\d]\n\d{1,3}、", page_of("004").text.text)


def test_omission_and_truncation_are_recorded() -> None:
    page = page_of("002")
    assert not page.complete
    assert {"omission", "truncation"} <= kinds("002")
    details = " ".join(one.detail for one in page.problems)
    assert "left out:" in details and "whole text:" in details


def test_a_spun_page_is_not_believed() -> None:
    page = page_of("000")
    assert {"spun", "yearshift"} <= kinds("000")
    rates = [one for one in page.damage if one.kind == "yearbleed" and one.restored]
    assert rates and {one.restored for one in rates} == {"2000"}


def test_no_site_line_is_left() -> None:
    text = clean(Source(path="001.txt", text=text_of("001")), RESOURCES).text.text
    for word in ("下载", "会员", "小编", "相关文章", "阅读全文", "上一篇", "http", "www."):
        assert word not in text
