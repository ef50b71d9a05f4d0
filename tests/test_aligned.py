"""The aligned text: any number of passes, and every position still maps both ways."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.aligned import AlignedText, Edit, OverlappingEditsError

ALPHABET = "一二三abc(1)。\n"


@st.composite
def passes(draw: st.DrawFn) -> AlignedText:
    """A text after up to four passes of random, non-overlapping edits."""
    text = AlignedText.of(draw(st.text(ALPHABET, max_size=30)))
    for number in range(draw(st.integers(0, 4))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text.text)), max_size=8)))
        spans = zip(cuts[::2], cuts[1::2], strict=False)
        edits = [Edit(start, end, draw(st.text(ALPHABET, max_size=4)), f"pass-{number}") for start, end in spans]
        text = text.apply(edits)
    return text


@given(passes())
def test_blocks_cover_both_sides_without_gap(text: AlignedText) -> None:
    assert [side[0] for side in text._bounds] == [0, 0]
    assert [side[-1] for side in text._bounds] == [len(text.text), len(text.source)]
    assert all(list(side) == sorted(side) for side in text._bounds)


@given(passes(), st.data())
def test_spans_stay_ordered_and_inside(text: AlignedText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    source_start, source_end = text.source_span(start, end)
    assert 0 <= source_start <= source_end <= len(text.source)
    wider = text.source_span(0, len(text.text))
    if start < end:
        assert wider[0] <= source_start and source_end <= wider[1]


@given(passes(), st.data())
def test_a_span_comes_back_around_itself(text: AlignedText, data: st.DataObject) -> None:
    """There and back again covers at least the span, unless it stands for nothing in the source."""
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    source = text.source_span(start, end)
    if source[0] < source[1] and start < end:
        back = text.text_span(*source)
        inserted_left = text.source_span(start, start + 1)
        inserted_right = text.source_span(end - 1, end)
        if inserted_left[0] < inserted_left[1] and inserted_right[0] < inserted_right[1]:
            assert back[0] <= start and end <= back[1]


@given(st.text(ALPHABET), st.data())
def test_unchanged_characters_map_to_themselves(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    text = AlignedText.of(source).apply([Edit(start, end, "新", "r")])
    for position in range(start):
        assert text.source_span(position, position + 1) == (position, position + 1)
    shift = len(text.text) - len(source)
    for position in range(end, len(source)):
        assert text.source_span(position + shift, position + shift + 1) == (position, position + 1)
        assert text.text_span(position, position + 1) == (position + shift, position + shift + 1)


@given(passes())
def test_history_names_places_in_the_source(text: AlignedText) -> None:
    for step in text.history:
        assert 0 <= step.source_start <= step.source_end <= len(text.source)
        assert step.before != step.after


@given(passes())
def test_pickles_whole(text: AlignedText) -> None:
    again = pickle.loads(pickle.dumps(text))
    assert (again.text, again.source, again.history) == (text.text, text.source, text.history)
    assert again.source_span(0, len(text.text)) == text.source_span(0, len(text.text))


def test_equal_length_replacements_keep_single_characters() -> None:
    text = AlignedText.of("發展教育事業").apply([Edit(0, 2, "发展", "t2s"), Edit(4, 6, "事业", "t2s")])
    assert text.source_span(1, 2) == (1, 2)
    assert text._bounds == ([0, 6], [0, 6])


def test_a_later_pass_may_split_an_earlier_replacement() -> None:
    text = AlignedText.of("甲xyz乙").apply([Edit(1, 4, "丙丁", "first")]).apply([Edit(2, 3, "戊己庚", "second")])
    assert text.text == "甲丙戊己庚乙"
    assert text.source_span(2, 5) == (1, 4)
    assert text.source_span(5, 6) == (4, 5)


def test_cut_text_maps_to_an_empty_span() -> None:
    text = AlignedText.of("下载 正文").apply([Edit(0, 3, "", "furniture")])
    assert text.text_span(0, 2) == (0, 0)
    assert text.source_span(0, 2) == (3, 5)


def test_edits_that_change_nothing_leave_no_trace() -> None:
    text = AlignedText.of("教育")
    assert text.apply([Edit(0, 1, "教", "noop")]) is text


@pytest.mark.parametrize("edits", [[(0, 2), (1, 3)], [(2, 9)], [(-1, 1)]])
def test_overlaps_and_strays_are_errors(edits: list[tuple[int, int]]) -> None:
    with pytest.raises(OverlappingEditsError):
        AlignedText.of("一二三四").apply([Edit(start, end, "x", "r") for start, end in edits])
