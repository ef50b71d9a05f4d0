"""The panel as a researcher charts it: places × years, and goals beside outcomes.

Both functions take rows of the panel (records, in any order) and give plain rows for a table; nothing is averaged or
filled in. Where a place has several figures for one cell, the one that is attested best is taken: not in conflict, of a
complete statement, with most witnesses, then the first by document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.records import Observation, Status

AVERAGE = "年均"


class Pivot(NamedTuple):
    """A table: `columns` are periods, `rows` pairs of a place (code, name) and its cells, None if nothing is stated."""

    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str | None, str | None], tuple[Observation | None, ...]], ...]


class Comparison(NamedTuple):
    """A goal and what came of it."""

    ref_area: str | None
    region: str | None
    indicator: str
    time_period: str
    target: Observation | None
    actual: Observation | None

    @property
    def gap(self) -> float | None:
        """Outcome less goal, in the unit of both; for a range the distance from its nearer end, 0 inside."""
        if self.target is None or self.actual is None or self.actual.obs_value is None:
            return None
        if self.target.unit_measure != self.actual.unit_measure:
            return None
        low, high = ends(self.target)
        value = self.actual.obs_value
        if low is None or high is None:
            return None
        return round(value - min(max(value, low), high), 9)

    @property
    def met(self) -> bool | None:
        """Whether the outcome keeps to a goal that is worded as a bound or range; None for a plain number."""
        if self.target is None or self.actual is None or self.actual.obs_value is None:
            return None
        if self.target.unit_measure != self.actual.unit_measure:
            return None
        value, goal = self.actual.obs_value, self.target
        if goal.low is None and goal.high is None:
            return None
        return (goal.low is None or value >= goal.low) and (goal.high is None or value <= goal.high)


def ends(observation: Observation) -> tuple[float | None, float | None]:
    """The lowest and highest value that an observation stands for: of a range its ends, else twice its number."""
    low, high, value = observation.low, observation.high, observation.obs_value
    if value is not None:
        return value, value
    return (low if low is not None else high), (high if high is not None else low)


def select(
    observations: Iterable[Observation],
    *,
    indicators: Sequence[str] = (),
    regions: Sequence[str] = (),
    periods: Sequence[str] = (),
    status: Status | None = None,
) -> list[Observation]:
    """The rows that match all that is given. Regions are codes or names (or parts of names), periods exact."""
    return [
        row
        for row in observations
        if (not indicators or row.indicator in indicators)
        and (not regions or any(_is_region(row, region) for region in regions))
        and (not periods or row.time_period in periods)
        and (status is None or row.status == status)
    ]


def _is_region(row: Observation, region: str) -> bool:
    return row.ref_area == region or (row.region is not None and region in row.region)


def pivot(observations: Iterable[Observation], indicator: str, *, status: Status = "actual") -> Pivot:
    """Places × periods of one indicator, places by code, periods in order."""
    cells: dict[tuple[str | None, str | None], dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in observations:
        if row.indicator == indicator and row.status == status and row.time_period:
            cells[row.ref_area, row.region][row.time_period].append(row)
    columns = tuple(sorted({period for periods in cells.values() for period in periods}))
    rows = tuple(
        (place, tuple(_best(cells[place].get(period, ())) for period in columns))
        for place in sorted(cells, key=lambda place: (place[0] is None, place[0] or "", place[1] or ""))
    )
    return Pivot(columns, rows)


def compare_targets(observations: Iterable[Observation], indicator: str) -> list[Comparison]:
    """Goal and outcome of one indicator side by side, for each place and period for which either is stated."""
    found: dict[tuple[str, str, str], dict[Status, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for row in observations:
        if row.indicator == indicator and row.time_period:
            found[row.ref_area or "", row.region or "", row.time_period][row.status].append(row)
    return [
        Comparison(code or None, name or None, indicator, period, _best(rows["target"]), _best(rows["actual"]))
        for (code, name, period), rows in sorted(found.items())
    ]


def _best(rows: Sequence[Observation]) -> Observation | None:
    return min(rows, key=_doubt, default=None)


def _doubt(row: Observation) -> tuple[bool, bool, bool, int, str, str]:
    stated = row.obs_value is None and row.low is None and row.high is None
    # Where a span has both, the average is what goals of the span are set in.
    summed = "/" in (row.time_period or "") and AVERAGE not in row.modifier
    return stated, row.conflict, summed, -row.witnesses, row.document_id, row.indicator_id
