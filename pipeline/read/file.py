"""What readers read: a file, or a member of an archive, with limits on what it may cost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from pipeline.problems import problem
from pipeline.records import Problem, Source
from pipeline.rules import Rules

ENTITY = b"<!ENTITY"
"""Declares an entity: in bombs, which blow a few of them up to billions of characters, and to fetch other files."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds, in bytes unless said otherwise, beyond which a file is reported as `too_large` instead of read."""

    whole: int = 256 * 2**20
    """What is held in memory at once: a file of any kind but table rows."""
    unpacked: int = 512 * 2**20
    """All members of one archive together, unpacked."""
    members: int = 100_000
    """Number of members of one archive."""
    ratio: int = 1000
    """How many times its packed size a member may have. Deflate cannot pass 1032; text stays under 50."""
    row: int = 32 * 2**20
    """One row of a table."""
    characters: int = 10_000_000
    """One text, in characters: a yearbook has a third of it."""


class TooLargeError(Exception):
    """A file or member holds more than the limit."""


class File(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read. `open` gives a new binary stream each time; readers close what they open."""

    path: str
    """As it will stand in `Source.path`."""
    name: str
    """The file's own name, for its ending."""
    size: int
    open: Callable[[], BinaryIO]
    rules: Rules
    limits: Limits
    inside_archive: bool = False

    def head(self, length: int = 4096) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(length)

    def bytes(self) -> bytes:
        """All of it. Raises `TooLargeError`."""
        if self.size > self.limits.whole:
            raise TooLargeError(f"{self.size} bytes, the limit is {self.limits.whole}")
        with self.open() as stream:
            data = stream.read(self.limits.whole + 1)
        if len(data) > self.limits.whole:
            raise TooLargeError(f"more than {self.limits.whole} bytes")
        return data

    def problem(self, code: str, detail: str = "", start: int | None = None) -> Problem:
        """A problem with this file."""
        return problem(code, self.path, detail=detail, start=start)


Reader = Callable[[File], Iterator[Source | Problem]]


def sha256(data: bytes) -> str:
    """Hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()
