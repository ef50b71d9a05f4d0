"""Which reports have a key in common, for more reports than fit into memory with all their keys.

Most keys stand in one report alone and lead to nothing. So the keys of all reports are first sorted through files;
those that two and more reports have become groups, and only members of groups are held: those that were added, and of a
group that is too large to mean anything just enough to know that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.spool import Buckets, runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Keys = npt.NDArray[np.uint64]
    Reports = npt.NDArray[np.uint32]

BATCH = 1024
"""Reports whose keys are sorted into files at once."""
BUCKET = 500_000
"""Keys that are sorted in memory at once."""
BLOCK = 4096
"""Reports whose groups are in memory at once."""
NO_LIMIT = 2**31


class Postings:
    """Reports by key. They are asked for and added by ascending number."""

    def __init__(self, folder: Path, keys: Iterable[Keys], total: int, limit: int = NO_LIMIT) -> None:
        """`keys` are those of each report, each once, `total` how many there are at most. A key that is added with more
        than `limit` reports leads to none of them. `folder` is for what does not fit into memory; it must not exist."""
        import numpy as np

        folder.mkdir()
        self._limit = limit
        self._members = Buckets(folder / "members", [("report", "<u4"), ("group", "<u4")])
        rooms = list(self._groups(folder / "keys", keys, total))
        room = np.concatenate([np.empty(0, np.int64), *rooms])
        self._starts = np.zeros(len(room) + 1, np.int64)
        np.cumsum(room, out=self._starts[1:])
        self._counts = np.zeros(len(room), np.int64)
        self._reports = np.empty(self._starts[-1], np.uint32)
        self._block = -1
        self._groups_in_block: npt.NDArray[np.uint32] = np.empty(0, np.uint32)
        self._ends_in_block: npt.NDArray[np.int64] = np.empty(0, np.int64)

    def find(self, report: int) -> Reports:
        """The added reports that have a key in common with this one, each once for every such key."""
        import numpy as np

        groups = self._groups_of(report)
        counts = self._counts[groups]
        alive = (counts > 0) & (counts <= self._limit)
        starts, counts = self._starts[groups[alive]], counts[alive]
        places = np.repeat(starts - np.cumsum(counts) + counts, counts)
        return self._reports[places + np.arange(len(places))]

    def add(self, report: int) -> None:
        """Make the report one that is found by its keys."""
        groups = self._groups_of(report)
        places = self._starts[groups] + self._counts[groups]
        free = places < self._starts[groups + 1]
        self._reports[places[free]] = report
        self._counts[groups[free]] += 1

    def _groups(self, folder: Path, keys: Iterable[Keys], total: int) -> Iterator[npt.NDArray[np.int64]]:
        """Find the groups and write down who is a member; yields how many reports are to be held of each."""
        import numpy as np

        buckets = total // BUCKET + 1
        rows = Buckets(folder, [("key", "<u8"), ("report", "<u4")])
        each = iter(keys)
        first = 0
        while batch := list(islice(each, BATCH)):
            reports = np.repeat(np.arange(first, first + len(batch)), [len(some) for some in batch])
            all_keys = np.concatenate(batch)
            rows.put((all_keys % np.uint64(buckets)).astype(np.int64), all_keys, reports)
            first += len(batch)
        groups = 0
        for bucket in range(buckets):
            sizes, reports = _common(rows.take(bucket))
            numbers = np.repeat(np.arange(groups, groups + len(sizes)), sizes)
            self._members.put(reports // BLOCK, reports, numbers)
            groups += len(sizes)
            yield np.minimum(sizes, self._limit + 1)

    def _groups_of(self, report: int) -> npt.NDArray[np.uint32]:
        import numpy as np

        if report // BLOCK != self._block:
            self._block = report // BLOCK
            rows = self._members.take(self._block)
            rows = rows[np.argsort(rows["report"], kind="stable")]
            bounds = np.arange(self._block * BLOCK, (self._block + 1) * BLOCK + 1)
            self._groups_in_block = rows["group"].copy()
            self._ends_in_block = np.searchsorted(rows["report"], bounds).astype(np.int64)
        at = report % BLOCK
        return self._groups_in_block[self._ends_in_block[at] : self._ends_in_block[at + 1]]


def _common(rows: npt.NDArray[np.void]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Of rows of key and report: the sizes of the groups of equal keys that have two and more, and their reports."""
    import numpy as np

    rows = rows[np.argsort(rows["key"], kind="stable")]
    starts, ends = runs(rows["key"])
    sizes = ends - starts
    several = sizes > 1
    reports: npt.NDArray[np.int64] = rows["report"][np.repeat(several, sizes)].astype(np.int64)
    return sizes[several], reports
