"""The words of time of a passage, each put into the year that is spoken of there."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import first_year, is_span, last_year, part_of_year, same_period, years_in
from pipeline.measure.circumstance.frames import Frame
from pipeline.measure.circumstance.period import Context, impossible, is_left_over
from pipeline.measure.circumstance.times import TimeCue
from pipeline.numerals import number_of
from pipeline.patterns import regex

_YEAR_END = regex.lazy(r"年?[底末]|年内")
"""Under a heading of the second half of a year its end ends the half, and what is left of it is the half."""
_AUTUMN = regex.lazy(r"-(?:H2|Q[34]|0[89]|1[0-2])$")
"""Parts of a year that lie in the first half of a school year."""

Dated = tuple[TimeCue, str | None]
"""A word of time with its period."""


def read_dates(folded: str, cues: Sequence[TimeCue], context: Context, frame: Frame, anchor: Anchor) -> list[Dated]:
    """The words of time of one passage (`cues`, from left to right) with their periods."""
    dated: list[Dated] = []
    earlier: str | None = None
    for cue in cues:
        period = resolve(cue, earlier, context, frame, anchor)
        if period is not None and same_period(period, anchor.own):
            period = anchor.own
        if cue.dated and (not anchor.believed or impossible(folded, cue, period, frame, anchor)):
            period = None
        if dated and cue.kind in ("back", "within") and cue.start - dated[-1][0].end <= 1:
            period = dated[-1][1]  # in apposition: 从一九五三年到一九六〇年这八年
        elif cue.kind in ("back", "within"):
            period = _same_years(period, dated, context, frame)
        told = cue.role == "governs" and cue.kind != "previous" and not is_left_over(folded, cue, frame)
        if told and period is not None and not is_span(period):
            earlier = period
        dated.append((cue, period))
    return dated


def resolve(cue: TimeCue, earlier: str | None, context: Context, frame: Frame, anchor: Anchor) -> str | None:
    """The period of a word of time; a part of a year takes the year from what was said before it."""
    if cue.kind == "following":
        year = last_year(earlier)
        return _span(year + 1, int(cue.part)) if year is not None else None
    if cue.kind == "within" and cue.part and frame.status == "target" and frame.kind not in ("own", "open"):
        year = first_year(frame.period) if not is_span(frame.period) else None
        return _span(year, number_of(cue.part)) if year is not None else cue.period
    if cue.kind == "next-term" and anchor.school_year is not None and frame.status != "target":
        return f"{anchor.own_end}-H1"  # 下学期 in the summary of a school year is its second term
    if cue.kind == "masked" and frame.status == "target" and cue.period == anchor.own:
        return anchor.masked_ahead
    if cue.kind not in ("sub", "previous"):
        return cue.period
    if anchor.school_year is not None and cue.part == "全年":
        return anchor.school_year
    if frame.period is not None and frame.period.endswith("-H2") and _YEAR_END.fullmatch(cue.part):
        return frame.period
    spoken_of = earlier is None or "-" in earlier
    if anchor.school_year is not None and cue.kind == "sub" and frame.status != "target" and spoken_of:
        return _part_of_school_year(anchor.school_year, cue.part)
    year = last_year(earlier)
    if year is None and context.coarse is not None and not is_span(context.coarse.period):
        year = last_year(context.coarse.period)
    if year is None and frame.period is not None and not is_span(frame.period):
        year = last_year(frame.period)
    if year is None:
        year = (anchor.now if frame.status == "target" or anchor.proposes else None) or anchor.own_end or anchor.now
    if year is None:
        return None
    return part_of_year(year - 1 if cue.kind == "previous" else year, cue.part)


def _part_of_school_year(school_year: str, words: str) -> str | None:
    """A part of a school year: its autumn and winter are of the first of its years.

    >>> [_part_of_school_year("2018/2019", words) for words in ("秋季学期", "9月", "春季学期", "6月")]
    ['2018-H2', '2018-09', '2019-H1', '2019-06']
    """
    first, last = first_year(school_year), last_year(school_year)
    if first is None or last is None:
        return None
    part = part_of_year(first, words)
    return part if _AUTUMN.search(part) else part_of_year(last, words)


def _span(first: int, years: int) -> str:
    return f"{first}/{first + years - 1}" if years > 1 else str(first)


def _same_years(period: str | None, dated: Sequence[Dated], context: Context, frame: Frame) -> str | None:
    """The span of as many years that is already spoken of (“十一五”期间…五年…), else the one given."""
    lead = context.coarse.period if context.coarse is not None else None
    for earlier in (*(each for _, each in reversed(dated)), lead, frame.period):
        if is_span(earlier) and is_span(period) and years_in(earlier) == years_in(period):
            return earlier
    return period
