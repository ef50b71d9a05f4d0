"""Words begin where the text says so, whatever the dictionary holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.rules import Rules
from pipeline.segment.seams import seam_finder, seamed
from pipeline.segment.segmenters import segmenter

SEAMS = seam_finder(Rules())
CUT = segmenter("rjieba")


def cut(text: str) -> list[str]:
    return [word.text for word in seamed(text, fold(text), 0, len(text), CUT, SEAMS).lexemes]


@pytest.mark.parametrize(
    ("text", "begins"),
    [("居民消费价格比上年上涨", "比上年"), ("小麦产量比计划高", "比计划"), ("其中国培三百人次", "国培")],
)
def test_a_word_begins_at_a_seam(text: str, begins: str) -> None:
    before = "".join(cut(text)).index(begins)
    ends = [sum(map(len, cut(text)[:count])) for count in range(len(text))]
    assert before in ends


def test_ratios_stay_whole() -> None:
    assert cut("师生比为十八比一")[0] == "师生比"


@given(st.text(st.sampled_from("其中国培价格产量比上年计划全省同，。12"), max_size=30))
def test_words_cover_the_text(text: str) -> None:
    assert "".join(cut(text)) == text
