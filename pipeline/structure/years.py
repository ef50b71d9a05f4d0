"""Years and parts of years as reports write them: 2015年上半年, 二○二四年, 1至9月, 2014—2018年."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pipeline.numerals import number_of, year_of
from pipeline.patterns import regex

_YEAR = regex.lazy(
    r"(?<![\d.])(?P<year>(?:19[4-9]|20[0-4])\d)(?:年?\s?[-~至到]\s?(?P<to>(?:19[4-9]|20[0-4])\d))?(?:年|(?=学年)|(?=上半年))"
    r"|(?P<words>[一二][九〇○Ο零][〇○Ο零一二三四五六七八九]{2})年",
    regex.VERSION1,
)
_PART = regex.lazy(
    r"\s?度?(?:(?P<half>[上下])半年|(?P<season>[春秋])季?学期|(?P<three>前三季度)|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<from>\d{1,2})月?\s?[-~至到]\s?(?P<until>\d{1,2})月|(?P<month>\d{1,2})月份?(?!\d{1,2}日))",
    regex.VERSION1,
)
SCHOOL_YEAR = regex.lazy(r"\s?学年度?\s?(?:第?(?P<term>[一二12上下])学期)?")
"""A school year, or one of its terms: the first is the autumn, the second the spring after."""


class Year(msgspec.Struct, frozen=True):
    """A year in the text, with the part of it that the words behind it name (`H1`, `Q3`, `06`, `01/09`)."""

    year: int
    to: int | None
    part: str | None
    start: int
    end: int

    @property
    def period(self) -> str:
        """ISO-like: 2015, 2015-H1, 2015-01/2015-09, 2014/2018."""
        if self.to is not None:
            return f"{self.year}/{self.to}"
        return with_part(self.year, self.part)


def years(folded: str, start: int = 0, end: int | None = None) -> Iterator[Year]:
    """The years of a folded text, in order."""
    stop = len(folded) if end is None else end
    for match in _YEAR.finditer(folded, start, stop):
        words = match.group("words")
        year = year_of(words or match.group("year"))
        if 1949 <= year <= 2049:
            to = int(match.group("to")) if match.group("to") else None
            part, at = part_of_year(folded, match.end(), stop)
            yield Year(year, to if to is not None and to > year else None, part, match.start(), at)


def part_of_year(folded: str, at: int, end: int) -> tuple[str | None, int]:
    """The part of a year that the words at `at` name, and where they end; None if they name none."""
    match = _PART.match(folded, at, end)
    if match is None:
        return None, at
    if match.group("half"):
        part = "H1" if match.group("half") == "上" else "H2"
    elif match.group("season"):
        part = "H1" if match.group("season") == "春" else "H2"
    elif match.group("three"):
        part = "01/09"
    elif match.group("quarter"):
        part = f"Q{number_of(match.group('quarter'))}"
    elif match.group("from"):
        first, last = int(match.group("from")), int(match.group("until"))
        part = "H1" if (first, last) == (1, 6) else f"{first:02}/{last:02}" if 1 <= first < last <= 12 else ""
    else:
        month = int(match.group("month"))
        part = f"{month:02}" if 1 <= month <= 12 else ""
    return (part, match.end()) if part else (None, at)


def with_part(year: int, part: str | None) -> str:
    """A year and a part of it as one period.

    >>> with_part(2015, None), with_part(2015, "H1"), with_part(2015, "01/09"), with_part(2015, "06")
    ('2015', '2015-H1', '2015-01/2015-09', '2015-06')
    """
    if part is None:
        return str(year)
    first, slash, last = part.partition("/")
    return f"{year}-{first}/{year}-{last}" if slash else f"{year}-{part}"
