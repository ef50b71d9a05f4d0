"""Words of time → periods: every match of rules/measure/period.toml becomes a `TimeCue`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import (
    first_year,
    is_span,
    last_month,
    last_year,
    part_of_year,
)
from pipeline.measure.circumstance.passages import clause_until
from pipeline.numerals import number_of, year_of
from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.scanner import Scanner

Role = Literal["governs", "basis", "start", "title", "aside", "event"]
"""governs: says when what follows happened · basis: what is compared with (比去年) · start: where a change starts
(由2010年的) · title: part of a title or name, or the year of the prices or of the plan that is measured with · aside:
in brackets behind a plan's name · event: when something was founded or moved, or the season of an intake, which says
nothing of the clauses after it (1997年迁入新址,占地20亩)."""

_BASIS_BEFORE = regex.lazy(
    r"(?:(?<![占同环对类之可正成反性评攀])比|较|相当于|[高低优好快慢多少大小]于|超过|不如|恢复)(?:到|至|在|截至)?$"
)
_BASIS_LAST = frozenset("比较当于过如复到至在截")
"""What `_BASIS_BEFORE` ends with."""
_WITH_BEFORE = regex.lazy(r"(?:与|同|和|跟|以)[^,;:。\d\n]{0,8}$")
_COMPARED_BEHIND = regex.lazy(
    r"[^,;:。\n]{0,14}?(?:相比|比较|比,|为基[数期]|为100|持平|相当|相同|一样|相近)|的?同期(?:水平)?(?:的|相比|$|[增减下上提])"
)
_BASIS_BEHIND = regex.lazy(r"相比|比较|的?同期|的(?:平均)?水平|[^,;:。\n]{0,16}之后,")
_BASE = "基"
_BASE_BEHIND = regex.lazy(r"[^,;:。\n]{0,24}?(?:的)?基[础数]上")
_BASIS_TOLD = regex.lazy(r"(?<![占同环对类之可正成反性评攀])比[^,;:。\d\n]{2,12}的$")
_CHANGES_BEHIND = regex.lazy(r"(?:还|又|也|仍)?(?:增|减|提高|下降|上升|多|少|高|低|超)")
"""比历史最高的1982年增产: what is compared with, and a change behind it."""
_OUT_OF = regex.lazy(r"[^,;:。\d\n]{2,12}中(?!学|小|专|等|心|央|部)")
"""从去年超收收入中安排: what the money is taken from."""
_START_LAST = frozenset("由从")
_FOUNDED_BEFORE = regex.lazy(r"(?:建|成立|创办|落成|设立|迁)于$")
_FOUNDED_CHARS = regex.lazy(r"[建创成迁搬组挂合更改]")
_FOUNDED_BEHIND = regex.lazy(
    r"[^,;:。\n]{0,8}?(?:建校|始建|创办|创建|成立|迁[入至到建]|搬迁|组建|挂牌|合并|更名|改制)(?!后|以来|了?[\d])"
)
_SEASONS = frozenset({"春季", "秋季"})
"""Within a clause they tell of its figure alone: 职校秋季招生800人,就业率96%."""
_CLAUSE_MARKS = frozenset(",;:。\n")
_PRICES_BEHIND = regex.lazy(r"(?:的|固定)?(?:不变|可比|当年)?价(?:格|计)?")
_SHARE_OF_BEFORE = regex.lazy(r"(?:占|完成|达到?|为)了?$")
_PLAN_BEHIND = regex.lazy(r"(?:的|初)?[^,;:。\d\n]{0,4}(?:任务|计划|预算|目标|指标)数?的")
_TITLE_BEFORE = regex.lazy(r"[《〈][^》〉\n]{0,40}$")
_ASIDE_BEFORE = regex.lazy(r"(?:规划|方案|计划|纲要|意见|行动|工程|办法|条例)[”》\"]?\($|\([^()]{0,12}$")
_LEADS = regex.lazy(
    r"[,:]|我[们市县区省局校国院]|全[市县区省国校局]|各[级地]|是|以来|\n|$|[^,;:。\d\n]{0,14}(?:指标|目标|任务|安排|打算)(?:是|为|如下)?:"
)


NO_PERIOD = frozenset({"none", "ago", "average"})
"""Kinds of words that name no period of their own."""
_LAST_DAYS = ("31日", "三十一日")
_DECEMBER = regex.lazy(r"(?<!\d)(?:12|十二)月$")
"""12月31日 is the end of the year, as 12月底 and 年底 are."""
_LAST_OF_PLAN = regex.lazy(r"收官|末|最后")
_FIRST_OF_PLAN = regex.lazy(r"前([两二三])年")
_YEAR_OF_PLAN = regex.lazy(r"第([二三四五])年")


class TimeCue(msgspec.Struct, frozen=True, gc=False):
    """A word of time in the folded text, not yet put into the year that is spoken of."""

    start: int
    end: int
    kind: str
    """How it is resolved: the first word of the rule's value."""
    role: Role
    leads: bool
    """Whether it stands as an adverbial of its own (`今年,` · `五年来,`), so that sentences after it hang on it too."""
    rule: str
    period: str | None
    """The period as far as it is known without context; of a part of a year, None."""
    part: str = ""
    """For a part of a year: its words; for years that follow, or within which something is done: how many."""
    dated: bool = False
    """Whether the year stands in the text in digits, which a site may have rewritten."""
    until: bool = False
    """到2030年: the words look towards it."""
    clause_until: int = 0
    """Where the clause ends that it stands in."""


