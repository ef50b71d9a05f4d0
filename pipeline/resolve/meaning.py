"""From a name and a figure to an id of the taxonomy: the level, its growth, or a change of it."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.records import Indicator
from pipeline.resolve.taxonomy import Meaning, growth_id
from pipeline.rules import IndicatorRule, Rules, Word

REACHED = ("reach", "hold", "over")
"""Classes of words (rules/resolve/between.csv) that lead to a level."""
_CHANGES = ("up", "down", "rate", "downrate")
TIMES = "倍"
"""A growth by so many times (增长2.5倍) is one of so many hundred percent."""
LARGEST_PRICE_CHANGE = 60.0
"""Percent; what is stated above it beside a price index is the index itself (102.5), not its change."""


class Sense(NamedTuple):
    """What a figure states."""

    indicator: str
    observed: bool
    """Whether it is a value of the indicator; a change by so many yuan or percentage points is none."""
    down: bool = False


class Units:
    """Units that measure the same thing. Made once for a process, by `Rules.make(Units)`."""

    def __init__(self, rules: Rules) -> None:
        words: tuple[Word, ...] = rules.words("resolve/units")
        self._of = {word.word: (word.value, float(word.note)) for word in words}

    def dimension(self, unit: str | None) -> str | None:
        return self._of[unit][0] if unit in self._of else None

    def base(self, value: float, unit: str | None) -> float:
        """The value in the base unit of its dimension, to compare 亿斤 with 万吨."""
        return value * self._of[unit][1] if unit in self._of else value

    def fits(self, rule: IndicatorRule, indicator: Indicator) -> bool:
        """Whether the figure can be a level of the indicator."""
        wanted, given = self.dimension(rule.unit), self.dimension(indicator.unit)
        if wanted and given:
            return wanted == given or {wanted, given} in _ALIKE
        if rule.kind == "count":
            return indicator.unit in (rule.unit, None, "")
        return rule.kind == indicator.kind


_ALIKE = (
    {"people", "people-times"},
    {"money", "money-usd"},
    {"money", "money-hkd"},
    {"money", "money-eur"},
    {"money", "money-rub"},
    {"mass", "mass-coal"},
)


def sense(meaning: Meaning, words: tuple[str, ...], indicator: Indicator, units: Units) -> Sense | None:
    """What the figure says of the indicator that `meaning` names; None if it cannot be about it.

    `words` are the classes of the words between name and figure (rules/resolve/between.csv).
    """
    rule = meaning.rule
    if rule is None or indicator.kind == "rank":
        return None
    changes = [word for word in words if word in _CHANGES]
    last = next((word for word in reversed(words) if word in (*_CHANGES, *REACHED)), None)
    down = bool(changes) and changes[-1] in ("down", "downrate")
    if indicator.kind == "percentage_point":
        return Sense(rule.id, observed=False, down=down) if not meaning.only_growth else None
    if rule.nature == "change":
        small = indicator.value is None or abs(indicator.value) < LARGEST_PRICE_CHANGE
        return Sense(rule.id, observed=True, down=down) if indicator.kind == "percent" and small else None
    times = indicator.unit == TIMES
    if (indicator.kind == "percent" or times) and units.dimension(rule.unit) != "percent":
        if rule.growth and changes and (not times or (last == "up" and not down)):
            return Sense(growth_id(rule), observed=True, down=down)
        return None
    if meaning.only_growth or not units.fits(rule, indicator):
        return None
    rated = indicator.kind == "percent" and any(word in ("rate", "downrate") for word in changes)
    return Sense(rule.id, observed=last not in ("up", "down") and not rated, down=down)
