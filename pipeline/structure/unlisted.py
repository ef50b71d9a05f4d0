"""Places that the list of codes does not hold, taken by name: where they stand before their own office or year."""

from __future__ import annotations

from typing import Any

from pipeline.patterns import regex
from pipeline.rules import Region, Rules

OPENING = 200
"""Characters of the body in which a report may still introduce the place it speaks for."""


def unlisted_place(title: str, front: str, body: str, rules: Rules) -> Region | None:
    """The first place named in title, front matter or opening (all folded), without a code; None if there is none."""
    pattern = rules.make(_pattern)
    for text in (title, front, body[:OPENING]):
        match = pattern.search(text)
        if match:
            return Region(code="", name=match.group(), parent="", level="", valid_from=0, valid_to=None)
    return None


def own_town(title: str, front: str, rules: Rules) -> str | None:
    """The town or township that reports, by title or front matter (both folded); None if none does."""
    pattern = rules.make(_town_pattern)
    for text in (title, front):
        match = pattern.search(text)
        if match:
            return str(match.group("town"))
    return None


def _pattern(rules: Rules) -> Any:
    return _compiled("unlisted-place", rules)


def _town_pattern(rules: Rules) -> Any:
    return _compiled("own-town", rules)


def _compiled(value: str, rules: Rules) -> Any:
    found = next(rule for rule in rules.patterns("structure/region_words") if rule.value == value)
    return regex.compile(found.pattern, regex.VERSION1)
