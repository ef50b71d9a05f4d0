"""One figure for each year: 三年招录教师分别为120名、135名、96名 gives each year of the span one figure.

A list is one of years if it has as many figures as its span has years, and nothing else that the figures could be
shared out among: 三年来小学、初中、高中分别招生… lists schools.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import first_year, is_span, last_year
from pipeline.measure.circumstance.dating import Dated
from pipeline.measure.circumstance.passages import goes_on_list
from pipeline.measure.circumstance.times import TimeCue
from pipeline.patterns import regex
from pipeline.records import Circumstance, Quantity

_YEARS = frozenset({"years", "back", "named", "within", "following"})
"""Kinds of words of time that may name a span of years."""
_YEARLY = regex.lazy(r"逐年|历年|[各每]年")
_ONE_BY_ONE = regex.lazy(r"分别|依次|逐年|先后|[各每]年")
_JOINS = frozenset({"、", "和", "与", "及", "以及"})
_SHARED_OUT = regex.lazy(r"[、和及与]|以及")
_FARTHEST = 60
"""Characters between the span and the first of its figures."""

Run = tuple[int, int]
"""The first quantity of a list, and the one after its last."""


def spread_years(
    folded: str,
    start: int,
    quantities: Sequence[Quantity],
    read: list[Circumstance],
    dates: Sequence[Dated],
    anchor: Anchor,
) -> None:
    """Give the figures of `read`, those of a passage from `start` on, that are one for each year, their years."""
    told: TimeCue | None = None
    """The last of the words of time that the list before this one went through."""
    for first, end in _runs(folded, start, quantities, read):
        begins = quantities[first].modifier_start
        cue, times = _times_before(folded, begins, dates)
        if cue is None:
            continue
        since = cue.end
        if first and quantities[first - 1].end > since:  # figures stand between
            if cue is not told and cue.role != "start":
                continue
            since = quantities[first - 1].end
        if cue.role == "start":
            times = _up_to(times, end - first, anchor)
        if len(times) != end - first or not _is_told_one_by_one(folded, since, begins, cue, len(times)):
            continue
        told = cue
        for number, period in zip(range(first, end), times, strict=True):
            read[number] = replace(read[number], time_period=period, rules=(*read[number].rules, "one-each-year"))


def _runs(folded: str, start: int, quantities: Sequence[Quantity], read: Sequence[Circumstance]) -> Iterator[Run]:
    """The lists of at least two figures of one kind."""
    first = 0
    for number in range(1, len(quantities) + 1):
        if number < len(quantities) and _goes_on(folded, start, quantities, read, number):
            continue
        if number - first > 1:
            yield first, number
        first = number


def _goes_on(
    folded: str, start: int, quantities: Sequence[Quantity], read: Sequence[Circumstance], number: int
) -> bool:
    before, quantity = quantities[number - 1], quantities[number]
    same = before.unit == quantity.unit and read[number - 1].aspect == read[number].aspect
    return same and goes_on_list(folded, before, quantity, start)


def _times_before(folded: str, at: int, dates: Sequence[Dated]) -> tuple[TimeCue | None, list[str]]:
    """The word of time that stands nearest before a place, and the years or other times that it lists, together with
    those joined to it: 三年来, 2018—2020年, 2018年、2019年和2020年."""
    last: TimeCue | None = None
    last_start = at
    times: list[str] = []
    for cue, period in reversed(dates):
        if cue.start >= at or cue.role == "title" or cue.kind == "none":
            continue
        if last is None:
            last = cue
        elif folded[cue.end : last_start].strip() not in _JOINS:
            break
        last_start = cue.start
        if period is None or cue.role not in ("governs", "start"):
            return None, []
        times = [*_years_of(period), *times] if cue.kind in _YEARS else [period, *times]
    return (last, times) if len(times) > 1 or (last is not None and last.role == "start") else (None, [])


def _years_of(period: str) -> list[str]:
    """Each year of a span of years; a period that is none is given as it is.

    >>> _years_of("2018/2020"), _years_of("2018-H1")
    (['2018', '2019', '2020'], ['2018-H1'])
    """
    first, last = first_year(period), last_year(period)
    if first is None or last is None or not is_span(period):
        return [period]
    return [str(year) for year in range(first, last + 1)]


def _up_to(times: Sequence[str], figures: int, anchor: Anchor) -> list[str]:
    """The years behind the one that a change starts from, up to the report's own (由2016年的72%逐年提高到75%和80%)."""
    start = last_year(times[0]) if times else None
    if start is None or anchor.own_end != start + figures:
        return []
    return [str(start + number) for number in range(1, figures + 1)]


def _is_told_one_by_one(folded: str, since: int, begins: int, cue: TimeCue, figures: int) -> bool:
    """Whether the words between the times and the figures share these out among those, and among nothing else."""
    if begins - since > _FARTHEST:
        return False
    if _YEARLY.search(folded, since, begins):
        return True
    if cue.role == "start" or _SHARED_OUT.search(folded, since, begins):
        return False
    return figures > 2 or _ONE_BY_ONE.search(folded, since, begins) is not None
