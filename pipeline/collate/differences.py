"""The places at which copies of a report differ, and what each copy reads there.

Copies are aligned with one of them, the base. A difference in a figure is widened to the whole figure. What only some
copies have at length (a paragraph, a page's furniture) is no difference of reading and is told apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.collate.align import Block, align
from pipeline.collate.witness import Comparable

LONGEST = 24
"""Compared characters of a difference; more is text that the other copy does not have."""
FIGURE = frozenset("0123456789.*×_○□x?%‰")
SCALE = frozenset("万亿千百")


class Stretch(NamedTuple):
    """Compared characters `start:end` of a text."""

    start: int
    end: int


class Alignment:
    """A copy beside the base."""

    def __init__(self, base: Comparable, copy: Comparable) -> None:
        self.base, self.copy = base, copy
        self.blocks = align(base.characters, copy.characters)
        self._starts = [block.here for block in self.blocks]
        self._ends = [block.here_end for block in self.blocks]

    def differences(self) -> Iterator[Stretch]:
        """Where the base reads otherwise, or something that the copy does not have, or nothing."""
        for before, after in pairwise(self.blocks):
            gap, other = Stretch(before.here_end, after.here), Stretch(before.there_end, after.there)
            if max(gap.end - gap.start, other.end - other.start) <= LONGEST:
                yield _whole_figure(self.base.characters, self.copy.characters, gap, other, before, after)

    def reading(self, place: Stretch) -> Stretch | None:
        """What of the copy stands for a place of the base; None where the copy does not have that passage."""
        start, end = self._across(place.start, place.end)
        if start is None or end is None or end < start:
            return None
        return Stretch(start, end)

    def added(self) -> Iterator[Stretch]:
        """What only the copy has."""
        edges = [Block(0, 0, 0), *self.blocks, Block(len(self.base.characters), len(self.copy.characters), 0)]
        for before, after in pairwise(edges):
            if after.there - before.there_end > LONGEST:
                yield Stretch(before.there_end, after.there)

    def _across(self, start: int, end: int) -> tuple[int | None, int | None]:
        left, right = self._left(start), self._right(end)
        if left is not None and right is not None and right - left > LONGEST + end - start:
            # Text of its own stands at the edge of the place: the nearer edges are meant.
            inner = self._right(start) if start < end else None
            outer = self._left(end) if start < end else None
            left, right = (left if inner is None else inner), (right if outer is None else outer)
            if right - left > LONGEST + end - start:
                return None, None
        return left, right

    def _left(self, place: int) -> int | None:
        """The place of the copy for one of the base, the leftmost if the copy has text of its own there."""
        number = bisect_left(self._ends, place)
        if number < len(self.blocks) and self.blocks[number].here <= place:
            return self.blocks[number].there + place - self.blocks[number].here
        return None

    def _right(self, place: int) -> int | None:
        """The same, the rightmost."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place <= self.blocks[number].here_end:
            return self.blocks[number].there + place - self.blocks[number].here
        return None


def places(alignments: Sequence[Alignment]) -> list[Stretch]:
    """The places at which any copy differs from the base, apart from each other, in order."""
    found: list[Stretch] = []
    for one in sorted({difference for alignment in alignments for difference in alignment.differences()}):
        if found and (one.start < found[-1].end or (one.start == found[-1].end and _either_empty(one, found[-1]))):
            last = found.pop()
            one = Stretch(last.start, max(last.end, one.end))
        found.append(one)
    return found


def _either_empty(one: Stretch, other: Stretch) -> bool:
    return one.start == one.end or other.start == other.end


def _whole_figure(base: str, copy: str, gap: Stretch, other: Stretch, before: Block, after: Block) -> Stretch:
    """The difference, widened to the figure that it lies in."""
    inside = base[gap.start : gap.end] + copy[other.start : other.end]
    start, end = gap
    if FIGURE.intersection(inside) or (inside and SCALE.issuperset(inside)):
        while start > before.here and base[start - 1] in FIGURE:
            start -= 1
    if FIGURE.intersection(inside):
        while end < after.here_end and base[end] in FIGURE:
            end += 1
    return Stretch(start, end)
