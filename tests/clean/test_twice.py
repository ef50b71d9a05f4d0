"""Cleaning what is clean changes nothing, whatever had been done to the text before."""

from __future__ import annotations

import functools
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.damage import KINDS
from pipeline.clean import clean
from pipeline.records import Source
from tests.clean.pages import RESOURCES

TEXTS = Path(__file__).parents[2] / "corpora" / "texts"
REPORTS = [path.read_text(encoding="utf-8")[:2500] for path in sorted(TEXTS.glob("*.txt"))]
RESTORED = sorted(kind for kind in KINDS if not kind.startswith("slip"))
"""What is left of a slip stays garbled, and a second look may read it in another way."""
CHEAP = [kind for kind in RESTORED if not kind.startswith("pinyin")]


def cleaned(text: str) -> str:
    return clean(Source(path="a.txt", text=text), RESOURCES).text.text


@functools.cache
def clean_report(number: int) -> str:
    return cleaned(REPORTS[number])


@pytest.mark.parametrize("number", range(len(REPORTS)))
def test_a_report_as_it_is(number: int) -> None:
    assert cleaned(clean_report(number)) == clean_report(number)


@pytest.mark.parametrize("kind", RESTORED)
def test_a_damaged_report(kind: str) -> None:
    number = RESTORED.index(kind)
    once = cleaned(KINDS[kind](clean_report(number % len(REPORTS)), Random(number)).text)
    assert cleaned(once) == once


@settings(max_examples=30)
@given(st.sampled_from(range(len(REPORTS))), st.sampled_from(CHEAP), st.integers(0, 1000))
def test_any_report_damaged_in_any_way(number: int, kind: str, seed: int) -> None:
    once = cleaned(KINDS[kind](clean_report(number)[:1500], Random(seed)).text)
    assert cleaned(once) == once
