"""The period that a report is about: what its title, headings, first words and signature say, weighed against what its
body proves by anniversaries, congresses and five-year plans.

Sites rewrite years; so on a page with such damage the stated years count little, and what can be computed from the body
counts most. An upload date proves nothing and is not asked. A masked year stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from pipeline.numerals import number_of
from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.structure.mentions import as_of, is_of_other_time
from pipeline.structure.years import SCHOOL_YEAR, Year, part_of_year, with_part, years

REWRITTEN = frozenset(("yearshift", "yearbleed", "year"))
"""Kinds of damage that make stated years worthless; on a spun page they are so too, unless it masks years instead."""
LEAD = 400
"""Characters of the body's opening that say what a report is about."""
SIGNATURE = 120
PROVED, HEADING, TITLE, OPENING, SIGNED, MENTIONED, WORTHLESS = 9.0, 8.0, 6.0, 5.0, 4.0, 0.4, 0.1
"""Weight of each kind of evidence for a year; a worthless one is multiplied."""
MENTIONS = 5
ENOUGH = 1.5
CURRENT = 6
"""Reports name the latest congress; a year more than this behind it contradicts it."""

_COMING = regex.lazy(r"(?:新的?一年|明年|来年)[^。;]{0,3}$")
"""What makes an anniversary that of the year after: 新的一年是建国60周年."""
_ANNIVERSARY = r"(?:{words})[^,。;、\d]{{0,6}}?(?P<n>\d{{1,3}}|[一二三四五六七八九十百]{{1,5}})周年"
_DATE = regex.lazy(
    r"(?P<year>(?:19[5-9]|20[0-4])\d)年\s?(?P<month>\d{1,2})月(?:\s?\d{1,2}日)?|(?P<words>[一二][九〇○零][〇○零一二三四五六七八九]{2})年(?P<cmonth>[一二三四五六七八九十]{1,2})月"
)
_WITHIN = regex.lazy(r"下一?步|下一?阶段|下半年|后[几两三四五六七八]个?月|[二三四]季度")
"""Plans for the rest of the year that the report is about."""
_THOUGHTS = regex.lazy(r"[”\"]?(?:时期|期间)?(?:教育|发展|工作)*(?:思路|打算|展望|设想|安排|谋划)")
"""Behind the name of a five-year plan: what is only thought about, beside a review of the one before."""
_PART = regex.lazy(r"[上下]半年|前三季度|第?[一二三四]季度")


class Evidence(msgspec.Struct, frozen=True):
    """A year that something speaks for: how much, and the words."""

    year: int
    weight: float
    words: str
    period: str | None = None
    """The whole period, where the words say more than the year."""
    proved: bool = False


class Period(msgspec.Struct, frozen=True):
    """The period with its evidence; `conflict` says what contradicts it."""

    period: str | None
    evidence: str | None
    conflict: str | None = None

    @property
    def year(self) -> int | None:
        """The (last) year of the period."""
        return int(self.period.split("/")[-1][:4]) if self.period else None


class PeriodRules:
    """Anchors and words of periods, compiled."""

    def __init__(self, rules: Rules) -> None:
        anchors = rules.words("structure/anchors")
        self.born = {word.word: int(word.value) for word in anchors if word.note == "anniversary"}
        self.congress = {word.word: int(word.value[:4]) for word in anchors if word.note == "congress"}
        self.plans = {word.word: int(word.value) for word in anchors if word.note == "plan"}
        words = "|".join(sorted(self.born, key=len, reverse=True))
        self.anniversary = regex.compile(f"(?P<anchor>{_ANNIVERSARY.format(words=words)})", regex.VERSION1)
        self.anchor = regex.compile(words)
        self.congresses = regex.compile("|".join(sorted(self.congress, key=len, reverse=True)))
        found = {rule.value: regex.compile(rule.pattern, regex.VERSION1) for rule in rules.patterns("structure/period")}
        self.reviewed, self.planned = found["reviewed"], found["planned"]
        self.five_years, self.plan, self.plan_year = found["five-years"], found["plan"], found["plan-year"]
        self.plan_name = found["plan-name"]


