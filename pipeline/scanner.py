"""Many rules, one text: where their patterns match, without trying each of them everywhere.

A pattern is tried only where a match of it can begin (see `openings`); one that may begin with anything searches on its
own. One pattern joined of all of them would try every rule at every character.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.openings import Openings
from pipeline.patterns import regex
from pipeline.rules import PatternRule

Found = tuple[int, int, Any]
"""Where a match begins, the number of its rule, and the match."""


class Scanner:
    """The compiled patterns of some rules; of those that match at one place the first rule wins."""

    def __init__(self, rules: tuple[PatternRule, ...]) -> None:
        self._rules = rules
        patterns = [regex.compile(rule.pattern, regex.VERSION1) for rule in rules]
        self._match = [pattern.match for pattern in patterns]
        self._search = [pattern.search for pattern in patterns]
        self._openings = Openings([rule.pattern for rule in rules])
        self._next: list[Callable[[str, int, int], Found | None]] = [
            self._next_opened,
            *(functools.partial(self._next_of, number) for number in self._openings.anywhere),
        ]

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[PatternRule, Any]]:
        """All matches in `text[start:end]` from left to right, without overlap: the rule, and the match."""
        stop = len(text) if end is None else end
        nearest = [(*found, search) for search in self._next if (found := search(text, start, stop))]
        heapq.heapify(nearest)
        done = start
        while nearest:
            at, number, match, search = nearest[0]
            if at >= done:
                yield self._rules[number], match
                # An empty match must not be found again at its own place.
                done = max(match.end(), at + 1)
            if found := search(text, done, stop):
                heapq.heapreplace(nearest, (*found, search))
            else:
                heapq.heappop(nearest)

    def at(self, text: str, start: int, end: int) -> Iterator[tuple[PatternRule, Any]]:
        """The rules that match at the beginning of `text[start:end]`, in their order, and their matches."""
        for number in self._openings.at(text, start):
            if match := self._match[number](text, start, end):
                yield self._rules[number], match

    def _next_opened(self, text: str, start: int, end: int) -> Found | None:
        """The first match of the patterns whose beginnings are known."""
        begun, matches = self._openings.begun, self._match
        for place in self._openings.places(text, start, end):
            at = place.start()
            for number in begun(text, at):
                if match := matches[number](text, at, end):
                    return at, number, match
        return None

    def _next_of(self, number: int, text: str, start: int, end: int) -> Found | None:
        """The first match of one pattern."""
        match = self._search[number](text, start, end)
        return (match.start(), number, match) if match else None
