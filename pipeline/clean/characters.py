"""A character trigram model: how likely a character is behind two others in reports.

The counts lie in models/characters/trigrams.npz (see the README there). They are read when a page first needs them,
and turned into probabilities one context at a time, since repairing a page asks for few of the many contexts.
"""

from __future__ import annotations

import functools
import heapq
import math
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.clean.han import scripts
from pipeline.resources import models_folder

START = "\n"
"""Stands before the first character of a line."""
MOST_LIKELY = 60
"""So many characters are tried where nothing is left of what was written."""
OWN_WEIGHT = 3
"""What one occurrence on the page itself counts for, against one in the training texts."""


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


class Counts:
    """The counts of the training texts, as sorted arrays.

    `characters[i]` is the character of number i; keys of pairs are i·n + j, of triples (i·n + j)·n + k.
    """

    def __init__(self, path: Path) -> None:
        import numpy

        with numpy.load(path, allow_pickle=False) as arrays:
            self.characters = [chr(code) for code in arrays["characters"].tolist()]
            self.singles: Any = arrays["singles"]
            self.pair_keys: Any = arrays["pair_steps"].astype("int64").cumsum()
            self.pair_counts: Any = arrays["pair_counts"]
            self.triple_keys: Any = arrays["triple_steps"].astype("int64").cumsum()
            self.triple_counts: Any = arrays["triple_counts"]
        self.size = len(self.characters)
        self.number = {char: number for number, char in enumerate(self.characters)}
        self.total = int(self.singles.sum())
        self._found: dict[str, tuple[int, dict[str, int]]] = {}

    def after(self, context: str) -> tuple[int, dict[str, int]]:
        """How often a context of one or two characters occurred, and how often which character stood behind it."""
        found = self._found.get(context)
        if found is None:
            found = self._found[context] = self._after(context)
        return found

    def _after(self, context: str) -> tuple[int, dict[str, int]]:
        numbers = [self.number[char] for char in context if char in self.number]
        if len(numbers) < len(context):
            return 0, {}
        first, *rest = numbers
        if not rest:
            return int(self.singles[first]), self._slice(self.pair_keys, self.pair_counts, first)
        pair = first * self.size + rest[0]
        at = self.pair_keys.searchsorted(pair)
        if at == len(self.pair_keys) or self.pair_keys[at] != pair:
            return 0, {}
        return int(self.pair_counts[at]), self._slice(self.triple_keys, self.triple_counts, pair)

    def _slice(self, keys: Any, counts: Any, context: int) -> dict[str, int]:
        low, high = keys.searchsorted([context * self.size, (context + 1) * self.size])
        last = (keys[low:high] - context * self.size).tolist()
        return {self.characters[k]: count for k, count in zip(last, counts[low:high].tolist(), strict=True)}


@functools.cache
def counts() -> Counts:
    """The counts that come with the package, read once."""
    return Counts(models_folder() / "characters" / "trigrams.npz")


@functools.cache
def unpaged() -> CharacterModel:
    """The model without any page: for judging whether a page makes sense."""
    return CharacterModel(counts())


class CharacterModel:
    """Witten-Bell smoothed trigrams over the counts, with those of the page itself added."""

    def __init__(self, base: Counts, page: str = "") -> None:
        self._base = base
        own = normal_form(page)
        self._own_singles = Counter(own)
        self._own_after: dict[str, dict[str, int]] = {}
        for a, b in pairwise(own):
            behind = self._own_after.setdefault(a, {})
            behind[b] = behind.get(b, 0) + OWN_WEIGHT
        for i in range(len(own) - 2):
            behind = self._own_after.setdefault(own[i : i + 2], {})
            behind[own[i + 2]] = behind.get(own[i + 2], 0) + OWN_WEIGHT
        self._contexts: dict[str, tuple[dict[str, int], float, float]] = {}
        self._likeliest: dict[str, list[str]] = {}
        self._single: dict[str, float] = {}
        self._known: dict[tuple[str, str], float] = {}

    def known(self, char: str) -> bool:
        """Whether the character, in normal form, occurs in the training texts or on the page."""
        return char in self._base.number or char in self._own_singles

    def log_probability(self, context: str, char: str) -> float:
        """Natural logarithm of the chance of a character behind two others, all in normal form."""
        key = (context, char)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = math.log(self._probability(context, char))
        return found

    def score(self, text: str, before: str = START * 2) -> float:
        """The log-probability of a text behind two characters, all in normal form."""
        context, total = before[-2:], 0.0
        for char in text:
            total += self.log_probability(context, char)
            context = context[-1] + char
        return total

    def likely(self, context: str) -> dict[str, int]:
        """The characters that were seen behind the last character of the context, with their counts."""
        return self._context(context[-1:])[0]

    def likeliest(self, context: str) -> list[str]:
        """The characters that were seen most often behind the last character of the context."""
        last = context[-1:]
        found = self._likeliest.get(last)
        if found is None:
            seen = self.likely(last)
            found = self._likeliest[last] = heapq.nlargest(MOST_LIKELY, seen, key=lambda char: seen[char])
        return found

    def _probability(self, context: str, char: str) -> float:
        if not context:
            return self._single_probability(char)
        behind, total, spare = self._context(context)
        lower = self._probability(context[1:], char)
        return (behind.get(char, 0) + spare * lower) / total if total else lower

    def _context(self, context: str) -> tuple[dict[str, int], float, float]:
        """What stood behind a context, the divisor, and the share of it that is left to the shorter context."""
        found = self._contexts.get(context)
        if found is None:
            seen, behind = self._base.after(context)
            own = self._own_after.get(context)
            if own:
                behind = dict(behind)
                for char, count in own.items():
                    behind[char] = behind.get(char, 0) + count
                seen += sum(own.values())
            total = float(max(seen, sum(behind.values())) + len(behind))
            found = self._contexts[context] = (behind, total, total - sum(behind.values()))
        return found

    def _single_probability(self, char: str) -> float:
        found = self._single.get(char)
        if found is None:
            number = self._base.number.get(char)
            count = OWN_WEIGHT * self._own_singles.get(char, 0)
            if number is not None:
                count += int(self._base.singles[number])
            size = self._base.size
            # The uniform share is that of all 21,000 characters of GBK, so that rare ones are possible, not free.
            found = self._single[char] = (count + size / 21_000) / (self._base.total + size)
        return found
