"""Rows of a run beside gold: which are right, field by field.

A row and a gold figure are the same if their spans in the source overlap, the greatest overlap first. Names agree if at
least 60 % of their characters, in order, are common to both; readings that the gold accepts beside its own count too.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from pipeline.batch.files import list_files
from pipeline.flow import process
from pipeline.read import read
from pipeline.records import Circumstance, Indicator, Naming, Quantity, Report, Source
from pipeline.resources import Resources

_SAME_NAME = 0.6
_PEOPLE = frozenset(["人", "名", "位"])


class Judged(msgspec.Struct, frozen=True):
    """A row with the steps that made it, and whether they were right."""

    document: str
    row: Indicator
    quantity: Quantity
    circumstance: Circumstance
    naming: Naming
    value: bool
    name: bool
    status: bool
    time: bool

    @property
    def right(self) -> bool:
        """Whether everything is."""
        return self.value and self.name and self.status and self.time


def judge(reports: Path, texts: Path, gold: Path, resources: Resources) -> Iterator[Judged]:
    """All rows of the reports that have gold, in reading order, without figures that one annotator alone counted."""
    for file in list_files(reports):
        for source in read(Path(file.path), file.relative):
            answer = gold / f"{Path(source.path).stem}.json"
            if isinstance(source, Source) and answer.exists():
                text = (texts / f"{answer.stem}.txt").read_bytes().decode("utf-8")
                figures = json.loads(answer.read_text(encoding="utf-8"))["indicators"]
                yield from _document(answer.stem, text, figures, process(source, resources))


def _document(name: str, text: str, figures: list[dict[str, Any]], reports: tuple[Report, ...]) -> Iterator[Judged]:
    rows = [
        each
        for report in reports
        for each in zip(report.indicators, report.quantities, report.circumstances, report.namings, strict=True)
    ]
    spans = [_span(text, figure["surface"], figure["nth"]) for figure in figures]
    overlaps = sorted(
        (
            (min(row.source_end, end) - max(row.source_start, start), -number, -at)
            for number, (row, *_) in enumerate(rows)
            for at, (start, end) in enumerate(spans)
            if min(row.source_end, end) > max(row.source_start, start)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, number, at in overlaps:
        if -number not in pairs and -at not in pairs.values():
            pairs[-number] = -at
    for number, (row, quantity, circumstance, naming) in enumerate(rows):
        figure = figures[pairs[number]] if number in pairs else None
        if figure is None or not figure.get("optional"):
            rights = _rights(figure, row) if figure else (False,) * 4
            yield Judged(name, row, quantity, circumstance, naming, *rights)


def _span(text: str, surface: str, nth: int) -> tuple[int, int]:
    at = -1
    for _ in range(nth):
        at = text.index(surface, at + 1)
    return at, at + len(surface)


def _rights(figure: dict[str, Any], row: Indicator) -> tuple[bool, bool, bool, bool]:
    """Value with its unit, name, status with aspect and direction, period."""
    value = _same_value(figure, row) and (figure["damaged"] or _same_unit(figure["unit"], row.unit))
    name = any(common(reading or "", row.name) >= _SAME_NAME for reading in _readings(figure, "name"))
    meant = (
        row.status in _readings(figure, "status")
        and row.aspect in _readings(figure, "aspect")
        and (row.aspect != "change" or row.direction in _readings(figure, "direction"))
    )
    return value, name, meant, row.time_period in _readings(figure, "time_period")


def _readings(figure: dict[str, Any], field: str) -> list[Any]:
    return [figure[field], *figure.get("accept", {}).get(field, ())]


def _same_value(figure: dict[str, Any], row: Indicator) -> bool:
    if figure["damaged"]:
        return row.damaged and (row.value is None or row.value == figure["value"])
    stated = [figure[bound] for bound in ("value", "low", "high") if figure[bound] is not None]
    if figure["value"] is None and len(stated) == 2:
        return stated == [row.low, row.high]
    shown = row.value if row.value is not None else row.low if row.low is not None else row.high
    return bool(stated) and shown is not None and abs(stated[0] - shown) <= 1e-4 * max(abs(shown), 1)


def _same_unit(one: str | None, other: str | None) -> bool:
    left, right = (unicodedata.normalize("NFKC", unit or "") for unit in (one, other))
    return left == right or {left, right} <= _PEOPLE


def common(one: str, other: str) -> float:
    """Twice the longest common subsequence of letters and digits, over their number in both."""
    left, right = ([char for char in unicodedata.normalize("NFKC", name) if char.isalnum()] for name in (one, other))
    if not left or not right:
        return float(left == right)
    best = [0] * (len(right) + 1)
    for char in left:
        corner = 0
        for at, against in enumerate(right, 1):
            above = best[at]
            best[at] = corner + 1 if char == against else max(above, best[at - 1])
            corner = above
    return 2 * best[-1] / (len(left) + len(right))
