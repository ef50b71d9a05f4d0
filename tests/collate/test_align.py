"""Alignment: the blocks agree, are in order, and long texts stay cheap."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.collate.align import align
from pipeline.collate.differences import Alignment, Stretch, places
from pipeline.collate.witness import Comparable


@settings(max_examples=200)
@given(st.text(alphabet="甲乙丙丁12", max_size=60), st.text(alphabet="甲乙丙丁12", max_size=60))
def test_blocks_agree_and_keep_the_order(one: str, other: str):
    here = there = 0
    for block in align(one, other):
        assert block.here >= here and block.there >= there and block.length > 0
        assert one[block.here : block.here_end] == other[block.there : block.there_end]
        here, there = block.here_end, block.there_end


@given(st.text(max_size=80))
def test_a_text_agrees_with_itself(text: str):
    assert sum(block.length for block in align(text, text)) == len(text)


def test_long_texts_take_time_that_grows_with_their_length():
    draw = random.Random(1)
    text = "".join(chr(draw.randrange(0x4E00, 0x5000)) for _ in range(120_000))
    other = "".join("囧" if place % 9 == 0 else character for place, character in enumerate(text))
    started = time.process_time()
    assert sum(block.length for block in align(text, other)) > 100_000
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("base", "copy", "expected"),
    [
        ("全年投入4612万元,用于改造", "全年投入462万元,用于改造", [("4612", "462")]),
        ("全年投入4612万元,用于改造", "全年投入46xx万元,用于改造", [("4612", "46xx")]),
        ("全年投入46万元,用于改造", "全年投入46亿元,用于改造", [("46万", "46亿")]),
        ("售票万张,营收增加", "售票35万张,营收增加", [("", "35")]),
        ("教育事业稳步发展,质量提高", "教育事业稳步开展,质量提高", [("发", "开")]),
        ("比上年增长8.5%,质量提高", "比上年增长85%,质量提高", [("8.5%", "85%")]),
        ("比上年增长8.5%,质量 提高", "比上年增长8.5%,\n质量提高。", []),
    ],
)
def test_differences_of_figures_are_whole_figures(base: str, copy: str, expected: list[tuple[str, str]]):
    one, other = Comparable(base), Comparable(copy)
    alignment = Alignment(one, other)
    found = []
    for place in places([alignment]):
        reading = alignment.reading(place)
        assert reading is not None
        found.append((one.reading(*place), other.reading(*reading)))
    assert found == expected


def test_what_a_part_does_not_have_it_does_not_read():
    whole = Comparable("全县现有学校一百二十所。" * 3 + "投入资金46万元,改造校舍八处。")
    part = Comparable("投入资金47万元,改造校舍八处。")
    alignment = Alignment(whole, part)
    (place,) = places([alignment])
    assert whole.reading(*place) == "46"
    assert alignment.reading(Stretch(2, 5)) is None
