"""How sure a row is: the chance that its value, unit, name, status, aspect and period are all right.

The chance of each step is looked up by the rule that took it (how the figure was read, how its circumstances were, how
it was named) in rules/measure/confidence.csv; their product is then set to what was observed of rows with such a
product. `benchmarks/calibration.py` counts, fits, and shows how far the stated chance can be believed.
"""

from __future__ import annotations

from bisect import bisect_right

from pipeline.records import Circumstance, Naming, Quantity
from pipeline.rules import Rules

READING, CIRCUMSTANCE, STEP = "reading.", "circumstance.", "step."
"""How the words of rules/measure/confidence.csv begin: a rule of reading figures, a family of rules of circumstance
(target of target-must), and the lowest product that a step of the calibration holds for."""
UNKNOWN = 0.9
"""Rules that no gold has shown yet."""


class Confidence:
    """The tables of chances. Built once for a set of rules."""

    def __init__(self, rules: Rules) -> None:
        words = rules.words("measure/confidence")
        self._chances = {word.word: float(word.value) for word in words if not word.word.startswith(STEP)}
        steps = sorted((float(word.word.removeprefix(STEP)), float(word.value)) for word in words if STEP in word.word)
        self._bounds = [bound for bound, _ in steps]
        self._rightness = [rightness for _, rightness in steps]
        self._known: dict[tuple[str, tuple[str, ...], float], float] = {}

    @property
    def least(self) -> float:
        """The lowest product that was observed; below it the product itself is stated."""
        return self._bounds[0] if self._bounds else 1.0

    def of(self, quantity: Quantity, circumstance: Circumstance, naming: Naming) -> float:
        """The chance that the row is right."""
        key = quantity.rule, circumstance.rules, naming.confidence
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self.calibrated(self.product(*key))
        return known

    def product(self, reading: str, circumstance: tuple[str, ...], naming: float) -> float:
        """The product of the chances of the three steps, given their rules and how sure the name is."""
        families = {rule.partition("-")[0] for rule in circumstance}
        least = min((self._chances.get(CIRCUMSTANCE + family, 1.0) for family in families), default=UNKNOWN)
        return self._chances.get(READING + reading, UNKNOWN) * least * naming

    def calibrated(self, product: float) -> float:
        """What share of the rows with such a product was right."""
        at = bisect_right(self._bounds, product) - 1
        return self._rightness[at] if at >= 0 else product
