"""Names over whole reports: each figure in ⟦figure|name|other name⟧, named by hand before the pipeline had seen it."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.flow import process
from pipeline.records import Indicator, Source
from pipeline.resources import Resources

MARKED = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")
REPORTS = sorted((Path(__file__).parent / "cases" / "named").glob("*.txt"))
FLOOR = 0.96
"""Share of the names that agree; raise it with the naming, never lower it."""
AGREES = 0.6
"""F1 over the longest common subsequence, from which two names are the same."""


def agreement(wanted: str, found: str) -> float:
    """F1 over the longest common subsequence of the letters and digits of two names."""
    a, b = ("".join(filter(str.isalnum, name)) for name in (wanted, found))
    row = [0] * (len(b) + 1)
    for x in a:
        left = 0
        for at, y in enumerate(b, 1):
            up, row[at] = row[at], left + 1 if x == y else max(row[at], row[at - 1])
            left = up
    return 2 * row[-1] / (len(a) + len(b)) if a and b else 0.0


def unmarked(text: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """The report without its marks, and of each figure where it stands and what it may be called."""
    plain, figures, at = "", [], 0
    for match in MARKED.finditer(text):
        plain += text[at : match.start()] + match.group(1)
        figures.append((len(plain) - len(match.group(1)), len(plain), match.group(2).split("|")))
        at = match.end()
    return plain + text[at:], figures


def overlapping(rows: list[Indicator], start: int, end: int) -> Indicator | None:
    return next((row for row in rows if row.source_start < end and start < row.source_end), None)


def test_names_of_reports_agree_with_those_given_by_hand() -> None:
    resources = Resources()
    misses, total = [], 0
    for path in REPORTS:
        text, figures = unmarked(path.read_text(encoding="utf-8"))
        reports = process(Source(path=path.name, text=text), resources)
        rows = [row for report in reports for row in report.indicators]
        for start, end, wanted in figures:
            row = overlapping(rows, start, end)
            total += 1
            if row is None or max(agreement(name, row.name) for name in wanted) < AGREES:
                misses.append(f"{path.stem}: {text[start:end]} {wanted[0]} | {row.name if row else 'not found'}")
    assert total > 900
    assert len(misses) <= (1 - FLOOR) * total, f"{len(misses)} of {total}\n" + "\n".join(misses)
