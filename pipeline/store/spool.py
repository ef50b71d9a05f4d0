"""Things put aside in a file until a run knows what becomes of them, so that they need no memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Spool(Generic[T]):
    """Records of one type by number, in the order in which they were put. A context manager; the file goes with it."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._lock = Lock()
        """Tables are written by several threads, which read what was put aside."""
        self._spans: list[tuple[int, int]] = []
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(kind).decode

    def __enter__(self) -> Spool[T]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)

    def put(self, record: T) -> int:
        """Put a record aside; its number, from 0."""
        data = self._encode(record)
        start = self._spans[-1][1] if self._spans else 0
        self._file.seek(start)
        self._file.write(data)
        self._spans.append((start, start + len(data)))
        return len(self._spans) - 1

    def get(self, number: int) -> T:
        """The record of that number."""
        start, end = self._spans[number]
        with self._lock:
            self._file.seek(start)
            data = self._file.read(end - start)
        return self._decode(data)

    def __iter__(self) -> Iterator[T]:
        return (self.get(number) for number in range(len(self._spans)))
