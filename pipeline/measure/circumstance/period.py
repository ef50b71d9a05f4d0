"""When: the word of time that governs a figure.

The nearest word before it in its sentence decides; else the lead-in that its paragraph stands under (今年以来,… ·
五年来,…); else the heading above it; else the report's own period. A yearly amount, the state before a change and
a norm without a year have no period, nor has an intention that does not say when.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.aspect import OF_WHOLE, Reading
from pipeline.measure.circumstance.calendar import first_year, is_span, last_year, part_of_year
from pipeline.measure.circumstance.frames import Frame
from pipeline.measure.circumstance.times import TimeCue
from pipeline.patterns import regex
from pipeline.records import Quantity

_RATE = regex.lazy(r"每(?:一|个)?(?:月|天|日|周|星期)")
"""每月提高25元 is a rate that changed once, 每年增加2万亩 is an amount of no single year."""
_YEAR_END = regex.lazy(r"年?[底末]")
"""Under a heading of the second half of a year its end ends the half."""
_SPAN_KINDS = frozenset({"back", "within", "ahead", "named", "own", "since"})
_FLOW = regex.lazy(r"累计|新增|年均|平均|连续|合计|总计|共(?!同|有|产)|保持|控制|稳定在|维持")
_SPENT = regex.lazy(r"投资|支出|拨款|经费|资金")
_STOCK = regex.lazy(
    r"达|已经?有|突破|超过|迈上|站上|登上|占|居|(?<![学单床岗车席泊])位|(?:增加|增长|提高|提升|上升|下降|降低|减少|扩大|跃升|升|降|增|减|缩小|发展|回升|上调|下调)"
    r"[^,;:。\d]{0,2}[到至为]|现有|拥有|共有|为(?!民|了)|余额|覆盖|存量|保有量|总数|接近|左右|产能|能力|人口|用户|里程"
)
_LOOKS_AHEAD = regex.lazy(r"[到至将拟于]$|计划|力争|争取|预计|确保|规划|目标")
_PLANNED_BEHIND = regex.lazy(r"[^。;\n]{0,16}?(?:将(?!军)|力争|计划|拟|确保|目标|预计|打算|要(?!求))")
_WILL_AT = regex.lazy(r"将(?:于|在)?$")
_OF_THEN = regex.lazy(r"(?:同期|全年|水平|总量)?的")
_OCCASION = regex.lazy(r"[\d一二三四五六七八九十]月|暑|[春秋]季")
_ON_BASE = regex.lazy(r"基[础数]上")
_REACHED = regex.lazy(r"[到至为]")
_YEARLY_FLOW = regex.lazy(
    r"投入|投资|完成|建成|建设|改造|培训|实施|转移|发放|减免|安排|引进|创建|培育|资助|举办|开展|新建"
)


class When(msgspec.Struct, frozen=True, gc=False):
    """A period and where it comes from."""

    period: str | None
    kind: str
    """Kind of the word of time, or of the frame; `none` where there is no period."""
    rule: str
    source: str
    """sentence, base (of a comparison, in the sentence), aside, lead-in, heading, report."""


class Context(msgspec.Struct):
    """What has been read so far of a paragraph: the only state that runs through a report."""

    coarse: When | None = None
    """Lead-in that names a year, a span of years or the time of the report; holds to the end of the paragraph."""
    fine: When | None = None
    """Lead-in that names a month or a day; holds for the sentence after its own."""
    listed: When | None = None
    """Lead-in of a list (…如下:), holds for the short paragraphs that follow."""


def before_span(period: str | None) -> str | None:
    """The year before a span of years, in which a level stood that rose or fell over the span: 五年来由A增加到B."""
    start = first_year(period) if is_span(period) else None
    return str(start - 1) if start is not None else None


def resolve(cue: TimeCue, earlier: str | None, context: Context, frame: Frame, anchor: Anchor) -> str | None:
    """The period of a word of time; a part of a year takes the year from what was said before it."""
    if cue.kind not in ("sub", "previous"):
        return cue.period
    if anchor.school_year is not None and cue.part == "全年":
        return anchor.school_year
    if frame.period is not None and frame.period.endswith("-H2") and _YEAR_END.fullmatch(cue.part):
        return frame.period
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


def impossible(folded: str, cue: TimeCue, period: str | None, frame: Frame, anchor: Anchor) -> bool:
    """A report that looks back cannot speak of a later year unless it looks towards it (到2030年): a site has
    rewritten the years."""
    if anchor.government or anchor.plans or anchor.proposes or frame.status == "target" or cue.until:
        return False
    end = last_year(period)
    latest = max((year for year in (anchor.now, anchor.own_end) if year is not None), default=None)
    if end is None or latest is None or end <= latest:
        return False
    return (
        cue.role != "aside"
        and cue.kind != "years"
        and not _LOOKS_AHEAD.search(folded, max(0, cue.start - 8), cue.start)
        and not _PLANNED_BEHIND.match(folded, cue.end)
    )


def governing(
    folded: str,
    quantity: Quantity,
    reading: Reading,
    cues: Sequence[tuple[TimeCue, str | None]],
    previous_end: int,
    clause: int,
) -> When | None:
    """The word of time that governs a figure in its own sentence, if any.

    `cues` are those of the sentence with their periods, `previous_end` is where the figure before this one ends.
    """
    at = quantity.modifier_start
    for cue, period in reversed(cues):
        if cue.start >= at:
            continue
        if cue.kind == "average" or cue.role == "title":
            continue
        if cue.kind == "none":
            if cue.role == "basis" or (reading.aspect == "change" and _RATE.match(folded, cue.start)):
                continue
            if cue.start >= clause or cue.clause_until >= at:
                return When(None, "none", cue.rule, "sentence")
            continue
        if quantity.unit == "倍" and _OF_THEN.fullmatch(folded, cue.end, at):
            continue  # 是上年的1.3倍 is told of today
        if cue.role in ("basis", "start"):
            if reading.rule == OF_WHOLE or _ON_BASE.search(folded, cue.end, at):
                continue
            told = reading.aspect != "change" or (
                cue.role == "start" and not _REACHED.search(folded, cue.end, quantity.modifier_start)
            )
            if told and cue.end >= previous_end and cue.clause_until >= at:
                return When(period, cue.kind, cue.rule, "base")
            continue
        if folded.find(";", cue.end, at) >= 0 and _of_its_clause(folded, cue):
            continue
        if cue.clause_until < at and _WILL_AT.search(folded, max(0, cue.start - 4), cue.start):
            continue  # 二小将于秋季投用,三小等10个项目进入装修阶段: what will be is told of the first alone
        if cue.role == "event" and cue.clause_until < at:
            return None  # 1996年建楼,1997年迁入,占地20亩: what follows is told of today, not of the years before either
        return When(period, cue.kind, cue.rule, "aside" if cue.role == "aside" else "sentence")
    return None


def _of_its_clause(folded: str, cue: TimeCue) -> bool:
    """Whether a word of time says nothing of what follows a semicolon: a day or a season on which one thing happened
    (学校于9月1日开学;投资3200万元的…), or a time to come (预计三年内缺口6000个;二是教师老化)."""
    return not folded.startswith(",", cue.end) and (
        cue.kind == "ahead" or cue.until or _OCCASION.search(folded, cue.start, cue.end) is not None
    )


def behind(folded: str, quantity: Quantity, cues: Sequence[tuple[TimeCue, str | None]], clause_end: int) -> When | None:
    """The year that stands behind a figure in the same clause (投入283万元为2015年…项目)."""
    for cue, period in cues:
        if cue.start >= quantity.end:
            told_when = cue.kind in ("year", "relative") or (
                cue.kind == "sub" and _WILL_AT.search(folded, quantity.end, cue.start)
            )
            if cue.start >= clause_end or not told_when:
                return None
            if cue.role != "governs" and not (cue.role == "aside" and folded[cue.end : cue.end + 1] == ")"):
                return None
            return When(period, cue.kind, cue.rule, "sentence")
    return None


def settle(
    folded: str,
    quantity: Quantity,
    reading: Reading,
    when: When,
    clause: int,
    averaged: bool,
    fallback: str | None,
    school_year: str | None,
) -> str | None:
    """The period of the record: a level reached in a span of years is that of its last year, a yearly mean is taken
    over a span. `fallback` is the span that governs the paragraph, for a mean under a single year."""
    period = when.period
    if averaged:
        if not is_span(period) and is_span(fallback):
            return fallback
        return period
    reached = when.kind == "years" and reading.rule == "level-reached"
    if not is_span(period) or not (reached or when.kind in _SPAN_KINDS) or reading.aspect == "change":
        return period
    clause_words = folded[clause : quantity.start]
    spent = quantity.kind == "money" and reading.rule != "level-reached" and _SPENT.search(clause_words)
    if spent or _FLOW.search(clause_words):
        return period
    end = str(last_year(period))
    if reading.aspect in ("share", "rank") or reading.rule == "level-reached" or _STOCK.search(clause_words):
        return end
    if _YEARLY_FLOW.search(clause_words):
        return period
    return end if quantity.kind in ("percent", "ratio") else period


def first_of(*periods: str | None) -> str | None:
    """The first that is a span of years."""
    return next((period for period in periods if is_span(period)), None)


def span_from(year: int | None, period: str | None) -> str | None:
    """The span from a year to the single year of a goal, for a yearly mean up to it."""
    last = last_year(period)
    if year is None or last is None or first_year(period) != last or last <= year:
        return None
    return f"{year}/{last}"
