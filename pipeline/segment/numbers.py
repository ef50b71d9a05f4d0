"""Keeps numbers whole: a number with its magnitude and unit is one token, whatever the segmenter made of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import regex

from pipeline.fold import fold
from pipeline.records import Token
from pipeline.rules import Rules, Unit
from pipeline.segment.segmenters import Segmenter


class NumberFinder(msgspec.Struct, frozen=True):
    """The compiled patterns of rules/segment/numbers.toml and the units of rules/units.csv."""

    pattern: regex.Pattern[str]
    soft: str
    """Name of the group that matches where the number is soft: taken only where the segmenter saw numerals."""


def number_finder(rules: Rules) -> NumberFinder:
    """Compile the number patterns, each followed by an optional unit."""
    patterns = rules.patterns("segment/numbers")
    hard = "|".join(rule.pattern for rule in patterns if rule.value == "hard")
    soft = "|".join(rule.pattern for rule in patterns if rule.value == "soft")
    units = rules.table(Unit) if "units" in dict(rules.files()) else ()
    any_unit = _spellings(units, lambda unit: True)
    safe_unit = _spellings(units, lambda unit: "arabic" not in unit.needs)
    pattern = regex.compile(
        rf"(?P<hard>(?:{hard})(?:\L<any_unit>)?)|(?P<soft>(?:{soft})(?:\L<safe_unit>)?)",
        regex.VERSION1,
        any_unit=any_unit,
        safe_unit=safe_unit,
    )
    return NumberFinder(pattern, "soft")


def _spellings(units: tuple[Unit, ...], wanted: Callable[[Unit], bool]) -> list[str]:
    spellings = {s for unit in units if wanted(unit) for s in (unit.unit, *unit.aliases.split(";")) if s}
    return sorted(spellings - {"%", "‰"})


def cut(text: str, segmenter: Segmenter, finder: NumberFinder) -> list[Token]:
    """The words of `text`, covering it without gap or overlap; numbers with their units are single `m` tokens."""
    tokens = segmenter(text)
    merged: list[Token] = []
    at = 0  # the first token not yet taken over
    for match in finder.pattern.finditer(fold(text)):
        start, end = match.span()
        while at < len(tokens) and tokens[at].end <= start:
            merged.append(tokens[at])
            at += 1
        last = at
        while tokens[last].end < end:
            last += 1
        first_start, last_end, one = tokens[at].start, tokens[last].end, at == last
        if match.lastgroup == finder.soft and not _numeral(tokens[at : last + 1], start, end):
            continue
        if one and first_start == start and last_end == end and tokens[at].tag == "m":
            continue
        if first_start < start:
            merged += _again(text, first_start, start, segmenter)
        merged.append(Token(start, end, "m"))
        rest = _again(text, end, last_end, segmenter) if end < last_end else []
        tokens[at : last + 1] = rest
    return merged + tokens[at:]


def _numeral(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the segmenter, too, took `start:end` for a number: it cut at both ends, and saw numerals within."""
    if tokens[0].start < start or tokens[-1].end > end:
        return False
    return all(token.tag in ("m", "q", "mq", "t", "x", "n") for token in tokens) and any(
        token.tag in ("m", "mq", "t") for token in tokens
    )


def _again(text: str, start: int, end: int, segmenter: Segmenter) -> list[Token]:
    """The words of a stretch that is left over from a word that reached into a number."""
    return [Token(start + token.start, start + token.end, token.tag) for token in segmenter(text[start:end])]
