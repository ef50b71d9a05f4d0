"""Words before and behind a number that make it about, at least, or at most: rules/measure/bounds.csv."""

from __future__ import annotations

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Rules

_DISTANT = regex.lazy(r"(至少|最少|起码|至多|最多)\p{Han}{1,5}$")
"""Bounds that may stand before the verb: 至少培训两次."""


_ENDS_WORD = {"近": frozenset("附最靠临邻"), "约": frozenset("节制签条契公预集违失简")}
"""Characters that make one word of themselves and a bound behind them: 附近, 节约."""


class Bounds(msgspec.Struct, frozen=True, gc=False):
    """What stands around a number: the words, where they begin and end, and what they make of it."""

    start: int
    end: int
    words: tuple[str, ...] = ()
    approx: bool = False
    low: bool = False
    high: bool = False


class BoundWords:
    """The words of rules/measure/bounds.csv, by their place."""

    def __init__(self, rules: Rules) -> None:
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        for word in rules.words("measure/bounds"):
            effect, place = word.value.split()
            (self._before if place == "before" else self._after)[word.word] = effect
        self._before_sizes = sorted({len(word) for word in self._before}, reverse=True)
        self._after_sizes = sorted({len(word) for word in self._after}, reverse=True)
        self._last = {word[-1] for word in self._before}
        self._first = {word[0] for word in self._after}

    def around(self, text: str, start: int, end: int) -> Bounds:
        """The bounding words that touch `text[start:end]`."""
        words: list[str] = []
        effects: list[str] = []
        left, right = start, end
        while left > 0 and text[left - 1] in self._last:
            word = next(
                (
                    text[left - n : left]
                    for n in self._before_sizes
                    if left >= n and text[left - n : left] in self._before
                ),
                None,
            )
            if word is None or (word in _ENDS_WORD and left > 1 and text[left - 2] in _ENDS_WORD[word]):
                break
            left -= len(word)
            words.insert(0, word)
            effects.append(self._before[word])
        if not words:
            distant = _DISTANT.search(text, max(0, start - 8), start)
            if distant is not None:
                words.append(distant[1])
                effects.append(self._before[distant[1]])
        while text[right : right + 1] in self._first if right < len(text) else False:
            word = next(
                (
                    text[right : right + n]
                    for n in self._after_sizes
                    if right + n <= len(text) and text[right : right + n] in self._after
                ),
                None,
            )
            if word is None:
                break
            right += len(word)
            words.append(word)
            effects.append(self._after[word])
        if not words:
            return Bounds(start, end)
        return Bounds(left, right, tuple(words), "approx" in effects, "low" in effects, "high" in effects)