class TimeReader(msgspec.Struct, frozen=True, gc=False):
    """The compiled words of time and the named periods. Built once for a set of rules."""

    scanner: Scanner
    periods: dict[str, str]

    def read(self, folded: str, start: int, end: int, anchor: Anchor) -> Iterator[TimeCue]:
        """All words of time in `folded[start:end]`, from left to right."""
        for rule, match in self.scanner.scan(folded, start, end):
            kind, _, argument = rule.value.partition(":")
            period, part = RESOLVE[kind](match, argument, anchor, self.periods)
            if folded.startswith(_LAST_DAYS, match.end()) and _DECEMBER.search(match[0]):
                period, part = period and period[:4], part and "年底"
            role = _role(folded, match, start, end)
            if kind == "sub" and role == "governs" and _is_yardstick(folded, match, start, end):
                role = "title"
            yield TimeCue(
                match.start(),
                match.end(),
                kind,
                role,
                role == "governs" and bool(_LEADS.match(folded, match.end(), end)),
                rule.id,
                period,
                part,
                kind in ("year", "years"),
                folded[match.start() - 1 : match.start()] in ("到", "至"),
                clause_until(folded, match.end()),
            )


def build_time_reader(rules: Rules) -> TimeReader:
    """The time reader of a set of rules."""
    return TimeReader(
        Scanner(rules.patterns("measure/period")),
        {word.word: word.value for word in rules.words("measure/periods")},
    )


def _role(folded: str, match: Any, start: int, end: int) -> Role:
    at, stop = match.start(), match.end()
    before = folded[max(start, at - 42) : at].rstrip('“"')
    last = before[-1:]
    # Words that a pattern cannot do without are looked for first: most words of time have none of them near.
    if (last in _BASIS_LAST and _BASIS_BEFORE.search(before)) or _BASIS_BEHIND.match(folded, stop, end):
        return "basis"
    if _WITH_BEFORE.search(before[-9:]) and _COMPARED_BEHIND.match(folded, stop, end):
        return "basis"
    if last == "的" and _BASIS_TOLD.search(before[-16:]) and _CHANGES_BEHIND.match(folded, stop, end):
        return "basis"
    if last == "从" and _OUT_OF.match(folded, stop, end):
        return "title"
    if last in _START_LAST or (
        folded.find(_BASE, stop, min(end, stop + 40)) >= 0 and _BASE_BEHIND.match(folded, stop, end)
    ):
        return "start"
    if ("《" in before or "〈" in before) and _TITLE_BEFORE.search(before):
        return "title"
    if _PRICES_BEHIND.match(folded, stop, end):
        return "title"
    if "(" in before and _ASIDE_BEFORE.search(before):
        return "aside"
    if (last == "于" and _FOUNDED_BEFORE.search(before)) or (
        _FOUNDED_CHARS.search(folded, stop, min(end, stop + 12)) and _FOUNDED_BEHIND.match(folded, stop, end)
    ):
        return "event"
    if match[0] in _SEASONS and last and last not in _CLAUSE_MARKS:
        return "event"
    return "governs"


def _is_yardstick(folded: str, match: Any, start: int, end: int) -> bool:
    """占全年任务的56%: the year is that of the plan, the figure is of the time that is told of."""
    before = folded[max(start, match.start() - 3) : match.start()]
    return bool(_SHARE_OF_BEFORE.search(before) and _PLAN_BEHIND.match(folded, match.end(), end))


Resolved = tuple[str | None, str]
"""The period as far as it is known, and the words of a part of a year whose year the context gives."""


