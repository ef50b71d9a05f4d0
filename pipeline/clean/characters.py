"""A character model: how likely a character is behind three others in reports.

The probabilities lie in models/characters/ngrams.npz (see the README there). They are read when a page first needs
them, and looked up one context at a time, since repairing a page asks for few of the many contexts.
"""

from __future__ import annotations

import functools
import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

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
REMEMBERED = 10_000
"""How many contexts of each length are kept, a page needing a few hundred: all would take ten times the memory."""


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


class Known(NamedTuple):
    """What the training texts tell of the characters behind a context."""

    chances: dict[str, float]
    left: float
    """The share left to what is known behind the context without its first character."""


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
        self._found: list[dict[int, Known]] = [{} for _ in range(ORDER)]
        self._likeliest: dict[str, list[str]] = {}
        self.singles = self._known(0, 0).chances

    def after(self, context: str) -> list[Known]:
        """What is known behind the last character of a context, behind its last two, and so on."""
        found = []
        key, place = 0, 1
        for length, char in enumerate(reversed(context), 1):
            number = self.number.get(char)
            if number is None:
                break
            key += number * place
            place *= len(self.characters)
            if key in self._left[length]:
                found.append(self._known(length, key))
        return found

    def likely(self, char: str) -> dict[str, float]:
        """The characters that are known behind another, with their chances."""
        known = self.after(char)
        return known[0].chances if known else {}

    def likeliest(self, char: str) -> list[str]:
        """The characters that are known best behind another."""
        found = self._likeliest.get(char)
        if found is None:
            seen = self.likely(char)
            found = self._likeliest[char] = sorted(seen, key=seen.__getitem__, reverse=True)[:MOST_LIKELY]
        return found

    def _known(self, length: int, key: int) -> Known:
        found = self._found[length].get(key)
        if found is None:
            if len(self._found[length]) >= REMEMBERED:  # a process may read pages for days
                self._found[length].clear()
            keys, first = self._keys[length], key * len(self.characters)
            low, high = keys.searchsorted([first, first + len(self.characters)])
            last = (keys[low:high] - first).tolist()
            values = self._values[length][low:high].tolist()
            chances = {self.characters[k]: value for k, value in zip(last, values, strict=True)}
            found = self._found[length][key] = Known(chances, self._left[length][key])
        return found


@functools.cache
def grams() -> Grams:
    """The probabilities that come with the package, read once."""
    return Grams(models_folder() / "characters" / "ngrams.npz")


def unpaged() -> CharacterModel:
    """The model without any page: for judging whether a page makes sense."""
    return CharacterModel(grams())


class CharacterModel:
    """Interpolated sequences of up to four characters, mixed with those of the page itself."""

    def __init__(self, base: Grams, page: str = "") -> None:
        self.base = base
        self._own = _OwnCounts(normal_form(page)) if page else None
        self._behind: dict[str, _Behind] = {}

    def behind(self, context: str) -> Mapping[str, float]:
        """The chance of each character behind up to three others, all in normal form."""
        found = self._behind.get(context)
        if found is None:
            own = None if self._own is None else self._own.behind(context)
            found = self._behind[context] = _Behind(self.base.singles, self.base.after(context), own)
        return found

    def score(self, text: str, before: str = START * 3) -> float:
        """The log-probability of a text behind three characters, all in normal form."""
        context, total = before[1 - ORDER :], 0.0
        for char in text:
            total += math.log(self.behind(context)[char])
            context = context[2 - ORDER :] + char
        return total


class _Behind(dict[str, float]):
    """The chances of the characters behind one context, each worked out when it is first asked for."""

    __slots__ = ("_known", "_own", "_singles")

    def __init__(self, singles: dict[str, float], known: list[Known], own: list[_Seen] | None) -> None:
        self._singles = singles
        self._known = known
        self._own = own

    def __missing__(self, char: str) -> float:
        chance = self._singles.get(char) or UNKNOWN
        for chances, left in self._known:
            chance = chances.get(char, 0.0) + left * chance
        if self._own is not None:
            on_page = chance
            for context, counts, kinds, weight in self._own:
                on_page = (counts.get(context + char, 0) + kinds * on_page) / weight
            chance = (1.0 - OWN_SHARE) * chance + OWN_SHARE * on_page
        self[char] = chance
        return chance


class _Seen(NamedTuple):
    """How often what stands behind a context on a page."""

    context: str
    counts: dict[str, int]
    """Of the context with a character behind it."""
    kinds: int
    """How many different characters stand behind it."""
    weight: int
    """How often it stands there, and the kinds."""


class _OwnCounts:
    """What stands behind what on one page, Witten-Bell smoothed down to what is known without the page."""

    def __init__(self, text: str) -> None:
        pairs = list(map(add, text, text[1:]))
        singles, doubles, triples = Counter(text), Counter(pairs), Counter(map(add, pairs, text[2:]))
        self._levels = (
            (1, singles, doubles, Counter(pair[0] for pair in doubles)),
            (2, doubles, triples, Counter(triple[:2] for triple in triples)),
        )

    def behind(self, context: str) -> list[_Seen]:
        """What stands behind the last character, and behind the last two, as far as they stand on the page."""
        found = []
        for length, seen, longer, kinds in self._levels:
            last = context[-length:]
            if last in kinds:
                found.append(_Seen(last, longer, kinds[last], seen[last] + kinds[last]))
        return found
