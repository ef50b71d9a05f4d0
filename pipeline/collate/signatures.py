"""The signatures of all reports of a run, in a file; in memory is what decides most of their order: 60 bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.collate.signature import Signature
from pipeline.spool import Spool, runs

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


class Signatures:
    """Signatures by number, from 0. Reports too short to compare are left out."""

    def __init__(self, spool: Spool[Signature], signatures: Iterable[Signature]) -> None:
        self._spool = spool
        self._sizes, self._cuts, self._damage = array("q"), array("b"), array("q")
        self._digests = bytearray()
        self.samples = 0
        """How many sampled shingles they have in all."""
        for one in signatures:
            if one.minhash:
                spool.put(one)
                self._sizes.append(one.size)
                self._cuts.append(one.incomplete)
                self._damage.append(one.damage)
                self._digests += one.text_digest
                self.samples += len(one.sample) // 8

    def __len__(self) -> int:
        return len(self._spool)

    def get(self, number: int) -> Signature:
        """The signature of that number."""
        return self._spool.get(int(number))

    def equal(self) -> tuple[Numbers, list[Numbers]]:
        """The numbers of those whose text no other has; and groups of those that have one text, the preferred first."""
        import numpy as np

        halves = np.frombuffer(self._digests, "<u8").reshape(-1, 2)
        order = np.lexsort((halves[:, 1], halves[:, 0]))
        starts, ends = runs(*halves[order].T)
        several = ends - starts > 1
        groups = zip(starts[several], ends[several], strict=True)
        return order[starts[~several]], [self.by_preference(order[start:end]) for start, end in groups]

    def by_preference(self, numbers: Numbers, *, longest_first: bool = False) -> Numbers:
        """The numbers with those first that shall speak for their copies: the complete, the less damaged, the first by
        path and part; of longer reports before all that, if `longest_first`."""
        import numpy as np

        sizes, cuts, damage = (column[numbers] for column in self._columns)
        keys = (damage, cuts, -sizes) if longest_first else (damage, cuts)
        order = np.lexsort(keys)
        ordered = numbers[order]
        for start, end in zip(*runs(*(key[order] for key in keys)), strict=True):
            if end - start > 1:
                ordered[start:end] = sorted(ordered[start:end], key=self._place)
        return ordered

    @cached_property
    def _columns(self) -> tuple[Numbers, Numbers, Numbers]:
        import numpy as np

        sizes, cuts, damage = (np.array(column, np.int64) for column in (self._sizes, self._cuts, self._damage))
        return sizes, cuts, damage

    def _place(self, number: int) -> tuple[str, int, str]:
        one = self.get(number)
        return one.path, one.part, one.document_id
