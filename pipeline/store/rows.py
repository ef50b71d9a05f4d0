"""Reports → the rows of every table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from pipeline.patterns import re
from pipeline.records import RESTORED, EditRow, Problem, Report, Text

Rows = dict[str, list[msgspec.Struct]]
_NEEDS_QUOTES = re.lazy('[",\r\n]')


def rows_of(reports: Sequence[Report], problems: Iterable[Problem] = ()) -> Rows:
    """The rows of the reports of one page, by table, in reading order. `problems` are those of reading the file."""
    rows: Rows = {
        "documents": [report.document for report in reports],
        "sections": [row for report in reports for row in report.sections],
        "indicators": [row for report in reports for row in report.indicators],
        "panel": [row for report in reports for row in report.observations],
        "terms": [row for report in reports for row in report.terms],
        "edits": [],
        "problems": [*problems],
        "texts": [],
        "readings": [],
    }
    if reports:
        page = reports[0].page
        rows["edits"] += _edits(reports)
        rows["edits"] += _restored(reports)
        rows["problems"] += page.problems
        rows["problems"] += (row for report in reports for row in report.problems)
        rows["texts"] += (
            Text(document_id=report.document.document_id, source_text=page.source.text, text=page.text.text)
            for report in reports
        )
    return rows


def _edits(reports: Sequence[Report]) -> list[EditRow]:
    """The changes to the page, each under the report that it stands in, or else the one before it."""
    text = reports[0].page.text
    starts = [text.source_span(report.part.start, report.part.end)[0] for report in reports]
    return [
        EditRow(
            document_id=reports[max(0, bisect_right(starts, step.source_start) - 1)].document.document_id,
            source_start=step.source_start,
            source_end=step.source_end,
            before=step.before,
            after=step.after,
            rule=step.rule,
            confidence=step.confidence,
            evidence=step.evidence,
            margin=step.margin,
        )
        for step in text.history
    ]


def _restored(reports: Iterable[Report]) -> Iterator[EditRow]:
    """The figures that others determine: the text keeps what stands there, but no reading of it is a silent one."""
    for report in reports:
        for row in report.indicators:
            if RESTORED in row.flags and row.value is not None:
                yield EditRow(
                    document_id=row.document_id,
                    source_start=row.source_start,
                    source_end=row.source_end,
                    before=report.text[row.start : row.end],
                    after=f"{row.value:.12g}{row.unit or ''}",
                    rule="arithmetic.restored",
                    confidence=row.confidence,
                    evidence="proved",
                    margin=None,
                )


def cell(value: Any) -> str:
    """A value as it stands in CSV: empty for null, true/false, whole numbers without point, lists joined by `;`.

    >>> [cell(v) for v in (None, True, 46.9, 12812200.0, ("约", "以上"))]
    ['', 'true', '46.9', '12812200', '约;以上']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value)


def csv_line(values: Iterable[Any]) -> str:
    """One CSV row with its line feed. Python's own writer leaves a carriage return unquoted before 3.13.

    >>> print(csv_line(["甲,乙", None, 3.0, 'a"b']), end="")
    "甲,乙",,3,"a""b"
    """
    return csv_lines([values])


def csv_bytes(records: Sequence[msgspec.Struct]) -> bytes:
    """Records of one table as CSV rows without header, UTF-8."""
    return csv_lines(msgspec.structs.astuple(record) for record in records).encode("utf-8", "replace")


def csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    """CSV rows, all of the same length. Column by column, since few columns hold anything that needs quotes."""
    columns = [_csv_column(values) for values in zip(*rows, strict=True)]
    return "".join(f"{line}\n" for line in map(",".join, zip(*columns, strict=True)))


def _csv_column(values: Iterable[Any]) -> list[str]:
    cells = [cell(value) for value in values]
    if _NEEDS_QUOTES.search("\0".join(cells)):
        return [_quoted(text) if _NEEDS_QUOTES.search(text) else text for text in cells]
    return cells


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
