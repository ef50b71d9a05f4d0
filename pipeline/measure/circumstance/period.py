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
from pipeline.measure.circumstance.calendar import first_year, is_span, last_month, last_year
from pipeline.measure.circumstance.frames import Frame
from pipeline.measure.circumstance.passages import clause_start
from pipeline.measure.circumstance.times import TimeCue
from pipeline.patterns import regex
from pipeline.records import Circumstance, Quantity

_ONCE = regex.lazy(r"(?:原(?:来|有|先|本)?|以[前往]|过去|当初)的?$")
_RATE = regex.lazy(r"每(?:一|个)?(?:月|天|日|周|星期)")
"""每月提高25元 is a rate that changed once, 每年增加2万亩 is an amount of no single year."""
_SPAN_KINDS = frozenset({"back", "within", "ahead", "following", "named", "own", "since"})
_OF_BEFORE = regex.lazy(r"(?:分别|[各约仅只均就共已]|大约)*占")
_SINCE_KINDS = frozenset({"year", "relative", "since"})
"""Kinds that are spans only with 以来: what was when they began, the words leave open."""
_FLOW = regex.lazy(r"累计|新增|年均|平均|连续|合计|总计|共(?!同|有|产)|保持|控制|稳定在|维持")
_SPENT = regex.lazy(r"投资|支出|拨款|经费|资金")
_STOCK = regex.lazy(
    r"达|已经?有|突破|超过|迈上|站上|登上|占|居|(?<![学单床岗车席泊])位|(?:增加|增长|提高|提升|上升|下降|降低|减少|扩大|跃升|升|降|增|减|缩小|发展|回升|上调|下调)"
    r"[^,;:。\d]{0,2}[到至为]|现有|拥有|共有|为(?:[约近超]|不足|将近|接近|第)*$|余额|覆盖|存量|保有量|总数|接近|左右|产能|能力|人口|用户|里程"
)
_LOOKS_AHEAD = regex.lazy(r"[到至将拟于]$|计划|力争|争取|预计|确保|规划|目标")
_PLANNED_BEHIND = regex.lazy(r"[^。;\n]{0,16}?(?:将(?!军)|力争|计划|拟|确保|目标|预计|打算|要(?!求))")
_WILL_AT = regex.lazy(r"将(?:于|在)?$")
_THING = regex.lazy(r"(?!的)[^,;:。\d]{1,8}的(?=[\d一二三四五六七八九十两])")
_LEFT_OVER = regex.lazy(r"结转|遗留|剩余|未|续建|在建|跨年")
"""What is told of things of another year with which something is still to be done."""
_SINCE_THEN = regex.lazy(r"[已现仍]")
_BY = regex.lazy(r"之?前(?!,)")
_DONE_BY = regex.lazy(
    r"(?:之?前)|[^,;:。\d]{0,4}(?:完成|竣工|完工|建成|投用|投入使用|到位|交付|启用|开工|动工|补齐|达标)"
)
"""What stands behind the day by which the rest will be done: 其余3所年底前完成."""
_WHOLE_BEFORE = regex.lazy(r"占[“\"]?$")
_CLAUSE = 60
_NEXT_POINT = regex.lazy(r";(?:[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五]|第[一二三四五六七八九],)")
_POINT = regex.lazy(r"(?:[一二三四五六七八九十]{1,2}(?:是|要)|其[一二三四五]|第[一二三四五六七八九],)[^。\n]*$")
"""Points of a list in running text."""
_FIGURE = regex.lazy(r"\d(?:[%‰]|(?![年月日])\p{Han})[^\n]*$")
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
    clause_until: int = 0
    """Where the clause ends that the word of time stands in, if it stands in the sentence of the figure."""
    leads: bool = False
    """Whether it is an adverbial of its own there (五年来,)."""


class Context(msgspec.Struct):
    """What has been read so far of a paragraph: the only state that runs through a report."""

    coarse: When | None = None
    """Lead-in that names a year, a span of years or the time of the report; holds to the end of the paragraph."""
    fine: When | None = None
    """Lead-in that names a month or a day; holds for the sentence after its own."""
    listed: When | None = None
    """Lead-in of a list (…如下:), holds for the short paragraphs that follow."""


