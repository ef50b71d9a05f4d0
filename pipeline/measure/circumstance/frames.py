"""What headings decide for everything under them: done or planned, and when.

A heading without such words takes them from the heading above it. Two habits of reports are followed beside that:
topics that come after a plan heading on its own level go on planning (二、2015年工作总体部署 · 三、扎实推进改革),
and in a government's report the topics after the review are the plan for the year in which it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pipeline.fold import fold
from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import last_year, part_of_year
from pipeline.measure.circumstance.times import NO_PERIOD, TimeReader
from pipeline.patterns import regex
from pipeline.records import Section, Status
from pipeline.rules import PatternRule, Rules

_LONGEST = 60
_AND = regex.lazy(r"和|与|及|、|暨")
_OF_TITLE = regex.lazy(r"[“《][^”》]*[”》]")
_DOCUMENT_HEADING = "document"


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What holds from a position of the text on, until the next frame."""

    start: int
    end: int
    """Where the heading itself ends."""
    level: int
    status: Status | None = None
    """None: the words of each sentence decide, done if there are none."""
    period: str | None = None
    kind: str = "own"
    """How the period was found: the kind of the time cue, `own` for the report's period, `open` for a plan without."""
    rule: str = _DOCUMENT_HEADING


class HeadingReader(msgspec.Struct, frozen=True):
    """The compiled words of headings. Built once for a set of rules."""

    rules: tuple[tuple[PatternRule, Any], ...]
    times: TimeReader

    def status(self, heading: str) -> tuple[Status | None, str]:
        """Whether a folded heading is one of a plan or of a review, and the rule; None if it says neither or both."""
        found = [
            (match.end(), match.start(), rule)
            for rule, pattern in self.rules
            for match in pattern.finditer(heading)
            if rule.value in ("actual", "target")
        ]
        if not found:
            return None, ""
        found.sort(key=lambda each: each[:2])
        _, start, last = found[-1]
        for end, _, rule in found:
            if rule.value != last.value and end <= start and _AND.search(heading, end, start):
                return None, "heading-mixed"
        return ("target" if last.value == "target" else "actual"), last.id

    def list_rule(self, words: str) -> str:
        """The rule that tells that a list which the words open is one of intentions; empty if none does."""
        return next((rule.id for rule, pattern in self.rules if rule.value == "list" and pattern.search(words)), "")


def build_heading_reader(rules: Rules, times: TimeReader) -> HeadingReader:
    """The heading reader of a set of rules."""
    patterns = rules.patterns("measure/headings")
    return HeadingReader(tuple((rule, regex.compile(rule.pattern, regex.VERSION1)) for rule in patterns), times)


def read_frames(sections: Sequence[Section], start: int, anchor: Anchor, reader: HeadingReader) -> list[Frame]:
    """The frames of a report in reading order; the first is that of the report itself, from `start` on."""
    document = Frame(
        start=start, end=start, level=0, status="target" if anchor.plans else None, period=anchor.own, kind="own"
    )
    headings = [section for section in sections if section.kind == "heading" and not section.missing]
    words = [_clean(heading) for heading in headings]
    said = [reader.status(each) for each in words]
    frames = [document]
    above: list[Frame] = [document]
    for number, (heading, (status, rule)) in enumerate(zip(headings, said, strict=True)):
        before: Frame | None = None
        while above[-1].level >= heading.level:
            before = above.pop()
        if before is not None and before.level != heading.level:
            before = None
        period, kind = _period(words[number], anchor, reader, above[-1])
        parent = above[-1]
        if status is None and rule == "" and kind and _after(period, anchor.own):
            status, rule = "target", "heading-coming"
        if status is None and rule == "":
            frame = _without_words(heading, period, kind, parent, before, anchor)
            if (
                frame.status is None
                and not kind
                and before is not None
                and before.rule == "heading-review"
                and anchor.government
                and not anchor.proposes
            ):
                later = zip(headings[number:], said[number:], strict=True)
                if not any(other.level == heading.level and what == "target" for other, (what, _) in later):
                    frame = msgspec.structs.replace(
                        frame, status="target", period=_coming(anchor), kind="relative", rule="heading-after-review"
                    )
        elif status == "target":
            frame = _plan(heading, period, kind, rule, parent, anchor)
        else:
            frame = Frame(
                start=heading.start,
                end=heading.end,
                level=heading.level,
                status=status,
                period=period if kind else anchor.own if parent.status == "target" else parent.period,
                kind=kind or ("own" if parent.status == "target" else parent.kind),
                rule=rule,
            )
        above.append(frame)
        frames.append(frame)
    return frames


