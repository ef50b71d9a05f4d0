"""Units that a number lost or shares: what stands before it tells, or the list that it stands in."""

from __future__ import annotations

import regex

from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.numerals import Reading, magnitude
from pipeline.measure.quantities.units import Found, UnitIndex
from pipeline.records import Kind
from pipeline.rules import Rules

_LIST_LEAD = regex.compile(r"分别|各(?:为|达|占)|依次")
_ENDS = frozenset("\n,。;、)!以左的之")
"""What may follow a number that has no unit of its own: the end of its clause, or a bound."""
_LEAD = 14
_LONGEST_LIST = 12


class LostUnits:
    """The words of rules/measure/lost_units.csv that tell the unit of a number behind them."""

    def __init__(self, rules: Rules) -> None:
        self._meanings = {word.word: word.value for word in rules.words("measure/lost_units")}
        words = "|".join(sorted(self._meanings, key=len, reverse=True))
        self._pattern = regex.compile(rf"({words})[^,。;、\d%]{{0,5}}$")

    def unit(self, text: str, start: int, end: int, reading: Reading) -> Found | None:
        """The unit of the number `text[start:end]` that ends its clause without one."""
        following = text[end : end + 1]
        if following and following not in _ENDS:
            return None
        value = reading.value if reading.value is not None else reading.high
        match = self._pattern.search(text, max(0, start - _LEAD), start)
        if match is None or value is None:
            return None
        meaning = self._meanings[match[1]]
        if meaning == "%":
            return Found("%", "percent", end) if value <= 100 else None
        if meaning == "元":
            return Found("元", "money", end) if text[end - 1] in "万亿" else None
        kind: Kind = "count" if meaning else "ratio"
        return Found(meaning, kind, end)


def listed_unit(text: str, start: int, end: int, units: UnitIndex) -> tuple[Found, float] | None:
    """The unit and magnitude of the last number of the list that begins with this one: 5、6和7%, 12、8、6亿元."""
    at = end
    for _ in range(_LONGEST_LIST):
        link = grammar.LISTED.match(text, at)
        if link is None:
            return None
        if text[at] == "," and not _LIST_LEAD.search(text, max(0, start - 24), start):
            return None
        numeral = link["number"].rstrip()
        at = link.start("number") + len(numeral)
        unit = units.at(text, at)
        if unit is not None:
            return unit, magnitude(numeral)
    return None
