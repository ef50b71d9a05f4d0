"""What damaging a text gives: the damaged text, and exactly what was done where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

import msgspec


class Injury(msgspec.Struct, frozen=True):
    """`text[start:end]` of the damaged text stands where `truth` was written.

    `must_flag` means that nothing can tell what was written: a finding of damage there is all that can be asked.
    """

    start: int
    end: int
    truth: str
    must_flag: bool = False


class Damaged(msgspec.Struct, frozen=True):
    """A damaged text with its injuries, in order and without overlap; all else is as it was written."""

    text: str
    injuries: tuple[Injury, ...]


Damager = Callable[[str, Random], Damaged]
"""One kind of damage: a clean text and a source of chance in, the damaged text out."""


def damaged(text: str, changes: Iterable[tuple[int, int, str]], *, must_flag: bool = False) -> Damaged:
    """The text with `text[start:end]` become something else, for each change, in order.

    >>> damaged("10所学校", [(0, 2, "xx")])
    Damaged(text='xx所学校', injuries=(Injury(start=0, end=2, truth='10', must_flag=False),))
    """
    pieces: list[str] = []
    injuries: list[Injury] = []
    at = length = 0
    for start, end, new in changes:
        pieces += (text[at:start], new)
        length += start - at
        injuries.append(Injury(length, length + len(new), text[start:end], must_flag))
        length += len(new)
        at = end
    pieces.append(text[at:])
    return Damaged("".join(pieces), tuple(injuries))
