"""Which reports are copies of which, from their signatures alone.

Reports gather around the longest of their kind: those that share half of its shingles, and those that stand in it for
the most part. In each such cluster one report is canonical: of those that have (nearly) the full length a complete one
before a cut one, then the less damaged, then the first by path and part. All others point to it, never to another copy.

The signatures wait in a file, and so does what leads from one report to others that may be copies; in memory there are
some three hundred bytes for each report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.postings import Postings
from pipeline.collate.signature import PERMUTATIONS, Signature
from pipeline.collate.signatures import Signatures
from pipeline.collate.similarity import FEWEST_SAMPLES, SAME, Sketch, similarity
from pipeline.spool import Spool

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from pipeline.collate.signatures import Numbers

BANDS = 32
"""Of four values each: pairs that share half of their shingles meet with probability 0.87, at 0.75 with 0.9999."""
COMMON = 50
"""A sampled shingle that stands in more reports than this is a formula and leads to no candidates."""
FULL_LENGTH = 0.8
"""A report shorter than this share of the longest of its cluster has lost text, and is not made canonical."""
_MULTIPLIERS = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)


class Duplicate(NamedTuple):
    """What the report is a copy of, and how similar the two are, in [0, 1]."""

    duplicate_of: str
    similarity: float


def duplicates(signatures: Iterable[Signature], folder: Path | None = None) -> dict[str, Duplicate]:
    """For each report that is a copy: the document_id of the canonical one. The order of the signatures is irrelevant.

    Reports of one page are copies of each other only if they are equal word for word: the parts of a compilation are
    often cut from one cloth without being one report. What does not fit into memory is put into `folder` meanwhile, or
    where the system keeps such files. Raises `OSError` if the disk is full.
    """
    with TemporaryDirectory(dir=folder) as name, Spool(Path(name) / "signatures", Signature) as spool:
        return dict(sorted(_duplicates(Signatures(spool, signatures), Path(name))))


def _duplicates(known: Signatures, folder: Path) -> Iterator[tuple[str, Duplicate]]:
    import numpy as np

    if not len(known):
        return
    single, equal = known.equal()
    distinct = np.concatenate([single, np.array([group[0] for group in equal], np.int64)])
    copies: dict[int, Duplicate] = {}
    for cluster in _clusters(known, distinct, folder):
        copies |= _elect(cluster)
    for number, found in copies.items():
        yield known.get(number).document_id, found
    for first, *twins in equal:
        copy = copies.get(int(first)) or Duplicate(known.get(first).document_id, 1.0)
        for twin in twins:
            yield known.get(twin).document_id, copy


class _Member(NamedTuple):
    """A report of a cluster: its number, and its signature."""

    number: int
    sketch: Sketch


def _clusters(known: Signatures, distinct: Numbers, folder: Path) -> Iterator[list[_Member]]:
    """The reports gathered around the longest of their kind, which stands first; none that stands alone."""
    order = known.by_preference(distinct, longest_first=True)
    candidates = _Candidates(known, order, folder)
    clusters: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(order):
        found = candidates.of(at)
        if len(found):
            sketch = Sketch(known.get(number))
            leaders = ((-int(leader), Sketch(known.get(order[leader]))) for leader in found)
            best, leader = max(
                (
                    (similarity(sketch, other), place)
                    for place, other in leaders
                    if other.signature.path != sketch.signature.path
                ),
                default=(0.0, 0),
            )
            if best:
                clusters[-leader].append(at)
                continue
        candidates.add(at)
    for leader, members in clusters.items():
        yield [_Member(int(order[at]), Sketch(known.get(order[at]))) for at in (leader, *members)]


class _Candidates:
    """The reports that others may be copies of, as they are added; all are called by their place in an order."""

    def __init__(self, known: Signatures, order: Numbers, folder: Path) -> None:
        import numpy as np

        self._ends = np.empty((len(order), PERMUTATIONS), np.uint8)
        """The last byte of each value of the MinHash: reports that differ in most of them are no copies."""
        for at, number in enumerate(order):
            self._ends[at] = np.frombuffer(known.get(number).minhash, "<u4").astype(np.uint8)
        bands = (_bands(known.get(number)) for number in order)
        self._by_band = Postings(folder / "bands", bands, BANDS * len(order))
        samples = (np.frombuffer(known.get(number).sample, "<u8") for number in order)
        self._by_sample = Postings(folder / "samples", samples, known.samples, COMMON)

    def of(self, at: int) -> Numbers:
        """Those added that look like the one at that place, so that comparing them is worth the while."""
        import numpy as np

        near = np.unique(self._by_band.find(at))
        if len(near):
            near = near[(self._ends[near] == self._ends[at]).sum(axis=1) >= SAME * PERMUTATIONS]
        sharing, shared = np.unique(self._by_sample.find(at), return_counts=True)
        return np.union1d(near, sharing[shared >= FEWEST_SAMPLES // 2])

    def add(self, at: int) -> None:
        """Make the one at that place one that others may be copies of."""
        self._by_band.add(at)
        self._by_sample.add(at)


def _bands(signature: Signature) -> npt.NDArray[np.uint64]:
    """A hash of each band of the MinHash, with its number."""
    import numpy as np

    first, second, third = map(np.uint64, _MULTIPLIERS)
    halves = np.frombuffer(signature.minhash, "<u8").reshape(BANDS, 2)
    hashes: npt.NDArray[np.uint64] = (halves[:, 0] * first + halves[:, 1]) * second + np.arange(
        BANDS, dtype=np.uint64
    ) * third
    return hashes


def _elect(cluster: Sequence[_Member]) -> dict[int, Duplicate]:
    """Every member of the cluster but the canonical one, with its similarity to that one."""
    longest = cluster[0].sketch
    long_enough = [one for one in cluster if one.sketch.signature.size >= FULL_LENGTH * longest.signature.size]
    canonical = min((one.sketch for one in long_enough), key=lambda one: _preference(one.signature))
    found = {}
    for number, member in cluster:
        if member.signature.path != canonical.signature.path:
            share = similarity(member, canonical) or similarity(member, longest)
            found[number] = Duplicate(canonical.signature.document_id, round(share, 4))
    return found


def _preference(one: Signature) -> tuple[bool, int, str, int, str]:
    """Sorts the report that speaks for its copies to the front."""
    return one.incomplete, one.damage, one.path, one.part, one.document_id
