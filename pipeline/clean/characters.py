"""A character model: how likely a character is behind three others in reports.

The probabilities lie in models/characters/ngrams.npz (see the README there). They are read when a page first needs
them, and looked up one context at a time, since repairing a page asks for few of the many contexts.
"""

from __future__ import annotations

import functools
import heapq
import math
import unicodedata
from collections import Counter
from operator import add
from pathlib import Path
from typing import Any

from pipeline.clean.han import scripts
from pipeline.resources import models_folder

ORDER = 4
"""The longest sequence of characters whose probability is known."""
START = "\n"
"""Stands before the first character of a line, and behind the last."""
MOST_LIKELY = 120
"""So many characters are tried where nothing is left of what was written."""
OWN_SHARE = 0.08
"""The share of the page's own sequences in a probability, against those of the training texts."""
UNKNOWN = 1e-8
"""The chance of a character that neither the reports nor the word list know."""


def normal_form(text: str) -> str:
    """A text as the model sees it, character for character: simplified, ASCII width, one digit, one letter.

    >>> normal_form("增長３．６％,ＧＤＰ")
    '增长0.0%,AAA'
    """
    return "".join(map(_plain, text))


@functools.cache
def _plain(char: str) -> str:
    if char in "\u3000\t ":
        return " "
    plain = unicodedata.normalize("NFKC", scripts().simple(char))
    if plain.isascii() and plain.isalnum():
        return "0" if plain.isdigit() else "A"
    return plain if len(plain) == 1 else char


class Grams:
    """The probabilities of the training texts, as sorted arrays.

    `characters[i]` is the character of number i; the key of a sequence reads their numbers as digits of one number.
    """

    def __init__(self, path: Path) -> None:
        import numpy

        with numpy.load(path, allow_pickle=False) as arrays:
            self.characters = [chr(code) for code in arrays["characters"].tolist()]
            self._keys: list[Any] = []
            self._values: list[Any] = []
            self._left: list[dict[int, float]] = []
            for order in range(1, ORDER + 1):
                self._keys.append(arrays[f"gram{order}_steps"].astype("int64").cumsum())
                self._values.append(arrays[f"gram{order}_values"])
                left = arrays[f"left{order}_steps"].astype("int64").cumsum()
                self._left.append(dict(zip(left.tolist(), arrays[f"left{order}_values"].tolist(), strict=True)))
        self.number = {char: number for number, char in enumerate(self.characters)}
        self._found: dict[str, tuple[dict[str, float], float]] = {}
        self.singles, self.rest = self.after("")

    def after(self, context: str) -> tuple[dict[str, float], float]:
        """What is known of the characters behind a context of up to three, and the share left to shorter ones."""
        found = self._found.get(context)
        if found is None:
            found = self._found[context] = self._after(context)
        return found

    def _after(self, context: str) -> tuple[dict[str, float], float]:
        key = 0
        for char in context:
            number = self.number.get(char)
            if number is None:
                return {}, 1.0
            key = key * len(self.characters) + number
        left = self._left[len(context)].get(key)
        if left is None:
            return {}, 1.0
        keys, first = self._keys[len(context)], key * len(self.characters)
        low, high = keys.searchsorted([first, first + len(self.characters)])
        last = (keys[low:high] - first).tolist()
        values = self._values[len(context)][low:high].tolist()
        return {self.characters[k]: value for k, value in zip(last, values, strict=True)}, left


@functools.cache
def grams() -> Grams:
    """The probabilities that come with the package, read once."""
    return Grams(models_folder() / "characters" / "ngrams.npz")


@functools.cache
def unpaged() -> CharacterModel:
    """The model without any page: for judging whether a page makes sense."""
    return CharacterModel(grams())


class CharacterModel:
    """Interpolated sequences of up to four characters, mixed with those of the page itself."""

    def __init__(self, base: Grams, page: str = "") -> None:
        self._base = base
        self._own = _OwnCounts(normal_form(page)) if page else None
        self._likeliest: dict[str, list[str]] = {}
        self._levels: dict[str, list[tuple[dict[str, float], float]]] = {}
        self._chances: dict[str, dict[str, float]] = {}

    def chance(self, context: str, char: str) -> float:
        """The chance of a character behind up to three others, all in normal form."""
        known = self._chances.get(context)
        if known is None:
            known = self._chances[context] = {}
        found = known.get(char)
        if found is None:
            found = known[char] = self._chance(context, char)
        return found

    def log_chance(self, context: str, char: str) -> float:
        """The natural logarithm of that chance."""
        return math.log(self.chance(context, char))

    def score(self, text: str, before: str = START * 3) -> float:
        """The log-probability of a text behind three characters, all in normal form."""
        context, total = before[1 - ORDER :], 0.0
        for char in text:
            total += self.log_chance(context, char)
            context = context[2 - ORDER :] + char
        return total

    def likely(self, context: str) -> dict[str, float]:
        """The characters that are known behind the last character of the context, with their chances."""
        return self._base.after(context[-1:])[0]

    def likeliest(self, context: str) -> list[str]:
        """The characters that are known best behind the last character of the context."""
        last = context[-1:]
        found = self._likeliest.get(last)
        if found is None:
            seen = self.likely(last)
            found = self._likeliest[last] = heapq.nlargest(MOST_LIKELY, seen, key=seen.__getitem__)
        return found

    def _chance(self, context: str, char: str) -> float:
        levels = self._levels.get(context)
        if levels is None:
            found = (self._base.after(context[-length:]) for length in range(1, len(context) + 1))
            levels = self._levels[context] = [(known, left) for known, left in found if left < 1.0]
        chance = self._base.singles.get(char) or UNKNOWN
        for known, left in levels:
            chance = known.get(char, 0.0) + left * chance
        if self._own is None:
            return chance
        return (1.0 - OWN_SHARE) * chance + OWN_SHARE * self._own.chance(context, char, chance)


class _OwnCounts:
    """What stands behind what on one page, Witten-Bell smoothed down to what is known without the page."""

    def __init__(self, text: str) -> None:
        pairs = list(map(add, text, text[1:]))
        self._pairs = Counter(pairs)
        self._triples = Counter(map(add, pairs, text[2:]))
        self._behind_one = (Counter(text), Counter(pair[0] for pair in self._pairs))
        self._behind_two = (self._pairs, Counter(triple[:2] for triple in self._triples))

    def chance(self, context: str, char: str, chance: float) -> float:
        """The chance of a character behind two others, where `chance` is what is known without the page."""
        last = context[-1:]
        seen, kinds = self._behind_one
        if not kinds[last]:
            return chance
        chance = (self._pairs[last + char] + kinds[last] * chance) / (seen[last] + kinds[last])
        both = context[-2:]
        seen, kinds = self._behind_two
        if not kinds[both]:
            return chance
        return (self._triples[both + char] + kinds[both] * chance) / (seen[both] + kinds[both])