def read_period(
    title: str,
    body: str,
    headings: Sequence[str],
    report_type: str | None,
    damage: Iterable[str],
    rules: Rules,
) -> Period:
    """The period of a report. All texts are folded; `headings` are those of the first level, `damage` the kinds of the
    page's damage."""
    known = rules.make(PeriodRules)
    trust = WORTHLESS if are_rewritten(frozenset(damage)) else 1.0
    looks_ahead = report_type == "工作计划"
    found = [*_stated(title, body, headings, report_type, looks_ahead, known), *_proved(body, known)]
    if trust < 1:
        found = [one if one.proved else msgspec.structs.replace(one, weight=one.weight * trust) for one in found]
    found = _possible(found, _latest_congress(body, known))
    totals: Counter[int] = Counter()
    begins = {_last_year(one.period): one.year for one in found if one.weight == TITLE and one.period is not None}
    for one in found:
        totals[begins.get(one.year, one.year)] += one.weight  # type: ignore[assignment]
    if not totals:
        return Period(None, None)
    year, weight = max(totals.items(), key=lambda item: (item[1], item[0]))
    if weight < ENOUGH:
        return Period(None, None)
    best = max((one for one in found if one.year == year), key=lambda one: one.weight - 2 * (one.proved and trust == 1))
    span = next((one.period for one in found if one.year == year and one.period and one.weight >= SIGNED * trust), None)
    period = span or _refined(year, title, body, headings, looks_ahead, known)
    return Period(period, best.words.strip(), _conflict(found, period))


def are_rewritten(damage: frozenset[str]) -> bool:
    """Whether a site wrote other years over those of the author. One that blots them out (20xx年) leaves alone what it
    does not find.

    >>> are_rewritten(frozenset({"spun"})), are_rewritten(frozenset({"spun", "maskyear"}))
    (True, False)
    """
    return bool(REWRITTEN & damage) or ("spun" in damage and "maskyear" not in damage)


def _stated(
    title: str, body: str, headings: Sequence[str], report_type: str | None, looks_ahead: bool, known: PeriodRules
) -> Iterator[Evidence]:
    """What title, headings, opening and signature say."""
    government = report_type == "政府工作报告"
    yield from _titled(title, government, looks_ahead, known)
    wanted = known.planned if looks_ahead else known.reviewed
    first = next((heading for heading in headings if any(years(heading)) and wanted.search(heading)), None)
    if first is not None:
        stated = list(years(first))
        year = stated[-1] if stated[-1].end - stated[0].start > 12 else stated[0]
        yield Evidence(year.year, HEADING, first, _whole(year, first))
    yield from _opening(body[:LEAD], looks_ahead, known)
    yield from _signed(body, report_type)
    if not looks_ahead:
        yield from _as_of(body)
    if government:
        for heading in headings:
            if known.planned.search(heading) and not known.reviewed.search(heading):
                yield from (Evidence(year.year - 1, OPENING, heading) for year in list(years(heading))[:1])
    elif not looks_ahead:
        yield from _planned_next(headings, known)
    yield from _mentioned(body)


def _titled(title: str, government: bool, looks_ahead: bool, known: PeriodRules) -> Iterator[Evidence]:
    """The year or the five years that the title names; a government's report is given in the year after its own."""
    for year in list(years(title))[:1]:
        if government and not known.reviewed.search(title):
            yield Evidence(year.year - 1, SIGNED, title)
        else:
            yield Evidence(year.year, TITLE, title[year.start : year.end + 8], _whole(year, title))
    for match in known.plan_name.finditer(title):
        start = known.plans.get(match.group("n"))
        ahead = _THOUGHTS.match(title, match.end())
        if start is not None and (looks_ahead or not ahead):  # of “十三五”总结和“十四五”思路 the one
            yield Evidence(start + 4, TITLE, match.group(), f"{start}/{start + 4}")


def _opening(lead: str, looks_ahead: bool, known: PeriodRules) -> Iterator[Evidence]:
    """The first years of the body, and a five-year plan that it is a report on."""
    for match in known.plan.finditer(lead):
        start = 1953 + 5 * (number_of(match.group("n")) - 1)
        yield Evidence(start + 4, PROVED, match.group(), f"{start}/{start + 4}", proved=True)
    openings = [year for year in years(lead) if not _DATE.match(lead, year.start) and not is_of_other_time(lead, year)]
    for rank, year in enumerate(openings[:3]):
        sentence = regex.split(r"[。;\n]", lead[year.start : year.start + 30])[0]
        weight = (OPENING if year.start <= 80 else OPENING / 2) / (1 + 2 * rank)
        yield Evidence(
            year.year,
            weight if known.planned.search(sentence) is None or looks_ahead else min(weight, 2.0),
            sentence,
            _whole(year, lead),
        )


def _mentioned(body: str) -> Iterator[Evidence]:
    """Every year that the body names as a time of its own; one with a month is of something that has happened then."""
    counts: Counter[int] = Counter()
    for year in years(body):
        if year.to is None and not is_of_other_time(body, year):
            counts[year.year] += 2 if _DATE.match(body, year.start) else 1
    for value, count in counts.items():
        yield Evidence(value, MENTIONED * min(count, MENTIONS), f"{value}年")


def _as_of(body: str) -> Iterator[Evidence]:
    """The day up to which a report counts; in the opening it says as much as a year there."""
    for year in years(body):
        if words := as_of(body, year):
            yield Evidence(year.year, OPENING if year.start < LEAD else OPENING / 2, words)
            return


