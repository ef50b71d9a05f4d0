"""The words around a name and its figure: which of them leave the name what it is, and what they say of the figure.

A name governs a figure if nothing but known words stands between them (`between`), and means the report's own region
as a whole if nothing but known words stands before it (`before`). Unknown words are never skipped: they may be what
makes the name mean a part (`民营`经济, `新城`地区生产总值).
"""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.fold import fold
from pipeline.rules import PatternRule, Rules, Word

LONGEST = 60
"""Characters between a name and its figure; more is another thought."""


class Phrases:
    """The word lists of rules/resolve as two tokenizers. Made once for a process, by `Rules.make(Phrases)`."""

    def __init__(self, rules: Rules) -> None:
        patterns = rules.patterns("resolve/context")
        self._between_class = _classes(rules.words("resolve/between"))
        self._before_class = _classes(rules.words("resolve/before"))
        self.own_levels = _classes(rules.words("resolve/own"))
        self._between_token = _tokenizer(patterns, self._between_class)
        before = self._before_class | dict.fromkeys(self.own_levels, "own")
        self._before_class = before
        self._before_token = _tokenizer(patterns, before)
        self._pattern_class = {rule.id.replace("-", "_"): rule.value for rule in patterns}
        self.step = regex.compile(next(rule.pattern for rule in patterns if rule.id == "step"))
        """A threshold that was crossed; the figures in it measure nothing."""
        self.own_level = regex.compile("|".join(sorted(self.own_levels, key=len, reverse=True)))
        self.between = lru_cache(maxsize=20_000)(self._between)

    def _between(self, text: str) -> tuple[str, ...] | None:
        """The classes of the words of `text`, None if a word is not known."""
        if len(text) > LONGEST:
            return None
        found = self._read(text, self._between_token, self._between_class)
        return None if found is None else tuple(kind for kind, _ in found)

    def before(self, text: str) -> tuple[list[tuple[str, str]], str]:
        """The known words at the end of `text`, as (class, word) from left to right, and what stands before them."""
        for start in range(len(text)):
            found = self._read(text[start:], self._before_token, self._before_class)
            if found is not None:
                return found, text[:start]
        return [], text

    def _read(self, text: str, token: regex.Pattern[str], classes: dict[str, str]) -> list[tuple[str, str]] | None:
        at = 0
        found = []
        while at < len(text):
            match = token.match(text, at)
            if match is None:
                return None
            word = match.group()
            kind = classes.get(word) or self._pattern_class[match.lastgroup]
            found.append((kind, word))
            at = match.end()
        return found


def _classes(words: tuple[Word, ...]) -> dict[str, str]:
    return {fold(word.word): word.value for word in words}


def _tokenizer(patterns: tuple[PatternRule, ...], words: dict[str, str]) -> regex.Pattern[str]:
    named = [f"(?P<{rule.id.replace('-', '_')}>{rule.pattern})" for rule in patterns]
    listed = "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return regex.compile("|".join([*named, listed]))
