"""Copies of the CSV files that a spreadsheet opens safely: with BOM, and with formulas made inert."""

from __future__ import annotations

import csv
from pathlib import Path

from pipeline.store.rows import csv_line

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_copies(folder: Path) -> None:
    """For every NAME.csv in the folder a NAME.excel.csv beside it."""
    csv.field_size_limit(2**31 - 1)
    for path in sorted(folder.glob("*.csv")):
        copy = path.with_suffix(".excel.csv")
        with path.open(encoding="utf-8", newline="") as source, copy.open("w", encoding="utf-8-sig", newline="") as out:
            for row in csv.reader(source):
                out.write(csv_line(inert(value) for value in row))


def inert(value: str) -> str:
    """The cell with an apostrophe before it if a spreadsheet would take it for a formula; numbers stay numbers.

    >>> inert("=1+1"), inert("-2.3"), inert("-一是")
    ("'=1+1", '-2.3', "'-一是")
    """
    if value.startswith(FORMULA_STARTS) and not _is_number(value):
        return "'" + value
    return value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
