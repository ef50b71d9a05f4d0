"""Marks lost from dates: the dash between two years or months, the 年 between year and month."""

from __future__ import annotations

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.patterns import re, regex
from pipeline.records import Page
from pipeline.resources import Resources

DIGITS = re.lazy("[0-9]+ ?$")
YEARS = regex.lazy(r"(?<![\d.])((?:19|20)\d\d)((?:19|20)\d\d)(?= ?(?:学?年))")
YEAR_MONTH = regex.lazy(r"(?<![\d.])((?:19[5-9]|20[0-4])\d)([1-9]|1[0-2])(?= ?月)")
MONTHS = regex.lazy(r"(?<![\d.~-])(1[0-2]?|[1-9])([2-9]|1[0-2])(?= ?月份)|(?<=年)(1)([2-9]|1[0-2])(?= ?月(?!龄|大))")
LONGEST_SPAN = 30
"""Years that a plan or comparison may span."""


def restore_dates(page: Page, resources: Resources) -> Page:
    """Put back the dash between two years or two months, and the 年 between a year and its month.

    Why: `20142018年` is no year, `16月份` no month, and both would be read as figures. When it would be wrong: a
    number that only looks like two years; so both must be years, in order, at most thirty years apart, and 年 must
    follow; and a month must be larger than twelve, which no month is. Each edit is proved by the calendar.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "规划(20142018年)自20063月起,16月份完成投资,12月份验收。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> restore_dates(page, Resources()).text.text
    '规划(2014-2018年)自2006年3月起,1-6月份完成投资,12月份验收。'
    """
    text = page.text.text
    if not _suspicious(text):
        return page
    edits = [
        Edit(match.end(1), match.start(2), "-", "dates.years", 0.99, "proved")
        for match in YEARS.finditer(text)
        if 0 < int(match.group(2)) - int(match.group(1)) <= LONGEST_SPAN
    ]
    edits += [
        Edit(match.end(1), match.start(2), "年", "dates.year_month", 0.97, "proved")
        for match in YEAR_MONTH.finditer(text)
    ]
    for match in MONTHS.finditer(text):
        first, second = (match.start(1), match.start(2)) if match.group(1) else (match.start(3), match.start(4))
        low, high = text[first:second], text[second : match.end()]
        if int(low + high) > 12 and int(low) < int(high):
            edits.append(Edit(second, second, "-", "dates.months", 0.95, "proved"))
    return change(page, edits)


def _suspicious(text: str) -> bool:
    """Whether any year has too many digits, or any month is too large: a quick look from 年 and 月 backwards."""
    for mark, most in (("年", 9999), ("月", 12)):
        at = text.find(mark)
        while at >= 0:
            if text[at - 2 : at - 1].isdigit():
                number = DIGITS.search(text, max(0, at - 9), at)
                if number and int(number.group()) > most:
                    return True
            at = text.find(mark, at + 1)
    return False
