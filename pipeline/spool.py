"""Things put aside in files until a run knows what becomes of them, so that they need no memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

T = TypeVar("T")


class Spool(Generic[T]):
    """Records of one type by number, in the order in which they were put. A context manager; the file goes with it."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._lock = Lock()
        """Tables are written by several threads, which read what was put aside."""
        self._ends = array("q", [0])
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
        self._file.seek(self._ends[-1])
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))
        return len(self) - 1

    def get(self, number: int) -> T:
        """The record of that number."""
        start, end = self._ends[number], self._ends[number + 1]
        with self._lock:
            self._file.seek(start)
            data = self._file.read(end - start)
        return self._decode(data)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[T]:
        return (self.get(number) for number in range(len(self)))


class Buckets:
    """Rows of numbers, sorted into files by a number each. The files lie in a folder that must be empty."""

    def __init__(self, folder: Path, columns: list[tuple[str, str]]) -> None:
        import numpy as np

        self._folder = folder
        self._row = np.dtype(columns)
        folder.mkdir()

    def put(self, buckets: npt.NDArray[np.integer], *columns: npt.NDArray[np.integer]) -> None:
        """Add rows, each to its bucket."""
        import numpy as np

        rows = np.empty(len(buckets), self._row)
        for name, column in zip(self._row.names or (), columns, strict=True):
            rows[name] = column
        order = np.argsort(buckets, kind="stable")
        rows, buckets = rows[order], buckets[order]
        for start, end in zip(*runs(buckets), strict=True):
            with (self._folder / str(buckets[start])).open("ab") as file:
                file.write(rows[start:end].tobytes())

    def take(self, bucket: int) -> npt.NDArray[np.void]:
        """The rows of a bucket in the order in which they were put, which goes with this."""
        import numpy as np

        path = self._folder / str(bucket)
        if not path.exists():
            return np.empty(0, self._row)
        rows: npt.NDArray[np.void] = np.fromfile(path, self._row)
        path.unlink()
        return rows


def runs(*columns: npt.NDArray[np.integer]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where the runs of equal rows of some columns start and end."""
    import numpy as np

    if not len(columns[0]):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    changes = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    bounds = np.flatnonzero(np.r_[True, changes, True])
    return bounds[:-1], bounds[1:]
