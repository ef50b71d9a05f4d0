"""Statements → observations: one for each indicator, period and status that a report states of its own region.

Several statements of one fact become one observation with the number of its `witnesses`, as precise as the most precise
of them; statements that exclude each other are all kept, as `conflict`.

`obs_value` is the stated number, also for a bound (then `low` or `high` repeats it); it is null for a range, and for a
figure that the page damaged. `obs_status` is from the SDMX code list CL_OBS_STATUS.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.records import Document, Indicator, Observation, Status
from pipeline.resolve.meaning import Units
from pipeline.resolve.taxonomy import Taxonomy

NORMAL, ESTIMATED, FORECAST, IMPUTED, MISSING, UNRELIABLE = "A", "E", "F", "I", "L", "U"
"""CL_OBS_STATUS: L is a missing value of which data exist, I a value imputed by the one who compiles."""
SURE = 0.5
"""A figure that is read with less confidence is marked unreliable."""
NEAR = 0.05
"""Two figures of which one is approximate are one fact within this share of their size."""
VARIANTS = {"real": "实际", "average": "年均"}
"""Classes of words (rules/resolve/between.csv) that make a growth another figure, and how `modifier` states it."""


class Statement(NamedTuple):
    """An indicator as it speaks of the own region."""

    indicator: Indicator
    id: str
    period: str
    down: bool = False
    expected: bool = False
    """Said to be expected (预计), before the final count."""
    crossed: bool = False
    """A threshold that was crossed (突破, 迈上): the value is a lower bound."""
    variant: tuple[str, ...] = ()
    """What makes it another figure than the plain one of the same id and period: 实际 growth, 年均 growth."""


def observations(
    statements: Iterable[Statement], document: Document, taxonomy: Taxonomy, units: Units
) -> list[Observation]:
    """The observations of one report, in the order in which their facts are first stated."""
    facts: dict[tuple[str, str, Status, str, tuple[str, ...]], list[Statement]] = defaultdict(list)
    for stated in statements:
        one = stated._replace(indicator=_bounded(stated)) if stated.crossed else stated
        dimension = units.dimension(one.indicator.unit) or one.indicator.unit or ""
        facts[one.id, one.period, one.indicator.status, dimension, one.variant].append(one)
    rows = []
    for group in facts.values():
        clusters = _clusters(group, units)
        conflict = len(clusters) > 1
        rows += [_observation(cluster, document, taxonomy, conflict=conflict) for cluster in clusters]
    return rows


def _bounded(one: Statement) -> Indicator:
    """The indicator with the lower bound that the words before it make of it, if it has no bound yet."""
    indicator = one.indicator
    if one.down or indicator.low is not None or indicator.high is not None:
        return indicator
    return replace(indicator, low=indicator.value)


def _clusters(group: Sequence[Statement], units: Units) -> list[list[Statement]]:
    """The statements of one fact, those that can all be true together, the most precise first in each cluster."""
    clusters: list[list[Statement]] = []
    for one in sorted(group, key=_vagueness):
        for cluster in clusters:
            if _agree(cluster[0].indicator, one.indicator, units):
                cluster.append(one)
                break
        else:
            clusters.append([one])
    return sorted(clusters, key=lambda cluster: cluster[0].indicator.start)


def _vagueness(one: Statement) -> tuple[bool, bool, bool, int, int]:
    indicator = one.indicator
    unknown = indicator.value is None and indicator.low is None and indicator.high is None
    bounded = indicator.low is not None or indicator.high is not None
    return unknown, bounded, indicator.approx, -_digits(indicator.value), indicator.start


def _digits(value: float | None) -> int:
    """Significant digits of a number as stated: 3 for 1290000, 2 for 4.5."""
    return 0 if value is None else len(f"{abs(value):.10g}".replace(".", "").strip("0").partition("e")[0])


def _agree(precise: Indicator, other: Indicator, units: Units) -> bool:
    """Whether what `other` states is true if what `precise` states is."""
    value = _point(precise, units)
    if value is None:
        return _bounds(precise, units) == _bounds(other, units) or (other.value is None and other.low is other.high)
    low, high = _bounds(other, units)
    if low is not None or high is not None:
        return (low is None or value >= low * (1 - 1e-9)) and (high is None or value <= high * (1 + 1e-9))
    stated = _point(other, units)
    if stated is None:
        return True
    if abs(value - stated) <= 1e-9 * max(abs(value), abs(stated)):
        return True
    if precise.approx or other.approx:
        return abs(value - stated) <= NEAR * max(abs(value), abs(stated))
    if precise.kind == "percent" or _digits(other.value) < 2:
        return False
    return float(f"{value:.{_digits(other.value)}g}") == float(f"{stated:.{_digits(other.value)}g}")


def _point(indicator: Indicator, units: Units) -> float | None:
    return None if indicator.value is None else units.base(indicator.value, indicator.unit)


def _bounds(indicator: Indicator, units: Units) -> tuple[float | None, float | None]:
    low, high = indicator.low, indicator.high
    return (
        None if low is None else units.base(low, indicator.unit),
        None if high is None else units.base(high, indicator.unit),
    )


def _observation(
    cluster: Sequence[Statement], document: Document, taxonomy: Taxonomy, *, conflict: bool
) -> Observation:
    one = cluster[0]
    indicator = one.indicator
    value, low, high = indicator.value, indicator.low, indicator.high
    if one.down:
        value = None if value is None else -abs(value)
        low, high = (None if high is None else -abs(high)), (None if low is None else -abs(low))
    row = Observation(
        ref_area=document.region_code,
        region=document.region,
        indicator=one.id,
        indicator_name=taxonomy.label(one.id),
        time_period=one.period,
        status=indicator.status,
        obs_value=value,
        low=low,
        high=high,
        modifier=(*indicator.modifier, *(word for word in one.variant if word not in indicator.modifier)),
        unit_measure=indicator.unit,
        approx=indicator.approx,
        obs_status=_status(one),
        document_id=indicator.document_id,
        indicator_id=indicator.indicator_id,
        witnesses=len(cluster),
        conflict=conflict,
    )
    if indicator.damaged and "restored" not in indicator.flags:
        return replace(row, obs_value=None, low=None, high=None)
    return row


def _status(one: Statement) -> str:
    indicator = one.indicator
    if "restored" in indicator.flags:
        return IMPUTED
    if indicator.damaged:
        return MISSING
    if indicator.confidence < SURE:
        return UNRELIABLE
    if indicator.status == "target":
        return FORECAST
    return ESTIMATED if one.expected else NORMAL
