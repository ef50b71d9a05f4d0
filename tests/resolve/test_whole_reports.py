"""Whole invented reports of many kinds through the whole flow: what the panel holds of each, read off by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import extract

REPORTS = Path(__file__).parent / "whole_reports"


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_panel_of_a_whole_report(path: Path) -> None:
    """A file holds the report, then behind a line `====` its panel: indicator, period, status, value."""
    text, _, panel = path.read_text(encoding="utf-8").partition("====\n")
    rows = extract(text).observations
    found = [f"{row.indicator} {row.time_period} {row.status} {row.obs_value:.12g}" for row in rows]
    assert found == panel.splitlines()
    assert not any(row.conflict for row in rows)
