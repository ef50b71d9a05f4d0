"""No number is lost silently: each is in a quantity or has a reason, and each rule that decided can be explained."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from benchmarks.fuzz.checks import unaccounted
from pipeline.explain import reasons
from pipeline.flow import process
from pipeline.read import read
from pipeline.records import Report, Source
from pipeline.resources import Resources

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = sorted((ROOT / "corpora" / "texts").glob("*.txt"))
REAL = sorted([*(SHARED / "seeds").glob("*.txt"), *(SHARED / "corpora").glob("*/*.txt")])
RESOURCES = Resources()


@lru_cache(maxsize=64)
def reports(path: Path) -> tuple[Report, ...]:
    """A text through the whole flow, as a run takes it."""
    return tuple(
        report
        for source in read(path, path.name)
        if isinstance(source, Source)
        for report in process(source, RESOURCES)
    )


@pytest.mark.parametrize("path", [*TEXTS, *REAL], ids=lambda path: path.stem)
def test_every_run_of_digits_is_accounted_for(path: Path) -> None:
    assert [lost for report in reports(path) for lost in unaccounted(report)] == []


@pytest.mark.skipif(not REAL, reason="needs the real reports, which are not part of the project")
def test_real_reports_are_among_them() -> None:
    assert len(REAL) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_rule_has_an_explanation(path: Path) -> None:
    known = reasons(RESOURCES.rules)
    used = {no.rule for report in reports(path) for no in report.skipped}
    used |= {quantity.rule for report in reports(path) for quantity in report.quantities}
    used |= {rule for report in reports(path) for each in report.circumstances for rule in each.rules}
    assert used - known.keys() == set()
