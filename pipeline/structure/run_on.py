"""Run-on headings: where a heading ends that nothing parts from its paragraph.

A page can lose its line breaks without a trace (一、工作回顾今年以来,全县…). Then only the words tell: a heading ends
like a heading, and a sentence begins like one. Where one meets the other, the heading is over.
"""

from __future__ import annotations

from typing import Any

from pipeline.patterns import regex
from pipeline.rules import Rules

RULES = "structure/run_on"
SHORTEST, LONGEST = 2, 45
"""A heading has so many characters."""
WHOLE = 22
"""A sentence up to this length can be a heading as a whole."""
SQUEEZED = 250
"""A page with fewer line breaks than one for so many characters has lost them."""


def squeezed(folded: str) -> bool:
    """Whether a text has hardly any line breaks."""
    return len(folded) > SQUEEZED and folded.count("\n") * SQUEEZED < len(folded)


class RunOnPattern:
    """The words on both sides of the place where a heading ends, compiled."""

    def __init__(self, rules: Rules) -> None:
        by_value: dict[str, list[str]] = {}
        for rule in rules.patterns(RULES):
            by_value.setdefault(rule.value, []).append(rule.pattern)
        kinds = ("end", "end-firm", "begin", "begin-firm")
        end, firm_end, begin, firm = ("|".join(by_value[kind]) for kind in kinds)
        self._sure: Any = regex.compile(rf"(?<={end})(?={firm})|(?<={firm_end})(?!$)", regex.VERSION1)
        self._likely: Any = regex.compile(rf"(?<={end})(?={begin})", regex.VERSION1)
        self._firm: Any = regex.compile(rf"(?={firm})", regex.VERSION1)

    def end(self, folded: str, start: int, stop: int) -> int | None:
        """Where the heading that begins at `start` ends before `stop`, the end of its sentence; None if no place looks
        like it."""
        limit = min(stop, start + LONGEST)
        long = stop - start > WHOLE
        for pattern in (self._sure, self._likely, self._firm) if long else (self._sure,):
            match = pattern.search(folded, start + SHORTEST, limit)
            if match and match.start() < stop:
                return int(match.start())
        return None
