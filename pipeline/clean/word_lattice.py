"""How likely a text is as a row of words: every way to cut it into known words counts.

The words and their shares lie in models/characters/words.npz (see the README there). A text is read character by
character, with all beginnings of words that the last characters may be, so that a lone character which no word
explains costs what an unknown word costs.
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.resources import models_folder

OpenWords = dict[str, float]
"""The beginnings of words that what was just read may be, with their chances; the empty one: a word ended."""
BETWEEN: OpenWords = {"": 1.0}

SINGLE = 2e-4
"""The chance that the next word is no known one, but a character on its own."""
REMEMBERED = 30_000
"""Beginnings of words whose shares are remembered."""


class Words:
    """Known words, sorted, with their share of all words."""

    def __init__(self, path: Path) -> None:
        import numpy

        with numpy.load(path, allow_pickle=False) as arrays:
            self._words = arrays["words"].tobytes().decode("utf-8").split("\t")
            shares = numpy.exp(arrays["log_shares"].astype("float64"))
        shares /= shares.sum()
        self._shares = shares.tolist()
        self._below = [0.0, *shares.cumsum().tolist()]
        self._known: dict[str, tuple[float, float]] = {}

    def beginning(self, letters: str) -> tuple[float, float]:
        """The share of the words that begin with these characters, and of the word that is just these."""
        found = self._known.get(letters)
        if found is None:
            low = bisect_left(self._words, letters)
            high = bisect_left(self._words, letters + "\U0010ffff")
            whole = self._shares[low] if low < len(self._words) and self._words[low] == letters else 0.0
            if len(self._known) >= REMEMBERED:  # a process may read texts for days
                self._known.clear()
            found = self._known[letters] = (self._below[high] - self._below[low], whole)
        return found


@functools.cache
def words() -> Words:
    """The words that come with the package, read once."""
    return Words(models_folder() / "characters" / "words.npz")


def chances(text: str, known: Words, single: Callable[[str], float]) -> Iterator[float]:
    """The chance of each character of a text, in normal form, behind those before it.

    `single` tells the chance of a character that stands on its own.
    """
    open_words = BETWEEN
    for char in text:
        chance, open_words = read_on(open_words, char, known, single)
        yield chance


def read_on(open_words: OpenWords, char: str, known: Words, single: Callable[[str], float]) -> tuple[float, OpenWords]:
    """The chance of a character behind what has been read, and what is open behind it."""
    grown: OpenWords = {}
    ended = open_words.get("", 0.0) * SINGLE * single(char)
    for letters, chance in open_words.items():
        share, whole = known.beginning(letters + char)
        if share <= 0.0:
            continue
        chance = chance / known.beginning(letters)[0] if letters else chance * (1.0 - SINGLE)
        ended += chance * whole
        if share - whole > 1e-12:
            grown[letters + char] = chance * (share - whole)
    total = ended + sum(grown.values())
    if total <= 0.0:
        # Inside words that do not go on so: as if a new word began.
        total = SINGLE * single(char)
        ended = total
    following = {letters: chance / total for letters, chance in grown.items()}
    following[""] = ended / total
    return total, following


def log_chance(text: str, known: Words, single: Callable[[str], float]) -> float:
    """The natural logarithm of the chance of a text in normal form."""
    return sum(map(math.log, chances(text, known, single)))
