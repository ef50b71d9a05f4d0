"""How much of one report is in another, from their signatures."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.collate.signature import Signature

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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


class Sketch:
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

    def jaccard(self, other: Sketch) -> float:
        """Estimated share of the shingles of both that both have."""
        return float((self.minhash == other.minhash).mean())

    def containment(self, other: Sketch) -> float:
        """Estimated share of the shingles of the one with fewer that the other has; 0 if too few are known."""
        import numpy as np

        limit = min(self.signature.limit, other.signature.limit)
        few, many = sorted((s.sample[s.sample < limit] for s in (self, other)), key=len)
        if len(few) < FEWEST_SAMPLES:
            return 0.0
        return float(np.isin(few, many, assume_unique=True).mean())


def similarity(one: Sketch, other: Sketch) -> float:
    """How much of the one is in the other; 0 for reports that are no copies."""
    if _are_different(one, other):
        return 0.0
    jaccard, containment = one.jaccard(other), one.containment(other)
    return max(jaccard if jaccard >= SAME else 0.0, containment if containment >= CONTAINED else 0.0)


def _are_different(one: Sketch, other: Sketch) -> bool:
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
