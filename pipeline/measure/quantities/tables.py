"""Units that are given once: 单位：万元 above a table, 发行总额（亿元） in a column's head.

A unit line governs the bare numbers below it until running text or the next unit line begins. A column's head governs
the cells of its column where cells are separated by tabs or bars; a column headed 单位 gives each row the unit of
the cells that have none from their head.
"""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from pipeline.measure.quantities.units import Found, UnitIndex
from pipeline.patterns import regex

_UNIT_LINE = regex.lazy(r"(?:计量)?单位\s?[::]\s?(?P<scale>[百千万亿]{0,2})(?P<unit>[^\s,。;)\]\d]{1,8})")
_HEAD = regex.lazy(r"[(]\s?(?P<scale>[百千万亿]{0,2})(?P<unit>[^\s()\d]{0,8})\s?[)]")
_UNIT_COLUMN = regex.lazy(r"(?:计量)?单\s*位")
_UNIT_CELL = regex.lazy(r"(?P<scale>[百千万亿]{0,2})(?P<unit>[^\s()\d]{1,8})")
_CELLS = regex.lazy(r"[\t|│┃]")
_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_RUNNING_TEXT = regex.lazy(r"[\p{Han}、“”][^\n]{0,200}[。;!]")
_LONGEST_TABLE = 4000


class TableUnit(msgspec.Struct, frozen=True, gc=False):
    """A unit that holds for the bare numbers of a stretch of text."""

    start: int
    end: int
    unit: Found
    scale: float


class TableUnits:
    """The units that tables of a body give once, found by position."""

    def __init__(self, text: str, start: int, end: int, units: UnitIndex) -> None:
        found = [*_unit_lines(text, start, end, units), *_columns(text, start, end, units)]
        self._stretches = sorted(found, key=lambda stretch: (stretch.start, stretch.end))
        self._starts = [stretch.start for stretch in self._stretches]

    def at(self, position: int) -> TableUnit | None:
        """The unit for a bare number at `position`: the column's own before the table's."""
        if not self._stretches:
            return None
        best: TableUnit | None = None
        at = bisect_right(self._starts, position) - 1
        for stretch in reversed(self._stretches[max(0, at - 40) : at + 1]):
            if stretch.start <= position < stretch.end and (
                best is None or stretch.end - stretch.start < best.end - best.start
            ):
                best = stretch
        return best


def _unit_lines(text: str, start: int, end: int, units: UnitIndex) -> list[TableUnit]:
    found = []
    for match in _UNIT_LINE.finditer(text, start, end):
        unit = units.at(text, match.start("unit"))
        if unit is None:
            continue
        stop = _table_end(text, match.end(), min(end, match.end() + _LONGEST_TABLE))
        found.append(TableUnit(match.end(), stop, unit, _scale(match["scale"])))
    return found


def _table_end(text: str, start: int, limit: int) -> int:
    """Where running text, or the next unit line, begins."""
    running = _RUNNING_TEXT.search(text, start, limit)
    following = _UNIT_LINE.search(text, start, limit)
    ends: list[int] = [match.start() for match in (running, following) if match is not None]
    return min([*ends, limit])


def _columns(text: str, start: int, end: int, units: UnitIndex) -> list[TableUnit]:
    """The cells below heads such as 发行总额（亿元） or beside a unit, as long as the lines have as many cells."""
    found: list[TableUnit] = []
    heads: dict[int, tuple[Found, float]] = {}
    width = 0
    unit_column: int | None = None
    if not _CELLS.search(text, start, end):
        return found
    at = start
    for line in text[start:end].split("\n"):
        cells = _CELLS.split(line)
        if len(cells) > 1:
            if len(cells) != width:
                heads, width, unit_column = {}, len(cells), None
            row = (
                _stated_unit(_UNIT_CELL.fullmatch(cells[unit_column].strip()), units)
                if unit_column is not None
                else None
            )
            position = at
            for number, cell in enumerate(cells):
                if _UNIT_COLUMN.fullmatch(cell.strip()):
                    unit_column = number
                head = _HEAD.search(cell)
                if head is not None and (unit := _head_unit(head, units)):
                    heads[number] = (unit, _scale(head["scale"]))
                elif number in heads:
                    found.append(TableUnit(position, position + len(cell) + 1, *heads[number]))
                elif row is not None and number != unit_column:
                    found.append(TableUnit(position, position + len(cell) + 1, *row))
                position += len(cell) + 1
        elif line.strip():
            heads, width, unit_column = {}, 0, None
        at += len(line) + 1
    return found


def _head_unit(head: regex.Match[str], units: UnitIndex) -> Found | None:
    """The unit in the brackets of a head; a mere magnitude (亿) is said of money."""
    if not head["unit"]:
        return Found("元", "money", 0) if head["scale"] in ("万", "亿") else None
    unit = units.at(head["unit"], 0)
    return unit if unit is not None and unit.end == len(head["unit"]) else None


def _stated_unit(cell: regex.Match[str] | None, units: UnitIndex) -> tuple[Found, float] | None:
    """Unit and scale in a cell of a unit column: 万吨."""
    if cell is None:
        return None
    unit = units.at(cell["unit"], 0)
    return (unit, _scale(cell["scale"])) if unit is not None and unit.end == len(cell["unit"]) else None


def _scale(magnitudes: str) -> float:
    scale = 1.0
    for c in magnitudes:
        scale *= _SCALES[c]
    return scale
