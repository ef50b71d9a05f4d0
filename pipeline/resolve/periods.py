"""The period of an observation: how the period that the words name becomes the one that the panel files it under.

An indicator keeps the period that its words decide. The panel needs more: a level that a five-year review or plan
states is that of its last year, an average or a sum is that of the span, a growth over several years is no year's.
"""

from __future__ import annotations

from pipeline.fold import fold
from pipeline.numerals import number_of, year_of
from pipeline.patterns import regex
from pipeline.records import Indicator
from pipeline.resolve.meaning import REACHED
from pipeline.rules import IndicatorRule

PLAN_YEARS = 5
SPAN = regex.lazy(r"(\d{4})/(\d{4})")
YEAR = regex.lazy(r"\d{4}")
_NUMBER_OF_YEAR = r"(\d{4}|一九[〇○零一二三四五六七八九]{2}|二[〇○零]{2}[〇○零一二三四五六七八九])\s*年"
_BASE = regex.lazy(
    rf"(?:比|较|与|同)(?:[\s(]|完成[^,。0-9]{{1,12}}的)*{_NUMBER_OF_YEAR}|[在以]{_NUMBER_OF_YEAR}的?(?:水平|基数|基础)(?:之)?[上,]"
)
_ERA = regex.lazy("(?:比|较|与|同)(?:解放|建国|新中国成立|改革开放|战|抗战|文革|文化大革命)(?:以|之)?(?:前|初期?)")
NO_YEAR = 9999
_NAMED_YEAR = regex.lazy("[0-9]{4}|[〇○零一二三四五六七八九]{4}|[一二三四五六七八九十]五")
_YEAR_BEFORE = regex.lazy("(?:比|较|与|同)(?:上|去|前一|上一)年|同比")
_LENGTH = regex.lazy(r"(?<![0-9〇○零一二三四五六七八九])([二两三四五六七八九十]|[2-9]|10)个?年(?:来|间|内|共|累计)?")
SUM = "累计"
_OF_THE_SPAN = frozenset({"average", "yearly", "sum"})


def observed_period(
    indicator: Indicator,
    rule: IndicatorRule,
    reported: str | None,
    *,
    growth: bool,
    words: tuple[str, ...],
    before: str,
    between: str,
    context: tuple[str, ...] = (),
) -> str | None:
    """The panel's period, None if the report does not decide it.

    `reported` is the period that the report covers, `words` are the classes of the words between the name and the
    figure, `between` those words themselves, and `before` what stands before them in the sentence, all folded.
    `context` are wider stretches before it, the nearest first, that may name the year that a growth starts from.
    """
    period = indicator.time_period
    if period is None:
        return None
    if "from" in words and not _NAMED_YEAR.search(between) and not _before(period, reported):
        return None  # 由…提高到…: the state before a change is not that of the period reported on
    averaged = bool(_OF_THE_SPAN & set(words)) or SUM in before[before.rfind(",") + 1 :]
    if found := SPAN.fullmatch(period):
        first, last = int(found[1]), int(found[2])
        if indicator.status == "target" and last - first == PLAN_YEARS - 1 and str(last) == reported:
            # A report that closes a plan sets its goals for the next one.
            first, last = first + PLAN_YEARS, last + PLAN_YEARS
            period = f"{first}/{last}"
        if growth and regex.search(f"[由从自比较与同]{first}年", before + between):
            period = f"{first + 1}/{last}"  # what a growth starts from is not of its span
        if growth and not averaged and _YEAR_BEFORE.search(between):
            return None  # against the year before, but of a year that is not named
        if averaged or growth or last - first < 1:
            return period
        return period if _stays_a_span(indicator, rule, words) else str(last)
    if not YEAR.fullmatch(period):
        return period
    if averaged and reported and (found := SPAN.fullmatch(reported)) and found[2] == period:
        return reported  # a sum or average up to the last year of a plan is that of the plan
    year = int(period)
    if growth and (start := _growth_from(indicator, before, between, year, context)) is not None:
        if start >= year:
            return None  # the year that is named is the one compared with
        return f"{start + 1}/{year}" if start + 1 < year else period
    if averaged and (growth or rule.nature == "change") and indicator.status == "actual":
        return None  # an average over years that are not named is no year's figure
    return period


def _before(period: str, reported: str | None) -> bool:
    """Whether a period ends before the one that the report covers begins."""
    begins = YEAR.search(reported or "")
    return begins is not None and max(YEAR.findall(period)) < begins[0]


def _stays_a_span(indicator: Indicator, rule: IndicatorRule, words: tuple[str, ...]) -> bool:
    """Whether a level stated for a span of years is that of the span: what adds up, and what is held all the time."""
    if rule.nature == "addition":
        return not set(REACHED) & set(words) or indicator.status == "actual"
    held = any(word in modifier for modifier in indicator.modifier for word in ("控制", "以内", "不超过"))
    return rule.nature in ("rate", "change") and (held or "hold" in words)


def _growth_from(indicator: Indicator, before: str, between: str, year: int, context: tuple[str, ...]) -> int | None:
    """The year that a growth starts from, if it is not the year before: 比1952年, 五年增长. A growth since a time that
    is not named, before a war or a reform, starts from `NO_YEAR`."""
    if _YEAR_BEFORE.search(between):
        return None
    if found := _LENGTH.search(between):
        number = found[1]
        return year - number_of(number)
    bases = (between, f"比{fold(indicator.basis or '')}", "" if _YEAR_BEFORE.search(before) else before)
    for text in bases:
        for found in reversed(list(_BASE.finditer(text))):
            return year_of(found[1] or found[2])
    if _ERA.search(between) or _ERA.search(before):
        return NO_YEAR
    for text in context:
        named = list(_BASE.finditer(text))
        if named and not _YEAR_BEFORE.search(text) and not _NAMED_YEAR.search(text, named[-1].end()):
            start = year_of(named[-1][1] or named[-1][2])
            return start if start < year else None
    return None
