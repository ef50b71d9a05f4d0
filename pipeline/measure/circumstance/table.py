"""Figures in the rows of a table in plain text: the head of the column says level or change, and may say when."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import msgspec

from pipeline.patterns import regex

_CELL = regex.lazy(r"[^\t|\n]+")
_UNIT = regex.lazy(r"[ (]*[(][^()]{1,8}[)] *$|, *单位.*$")
_NUMBER = regex.lazy(r" *[-+]?[\d.,%‰]+ *")
_LONGEST_LINE = 2000
"""Characters; a longer line is no row of a table that anybody set."""
_FARTHEST = 60
"""Rows between a figure and the head of its column."""


class Column(msgspec.Struct, frozen=True):
    """The head of a column as the aspect rules read it: its place, without the unit in brackets behind it."""

    start: int
    end: int


class Row(msgspec.Struct, frozen=True):
    """A line of the text; of a row of a table, where its cells end and the head of each."""

    start: int
    end: int
    cell_ends: tuple[int, ...] = ()
    heads: tuple[Column | None, ...] = ()


class Tables:
    """The rows of a text, read in order: a row has the heads of the row above it if it has as many cells."""

    def __init__(self, folded: str, first: int) -> None:
        self.folded = folded
        self.first = first
        self.row = Row(0, 0)
        self.absent = folded.find("\t", first) < 0 and folded.find("|", first) < 0

    def column_head(self, at: int) -> Column | None:
        """The head of the column that the figure at `at` stands in; None if its line is no row of a table, if it is
        the head of its row, or if no line above it is a head of as many columns."""
        if self.absent:
            return None
        if not self.row.start <= at < self.row.end:
            self.row = self._read(at)
        column = bisect_right(self.row.cell_ends, at)
        return self.row.heads[column] if 0 < column < len(self.row.heads) else None

    def _read(self, at: int) -> Row:
        start = self._line_start(at)
        end = self.folded.find("\n", at, at + _LONGEST_LINE)
        end = end if end >= 0 else min(len(self.folded), at + _LONGEST_LINE)
        if start is None:
            return Row(at, end + 1)
        cells = list(_CELL.finditer(self.folded, start, end))
        if len(cells) < 3:
            return Row(start, end + 1)
        ends = tuple(cell.end() for cell in cells)
        if self.row.end == start and len(self.row.cell_ends) == len(cells):
            return Row(start, end + 1, ends, self.row.heads)
        return Row(start, end + 1, ends, self._heads(start, len(cells)))

    def _heads(self, start: int, width: int) -> tuple[Column | None, ...]:
        for _ in range(_FARTHEST):
            stop = start - 1
            if stop <= self.first:
                break
            begin = self._line_start(stop)
            if begin is None:
                break
            start = begin
            above = list(_CELL.finditer(self.folded, start, stop))
            if len(above) < 2:
                break
            if len(above) == width and not any(_is_number(cell) for cell in above[1:]):
                return tuple(_without_unit(self.folded, cell) for cell in above)
        return ()

    def _line_start(self, at: int) -> int | None:
        """Where the line begins that holds a place; None if that is farther than any row of a table is long."""
        farthest = max(self.first, at - _LONGEST_LINE)
        found = self.folded.rfind("\n", farthest, at)
        return found + 1 if found >= 0 else self.first if farthest == self.first else None


def _is_number(cell: Any) -> bool:
    return bool(_NUMBER.fullmatch(cell[0]))


def _without_unit(folded: str, cell: Any) -> Column:
    unit = _UNIT.search(folded, cell.start(), cell.end())
    return Column(cell.start(), unit.start() if unit else cell.end())
