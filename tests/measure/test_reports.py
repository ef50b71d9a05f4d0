"""Whole reports of many genres, read by a person first: each figure's status, period, aspect and direction."""

from __future__ import annotations

import pytest

from tests.measure.circumstance_cases import Case, cases

CASES = cases("reports.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_figure(case: Case) -> None:
    assert {key: case.found.get(key) for key in case.expected} == case.expected, case.words