def _years(match: Any, _argument: str, _anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    first = year_of(match["y"])
    last = year_of(match["z"])
    last = last if last > 99 else first - first % 100 + last
    return (f"{first}/{last}" if first < last else str(last)), ""


def _year(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    year = year_of(match["y"])
    if match["since"]:
        return _since_year(year, anchor), ""
    return part_of_year(year, match["sub"] or ""), ""


def _masked(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    if anchor.own is None or anchor.own_end is None or is_span(anchor.own):
        return None, ""
    if match["since"]:
        return anchor.own, ""
    return part_of_year(anchor.own_end, match["sub"] or ""), ""


def _relative(match: Any, argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    groups = match.groupdict()
    if groups.get("since") and argument == "0":
        return anchor.own, ""
    if anchor.now is None:
        return None, ""
    if groups.get("since"):
        return _since_year(anchor.now + int(argument), anchor), ""
    return part_of_year(anchor.now + int(argument), groups.get("sub") or ""), ""


def _own(_match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    return anchor.own, ""


def _part(match: Any, _argument: str, _anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    return None, match["sub"] or ""


def _months_to_now(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    month = last_month(anchor.own)
    if anchor.own_end is None or month is None:
        return None, ""
    return f"{anchor.own_end}-{number_of(match['m']):02}/{anchor.own_end}-{month:02}", ""


def _back(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    last = anchor.own_end
    if anchor.proposes and anchor.now is not None:
        last = anchor.now - 1
    return _span_to(last, number_of(match["n"])), ""


def _ahead(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    if anchor.own_end is None:
        return None, ""
    years = number_of(match["n"])
    first = anchor.now if anchor.proposes and anchor.now is not None else anchor.own_end + 1
    return (f"{first}/{first + years - 1}" if years > 1 else str(first)), ""


def _within(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    years = match.groupdict().get("n") or ""
    if is_span(anchor.own):
        return anchor.own, years
    return (_span_to(anchor.own_end, number_of(years)) if years else None), years


def _following(match: Any, _argument: str, _anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    return None, str(number_of(match.groupdict().get("n") or "1"))


def _named(match: Any, _argument: str, anchor: Anchor, periods: dict[str, str]) -> Resolved:
    name = match["name"]
    span = periods.get(name if not name.startswith("第") else name[1 : name.index("个")] + "五")
    first, last = first_year(span), last_year(span)
    if first is None or last is None:
        return None, ""
    edge = match["edge"] or ""
    if match["since"]:
        return _since_year(first, anchor), ""
    if not edge:
        return span, ""
    if _LAST_OF_PLAN.search(edge):
        return str(last), ""
    if found := _FIRST_OF_PLAN.search(edge):
        return f"{first}/{first + number_of(found[1]) - 1}", ""
    if found := _YEAR_OF_PLAN.search(edge):
        return str(first + number_of(found[1]) - 1), ""
    return str(first), ""


def _since(match: Any, _argument: str, anchor: Anchor, periods: dict[str, str]) -> Resolved:
    return _since_year(int(periods[match["name"]]), anchor), ""


def _century(match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    twentieth = match["c"] != "本世纪" or (anchor.now or 2001) <= 2000
    return ("2000" if twentieth else "2100"), ""


def _decade(match: Any, _argument: str, _anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    tens = number_of(match["d"][0])
    return f"19{tens}0/19{tens}9", ""


def _next_term(_match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    if anchor.own is None or anchor.own_end is None:
        return None, ""
    if anchor.own.endswith("-H2"):
        return f"{anchor.own_end + 1}-H1", ""
    return (f"{anchor.own_end}-H2" if anchor.own.endswith("-H1") or anchor.school_year else None), ""


def _previous_term(_match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    if anchor.school_year is not None:
        return f"{anchor.school_year[:4]}-H2", ""
    if anchor.own is None or anchor.own_end is None or anchor.own[4:] not in ("-H1", "-H2"):
        return anchor.own, ""
    return (f"{anchor.own_end}-H1" if anchor.own.endswith("-H2") else f"{anchor.own_end - 1}-H2"), ""


def _next_quarter(_match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    month = last_month(anchor.own)
    if anchor.own_end is None or month is None or month % 3 or is_span(anchor.own):
        return None, ""
    return (f"{anchor.own_end}-Q{month // 3 + 1}" if month < 12 else f"{anchor.own_end + 1}-Q1"), ""


def _next_month(_match: Any, _argument: str, anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    month = last_month(anchor.own)
    if anchor.own_end is None or month is None:
        return None, ""
    return (f"{anchor.own_end}-{month + 1:02}" if month < 12 else f"{anchor.own_end + 1}-01"), ""


def _nothing(_match: Any, _argument: str, _anchor: Anchor, _periods: dict[str, str]) -> Resolved:
    return None, ""


def _span_to(last: int | None, years: int) -> str | None:
    if last is None or years < 1:
        return None
    return f"{last - years + 1}/{last}" if years > 1 else str(last)


def _since_year(year: int, anchor: Anchor) -> str | None:
    if anchor.own_end is None or anchor.own_end < year:
        return None
    return f"{year}/{anchor.own_end}" if year < anchor.own_end else str(year)


RESOLVE: dict[str, Callable[[Any, str, Anchor, dict[str, str]], Resolved]] = {
    "years": _years,
    "year": _year,
    "masked": _masked,
    "relative": _relative,
    "sub": _part,
    "previous": _part,
    "own": _own,
    "months-own": _months_to_now,
    "back": _back,
    "within": _within,
    "ahead": _ahead,
    "following": _following,
    "named": _named,
    "since": _since,
    "next-term": _next_term,
    "previous-term": _previous_term,
    "next-quarter": _next_quarter,
    "next-month": _next_month,
    "century": _century,
    "decade": _decade,
    "none": _nothing,
    "ago": _nothing,
    "average": _nothing,
}
"""One function for each way of resolving that rules/measure/period.toml may ask for."""
