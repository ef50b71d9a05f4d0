"""Numbers that measure nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.measure.quantity_reports import found, summary

with (Path(__file__).parent / "cases" / "non_quantities.csv").open(encoding="utf-8", newline="") as _file:
    TEXTS = [row["text"] for row in csv.DictReader(_file)]


@pytest.mark.parametrize("text", TEXTS)
def test_no_quantity(text: str) -> None:
    assert summary(text) == ""


def test_there_are_enough_cases() -> None:
    assert len(TEXTS) >= 150


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("教发〔2014〕12号", "document-number"),
        ("五年来", "period-reference"),
        ("三年行动计划", "plan-years"),
        ("全市前100名中", "reference-set"),
        ("《2015年要点》", "title-or-catchword"),
        ("十分重视", "word"),
        ("三个方面", "talk"),
        ("20xx年", "masked"),
    ],
)
def test_the_reason_is_told(text: str, rule: str) -> None:
    _, skipped = found(text)
    assert skipped[0].rule == rule
