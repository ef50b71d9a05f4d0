"""Rows of a table in plain text: the head of the row and the head of the column say what a cell measures."""

from __future__ import annotations

import functools
from bisect import bisect_right

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.figure import Base, Named
from pipeline.measure.naming.suffix import ends_in_property
from pipeline.measure.naming.words import TIME, Lexicon
from pipeline.patterns import regex
from pipeline.records import Quantity

CELL = regex.lazy(r"[^\t|]+")
UNIT = regex.lazy(r"[(（][^()（）]{1,8}[)）]$|[,，]\s*单位.*$")
GROWTH = regex.lazy(r"^(?:比|较|同比).{0,6}?(?:增长|增减|增|±).{0,4}$")
"""The head of a column of changes (比上年增长%)."""
CLAUSE_MARK = regex.lazy("[,;，；。]")
NUMBER = regex.lazy(r"\s*[\d.,%‰+\-]+(?!\d*年)")
LONGEST_LINE = 2000
"""Characters; a longer line is no row of a table that anybody set."""


def named_cell(text: str, quantity: Quantity, first: int, lexicon: Lexicon) -> Named | None:
    """The name of a quantity that stands in a cell of a table whose lines begin at or after `first`; None if its line
    is no row of a table, or the row has no head."""
    start = _line_start(text, quantity.start, first)
    if start is None:
        return None
    end = text.find("\n", quantity.end, quantity.end + LONGEST_LINE)
    line = text[start : end if end >= 0 else quantity.end + LONGEST_LINE]
    if len(line) > LONGEST_LINE or line.count("\t") + line.count("|") < 2:
        return None
    cells, ends, _ = _cells(line)
    column = bisect_right(ends, quantity.start - start)
    row_head = _head(cells[0])
    if column in (0, len(cells)) or not row_head or TIME.fullmatch(row_head):
        return None
    column_head = _column_head(text, first, start, column, len(cells))
    column_head = GROWTH.sub("增长率", column_head)
    name = row_head
    if column_head and not TIME.fullmatch(column_head) and column_head not in row_head:
        name = column_head + row_head if ends_in_property(row_head, quantity.kind, lexicon) else row_head + column_head
    return Named(name, Base(Words([name], "N"), quantity.unit, quantity.kind), ["naming.table"])


def _column_head(text: str, first: int, start: int, column: int, width: int) -> str:
    """The cell above that has no number, in the nearest line above with as many cells."""
    end = start - 1
    for _ in range(60):
        if end <= first:
            break
        begin = _line_start(text, end, first)
        if begin is None:
            break
        cells, _, numbers = _cells(text[begin:end])
        if len(cells) == width and not numbers:
            return _head(cells[column])
        if len(cells) < 2:
            break
        end = begin - 1
    return ""


def _line_start(text: str, at: int, first: int) -> int | None:
    """Where the line begins that holds a place; None if that is farther than any row of a table is long."""
    farthest = max(first, at - LONGEST_LINE)
    found = text.rfind("\n", farthest, at)
    return found + 1 if found >= 0 else first if farthest == first else None


@functools.lru_cache(maxsize=128)
def _cells(line: str) -> tuple[list[str], list[int], bool]:
    """The cells of a line, where they end, and whether one behind the first begins with a number. Each cell of a table
    asks for its own line and for those above."""
    found = list(CELL.finditer(line))
    cells = [cell.group() for cell in found]
    return cells, [cell.end() for cell in found], any(map(NUMBER.match, cells[1:]))


def _head(cell: str) -> str:
    """What a cell names: its words up to the first mark, without a unit in brackets."""
    head: str = UNIT.sub("", cell.strip()).strip(" ,;:、，；：。")
    first: str = CLAUSE_MARK.split(head, 1)[0]
    return first.strip()
