"""Which places of a page begin a report of their own: the marks of compilations."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from pipeline.numerals import number_of
from pipeline.patterns import regex
from pipeline.rules import Rules

RULES = "split/marks"
PART_MIN = 60
"""Fewest characters between two marks; a list of contents has less."""
FIRST_MIN = 600
"""Characters before the second mark that are a report though the first mark is not there, and"""
REPORT_MIN = 200
"""so many are if a third mark follows."""
LINE_MAX = 110

_N = r"(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})"
_INLINE = regex.lazy(
    rf"(?<=^|[。!?;…”\s])\s*(?P<mark>[【(]?(?:第{_N}篇|篇{_N})(?:[】)]|\s?:)|(?P<title>\p{{Han}}{{2,24}}?)篇{_N}(?=[\s:]))",
    regex.VERSION1,
)


class Mark(msgspec.Struct, frozen=True):
    """The line that opens a part: where it begins and ends, its number, and the name in it."""

    start: int
    end: int
    number: int
    title: str | None


class MarkRules:
    """The rules for marks, compiled."""

    def __init__(self, rules: Rules) -> None:
        self._patterns: list[tuple[str, Any]] = [
            (rule.value, regex.compile(rule.pattern)) for rule in rules.patterns(RULES)
        ]

    def read(self, words: str) -> tuple[str, int, str | None] | None:
        """Kind, number and title of the mark that a folded line is, None if it is none."""
        if not any(numeral in words for numeral in "一1二2三3四4五5六6七7八8九9十"):
            return None
        for kind, pattern in self._patterns:
            match = pattern.search(words)
            if match:
                names = [name.strip() for name in match.captures("title") if name and name.strip()]
                number = number_of(match.captures("n")[0])
                return kind, number, names[-1] if names else None
        return None


def marks(folded: str, rules: Rules) -> list[Mark]:
    """The marks that divide a page into parts, in order; empty for a page with one report.

    Marks count if at least two of a kind stand in the right order, each before enough text; a number that does not fit
    is part of what stands before it.
    """
    compiled = rules.make(MarkRules)
    found: dict[str, list[Mark]] = defaultdict(list)
    at = 0
    for row in folded.split("\n"):
        words = row.strip()
        if words and len(words) <= LINE_MAX:
            read = compiled.read(words)
            if read is not None:
                kind, number, title = read
                start = at + row.index(words[0])
                found[kind].append(Mark(start, start + len(words), number, title))
        elif len(words) > 2000:
            for match in _INLINE.finditer(row):
                number = number_of(match.captures("n")[0])
                found["inline"].append(Mark(at + match.start("mark"), at + match.end("mark"), number, match["title"]))
        at += len(row) + 1
    runs = [run for kind in found if (run := _run(found[kind], len(folded)))]
    return max(runs, key=len, default=[])


def _run(found: list[Mark], end: int) -> list[Mark]:
    """The longest count 1, 2, 3 … in which each mark has text behind it."""
    solid = [
        mark
        for mark, after in zip(found, [*(mark.start for mark in found[1:]), end], strict=True)
        if after - mark.end >= PART_MIN
    ]
    best: list[Mark] = []
    run: list[Mark] = []
    for mark in solid:
        if run and mark.number == run[-1].number + 1:
            run.append(mark)
        elif mark.number == 1 or (not run and mark.number == 2):
            run = [mark]
        if len(run) > len(best):
            best = list(run)
    if best and best[0].number == 2 and best[0].start >= (FIRST_MIN if len(best) == 1 else REPORT_MIN):
        best.insert(0, Mark(0, 0, 1, None))  # The mark of the first report was lost.
    return best if len(best) >= 2 else []
