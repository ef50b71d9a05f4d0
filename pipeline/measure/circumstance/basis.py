"""What a change, a comparison or a rank is set against."""

from __future__ import annotations

from typing import Any

import msgspec
import regex

from pipeline.measure.circumstance.aspect import Reading
from pipeline.records import Quantity
from pipeline.rules import Rules

_LONGEST = 16


class BasisReader(msgspec.Struct, frozen=True):
    """The compiled words of comparison and rank, highest priority first. Built once for a set of rules."""

    rules: dict[str, tuple[tuple[Any, str], ...]]
    """By aspect: pattern and rule id."""

    def read(
        self, folded: str, text: str, clause: int, sentence: int, quantity: Quantity, reading: Reading
    ) -> tuple[str | None, str]:
        """The basis in the words of the text, and the rule that found it; None if the words give none."""
        for pattern, rule in self.rules.get(reading.aspect, ()):
            for start in (clause, sentence) if reading.aspect == "rank" and sentence < clause else (clause,):
                found = None
                for found in pattern.finditer(folded, start, quantity.modifier_start):
                    pass
                if found is not None:
                    if found["basis"] is None:
                        return "同比", rule
                    begin, end = found.span("basis")
                    words = text[begin:end].strip(" 的,,")
                    if 0 < len(words) <= _LONGEST:
                        return words, rule
        return None, ""


def build_basis_reader(rules: Rules) -> BasisReader:
    """The basis reader of a set of rules."""
    sides: dict[str, list[tuple[Any, str]]] = {}
    for rule in rules.patterns("measure/basis"):
        sides.setdefault(rule.value, []).append((regex.compile(rule.pattern, regex.VERSION1), rule.id))
    return BasisReader({aspect: tuple(found) for aspect, found in sides.items()})
