"""Which reading wins where copies differ.

The rules, in the order in which they decide:

1. `proof`: a reading that the figures of its own copy prove wins over any other.
2. `page`: a reading of a page that is sound there wins over those of damaged places, guesses, and rewritten pages.
3. `vote`: among readings that stand alike, the one that most copies have.
4. `digits`: where every copy has lost digits, but not the same ones, the figure is put together from what is left.
5. `base`: what remains undecided stays as the base has it, and is marked as contested.

Copies that are equal word for word count once: one was taken from the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pipeline.collate.witness import ORDER, Standing

RuleName = Literal["proof", "page", "vote", "digits", "base"]
LOST = frozenset("x*×_○□")
"""Characters that stand for a lost digit each."""
SURE, LIKELY = 0.98, 0.95
"""Confidence in what is proved, and in a sound reading against damaged ones."""


class Attested(NamedTuple):
    """A reading, as some copies have it."""

    compared: str
    """Its compared characters: readings that agree in these are one."""
    text: str
    standing: Standing
    """The best that any of these copies gives it."""
    votes: int
    """How many copies have it with that standing."""
    copies: tuple[int, ...]
    """Numbers of all copies that have it."""
    of_base: bool = False


class Choice(NamedTuple):
    """The reading that wins, and why."""

    reading: Attested
    rule: RuleName
    confidence: float
    contested: bool = False


def choose(readings: Sequence[Attested]) -> Choice:
    """The winner among at least two readings of one place, of which one is the base's."""
    ranked = sorted(readings, key=lambda one: (-_rank(one), -one.votes, not one.of_base))
    best, next_best = ranked[0], ranked[1]
    if best.standing == "damaged":
        return _from_digits(readings)
    if _rank(best) > _rank(next_best):
        if best.standing == "proved":
            return Choice(best, "proof", SURE)
        return Choice(best, "page", LIKELY if best.standing == "sound" else LIKELY - 0.15)
    if best.votes > next_best.votes:
        return Choice(best, "vote", round((best.votes + 1) / (best.votes + next_best.votes + 2), 4))
    return Choice(_of_base(readings), "base", 0.5, contested=True)


def _rank(reading: Attested) -> int:
    return ORDER.index(reading.standing)


def _of_base(readings: Sequence[Attested]) -> Attested:
    return next((one for one in readings if one.of_base), readings[0])


def _from_digits(readings: Sequence[Attested]) -> Choice:
    """No copy has the place undamaged."""
    base = _of_base(readings)
    merged = merge([one.compared for one in readings])
    if merged is None or _known(merged) <= _known(base.compared):
        return Choice(base, "base", 0.5)
    whole = not LOST.intersection(merged)
    return Choice(Attested(merged, merged, "damaged", 0, ()), "digits", LIKELY if whole else 0.5)


def merge(damaged: Sequence[str]) -> str | None:
    """The figure that all these are remains of, with a mask for each digit that none has kept; None if they disagree.

    Masks keep their place; behind `?` the last digits of the figure stand.

    >>> merge(["43x0", "4*60"]), merge(["xx60", "?360", "4xxx"]), merge(["12xx", "x3xx"])
    ('4360', '4360', None)
    """
    length = max((len(one) for one in damaged if not one.startswith("?")), default=0)
    merged = ["x"] * length
    for one in damaged:
        remains = one.lstrip("?") if one.startswith("?") else one
        if not remains or (len(remains) != length and not (one.startswith("?") and len(remains) < length)):
            return None
        for place, character in enumerate(remains, length - len(remains)):
            if character in LOST:
                continue
            if merged[place] not in ("x", character):
                return None
            merged[place] = character
    return "".join(merged) if any(character.isdigit() for character in merged) else None


def _known(figure: str) -> int:
    return sum(character.isdigit() for character in figure)
