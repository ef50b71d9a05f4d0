"""No number is lost silently: each is in a quantity or has a reason, and each rule that decided can be explained."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
import regex

from pipeline.explain import reasons
from pipeline.flow import process
from pipeline.fold import fold
from pipeline.read import read
from pipeline.records import Report, Source
from pipeline.resources import Resources

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
TEXTS = sorted((ROOT / "corpora" / "texts").glob("*.txt"))
REAL = sorted([*(SHARED / "seeds").glob("*.txt"), *(SHARED / "corpora").glob("*/*.txt")])
DIGITS = regex.compile(r"\d+")
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
    lost = [
        report.text[max(0, match.start() - 12) : match.end() + 8]
        for report in reports(path)
        for match in _unaccounted(report)
    ]
    assert lost == []


def _unaccounted(report: Report) -> list[regex.Match[str]]:
    spans = [(each.start, each.end) for each in (*report.quantities, *report.skipped)]
    told = bytearray(len(report.text) + 1)
    for start, end in spans:
        told[start:end] = b"\1" * (end - start)
    body = DIGITS.finditer(fold(report.text), report.part.body_start, report.part.body_end)
    return [match for match in body if not any(told[match.start() : match.end()])]


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
