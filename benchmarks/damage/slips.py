"""Byte slips: the converter's program over real bytes, see pipeline/clean/slip_program.py."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from benchmarks.damage.characters import to_traditional
from benchmarks.damage.injury import Damaged, Injury
from pipeline.clean.han import readings, scripts
from pipeline.clean.slip_program import Shown, code, shown

DIGITS = "0123456789"
"""What is swallowed at the end of a slip cannot be told any more: it is an injury of its own."""


def dropped_bytes(text: str, rng: Random) -> Damaged:
    """A traditional text with readings, split at raw bytes; bytes that make no character are dropped."""
    return _converted(to_traditional(text), rng, share=0.35, marks_losses=False, cuts=0.0)


def marked_bytes(text: str, rng: Random) -> Damaged:
    """The same by a converter that shows such bytes as `?`, and put some readings inside characters."""
    return _converted(to_traditional(text), rng, share=0.35, marks_losses=True, cuts=0.0)


def eaten_digits(text: str, rng: Random) -> Damaged:
    """A byte is lost some characters before a number, whose first digit goes with the last lead byte."""
    plain = "".join(char for char in text if code(char))
    pieces: list[str] = []
    injuries: list[Injury] = []
    at = length = 0
    for match in re.finditer("(?<=[\u4e00-\u9fff]{5})[0-9]{2,}", plain):
        if rng.random() > 0.3:
            continue
        start = match.start() - rng.randint(1, 4)
        if start < at:
            continue
        head = plain[at:start]
        stream = plain[start : match.start() + 1].encode("gbk")
        seen = "?" + "".join(one.text for one in shown(stream[1:], marks_losses=True))
        pieces += (head, seen)
        length += len(head) + len(seen)
        at = match.start() + 1
        injuries.append(Injury(length, length + match.end() - at, match.group(), must_flag=True))
    pieces.append(plain[at:])
    return Damaged("".join(pieces), tuple(injuries))


def _converted(text: str, rng: Random, *, share: float, marks_losses: bool, cuts: float) -> Damaged:
    lines = []
    injuries: list[Injury] = []
    length = 0
    alphabet = sorted(set(text) & scripts().traditional)
    listed = {char: sorted(readings(char))[0] for char in alphabet if rng.random() < share and readings(char)}
    for line in text.split("\n"):
        seen, found = _line(line, listed, marks_losses)
        injuries += [Injury(length + one.start, length + one.end, one.truth, one.must_flag) for one in found]
        lines.append(seen)
        length += len(seen) + 1
    return Damaged("\n".join(lines), tuple(injuries))


def _line(line: str, listed: dict[str, str], marks_losses: bool) -> tuple[str, list[Injury]]:
    """A line as the converter shows it, and where it does not show what was written."""
    written = [unicodedata.normalize("NFKC", char) for char in line]
    written = [char for char in written if len(char) == 1 and code(char)]
    starts: dict[int, int] = {}
    stream = b""
    inserted: list[tuple[int, int]] = []
    for at, char in enumerate(written):
        starts[len(stream)] = at
        stream += code(char)
        if char in listed:
            begin = len(stream)
            stream += f"({listed[char]})".encode("gbk")
            inserted.append((begin, len(stream)))
    out = shown(stream, marks_losses=marks_losses)
    return "".join(one.text for one in out), _injuries(out, written, starts, len(stream), inserted)


def _injuries(
    out: list[Shown], written: list[str], starts: dict[int, int], length: int, inserted: list[tuple[int, int]]
) -> list[Injury]:
    ends = starts | {length: len(written)}
    ordinary = {start for begin, end in inserted for start in range(begin, end)}
    found: list[Injury] = []
    bad_from: tuple[int, int] | None = None  # position shown, character written
    position = expected = 0
    for one in [*out, Shown("", length, length)]:
        right = (one.start in starts and one.text == written[starts[one.start]]) or one.start == length
        if one.start in ordinary and bad_from is None:
            position += len(one.text)
            continue
        if right:
            at = ends[one.start]
            if bad_from is not None or at != expected:
                shown_from, written_from = bad_from or (position, expected)
                truth = "".join(written[written_from:at])
                lasting = truth.rstrip(DIGITS)
                found.append(Injury(shown_from, position, lasting))
                if lasting != truth:
                    found.append(Injury(position, position, truth[len(lasting) :], must_flag=True))
                bad_from = None
            expected = at + 1
        elif bad_from is None:
            bad_from = (position, expected)
        position += len(one.text)
    return found