def _planned_next(headings: Sequence[str], known: PeriodRules) -> Iterator[Evidence]:
    """The year after the report's own, which the heading over its plans names: 三、2017年工作安排."""
    for heading in headings:
        if known.planned.search(heading) and not known.reviewed.search(heading) and not _WITHIN.search(heading):
            stated = next(years(heading), None)
            if stated is not None and stated.to is None:
                own = stated.year if stated.part is not None else stated.year - 1
                yield Evidence(own, OPENING, heading)
                return


def _whole(year: Year, text: str) -> str | None:
    """A period that is more than its year: a span, a part, a school year."""
    school = SCHOOL_YEAR.match(text, year.end)
    if school:
        later = year.to or year.year + 1
        if school.group("term") is None:
            return f"{year.year}/{later}"
        return f"{year.year}-H2" if school.group("term") in "一1上" else f"{later}-H1"
    if year.to is not None or year.part is not None:
        return year.period
    return None


def _signed(body: str, report_type: str | None) -> Iterator[Evidence]:
    """The date under the text; a summary signed in the first two months is of the year before."""
    tail = body[-SIGNATURE:]
    last = next(iter(list(_DATE.finditer(tail))[-1:]), None)
    if last is None or last.end() < len(tail.rstrip()) - 12 or not last.group("year"):
        return
    year, month = int(last.group("year")), int(last.group("month"))
    before = month <= 2 and report_type in ("工作总结", "工作总结与计划", "述职报告", "统计公报")
    yield Evidence(year - 1 if before else year, SIGNED, last.group())


def _proved(body: str, known: PeriodRules) -> Iterator[Evidence]:
    """What can be computed: anniversaries, first and last years of plans."""
    if "周年" in body:
        for match in known.anniversary.finditer(body):
            name = known.anchor.match(match.group())
            number = number_of(match.group("n"))
            year = known.born[name.group()] + number
            if _COMING.search(body, max(0, match.start() - 8), match.start()):
                year -= 1
            if 1949 <= year <= 2049:
                yield Evidence(
                    year,
                    PROVED if number != 30 or "改革开放" not in match.group() else OPENING,
                    _around(body, match),
                    proved=True,
                )
    for match in known.plan_year.finditer(body, 0, max(LEAD * 5, len(body) // 3)):
        start = known.plans.get(match.group("n"))
        if start is not None:
            place = match.group("place")
            year = (
                start
                if place in ("开局", "起步", "第一年", "首年")
                else start + 4
                if place in ("收官", "最后一年", "末年")
                else start + 2
            )
            yield Evidence(year, SIGNED if match.start() < LEAD * 2 else 1.0, _around(body, match), proved=True)


def _around(body: str, match: Any) -> str:
    start = max(body.rfind(mark, max(0, match.start() - 12), match.start()) for mark in ",。;、:\n") + 1
    return body[max(start, match.start() - 12) : match.end()]


def _latest_congress(body: str, known: PeriodRules) -> int | None:
    """Year of the latest party congress or plenum that the text names."""
    found = {known.congress[match.group()] for match in known.congresses.finditer(body)}
    return max(found, default=None)


def _possible(found: list[Evidence], congress: int | None) -> list[Evidence]:
    """What lies before the latest congress that the text knows cannot be its period; what lies far behind hardly is."""
    if congress is None:
        return found
    return [
        msgspec.structs.replace(one, weight=one.weight * (0.1 if one.year < congress - 1 else 0.3))
        if one.year < congress - 1 or one.year > congress + CURRENT
        else one
        for one in found
    ]


def _refined(year: int, title: str, body: str, headings: Sequence[str], looks_ahead: bool, known: PeriodRules) -> str:
    """The part of the year that title, first heading or opening name, though perhaps without the year; five years up to
    it, if the headings say so."""
    if any(known.five_years.search(heading) for heading in headings[:2]):
        return f"{year - 4}/{year}"
    for text in (title, *headings[:1], body[:60]):
        at = _PART.search(text)
        if at:
            part, _ = part_of_year(text, at.start(), len(text))
            return with_part(year, part)
    return str(year)


def _last_year(period: str) -> int:
    return int(period.rpartition("/")[2][:4])


def _conflict(found: Sequence[Evidence], period: str) -> str | None:
    """The strongest words that speak for a year farther than one away."""
    first, last = int(period[:4]), _last_year(period)
    proofs = [one for one in found if one.proved or one.weight >= SIGNED]
    others = [one for one in proofs if not first - 1 <= one.year <= last + 1]
    if not others:
        return None
    worst = max(others, key=lambda one: one.weight)
    return f"{worst.words.strip()} speaks for {worst.year}, not {period}"
