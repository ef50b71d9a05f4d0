"""A witness: what one copy of a report says, and how far it can be believed at each place.

The standing of a reading, from worst to best, is the first of these that applies: `damaged` (it lies in a place that is
known not to be what the author wrote), `proved` (other figures of the same copy prove it), `guessed` (a model put it
there), `doubtful` (its page was rewritten as a whole), else `sound`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import CONFIRMED, Report
from pipeline.rules import Rules

Standing = Literal["damaged", "guessed", "doubtful", "sound", "proved"]
ORDER: tuple[Standing, ...] = ("damaged", "guessed", "doubtful", "sound", "proved")
_COMPARED = regex.lazy(
    r"[\p{Han}〇0-9a-z%‰*×_○□]|(?<=[0-9])\.(?=[0-9])|(?<=[0-9%])[-~:](?=[0-9])|\?(?=[0-9])", regex.IGNORECASE
)
"""What copies are compared by: they differ in marks, spaces and widths without meaning it."""


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """A stretch of a witness's text that stands otherwise than its page as a whole."""

    start: int
    end: int
    standing: Standing


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """An observation of a witness: where it stands, and what would make another one the same fact."""

    indicator_id: str
    start: int
    end: int
    key: tuple[str, str | None, str]
    """Indicator, period and status."""


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """One copy of a report. All spans count from the start of `text`, the repaired text of the copy."""

    document_id: str
    text: str
    page: Standing = "sound"
    marks: tuple[Mark, ...] = ()
    facts: tuple[Fact, ...] = ()

    def standing(self, start: int, end: int) -> Standing:
        """How far the reading `text[start:end]` can be believed; an empty one is judged by what it stands between."""
        if start == end:
            start, end = start - 1, end + 1
        here = {mark.standing for mark in self.marks if mark.start < end and start < mark.end}
        return next((standing for standing in ("damaged", "proved", "guessed") if standing in here), self.page)


class Comparable:
    """A text reduced to the characters that copies are compared by."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self.text = text
        self.places = [match.start() for match in _COMPARED.finditer(folded)]
        """Where each compared character stands in the text."""
        self.characters = "".join(folded[place] for place in self.places).lower()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that the compared characters `start:end` stand in."""
        if start < end:
            return self.places[start], self.places[end - 1] + 1
        at = self.places[start] if start < len(self.places) else len(self.text)
        return at, at

    def reading(self, start: int, end: int) -> str:
        """That stretch without spaces and line breaks."""
        first, last = self.span(start, end)
        return "".join(self.text[first:last].split())


def witness(report: Report, rules: Rules) -> Witness:
    """What a report that went through all stages attests."""
    offset, end = report.part.start, report.part.end
    standings = rules.make(_standings)
    kinds = {damage.kind for damage in report.page.damage if damage.whole_page}
    marks = [
        Mark(damage.start - offset, damage.end - offset, "damaged")
        for damage in report.page.damage
        if not damage.whole_page
        and damage.start < end
        and offset < damage.end
        and standings.get(damage.kind) == "place"
    ]
    for step in report.page.text.history:
        if step.evidence == "guessed":
            start, stop = report.page.text.text_span(step.source_start, step.source_end)
            marks.append(Mark(start - offset, stop - offset, "guessed"))
    marks += (
        Mark(row.start - offset, row.end - offset, "proved") for row in report.indicators if CONFIRMED in row.flags
    )
    stated = {row.indicator_id: row for row in report.indicators}
    return Witness(
        document_id=report.document.document_id,
        text=report.text[offset:end],
        page="doubtful" if any(standings.get(kind) == "page" for kind in kinds) else "sound",
        marks=tuple(marks),
        facts=tuple(
            Fact(
                row.indicator_id,
                stated[row.indicator_id].start - offset,
                stated[row.indicator_id].end - offset,
                (row.indicator, row.time_period, row.status),
            )
            for row in report.observations
        ),
    )


def _standings(rules: Rules) -> dict[str, str]:
    return {word.word: word.value for word in rules.words("collate/damage")}
