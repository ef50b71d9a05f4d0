"""Words with whole numbers: a number with its magnitude and unit is one token, whatever the segmenter made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Rules, Unit
from pipeline.segment.seams import seam_finder, seamed
from pipeline.segment.segmenters import Segmenter, lexeme
from pipeline.tokens import Lexeme, Tokens

NUMERAL_TAGS = frozenset({"m", "mq", "t"})
NUMERAL = "[零〇一二三四五六七八九十百千万亿两几多余]"


class NumberFinder(msgspec.Struct, frozen=True):
    """The compiled patterns of rules/segment and the units of rules/units.csv."""

    pattern: regex.Pattern[str]
    """Sees the folded text. Its group `soft` matches where a number is one only if the segmenter saw numerals too."""
    seams: regex.Pattern[str]
    """Where words begin; see `seams`."""


def number_finder(rules: Rules) -> NumberFinder:
    """Compile the number patterns, each followed by an optional unit."""
    patterns = rules.patterns("segment/numbers")
    hard = "|".join(rule.pattern for rule in patterns if rule.value == "hard")
    soft = "|".join(rule.pattern for rule in patterns if rule.value == "soft")
    units = rules.table(Unit) if "units" in dict(rules.files()) else ()
    any_unit = _any_of(_spellings(units, lambda unit: True))
    safe_unit = _any_of(_spellings(units, lambda unit: "arabic" not in unit.needs))
    pattern = regex.compile(
        rf"(?P<hard>(?:{hard})(?:{any_unit})?)|(?P<soft>(?:{soft})(?:{safe_unit}|(?<={NUMERAL}{{2}})(?:{any_unit}))?)",
        regex.VERSION1,
    )
    return NumberFinder(pattern, seam_finder(rules))


def _spellings(units: tuple[Unit, ...], wanted: Callable[[Unit], bool]) -> list[str]:
    spellings = {s for unit in units if wanted(unit) for s in (unit.unit, *unit.aliases.split(";")) if s}
    return sorted(spellings - {"%", "‰"})


def _any_of(spellings: list[str]) -> str:
    """A pattern for any of the spellings, the longest that fits; each first character is tried once.

    Most numbers have no unit behind them, which the set of all first characters tells at once.
    """
    by_first = {first: [s[1:] for s in group] for first, group in groupby(sorted(spellings), key=itemgetter(0))}
    if not by_first:
        return "(?!)"
    firsts = "".join(map(regex.escape, by_first))
    return rf"(?=[{firsts}])(?:{'|'.join(regex.escape(first) + _rests(rests) for first, rests in by_first.items())})"


def _rests(rests: list[str]) -> str:
    return "" if rests == [""] else f"(?:{'|'.join(map(regex.escape, sorted(rests, key=len, reverse=True)))})"


def cut(text: str, folded: str, start: int, end: int, segmenter: Segmenter, finder: NumberFinder) -> Tokens:
    """The words of `text[start:end]`, covering it without gap or overlap; numbers with their units are single words.

    `folded` is `fold(text)`: the whole text is folded once, not sentence by sentence.
    """
    merger = _Merger(text, seamed(text, folded, start, end, segmenter, finder.seams), segmenter)
    for match in finder.pattern.finditer(folded, start, end):
        left, right = match.span()
        # A lone numeral is a word already, or a part of one.
        if right - left > 1 and (match.lastgroup == "hard" or merger.saw_numeral(left, right)):
            merger.number(left, right)
    return merger.merged()


class _Merger:
    """Takes words over from left to right, and makes one of those that are a number."""

    __slots__ = ("at", "bounds", "done", "lexemes", "segmenter", "text", "words")

    def __init__(self, text: str, words: Tokens, segmenter: Segmenter) -> None:
        self.text = text
        self.words = words
        self.segmenter = segmenter
        self.at = 0
        """The first word not yet taken over as a whole."""
        self.done = words.bounds[0]
        """The end of what was taken over."""
        self.lexemes: list[Lexeme] = []
        self.bounds: list[int] = []
        """Where the words taken over begin."""

    def saw_numeral(self, left: int, right: int) -> bool:
        """Whether the segmenter, too, took the stretch for a number: it cut at both ends and began with a numeral."""
        words, bounds = self.words, self.words.bounds
        first = words.holding(left, self.at)
        begins, ends = max(self.done, bounds[first]), bounds[words.holding(right, first)]
        return begins == left and ends == right and words.lexemes[first].tag in NUMERAL_TAGS

    def number(self, left: int, right: int) -> None:
        """One more number."""
        if self.done < left:
            self._take(left)
        self.lexemes.append(lexeme(self.text[left:right], "m"))
        self.bounds.append(left)
        self.at = bisect_right(self.words.bounds, right, self.at) - 1
        self.done = right

    def merged(self) -> Tokens:
        """All words."""
        if not self.lexemes:
            return self.words
        end = self.words.bounds[-1]
        if self.done < end:
            self._take(end)
        return Tokens(self.lexemes, [*self.bounds, end])

    def _take(self, end: int) -> None:
        """Take over what stands before `end`; a word that a number cuts in two is cut into words anew."""
        lexemes, bounds, at = self.words.lexemes, self.words.bounds, self.at
        last = bisect_right(bounds, end, at) - 1
        if at < last and self.done > bounds[at]:
            at += 1
            self._cut(bounds[at])
        if at < last:
            self.lexemes += lexemes[at:last]
            self.bounds += bounds[at:last]
            self.done = bounds[last]
        if self.done < end:
            self._cut(end)

    def _cut(self, end: int) -> None:
        words = self.segmenter(self.text[self.done : end], self.done)
        self.lexemes += words.lexemes
        self.bounds += words.bounds[:-1]
        self.done = end
