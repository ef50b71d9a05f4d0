"""Periods as the tables write them (`2015`, `2015-H1`, `2015-Q3`, `2015-06`, `2018/2020`), and how they are built.

Nothing here reads a clock: a year comes from the text or from the facts about the report.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.numerals import number_of
from pipeline.patterns import regex

_YEAR = regex.lazy(r"(?<!\d)\d{4}(?!\d)")
_MONTHS = regex.lazy(r"(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?[-~至到](\d{1,2}|[一二三四五六七八九十]{1,2})月")
_MONTH = regex.lazy(r"(\d{1,2}|[一二三四五六七八九十]{1,2})月")
_MONTHS_OF = {"-H1": (1, 6), "-H2": (7, 12), "-Q1": (1, 3), "-Q2": (4, 6), "-Q3": (7, 9), "-Q4": (10, 12), "": (1, 12)}
_YEAR_END = regex.lazy(r"(?<!\d)(?:12|十二)月份?[底末]$")
_QUARTER = regex.lazy(r"([一二三四1-4])季度")


def part_of_year(year: int, words: str) -> str:
    """The part of a year that the words name; the year itself for its end, its beginning and its seasons.

    >>> [part_of_year(2015, words) for words in ("上半年", "三季度", "前三季度", "1-5月", "6月份", "春季学期")]
    ['2015-H1', '2015-Q3', '2015-01/2015-09', '2015-01/2015-05', '2015-06', '2015-H1']
    >>> [part_of_year(2015, words) for words in ("年底", "12月底", "6月底")]
    ['2015', '2015', '2015-06']
    """
    if not words or _YEAR_END.search(words):
        return str(year)
    if "上半年" in words or "春" in words:
        return f"{year}-H1"
    if "下半年" in words or "秋" in words:
        return f"{year}-H2"
    if "暑" in words:
        return f"{year}-07/{year}-08"
    if "前三季度" in words:
        return f"{year}-01/{year}-09"
    if found := _QUARTER.search(words):
        return f"{year}-Q{number_of(found[1])}"
    if found := _MONTHS.search(words):
        first, last = number_of(found[1]), number_of(found[2])
        if 1 <= first < last <= 12:
            return f"{year}-{first:02}/{year}-{last:02}"
    if found := _MONTH.search(words):
        month = number_of(found[1])
        if 1 <= month <= 12:
            return f"{year}-{month:02}"
    return str(year)


def same_period(months: str, period: str | None) -> bool:
    """Whether months (`2019-01/2019-06`) are the half, the quarter or the year that a period names.

    >>> [same_period("2019-01/2019-06", period) for period in ("2019-H1", "2019", "2018-H1", None)]
    [True, False, False, False]
    """
    if period is None or (first_and_last := _MONTHS_OF.get(period[4:])) is None:
        return False
    return months == f"{period[:4]}-{first_and_last[0]:02}/{period[:4]}-{first_and_last[1]:02}"


def is_later_part(period: str | None, own: str | None) -> bool:
    """Whether a period is a half or a quarter of the year that begins after the half or the quarter `own`.

    >>> [is_later_part(period, "2019-Q1") for period in ("2019-Q2", "2019-H2", "2019-Q1", "2019-04", "2020-Q1", None)]
    [True, True, False, False, False, False]
    """
    if not period or not own or own[4:] not in _MONTHS_OF or period[4:] not in _MONTHS_OF or period[:4] != own[:4]:
        return False
    return _MONTHS_OF[period[4:]][0] > _MONTHS_OF[own[4:]][1]


@lru_cache(maxsize=1024)
def first_year(period: str | None) -> int | None:
    """The year in which a period begins."""
    found = _YEAR.search(period) if period else None
    return int(found[0]) if found else None


@lru_cache(maxsize=1024)
def last_year(period: str | None) -> int | None:
    """The year in which a period ends."""
    found = _YEAR.findall(period) if period else []
    return int(found[-1]) if found else None


def last_month(period: str | None) -> int | None:
    """The month in which a period ends, 12 for a whole year."""
    if not period:
        return None
    end = period.rpartition("/")[2]
    if end.endswith(("-H1", "-Q2")):
        return 6
    if "-Q" in end:
        return 3 * int(end[-1])
    if regex.fullmatch(r"\d{4}-\d\d", end):
        return int(end[-2:])
    return 12


@lru_cache(maxsize=1024)
def is_span(period: str | None) -> bool:
    """Whether a period covers more than one year."""
    return bool(period) and "/" in str(period) and first_year(period) != last_year(period)


@lru_cache(maxsize=1024)
def years_in(period: str | None) -> int:
    """How many years a period touches, 0 if none is known."""
    first, last = first_year(period), last_year(period)
    return 0 if first is None or last is None else last - first + 1
