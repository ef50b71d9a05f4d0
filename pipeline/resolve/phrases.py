"""The words around a name and its figure: which of them leave the name what it is, and what they say of the figure.

A name governs a figure if nothing but known words stands between them (`between`), and means the report's own region
as a whole if nothing but known words stands before it (`before`). Unknown words are never skipped: they may be what
makes the name mean a part (`民营`经济, `新城`地区生产总值).
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.fold import fold
from pipeline.patterns import regex
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
        self._before_class = self._before_class | dict.fromkeys(self.own_levels, "own")
        self._pattern = _tokenizer(patterns)
        self._pattern_class = {rule.id.replace("-", "_"): rule.value for rule in patterns}
        self.step = regex.compile(next(rule.pattern for rule in patterns if rule.id == "step"))
        """A threshold that was crossed; the figures in it measure nothing."""
        self.own_level = regex.compile("|".join(sorted(self.own_levels, key=len, reverse=True)))
        properties = sorted(rules.words("resolve/properties"), key=lambda word: -len(word.word))
        self.properties = {fold(word.word): word.value for word in properties}
        """What may be stated of an object that was named before (`产量` of 粮食播种面积…、产量…), longest first, and
        the form that names of the taxonomy have."""
        self._longest = max(map(len, self._between_class | self._before_class))
        self.between = lru_cache(maxsize=20_000)(self._between)
        self.before = lru_cache(maxsize=20_000)(self._before)

    def _between(self, text: str) -> tuple[str, ...] | None:
        """The classes of the words of `text`, None if a word is not known."""
        if len(text) > LONGEST:
            return None
        at = 0
        kinds = []
        while at < len(text):
            token = self._token(text, at, self._between_class)
            if token is None:
                return None
            at, kind = token
            kinds.append(kind)
        return tuple(kinds)

    def _before(self, text: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """The known words at the end of `text`, as (class, word) from left to right, and what stands before them."""
        # From right to left: from where a run of known words reaches the end, each place looked at once.
        follows: dict[int, tuple[int, str]] = {}
        for start in range(len(text) - 1, -1, -1):
            token = self._token(text, start, self._before_class)
            if token is not None and (token[0] == len(text) or token[0] in follows):
                follows[start] = token
        if not follows:
            return (), text
        first = at = min(follows)
        known = []
        while at < len(text):
            end, kind = follows[at]
            known.append((kind, text[at:end]))
            at = end
        return tuple(known), text[:first]

    def _token(self, text: str, at: int, classes: dict[str, str]) -> tuple[int, str] | None:
        """The known word at a place: where it ends, and its class. Patterns come before listed words."""
        match = self._pattern.match(text, at)
        if match is not None:
            return match.end(), self._pattern_class[match.lastgroup]
        for length in range(min(self._longest, len(text) - at), 0, -1):
            kind = classes.get(text[at : at + length])
            if kind is not None:
                return at + length, kind
        return None


def _classes(words: tuple[Word, ...]) -> dict[str, str]:
    return {fold(word.word): word.value for word in words}


def _tokenizer(patterns: tuple[PatternRule, ...]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?P<{rule.id.replace('-', '_')}>{rule.pattern})" for rule in patterns))
