"""Words with whole numbers: a number with its magnitude and unit is one token, whatever the segmenter made of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter, itemgetter

import msgspec

from pipeline.patterns import regex
from pipeline.records import Token
from pipeline.rules import Rules, Unit
from pipeline.segment.seams import seam_finder, words
from pipeline.segment.segmenters import Segmenter

_START = attrgetter("start")
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


def cut(text: str, folded: str, start: int, end: int, segmenter: Segmenter, finder: NumberFinder) -> list[Token]:
    """The words of `text[start:end]`, covering it without gap or overlap; numbers with their units are single tokens.

    `folded` is `fold(text)`: the whole text is folded once, not sentence by sentence.
    """
    tokens = words(text, folded, start, end, segmenter, finder.seams)
    starts = list(map(_START, tokens))
    merged: list[Token] = []
    at = 0  # the first token not yet taken over
    done = start  # the end of what was taken over
    for match in finder.pattern.finditer(folded, start, end):
        left, right = match.span()
        if right - left == 1:
            continue  # a lone numeral is a token already, or a part of a word
        first = max(at, bisect_right(starts, left) - 1)
        last = bisect_left(starts, right)  # the first token behind the number
        if match.lastgroup == "soft" and not _numeral(tokens, first, last, max(done, starts[first]), left, right):
            continue
        if at < first:
            merged += tokens[at:first] if done == starts[at] else _rest(text, done, tokens, at, first, segmenter)
            done = starts[first]
        if done < left:
            merged += segmenter(text[done:left], done)
        merged.append(Token(left, right, "m"))
        done = right
        at = last - 1 if tokens[last - 1].end > right else last
    if done == end:
        return merged
    return merged + (tokens[at:] if done == starts[at] else _rest(text, done, tokens, at, len(tokens), segmenter))


def _rest(text: str, done: int, tokens: list[Token], at: int, stop: int, segmenter: Segmenter) -> list[Token]:
    """Tokens `at:stop`, the first of which a number has cut in two at `done`: its rest is cut into words anew."""
    return segmenter(text[done : tokens[at].end], done) + tokens[at + 1 : stop]


def _numeral(tokens: list[Token], first: int, last: int, begins: int, left: int, right: int) -> bool:
    """Whether the segmenter, too, took the stretch for a number: it cut at both ends and began with a numeral."""
    if begins < left or tokens[last - 1].end > right:
        return False
    return tokens[first].tag in ("m", "mq", "t")