def before_change(folded: str, quantity: Quantity, clause: int, when: When, anchor: Anchor) -> str | None:
    """The year of a level that rose or fell over a span of years (五年来,由A增加到B): the one before the span, if that
    is an adverbial to the change, or that of the plan which is put forward. The state of no year has none: 由原来的A,
    or 四年新建十所,补助由A提到B."""
    governs = anchor.proposes or when.source == "lead-in" or when.leads or when.clause_until >= quantity.modifier_start
    if (
        not governs
        or when.kind in _SINCE_KINDS
        or not is_span(when.period)
        or _ONCE.search(folded, clause, quantity.modifier_start)
    ):
        return None
    start = first_year(when.period)
    return str(start - 1) if start is not None else None


def impossible(folded: str, cue: TimeCue, period: str | None, frame: Frame, anchor: Anchor) -> bool:
    """A report that looks back cannot speak of a later year unless it looks towards it (到2030年): a site has
    rewritten the years."""
    if anchor.government or anchor.plans or anchor.proposes or frame.status == "target" or cue.until:
        return False
    end = last_year(period)
    latest = max((year for year in (anchor.now, anchor.own_end) if year is not None), default=None)
    if end is None or latest is None or end <= latest or (anchor.plans_too and end == latest + 1):
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
    frame: Frame,
    anchor: Anchor,
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
        if cue.kind in ("none", "ago"):
            starts = cue.role == "start" and reading.rule != "level-left"
            if cue.role == "basis" or starts or (reading.aspect == "change" and _RATE.match(folded, cue.start)):
                continue
            if cue.start >= clause or cue.clause_until >= at:
                return When(None, "none", cue.rule, "sentence")
            continue
        if quantity.unit == "倍" and _OF_THEN.fullmatch(folded, cue.end, at):
            continue  # 是上年的1.3倍 is told of today
        if reading.aspect == "share" and _is_of_whole(folded, cue, at):
            continue
        if cue.role in ("basis", "start"):
            if reading.rule == OF_WHOLE or _ON_BASE.search(folded, cue.end, at):
                continue
            told = reading.aspect != "change" or (
                cue.role == "start" and not _REACHED.search(folded, cue.end, quantity.modifier_start)
            )
            if told and cue.end >= previous_end and cue.clause_until >= at:
                return When(period, cue.kind, cue.rule, "base")
            continue
        if _is_of_thing(folded, cue, period, at, frame, anchor):
            continue
        if folded.find(";", cue.end, at) >= 0 and (_of_its_clause(folded, cue) or _is_aside(folded, cue, at, cues)):
            continue
        if cue.clause_until < at and _WILL_AT.search(folded, max(0, cue.start - 4), cue.start):
            continue  # 二小将于秋季投用,三小等10个项目进入装修阶段: what will be is told of the first alone
        if cue.clause_until < at and _BY.match(folded, cue.end):
            continue  # 6月底前完成2所,辍学率降到1%: what is due by then is told of its clause alone
        if cue.role == "event" and cue.clause_until < at:
            return None  # 1996年建楼,1997年迁入,占地20亩: what follows is told of today, not of the years before either
        source = "aside" if cue.role == "aside" else "sentence"
        return When(period, cue.kind, cue.rule, source, cue.clause_until, cue.leads)
    return None


def _is_aside(folded: str, cue: TimeCue, at: int, cues: Sequence[tuple[TimeCue, str | None]]) -> bool:
    """Whether a word of time says nothing of the figure at `at` behind a semicolon, since it only turns aside from the
    one that the sentence opens with (2000年,产值3亿元,“九五”期间年均增长9%;人均收入1860元), or since the figure is of
    the next point (一是近三年退休18人;二是欠款20万元)."""
    if cue.leads:
        return False
    if any(each.leads for each, _ in cues if each.start < cue.start):
        return True
    point = _NEXT_POINT.search(folded, cue.end, at)
    return point is not None and _POINT.search(folded, max(0, cue.start - _CLAUSE), cue.start) is not None


def _is_of_whole(folded: str, cue: TimeCue, at: int) -> bool:
    """占2015年在校生的12%: the year is that of the whole, the share is of today."""
    return folded[at - 1] == "的" and _WHOLE_BEFORE.search(folded, max(0, cue.start - 3), cue.start) is not None


