"""Done, intended, or a norm: every match of rules/measure/status.toml becomes a `StatusCue`, and the cue that reaches a
figure from nearest decides; else the time that governs it; else the heading above it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import first_year, is_later_part, is_span, last_year
from pipeline.measure.circumstance.frames import Frame
from pipeline.measure.circumstance.passages import clause_until, sentence_until
from pipeline.records import Quantity, Status
from pipeline.rules import Rules
from pipeline.scanner import Scanner

_EXPECTED = "target-expect"
_BEHIND = 20
"""Characters behind a figure in which a goal or norm is named."""
_NEAR = 4
"""How many characters may stand between a yardstick and its figure (目标任务 约 400人)."""


class StatusCue(msgspec.Struct, frozen=True, gc=False):
    """A word in the folded text that says whether figures are done, intended or norms."""

    start: int
    end: int
    status: str
    reach: str
    open: bool
    strong: bool
    commits: bool
    subject: bool
    counted: bool
    rule: str
    clause_until: int
    """Where the clause ends that it stands in."""
    sentence_until: int
    """Where the sentence ends, or a semicolon stands in it."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """The status of a figure, and what about its time follows from how it was found."""

    status: Status
    rule: str
    open: bool = False
    """It looks ahead without saying when: the report's own period is not meant."""
    cue: StatusCue | None = None


class StatusReader(msgspec.Struct, frozen=True, gc=False):
    """The compiled words of status. Built once for a set of rules."""

    scanner: Scanner
    behind: Scanner
    """What stands right behind a figure."""

    def read(self, folded: str, start: int, end: int) -> list[StatusCue]:
        """All words of status in `folded[start:end]`, from left to right."""
        cues = []
        for rule, match in self.scanner.scan(folded, start, end):
            status, *notes = rule.value.split()
            reach = notes[0] if notes else ""
            cues.append(
                StatusCue(
                    match.start(),
                    match.end(),
                    status,
                    reach,
                    "open" in notes,
                    "strong" in notes,
                    "commits" in notes,
                    "subject" in notes,
                    "counted" in notes,
                    rule.id,
                    clause_until(folded, match.end()),
                    sentence_until(folded, match.end()),
                )
            )
        return cues

    def behind_figure(self, folded: str, quantity: Quantity) -> tuple[str, str] | None:
        """What the words right behind a figure say of it: a goal, a norm."""
        for at in {quantity.modifier_end: 0, quantity.end: 0, quantity.noun_end: 0}:
            for rule, _ in self.behind.at(folded, at, min(at + _BEHIND, len(folded))):
                if not (rule.value.endswith("unpaid") and quantity.kind == "money"):
                    return rule.value.split()[0], rule.id
        return None


def build_status_reader(rules: Rules) -> StatusReader:
    """The status reader of a set of rules."""
    patterns = rules.patterns("measure/status")
    behind = tuple(rule for rule in patterns if "behind" in rule.value.split())
    return StatusReader(Scanner(tuple(rule for rule in patterns if rule not in behind)), Scanner(behind))


def decide_status(
    folded: str,
    quantity: Quantity,
    cues: Sequence[StatusCue],
    frame: Frame,
    governing: str | None,
    anchor: Anchor,
    reader: StatusReader,
    compared: bool,
) -> Verdict:
    """The status of a figure, from the cues of its sentence, the period that governs it there, and its frame.

    `compared` says that it is a distance from something: a goal or norm beside it is what it is measured from.
    """
    planned = frame.status == "target"
    if not compared and (behind := reader.behind_figure(folded, quantity)):
        return Verdict("standard" if behind[0] == "standard" else "target", behind[1])
    found: StatusCue | None = None
    told = _told_behind(folded, quantity, cues)
    for cue in reversed(cues):
        if cue.start >= quantity.start:
            continue
        if cue.status == "actual" and cue.strong:
            told = told or cue.sentence_until >= quantity.start
        elif told and cue.reach == "sentence" and cue.clause_until < quantity.start:
            continue  # the sentence has gone on to what was done
        if _reaches(cue, quantity):
            if cue.status == "none" or (cue.status == "actual" and planned and not cue.strong):
                continue
            if compared and cue.reach == "near":
                continue
            if planned and cue.status == "actual" and folded[quantity.modifier_start - 1] == "的":
                continue  # 已开工的5个项目要加快建设: told of the projects, not of the plan
            found = cue
            break
    if found is not None and found.status == "standard":
        return Verdict("standard", found.rule, cue=found)
    if found is None or found.status != "actual":
        following = [cue for cue in cues if cue.start >= quantity.end]
        for cue in following:
            if cue.reach == "back" and sentence_until(folded, quantity.end) >= cue.start:
                return Verdict("target", cue.rule, open=True)
        for cue in following:
            if _is_subject(cue, folded, quantity) and clause_until(folded, quantity.end) >= cue.start:
                return Verdict("target", cue.rule, open=True, cue=cue)
    if found is not None and found.status == "target":
        if found.rule == _EXPECTED and _is_over(governing, frame, anchor):
            return Verdict("actual", "estimate-of-the-past", cue=found)
        return Verdict("target", found.rule, open=found.open, cue=found)
    if found is not None and found.status == "actual":
        return Verdict("actual", found.rule, cue=found)
    return _by_time(frame, governing, anchor)


def _told_behind(folded: str, quantity: Quantity, cues: Sequence[StatusCue]) -> bool:
    """Whether the verb behind a figure in its own clause tells what was done (七所学校召开了…)."""
    return any(
        cue.strong and cue.start >= quantity.end and clause_until(folded, quantity.end) >= cue.start for cue in cues
    )


def _is_over(governing: str | None, frame: Frame, anchor: Anchor) -> bool:
    """Whether a government's report speaks of a year that is over: what it expects there is an estimate."""
    if not anchor.government or frame.status == "target" or anchor.own_end is None or anchor.now is None:
        return False
    end = last_year(governing) if governing is not None else anchor.own_end
    return end is not None and end < anchor.now


def _by_time(frame: Frame, governing: str | None, anchor: Anchor) -> Verdict:
    end, begin, now = last_year(governing), first_year(governing), anchor.now
    planned = frame.status == "target"
    if end is not None and begin is not None:
        if now is not None and (begin > now or (anchor.proposes and end > now)):
            return Verdict("target", "time-to-come")
        planned_from = first_year(frame.period) if frame.kind not in ("own", "open") else now
        if planned_from is not None and now is not None:
            planned_from = max(planned_from, now)
        if planned and planned_from is not None and end < planned_from:
            return Verdict("actual", "time-gone-by")
        if not planned and is_span(governing) and anchor.own_end is not None and begin > anchor.own_end:
            return Verdict("target", "time-to-come")
        if not planned and is_later_part(governing, anchor.own):
            return Verdict("target", "time-to-come")
    return Verdict("target" if planned else "actual", frame.rule)


def _is_subject(cue: StatusCue, folded: str, quantity: Quantity) -> bool:
    """Whether a cue that follows a figure may speak of it."""
    things = quantity.kind == "count" and not folded.startswith("的", quantity.modifier_end)
    return cue.subject or (cue.counted and things)


def _reaches(cue: StatusCue, quantity: Quantity) -> bool:
    if cue.reach == "near":
        return 0 <= quantity.modifier_start - cue.end <= _NEAR
    if cue.reach == "clause":
        return cue.clause_until >= quantity.start
    if cue.reach in ("sentence", "back"):
        return cue.sentence_until >= quantity.start
    return cue.reach == "list"
