"""The tail of a page: where a report's last words end, before links, licences, a glossary and notes.

All texts are folded, with lost line breaks put back (`lost_breaks.with_breaks`).
"""

from __future__ import annotations

from typing import Any

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.split.rows import rows

REACH = 400
"""Lines at the bottom that are tested against the rules for what follows a report."""
LINE_MAX = 60
NOTES_MIN = 2
"""So many notes in a row are a list of notes."""

_NOTE = regex.lazy(r"(?m)^[ \t\u3000]*[\[【](\d{1,3})[\]】]", regex.VERSION1)
_ANNEX = regex.lazy(r"附\s?件?\s?\d{0,2}\s?:?")


class TailRules:
    """The rules for lines behind a report, compiled."""

    def __init__(self, rules: Rules) -> None:
        self._pattern: Any = regex.compile(
            "|".join(f"(?:{rule.pattern})" for rule in rules.patterns("split/tail")), regex.VERSION1
        )

    def ends(self, words: str) -> bool:
        """Whether a line opens what follows a report."""
        return len(words) <= LINE_MAX and self._pattern.search(words) is not None


def find_tail(folded: str, start: int, end: int, rules: Rules) -> int:
    """Where the report that begins at `start` ends, `end` at the latest. Only what stands behind the first quarter is
    looked at."""
    known = rules.make(TailRules)
    early = start + (end - start) // 4
    first = max(_last_lines(folded, start, end), early)
    found = rows(folded, first, end, REACH + 1)
    stop = next((line.start for line in found if line.start > early and known.ends(line.words)), end)
    stop = _stripped(folded, start, min(stop, _notes(folded, early, stop)))
    newline = folded.rfind("\n", start, stop)
    if _ANNEX.fullmatch(folded[newline + 1 : stop].strip()):
        stop = _stripped(folded, start, max(newline, start))
    return stop


def _last_lines(folded: str, start: int, end: int) -> int:
    """Where the last lines begin."""
    at = end
    for _ in range(REACH):
        newline = folded.rfind("\n", start, at)
        if newline < 0:
            return start
        at = newline
    return at


def _stripped(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1].isspace():
        end -= 1
    return end


def _notes(folded: str, start: int, end: int) -> int:
    """Where a list of notes [1] [2] [3] begins that closes the text, each on its own line; `end` if there is none."""
    due, first = 1, end
    for match in _NOTE.finditer(folded, start, end):
        number = int(match.group(1))
        if number == due:
            first = match.start() if due == 1 else first
            due += 1
        elif number == 1:
            due, first = 2, match.start()
    return first if due > NOTES_MIN + 1 else end
