"""What the figures of the real sample reports prove of each other, where the samples are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.flow import process
from pipeline.records import EditRow, Report, Source
from pipeline.resolve.arithmetic import CONFIRMED, CONFLICT, RESTORED
from pipeline.resources import Resources
from pipeline.store.rows import rows_of

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the sample reports are not at ../shared")
RESOURCES = Resources()


def reports(folder: str, number: str = "") -> list[Report]:
    paths = sorted((SHARED / folder).glob(f"{number}*.txt"))
    assert paths
    return [
        report
        for path in paths
        for report in process(Source(path=path.name, text=path.read_bytes().decode()), RESOURCES)
    ]


def test_an_amount_per_head_that_was_rewritten_is_restored_with_its_proof():
    found = reports("seeds", "000")
    restored = [row for report in found for row in report.indicators if RESTORED in row.flags]
    assert [(row.value, row.unit, row.damaged) for row in restored] == [(2000.0, "元/人", True)]
    (proof,) = [row.detail for report in found for row in report.problems if row.code == "figure_restored"]
    assert proof.endswith("=2000") and proof.count("=") == 2
    edits = [row for row in rows_of(found)["edits"] if isinstance(row, EditRow) and row.rule == "arithmetic.restored"]
    assert [(row.before, row.after, row.evidence) for row in edits] == [("2022元/人", "2000元/人", "proved")]


@pytest.mark.parametrize(("number", "surface"), [("002", "336名"), ("003", "5.3%")])
def test_a_sum_and_a_growth_are_confirmed(number: str, surface: str):
    flags = [row.flags for report in reports("seeds", number) for row in report.indicators if row.surface == surface]
    assert any(CONFIRMED in found for found in flags)


@pytest.mark.parametrize("folder", ["corpora/gov-2026", "corpora/national"])
def test_undamaged_reports_contradict_nothing(folder: str):
    rows = [row for report in reports(folder) for row in report.indicators]
    assert sum(CONFIRMED in row.flags for row in rows) >= 3
    assert not any(CONFLICT in row.flags or RESTORED in row.flags for row in rows)
