"""What a change, a comparison or a rank is set against."""

from __future__ import annotations

from typing import Any

import msgspec

from pipeline.measure.circumstance.aspect import DIFFERENCE, Reading
from pipeline.patterns import regex
from pipeline.records import Circumstance, Quantity
from pipeline.rules import Rules

_LONGEST = 16
_YEAR_ON_YEAR = "同比"
"""What 比增 and 比降 mean without saying it."""


class BasisReader(msgspec.Struct, frozen=True):
    """The compiled words of comparison and rank, highest priority first. Built once for a set of rules."""

    rules: dict[str, tuple[tuple[Any, str], ...]]
    """By aspect: pattern and rule id."""

    def read(
        self, folded: str, text: str, clause: int, sentence: int, before: int, reading: Reading
    ) -> tuple[str | None, str]:
        """The basis in the words of the text, and the rule that found it; None if the words give none.

        `before` is where the words end that speak of the figure, `clause` and `sentence` are where they begin.
        """
        if found := _last(self.rules.get(reading.aspect, ()), folded, text, clause, before):
            return found
        side = reading.aspect if reading.aspect == "rank" else "sentence"
        return _last(self.rules.get(side, ()), folded, text, sentence, before) or (None, "")


def carried(folded: str, quantity: Quantity, before: tuple[Quantity, Circumstance, Reading]) -> tuple[str | None, str]:
    """The basis of the change before a figure, where the same sentence goes on (比上年增加92人,增长5.3%). What a
    distance is measured from (高于全国0.4个百分点) is of that figure alone."""
    earlier, circumstance, reading = before
    if circumstance.aspect != "change" or not circumstance.basis or reading.rule.startswith(DIFFERENCE):
        return None, ""
    if any(mark in folded[earlier.end : quantity.start] for mark in ";。"):
        return None, ""
    return circumstance.basis, "basis-carried"


def build_basis_reader(rules: Rules) -> BasisReader:
    """The basis reader of a set of rules."""
    sides: dict[str, list[tuple[Any, str]]] = {}
    for rule in rules.patterns("measure/basis"):
        sides.setdefault(rule.value, []).append((regex.compile(rule.pattern, regex.VERSION1), rule.id))
    return BasisReader({aspect: tuple(found) for aspect, found in sides.items()})


def _last(rules: tuple[tuple[Any, str], ...], folded: str, text: str, start: int, end: int) -> tuple[str, str] | None:
    """The last match of the first rule that matches between two places."""
    for pattern, rule in rules:
        matches = list(pattern.finditer(folded, start, end))
        if matches:
            if matches[-1]["basis"] is None:
                return _YEAR_ON_YEAR, rule
            begin, stop = matches[-1].span("basis")
            words = text[begin:stop].strip().removesuffix("的")
            if 0 < len(words) <= _LONGEST:
                return words, rule
    return None
