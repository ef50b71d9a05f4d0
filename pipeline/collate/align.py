"""Where two texts say the same, in time that grows with their length.

Runs of characters that stand once in each text and in the same order are the anchors (as in patience diff); what lies
between two anchors is aligned with shorter runs, and what is short enough character by character. Stretches that only
one of the texts has stay unaligned.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

RUNS = (12, 6, 4)
"""Lengths of the runs that anchor, from sure to weak."""
SMALL = 400
"""Stretches of at most so many characters on each side are aligned character by character."""
STRAY = 1
"""A block of so few characters between longer differences agrees by chance."""


class Block(NamedTuple):
    """`length` characters from `here` in the one text are those from `there` in the other."""

    here: int
    there: int
    length: int

    @property
    def here_end(self) -> int:
        return self.here + self.length

    @property
    def there_end(self) -> int:
        return self.there + self.length


def align(one: str, other: str) -> list[Block]:
    """The blocks that both texts have, in order in both, apart from each other.

    >>> align("全县新建学校12所,投入资金", "全县新建学校15所,投入资金")
    [Block(here=0, there=0, length=7), Block(here=8, there=8, length=6)]
    """
    found = [Block(*span) for span in _blocks(one, other, 0, len(one), 0, len(other), 0)]
    return _without_strays(_joined(found), len(one), len(other))


def _blocks(
    one: str, other: str, start: int, end: int, other_start: int, other_end: int, level: int
) -> Iterator[tuple[int, int, int]]:
    """Blocks inside a pair of stretches: common ends, anchors of the level's length, then what is between."""
    head = _common(one, other, start, end, other_start, other_end)
    if head:
        yield start, other_start, head
        start, other_start = start + head, other_start + head
    tail = _common_end(one, other, start, end, other_start, other_end)
    if start < end - tail and other_start < other_end - tail:
        yield from _inside(one, other, start, end - tail, other_start, other_end - tail, level)
    if tail:
        yield end - tail, other_end - tail, tail


def _inside(
    one: str, other: str, start: int, end: int, other_start: int, other_end: int, level: int
) -> Iterator[tuple[int, int, int]]:
    if max(end - start, other_end - other_start) <= SMALL:
        matcher = SequenceMatcher(None, one[start:end], other[other_start:other_end], autojunk=False)
        for here, there, length in matcher.get_matching_blocks():
            if length:
                yield start + here, other_start + there, length
        return
    if level == len(RUNS):
        return
    at, other_at = start, other_start
    for here, there in _anchors(one[start:end], other[other_start:other_end], RUNS[level]):
        here, there = start + here, other_start + there
        if here < at or there < other_at:  # inside the block that the anchor before has grown into
            continue
        yield from _blocks(one, other, at, here, other_at, there, level + 1)
        length = _common(one, other, here, end, there, other_end)
        yield here, there, length
        at, other_at = here + length, there + length
    if at < end and other_at < other_end:
        yield from _blocks(one, other, at, end, other_at, other_end, level + 1)


def _common(one: str, other: str, start: int, end: int, other_start: int, other_end: int) -> int:
    """How many characters two stretches share from their beginnings; looks no further than twice that."""
    limit = min(end - start, other_end - other_start)
    known, step = 0, 16
    while known < limit:
        step = min(step, limit - known)
        here, there = start + known, other_start + known
        if one[here : here + step] == other[there : there + step]:
            known += step
            step *= 2
        elif step == 1:
            break
        else:
            step = max(1, step // 4)
    return known


def _common_end(one: str, other: str, start: int, end: int, other_start: int, other_end: int) -> int:
    """How many characters two stretches share up to their ends."""
    known = 0
    while known < min(end - start, other_end - other_start) and one[end - known - 1] == other[other_end - known - 1]:
        known += 1
    return known


def _anchors(one: str, other: str, length: int) -> list[tuple[int, int]]:
    """Runs that stand once in each text, the longest series of them that has the same order in both."""
    places, others = _single(one, length), _single(other, length)
    pairs = [(place, others[run]) for run, place in places.items() if run in others]
    return _increasing(pairs)


def _single(text: str, length: int) -> dict[str, int]:
    """The runs of a text that stand once in it, with their places, in order."""
    places: dict[str, int] = {}
    for start in range(len(text) - length + 1):
        run = text[start : start + length]
        places[run] = -1 if run in places else start
    return {run: place for run, place in places.items() if place >= 0}


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs, given by ascending first member, whose second members ascend too."""
    tails: list[int] = []  # the smallest second member that ends a series of each length
    ends: list[int] = []  # its number
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        before.append(ends[place - 1] if place else -1)
        if place == len(tails):
            tails.append(there)
            ends.append(number)
        else:
            tails[place], ends[place] = there, number
    series = []
    number = ends[-1] if ends else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Neighbours that follow each other in both texts as one."""
    joined: list[Block] = []
    for block in blocks:
        if joined and (joined[-1].here_end, joined[-1].there_end) == (block.here, block.there):
            block = Block(joined[-1].here, joined[-1].there, joined.pop().length + block.length)
        joined.append(block)
    return joined


def _without_strays(blocks: Sequence[Block], length: int, other_length: int) -> list[Block]:
    """The blocks less those of a character or so inside a longer difference on both sides."""
    edges = [Block(0, 0, 0), *blocks, Block(length, other_length, 0)]
    gaps = [max(b.here - a.here_end, b.there - a.there_end) for a, b in pairwise(edges)]
    return [
        block
        for number, block in enumerate(blocks)
        if block.length > STRAY or min(gaps[number], gaps[number + 1]) <= STRAY
    ]
