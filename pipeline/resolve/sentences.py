"""Where the sentences of a text begin. A semicolon ends one here, since a name never reaches over it."""

from __future__ import annotations

from bisect import bisect_right

import regex

LONGEST = 400
"""Characters of a sentence that are looked at before a figure; a text without marks stays linear that way."""
_END = regex.compile("[。;!?\n]")


class Sentences:
    """The sentences of a folded text."""

    def __init__(self, folded: str) -> None:
        self._starts = [0, *(match.end() for match in _END.finditer(folded))]
        self._folded = folded

    def number(self, position: int) -> int:
        """Which sentence `position` stands in, from 0."""
        return bisect_right(self._starts, position) - 1

    def start(self, position: int) -> int:
        """Where that sentence begins."""
        start: int = self._starts[self.number(position)]
        return start

    def lead(self, position: int) -> str:
        """What stands in the sentence before `position`, at most `LONGEST` characters of it."""
        return self._folded[max(self.start(position), position - LONGEST) : position]

    def paragraph_lead(self, position: int) -> str:
        """What stands in the paragraph before `position`, at most `LONGEST` characters of it."""
        first = max(0, position - LONGEST)
        return self._folded[max(first, self._folded.rfind("\n", first, position) + 1) : position]

    def end(self, position: int) -> int:
        """Where it ends, before the mark that ends it."""
        after = self.number(position) + 1
        return self._starts[after] - 1 if after < len(self._starts) else len(self._folded)
