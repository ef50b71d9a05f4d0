"""The lines of a part of the page, with their places: what both edges of a report look at."""

from __future__ import annotations

import msgspec


class Row(msgspec.Struct, frozen=True, gc=False):
    """A line that is not blank: `words` without the blanks around, `start:end` where they stand."""

    start: int
    end: int
    words: str


def rows(folded: str, start: int, end: int, most: int) -> list[Row]:
    """The first `most` lines of `folded[start:end]` that are not blank."""
    found: list[Row] = []
    at = start
    while at < end and len(found) < most:
        newline = folded.find("\n", at, end)
        stop = end if newline < 0 else newline
        words = folded[at:stop].strip()
        if words:
            first = folded.index(words[0], at)
            found.append(Row(first, first + len(words), words))
        at = stop + 1
    return found
