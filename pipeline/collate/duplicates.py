"""Which reports are copies of which, from their signatures alone.

Reports gather around the longest of their kind: those that share half of its shingles, and those that stand in it for
the most part. In each such cluster one report is canonical: of those that have (nearly) the full length a complete one
before a cut one, then the less damaged, then the first by path and part. All others point to it, never to another copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.collate.signature import PERMUTATIONS, Signature

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

BANDS = 32
"""Of four values each: pairs that share half of their shingles meet with probability 0.87, at 0.75 with 0.9999."""
ROWS = PERMUTATIONS // BANDS
SAME = 0.5
"""Share of common shingles that makes two reports copies. A spun copy has 0.75, unrelated reports at most 0.16."""
CONTAINED = 0.7
"""Share of the shorter report that stands in the longer one, from which on it is a partial copy."""
FEWEST_SAMPLES = 12
"""Sampled shingles (about 400 characters) that a report needs before a containment means anything."""
FEWEST_FIGURES = 5
SAME_FIGURES, SAME_FIGURES_OF_ONE = 0.5, 0.2
"""Share of the figures of the one with fewer that the other must have too, if it has at least `FEWEST_FIGURES`; fewer
are enough where both speak of one place and period, since damage takes figures too."""
COMMON = 50
"""A sampled shingle that stands in more reports than this is a formula and leads to no candidates."""
FULL_LENGTH = 0.8
"""A report shorter than this share of the longest of its cluster has lost text, and is not made canonical."""


class Duplicate(NamedTuple):
    """What the report is a copy of, and how similar the two are, in [0, 1]."""

    duplicate_of: str
    similarity: float


def duplicates(signatures: Iterable[Signature]) -> dict[str, Duplicate]:
    """For each report that is a copy: the document_id of the canonical one. The order of the signatures is irrelevant.

    Reports of one page are copies of each other only if they are equal word for word: the parts of a compilation are
    often cut from one cloth without being one report.
    """
    copies: dict[str, Duplicate] = {}
    distinct: list[Signature] = []
    twins: dict[str, list[Signature]] = defaultdict(list)
    for group in _equal(signatures):
        distinct.append(group[0])
        twins[group[0].document_id] = group[1:]
    for cluster in _clusters(distinct):
        for member, found in _elect(cluster):
            copies[member.document_id] = found
    for document_id, others in twins.items():
        found = copies.get(document_id, Duplicate(document_id, 1.0))
        copies |= {twin.document_id: found for twin in others}
    return dict(sorted(copies.items()))


def _preference(one: Signature) -> tuple[bool, int, str, int, str]:
    """Sorts the report that speaks for its copies to the front."""
    return one.incomplete, one.damage, one.path, one.part, one.document_id


def _equal(signatures: Iterable[Signature]) -> list[list[Signature]]:
    """The reports grouped by text, the preferred one of each group first. Reports too short to compare are left out."""
    groups: dict[bytes, list[Signature]] = defaultdict(list)
    for one in sorted(signatures, key=_preference):
        if one.minhash:
            groups[one.text_digest].append(one)
    return list(groups.values())


class _Sketch:
    """A signature with its values unpacked."""

    def __init__(self, signature: Signature) -> None:
        self.signature = signature

    @cached_property
    def minhash(self) -> npt.NDArray[np.uint32]:
        import numpy as np

        return np.frombuffer(self.signature.minhash, dtype="<u4")

    @cached_property
    def sample(self) -> npt.NDArray[np.uint64]:
        import numpy as np

        return np.frombuffer(self.signature.sample, dtype="<u8")

    @cached_property
    def figures(self) -> frozenset[int]:
        import numpy as np

        return frozenset(np.frombuffer(self.signature.figures, dtype="<u4").tolist())

    def bands(self) -> Iterator[tuple[int, bytes]]:
        width = ROWS * 4
        return ((band, self.signature.minhash[band * width : (band + 1) * width]) for band in range(BANDS))

    def jaccard(self, other: _Sketch) -> float:
        """Estimated share of the shingles of both that both have."""
        return float((self.minhash == other.minhash).mean())

    def containment(self, other: _Sketch) -> float:
        """Estimated share of the shingles of the one with fewer that the other has; 0 if too few are known."""
        import numpy as np

        limit = min(self.signature.limit, other.signature.limit)
        few, many = sorted((s.sample[s.sample < limit] for s in (self, other)), key=len)
        if len(few) < FEWEST_SAMPLES:
            return 0.0
        return float(np.isin(few, many, assume_unique=True).mean())


def _are_different(one: _Sketch, other: _Sketch) -> bool:
    """Whether two reports of much the same words speak of different things: bulletins that follow one form month by
    month, or town by town, differ in place, period or nearly all figures."""
    alike = True
    for mine, others in (
        (one.signature.region, other.signature.region),
        (one.signature.period, other.signature.period),
    ):
        if mine is not None and others is not None and mine != others:
            return True
        alike &= mine is not None and mine == others
    share = SAME_FIGURES_OF_ONE if alike else SAME_FIGURES
    fewest = min(len(one.figures), len(other.figures))
    return fewest >= FEWEST_FIGURES and len(one.figures & other.figures) < share * fewest


def _similarity(one: _Sketch, other: _Sketch) -> float:
    """How much of the one is in the other; 0 for reports that are no copies."""
    if _are_different(one, other):
        return 0.0
    jaccard, containment = one.jaccard(other), one.containment(other)
    return max(jaccard if jaccard >= SAME else 0.0, containment if containment >= CONTAINED else 0.0)


def _clusters(distinct: Sequence[Signature]) -> list[list[_Sketch]]:
    """The reports gathered around the longest of their kind, which stands first."""
    sketches = [_Sketch(s) for s in sorted(distinct, key=lambda s: (-s.size, _preference(s)))]
    by_band: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    by_sample: dict[int, list[int]] = defaultdict(list)
    clusters: dict[int, list[_Sketch]] = {}
    for number, sketch in enumerate(sketches):
        candidates = {leader for key in sketch.bands() for leader in by_band.get(key, ())}
        sample = sketch.sample.tolist()
        shared: Counter[int] = Counter()
        for value in sample:
            leaders = by_sample.get(value, ())
            if len(leaders) <= COMMON:
                shared.update(leaders)
        candidates |= {leader for leader, count in shared.items() if count >= FEWEST_SAMPLES // 2}
        best, leader = max(
            (
                (_similarity(sketch, sketches[leader]), -leader)
                for leader in candidates
                if sketches[leader].signature.path != sketch.signature.path
            ),
            default=(0.0, 0),
        )
        if best:
            clusters[-leader].append(sketch)
            continue
        clusters[number] = [sketch]
        for key in sketch.bands():
            by_band[key].append(number)
        for value in sample:
            by_sample[value].append(number)
    return list(clusters.values())


def _elect(cluster: Sequence[_Sketch]) -> Iterator[tuple[Signature, Duplicate]]:
    """Every member of the cluster but the canonical one, with its similarity to that one."""
    longest = cluster[0]
    long_enough = [s for s in cluster if s.signature.size >= FULL_LENGTH * longest.signature.size]
    canonical = min(long_enough, key=lambda s: _preference(s.signature))
    for member in cluster:
        if member.signature.path != canonical.signature.path:
            similarity = _similarity(member, canonical) or _similarity(member, longest)
            yield member.signature, Duplicate(canonical.signature.document_id, round(similarity, 4))
