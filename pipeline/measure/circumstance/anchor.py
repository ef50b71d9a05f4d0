"""What a report's relative words hang on: the year it is written in, the period it covers, whether it plans.

今年 in a government's report of January 2026 is 2026, although it reviews 2025; in a bureau's summary of 2025 it is
2025. The year is worked out from the report, never from a clock or an upload date.
"""

from __future__ import annotations

import msgspec

from pipeline.measure.circumstance.calendar import first_year, is_span, last_year
from pipeline.numerals import year_of
from pipeline.patterns import regex
from pipeline.records import Report

YEAR = r"(?:1 ?9|2 ?0) ?\d ?\d|(?:一九|二[〇零○0])[〇零○0一二三四五六七八九]{2}"
_DAY = r" ?[\d一二三四五六七八九十 ]{1,4}月 ?[\d一二三四五六七八九十 ]{1,5}日"
_SPOKEN = regex.lazy(rf"({YEAR}) ?年{_DAY}[^。\n]{{0,12}}在[^。\n]{{0,40}}会")
_DATED = regex.lazy(rf"({YEAR}) ?年 ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月")
_LATE_IN_YEAR = regex.lazy(r"今年(?:下半年以来|(?:1|一)月?(?:到|至|-)(?:[7-9]|1[012]|[七八九十]|十一)月)")
_REVIEWED = regex.lazy(rf"(?m)^.{{0,8}}?({YEAR}) ?年[^。\n]{{0,12}}(?:回顾|总结|工作情况)")
_COMING = regex.lazy(rf"(?m)^.{{0,8}}?({YEAR}) ?年[^。\n]{{0,14}}(?:安排|部署|任务|建议|要求|打算|重点|目标|计划)")
_GOVERNMENT = regex.lazy(r"政府工作报告|代表[^。\n]{0,12}政府,?向[^。\n]{0,12}(?:大会|会议)[^。\n]{0,6}报告|作政府工作")
_PLAN_REPORT = regex.lazy(r"关于[^。\n]{0,30}(?:计划|规划)(?:草案)?的?(?:报告|说明|议案)")
_SCHOOL_YEAR = regex.lazy(r"学年")
_FIVE_YEARS = regex.lazy(r"第([一二三四五六七八九十]{1,2})个五年计划")
SHIFTED_YEARS = frozenset({"yearshift", "yearbleed", "spun_year", "spunyear"})


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of one report that relative words are resolved with."""

    now: int | None
    """The year that 今年 means."""
    own: str | None
    """The period that the report covers."""
    government: bool = False
    """A government's report: what it reviews ends the year before the one it is given in."""
    plans: bool = False
    """The whole report is a plan: what it does not tell as done is to be done."""
    plans_too: bool = False
    """The report reviews one year and plans the next, be it under headings or in paragraphs alone."""
    proposes: bool = False
    """The report speaks about a plan of several years, which it puts forward and explains."""
    believed: bool = True
    """False on pages whose years a site rewrote."""

    school_year: str | None = None
    """The period of the report if that is a school year: its two halves are one, and its end is no year's end."""

    @property
    def own_end(self) -> int | None:
        """The last year that the report covers."""
        return last_year(self.own)

    @property
    def masked_ahead(self) -> str | None:
        """The year that 20xx年 means where a report on a year or more looks ahead: the one after it."""
        end = self.own_end
        if end is None or self.own is None or self.own[4:5] == "-" or self.plans:
            return self.own
        return str(end + 1)


def read_anchor(report: Report, folded: str, periods: dict[str, str]) -> Anchor:
    """The anchor of a report; `folded` is its folded text, `periods` are the plan periods by name."""
    document, part = report.document, report.part
    opening = folded[part.start : min(part.end, part.start + 1500)]
    title = document.title or ""
    government = document.report_type == "政府工作报告" or bool(_GOVERNMENT.search(title + "\n" + opening))
    plans = document.report_type == "工作计划"
    proposes = not plans and bool(_PLAN_REPORT.search(opening[:600]))
    believed = not any(damage.whole_page and damage.kind in SHIFTED_YEARS for damage in report.page.damage)
    own = document.period
    if proposes and own is None and (found := _FIVE_YEARS.search(opening)):
        own = periods.get(_plan_name(found[1]))
    body = folded[part.start : part.end]
    if government and not proposes:
        now = _year_of_delivery(own, opening, body)
        if own is None and now is not None:
            own = str(now - 1)
    elif own is None or is_span(own):
        now = _latest_dated(body, own) if proposes or own is None else last_year(own)
    else:
        now = last_year(own)
    of_school = is_span(own) and _SCHOOL_YEAR.search(f"{title}\n{document.period_evidence or ''}") is not None
    return Anchor(
        now=now,
        own=own,
        government=government,
        plans=plans,
        plans_too=document.report_type == "工作总结与计划",
        proposes=proposes,
        believed=believed,
        school_year=own if of_school else None,
    )


def _plan_name(number: str) -> str:
    return number + "五"


def _year_of_delivery(own: str | None, opening: str, body: str) -> int | None:
    """The year in which a government's report is given: it says so, or its headings do; else the year after."""
    end = last_year(own)
    if found := _SPOKEN.search(opening):
        spoken = year_of(found[1])
        if end is None or spoken - end in (0, 1):
            return spoken
    if end is not None and _LATE_IN_YEAR.search(body):
        return end
    coming = [year_of(found[1]) for found in _COMING.finditer(body)]
    reviewed = [year_of(found[1]) for found in _REVIEWED.finditer(body)]
    if reviewed:
        return reviewed[0] + 1
    if coming and (end is None or coming[0] - end in (0, 1)):
        return coming[0]
    if end is not None:
        return end + 1
    return _latest_dated(body, None)


def _latest_dated(body: str, own: str | None) -> int | None:
    """The latest year of a date with its month: reports date what has happened, and seldom what is to come."""
    years = [year_of(found[1]) for found in _DATED.finditer(body)]
    if is_span(own):
        first, last = first_year(own), last_year(own)
        years = [year for year in years if first is not None and last is not None and first <= year <= last]
    return max(years, default=None)
