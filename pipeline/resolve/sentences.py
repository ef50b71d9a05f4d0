"""Where the sentences of a text begin. A semicolon ends one here, since a name never reaches over it."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.patterns import re

LONGEST = 400
"""Characters of a sentence that are looked at before a figure; a text without marks stays linear that way."""
LONGEST_ITEM = 100
"""Characters of a line that can be a member of a list."""
_END = re.lazy("[。;!?\n]")


class Sentences:
    """The sentences of a folded text."""

    def __init__(self, folded: str) -> None:
        self._starts: list[int] = [0, *(match.end() for match in _END.finditer(folded))]
        self._folded = folded

    def number(self, position: int) -> int:
        """Which sentence `position` stands in, from 0."""
        return bisect_right(self._starts, position) - 1

    def first(self, number: int) -> int:
        """Where the sentence of that number begins."""
        return self._starts[number]

    def start(self, position: int) -> int:
        """Where that sentence begins."""
        return self._starts[self.number(position)]

    def lead(self, position: int) -> str:
        """What stands in the sentence before `position`, at most `LONGEST` characters of it."""
        return self._folded[max(self.start(position), position - LONGEST) : position]

    def paragraph_lead(self, position: int) -> str:
        """What stands in the paragraph before `position`, at most `LONGEST` characters of it."""
        first = max(0, position - LONGEST)
        return self._folded[max(first, self._folded.rfind("\n", first, position) + 1) : position]

    def whole_lead(self, position: int) -> str:
        """What stands before `position` since the last full stop, semicolons or not, at most `LONGEST` characters."""
        lead = self.paragraph_lead(position)
        return lead[lead.rfind("。") + 1 :]

    def intro(self, position: int) -> str:
        """The line that introduces the list which `position` stands in: the nearest one before it that ends with a
        colon, if only short lines lie between; empty if there is none."""
        least = max(0, position - 10 * LONGEST)
        end = self._folded.rfind("\n", least, position)
        while end > least:
            start = self._folded.rfind("\n", least, end) + 1
            line = self._folded[start:end].strip()
            if line.endswith(":") or len(line) > LONGEST_ITEM:
                return line[-LONGEST:] if line.endswith(":") else ""
            end = start - 1
        return ""

    def end(self, position: int) -> int:
        """Where it ends, before the mark that ends it."""
        after = self.number(position) + 1
        return self._starts[after] - 1 if after < len(self._starts) else len(self._folded)
