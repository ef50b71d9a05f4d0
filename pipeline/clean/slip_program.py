"""The program that made the byte slips, run forwards: what a site's converter does to the GBK bytes of a text.

The converter splits raw bytes at the punctuation `，！？；：。` without regard to where characters begin. Where a
character ends in byte A3 and the next begins with AC, A1, BF, BB or BA, it sees a mark that is not there, and reads the
bytes behind it one off, until the next mark or ASCII character. Two kinds of converter were met: one drops bytes that
make no character, the other shows each such place as `?`, which swallows an ASCII character.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

MARKS = {
    ",": b"\xa3\xac",
    "!": b"\xa3\xa1",
    "?": b"\xa3\xbf",
    ";": b"\xa3\xbb",
    ":": b"\xa3\xba",
    "。": b"\xa1\xa3",
}
"""The marks that the converter splits at, one after the other, in the width of the folded text, with their bytes."""


class Shown(NamedTuple):
    """A character that the converter shows, and the bytes that it made it of."""

    text: str
    start: int
    end: int


def shown(stream: bytes, *, marks_losses: bool) -> list[Shown]:
    """What the converter makes of a stream of bytes; `marks_losses` is the kind that shows `?`.

    >>> "".join(one.text for one in shown("校績效".encode("gbk"), marks_losses=False))
    '?冃'
    """
    out: list[Shown] = []
    at = 0
    for start, mark in sorted(_splits(stream)):
        _decode(stream, at, start, marks_losses, out)
        at = start + 2
        out.append(Shown(mark, start, at))
    _decode(stream, at, len(stream), marks_losses, out)
    return out


def _splits(stream: bytes) -> Iterator[tuple[int, str]]:
    """Where the stream is split, and at which mark: each mark looks at what those before it left."""
    taken: set[int] = set()
    for mark, sought in MARKS.items():
        at = stream.find(sought)
        while at >= 0:
            if at in taken or at + 1 in taken:
                at = stream.find(sought, at + 1)
                continue
            taken |= {at, at + 1}
            yield at, mark
            at = stream.find(sought, at + 2)


def _decode(stream: bytes, at: int, stop: int, marks_losses: bool, out: list[Shown]) -> None:
    while at < stop:
        lead = stream[at]
        if lead < 0x80:
            out.append(Shown(chr(lead), at, at + 1))
            at += 1
            continue
        trail = stream[at + 1] if at + 1 < stop else 0
        if 0x40 <= trail < 0xFF and trail != 0x7F:
            char = pair(lead, trail)
            if char or marks_losses:
                out.append(Shown(char or "?", at, at + 2))
            at += 2
        elif marks_losses:
            end = min(at + 2, stop)
            out.append(Shown("?", at, end))
            at = end
        else:
            at += 1


@functools.cache
def pair(lead: int, trail: int) -> str:
    """The character of two bytes, empty if there is none: those pairs vanish.

    >>> pair(0xB9, 0xA4), pair(0xFD, 0xB7)
    ('工', '')
    """
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


@functools.cache
def code(char: str) -> bytes:
    """The bytes of a character in the stream: GBK, punctuation that splits in its wide form; empty if it has none."""
    if char in MARKS:
        return MARKS[char]
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return b""
