"""Headings among hard-wrapped lines: one that fills its last line looks like a line that goes on.

Its siblings tell: where most headings with labels of its make end in the middle of a line, it does not run into its
paragraph either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.clean.lines import ENDS_SENTENCE, LABEL, Line
from pipeline.fold import fold
from pipeline.patterns import regex

STOP = regex.lazy(r"[。!?;！？；](?=.)")
CHINESE_NUMERAL = regex.lazy(r"[一二三四五六七八九十百]+")
ARABIC_NUMERAL = regex.lazy(r"\d+")
LINES_MAX, HEADING_MAX = 3, 50
"""A heading fills at most so many lines, and has so many characters."""


class HeadingLines:
    """Which lines of a hard-wrapped page can be headings, or their ends. `full` tells which lines reach the measure."""

    def __init__(self, found: Sequence[Line], full: Sequence[bool]) -> None:
        self._found, self._full = found, full
        labels = (LABEL.match(fold(line.text[:10])) for line in found)
        self._makes = [_make(label.group()) if label and label.group()[-1] != "是" else "" for label in labels]
        self._own: Counter[str] = Counter()
        for index, make in enumerate(self._makes):
            if make:
                end = self._end(index)
                alone = end is not None and not self._ended(end)
                self._own[make] += 1 if alone else -1 if STOP.search(found[index].text) else 0

    def may_open(self, index: int) -> bool:
        """Whether a line can be a heading without a label: short, unended, and not the last."""
        return not self._full[index] and not self._ended(index) and index + 1 < len(self._found)

    def ends(self, index: int) -> bool:
        """Whether a full line is the last of a heading with a label, though the next line has none."""
        start = index
        while not self._makes[start] and index - start < LINES_MAX - 1 and start > 0 and self._whole(start - 1):
            start -= 1
        if self._own[self._makes[start]] <= 0 or not all(self._whole(at) for at in range(start, index + 1)):
            return False
        return self._end(start) is None

    def _end(self, index: int) -> int | None:
        """The line with which the heading that opens with a line ends, if its first sentence ends with a line."""
        length = 0
        for at in range(index, min(index + LINES_MAX, len(self._found))):
            if at > index and self._makes[at]:
                return at - 1
            length += len(self._found[at].text)
            if length > HEADING_MAX:
                return None
            if not self._whole(at):
                return None if STOP.search(self._found[at].text) else at
        return None

    def _whole(self, index: int) -> bool:
        """Whether a full line has no end of a sentence in it."""
        return self._full[index] and not self._ended(index) and not STOP.search(self._found[index].text)

    def _ended(self, index: int) -> bool:
        return self._found[index].text[-1] in ENDS_SENTENCE


def _make(label: str) -> str:
    """What the labels of one kind have in common: 一、 and 二、 are of one make, 1、 is of another.

    >>> _make("(十二)"), _make("3.1"), _make("3、")
    ('(一)', '1.1', '1、')
    """
    make: str = ARABIC_NUMERAL.sub("1", CHINESE_NUMERAL.sub("一", label))
    return make