def is_left_over(folded: str, cue: TimeCue, frame: Frame) -> bool:
    """Whether a word of time is that of things of another year with which more is planned (去年结转的5个)."""
    if frame.status != "target":
        return False
    thing = _THING.match(folded, cue.end)
    return thing is not None and _LEFT_OVER.search(thing[0]) is not None


def _is_of_thing(folded: str, cue: TimeCue, period: str | None, at: int, frame: Frame, anchor: Anchor) -> bool:
    """去年结转的5个项目 among what is planned, 去年遗留的3起已破2起: the year is that of the things, not of what was or
    will be done with them."""
    thing = _THING.match(folded, cue.end)
    if thing is None:
        return False
    if _SINCE_THEN.search(folded, thing.end(), at):
        return True
    if not is_left_over(folded, cue, frame) or period is None or frame.period is None:
        return False
    return period == anchor.own or (last_year(period) or 0) < (first_year(frame.period) or 0)


def _of_its_clause(folded: str, cue: TimeCue) -> bool:
    """Whether a word of time says nothing of what follows a semicolon: a day or a season on which one thing happened
    (学校于9月1日开学;投资3200万元的…), a time to come (预计三年内缺口6000个;二是教师老化), or what stands behind
    the figure that it is told of (旧案337件上半年清结;…)."""
    clause = clause_start(folded, max(0, cue.start - _CLAUSE), cue.start)
    return not folded.startswith(",", cue.end) and (
        cue.kind == "ahead"
        or cue.until
        or _OCCASION.search(folded, cue.start, cue.end) is not None
        or _FIGURE.search(folded, clause, cue.start) is not None
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


def to_come_behind(
    folded: str, quantity: Quantity, cues: Sequence[tuple[TimeCue, str | None]], clause_end: int, anchor: Anchor
) -> When | None:
    """The day after the report's end that stands behind a figure in its clause: 其余3所年底前完成."""
    for cue, period in cues:
        if quantity.end <= cue.start < clause_end and cue.role == "governs" and _DONE_BY.match(folded, cue.end):
            when = When(period, cue.kind, cue.rule, "sentence")
            return when if _is_after(when, anchor) and not anchor.government else None
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
    reached = reading.rule == "level-reached"
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


def is_too_late(when: When | None, anchor: Anchor, at: int) -> bool:
    """Whether what was done cannot be of this time, since it lies behind the report's end: 年度任务1.8亿元,已完成68%
    in a report on half a year. In the clause at `at` itself the time is taken as it stands, and so is a year that the
    sentence names."""
    if when is None or anchor.government or when.clause_until >= at:
        return False
    return (when.source == "lead-in" or when.kind == "sub") and _is_after(when, anchor)


def _is_after(when: When, anchor: Anchor) -> bool:
    """Whether a time ends after the report's own; 今年 is no more than the year of the report."""
    own, then = last_year(anchor.own), last_year(when.period)
    if own is None or then is None or then < own:
        return False
    month, own_month = last_month(when.period) or 12, last_month(anchor.own) or 12
    return then > own or (when.kind == "sub" and month > own_month)


def is_share_of_sum(folded: str, clause: int, quantity: Quantity, before: Circumstance | None, when: When) -> bool:
    """Whether a share is one of what the figure before it sums up over years: 三年培训教师900人,占教师的三成."""
    if before is None or not is_span(when.period) or before.time_period != when.period:
        return False
    return _OF_BEFORE.match(folded, clause, quantity.start) is not None


def is_mean(quantity: Quantity, cues: Sequence[tuple[TimeCue, str | None]], clause: int) -> bool:
    """Whether a figure is a yearly mean: 年均增长9%, but not what is compared with one (比“十二五”年均投入多3亿元)."""
    basis = False
    for cue, _ in cues:
        if clause <= cue.start < quantity.modifier_start:
            if cue.kind == "average" and not basis:
                return True
            basis = cue.role == "basis"
    return False


def first_of(*periods: str | None) -> str | None:
    """The first that is a span of years."""
    return next((period for period in periods if is_span(period)), None)


def span_from(year: int | None, period: str | None) -> str | None:
    """The span from a year to the single year of a goal, for a yearly mean up to it."""
    last = last_year(period)
    if year is None or last is None or first_year(period) != last or last <= year:
        return None
    return f"{year}/{last}"
