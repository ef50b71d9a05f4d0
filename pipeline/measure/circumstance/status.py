"""Done, intended, or a norm: every match of rules/measure/status.toml becomes a `StatusCue`, and the cue that reaches a
figure from nearest decides; else the time that governs it; else the heading above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import regex

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import first_year, last_year
from pipeline.measure.circumstance.frames import Frame
from pipeline.records import Quantity, Status
from pipeline.rules import Rules, Scanner

_CLAUSE_END = regex.compile(r"[,;:。!?]")
_SENTENCE_END = regex.compile(r"[;。!?]")
_NEAR = 4
"""How many characters may stand between a yardstick and its figure (目标任务 约 400人)."""


class StatusCue(msgspec.Struct, frozen=True):
    """A word in the folded text that says whether figures are done, intended or norms."""

    start: int
    end: int
    status: str
    reach: str
    open: bool
    strong: bool
    commits: bool
    rule: str


class Verdict(msgspec.Struct, frozen=True):
    """The status of a figure, and what about its time follows from how it was found."""

    status: Status
    rule: str
    open: bool = False
    """It looks ahead without saying when: the report's own period is not meant."""
    cue: StatusCue | None = None


class StatusReader(msgspec.Struct, frozen=True):
    """The compiled words of status. Built once for a set of rules."""

    scanner: Scanner
    behind: tuple[tuple[Any, str, str], ...]

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
                    rule.id,
                )
            )
        return cues

    def behind_figure(self, folded: str, quantity: Quantity) -> tuple[str, str] | None:
        """What the words right behind a figure say of it: a goal, a norm."""
        for at in (quantity.modifier_end, quantity.end, quantity.noun_end):
            for pattern, status, rule in self.behind:
                if pattern.match(folded, at, min(at + 20, len(folded))):
                    return status, rule
        return None


def build_status_reader(rules: Rules) -> StatusReader:
    """The status reader of a set of rules."""
    patterns = rules.patterns("measure/status")
    behind = [rule for rule in patterns if rule.value.endswith(" behind")]
    return StatusReader(
        Scanner(tuple(rule for rule in patterns if rule not in behind)),
        tuple((regex.compile(rule.pattern, regex.VERSION1), rule.value.split()[0], rule.id) for rule in behind),
    )


def decide_status(
    folded: str,
    quantity: Quantity,
    cues: Sequence[StatusCue],
    frame: Frame,
    governing: str | None,
    anchor: Anchor,
    reader: StatusReader,
) -> Verdict:
    """The status of a figure, from the cues of its sentence, the period that governs it there, and its frame."""
    planned = frame.status == "target"
    if behind := reader.behind_figure(folded, quantity):
        return Verdict("standard" if behind[0] == "standard" else "target", behind[1])
    found: StatusCue | None = None
    for cue in reversed(cues):
        if cue.start < quantity.start and _reaches(folded, cue, quantity):
            if cue.status == "none" or (cue.status == "actual" and planned and not cue.strong):
                continue
            found = cue
            break
    if found is not None and found.status == "standard":
        return Verdict("standard", found.rule, cue=found)
    if found is None or found.status != "actual":
        for cue in cues:
            if cue.reach == "back" and cue.start >= quantity.end:
                if not _SENTENCE_END.search(folded, quantity.end, cue.start):
                    return Verdict("target", cue.rule, open=True)
        for cue in cues:
            if (
                cue.start >= quantity.end
                and cue.status == "target"
                and cue.reach == "sentence"
                and (cue.open or cue.commits)
            ):
                if not _CLAUSE_END.search(folded, quantity.end, cue.start):
                    return Verdict("target", cue.rule, open=cue.open or "expect" in cue.rule, cue=cue)
    if found is not None and found.status == "target":
        return Verdict("target", found.rule, open=found.open, cue=found)
    if found is not None and found.status == "actual":
        return Verdict("actual", found.rule, cue=found)
    return _by_time(frame, governing, anchor)


def _by_time(frame: Frame, governing: str | None, anchor: Anchor) -> Verdict:
    end, begin = last_year(governing), first_year(governing)
    if governing is not None and end is not None and begin is not None:
        if anchor.now is not None and begin > anchor.now:
            return Verdict("target", "time-to-come")
        planned_from = first_year(frame.period) if frame.kind not in ("own", "open") else anchor.now
        if frame.status == "target" and planned_from is not None and end < planned_from:
            return Verdict("actual", "time-gone-by")
        if frame.status is None and anchor.own_end is not None and begin > anchor.own_end and not anchor.government:
            return Verdict("target", "time-to-come")
        if (
            frame.status != "target"
            and anchor.own
            and anchor.own.endswith("-H1")
            and governing == anchor.own[:-1] + "2"
        ):
            return Verdict("target", "time-to-come")
    if frame.status == "target":
        return Verdict("target", frame.rule)
    return Verdict("actual", frame.rule)


def _reaches(folded: str, cue: StatusCue, quantity: Quantity) -> bool:
    if cue.reach == "near":
        return 0 <= quantity.modifier_start - cue.end <= _NEAR
    if cue.reach == "clause":
        return not _CLAUSE_END.search(folded, cue.end, quantity.start)
    if cue.reach in ("sentence", "back"):
        return not _SENTENCE_END.search(folded, cue.end, quantity.start)
    return cue.reach == "list"
