"""Looking only where there is something to see: the stretches of a text around a cheap sign of damage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.patterns import re
from pipeline.rules import PatternRule
from pipeline.scanner import Scanner


def around(places: Iterable[tuple[int, int]], length: int, before: int, after: int) -> Iterator[tuple[int, int]]:
    """The stretches from `before` characters left of each place to `after` right of it, merged where they meet.

    >>> list(around([(10, 12), (15, 16), (90, 91)], 100, 5, 5))
    [(5, 21), (85, 96)]
    """
    start = end = -1
    for left, right in places:
        if start >= 0 and left - before > end:
            yield start, end
            start = -1
        if start < 0:
            start = max(0, left - before)
        end = max(end, min(length, right + after))
    if start >= 0:
        yield start, end


def scan_around(
    scanner: Scanner, text: str, places: Iterable[tuple[int, int]], *, before: int, after: int
) -> Iterator[tuple[PatternRule, Any]]:
    """What the scanner finds near the places; rules may look at the text outside, and matches keep their positions."""
    for start, end in around(places, len(text), before, after):
        yield from scanner.scan(text, start, end)


def places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where a cheap pattern of the standard library finds something."""
    return (match.span() for match in pattern.finditer(text))
