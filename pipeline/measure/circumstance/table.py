"""Figures in the rows of a table in plain text: the head of the column says level or change, and may say when."""

from __future__ import annotations

from typing import Any

import msgspec
import regex

_CELL = regex.compile(r"[^\t|\n]+")
_UNIT = regex.compile(r"[ (]*[(][^()]{1,8}[)] *$|, *单位.*$")
_NUMBER = regex.compile(r" *[-+]?[\d.,%‰]+ *")
_LONGEST_LINE = 2000
"""Characters; a longer line is no row of a table that anybody set."""
_FARTHEST = 60
"""Rows between a figure and the head of its column."""


class Column(msgspec.Struct, frozen=True):
    """The head of a column as the aspect rules read it: its place, without the unit in brackets behind it."""

    start: int
    end: int


def column_head(folded: str, first: int, at: int) -> Column | None:
    """The head of the column that the figure at `at` stands in; None if its line is no row of a table, if it is the
    head of its row, or if no line above it from `first` on is a head of as many columns."""
    start = max(first, folded.rfind("\n", max(first, at - _LONGEST_LINE), at) + 1)
    if not _marks(folded, start, at):
        return None
    end = folded.find("\n", at, at + _LONGEST_LINE)
    cells = list(_CELL.finditer(folded, start, end if end >= 0 else min(len(folded), at + _LONGEST_LINE)))
    if len(cells) < 3:
        return None
    column = next(number for number, cell in enumerate(cells) if cell.end() > at)
    for _ in range(_FARTHEST):
        stop = start - 1
        if stop <= first:
            return None
        start = max(first, folded.rfind("\n", max(first, stop - _LONGEST_LINE), stop) + 1)
        above = list(_CELL.finditer(folded, start, stop))
        if len(above) < 2:
            return None
        if len(above) == len(cells) and not any(_is_number(cell) for cell in above[1:]):
            return _without_unit(folded, above[column]) if column else None
    return None


def _marks(folded: str, start: int, end: int) -> bool:
    return folded.find("\t", start, end) >= 0 or folded.find("|", start, end) >= 0


def _is_number(cell: Any) -> bool:
    return bool(_NUMBER.fullmatch(cell[0]))


def _without_unit(folded: str, cell: Any) -> Column:
    unit = _UNIT.search(folded, cell.start(), cell.end())
    return Column(cell.start(), unit.start() if unit else cell.end())