def read_list_frame(words: str, start: int, above: Frame, anchor: Anchor, reader: HeadingReader) -> Frame | None:
    """The frame of a list of points that folded words before a colon open; None unless they say that it is intended."""
    period, kind = _period(words, anchor, reader, above)
    rule = reader.list_rule(words)
    if not rule and kind and _after(period, anchor.own):
        rule = "list-coming"
    if not rule:
        return None
    return Frame(
        start=start,
        end=start + len(words),
        level=above.level,
        status="target",
        period=period if kind else None,
        kind=kind or "open",
        rule=rule,
    )


def _clean(heading: Section) -> str:
    return str(_OF_TITLE.sub(lambda found: found[0] if len(found[0]) < 7 else "", fold(heading.text)))


def _coming(anchor: Anchor) -> str | None:
    return str(anchor.now) if anchor.now is not None else None


def _plan(heading: Section, period: str | None, kind: str, rule: str, parent: Frame, anchor: Anchor) -> Frame:
    if not kind:
        if parent.status == "target":
            period, kind = parent.period, parent.kind
        elif anchor.government:
            period, kind = _coming(anchor), "relative"
        else:
            period, kind = None, "open"
    elif kind == "masked" and period == anchor.own:
        period = anchor.masked_ahead
    return Frame(
        start=heading.start, end=heading.end, level=heading.level, status="target", period=period, kind=kind, rule=rule
    )


def _without_words(
    heading: Section, period: str | None, kind: str, parent: Frame, before: Frame | None, anchor: Anchor
) -> Frame:
    """The frame of a heading that says neither plan nor review: like the plan before it, else like what is above."""
    model = parent
    goes_on = before is not None and before.status == "target" and parent.status != "target"
    if before is not None and goes_on and heading.level <= 2 and not anchor.proposes:
        model = before
    if kind and not (model.status == "target" and _before(period, model.period)):
        return Frame(
            start=heading.start,
            end=heading.end,
            level=heading.level,
            status=model.status,
            period=period,
            kind=kind,
            rule=model.rule,
        )
    return msgspec.structs.replace(model, start=heading.start, end=heading.end, level=heading.level)


def _period(heading: str, anchor: Anchor, reader: HeadingReader, parent: Frame) -> tuple[str | None, str]:
    """The time that a heading names, and how it was found: the report's own if it names several and that among them,
    else the first. The kind is empty if it names none."""
    if len(heading) > _LONGEST:
        return None, ""
    found: list[tuple[str | None, str]] = []
    for cue in reader.times.read(heading, 0, len(heading), anchor):
        if cue.role in ("basis", "title") or cue.kind in NO_PERIOD or cue.kind in ("own", "since"):
            continue
        if cue.kind == "sub":
            year = last_year(parent.period) if parent.kind != "own" else None
            year = year if year is not None else anchor.own_end
            found.append((part_of_year(year, cue.part) if year is not None else None, cue.kind))
        else:
            found.append((None, "masked") if cue.dated and not anchor.believed else (cue.period, cue.kind))
    of_report = [each for each in found if each[0] == anchor.own]
    return (of_report or found or [(None, "")])[0]


def _after(period: str | None, own: str | None) -> bool:
    """Whether a period begins after the report's own has ended."""
    if period is None or own is None:
        return False
    if own.endswith("-H1") and period == own[:-1] + "2":
        return True
    end, begin = last_year(own), last_year(period)
    return end is not None and begin is not None and begin > end


def _before(period: str | None, other: str | None) -> bool:
    one, two = last_year(period), last_year(other)
    return one is not None and two is not None and one < two
