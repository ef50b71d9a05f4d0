"""What the walk over the numerals has found so far, and how a reading becomes a record.

A record needs more than the numeral and its unit: a half or a 多 behind the unit, a minus sign, the words of bound,
the damage that it stands in, and the noun that it counts.
"""

from __future__ import annotations

from pipeline.fold import fold
from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.bounds import Bounds
from pipeline.measure.quantities.context import Context
from pipeline.measure.quantities.nouns import counted_noun
from pipeline.measure.quantities.numerals import Reading, read_numeral
from pipeline.measure.quantities.units import Found
from pipeline.numerals import DIGITS
from pipeline.patterns import regex
from pipeline.records import Damage, Quantity, Skipped

_MORE = frozenset("多余")
_OTHER_MORE = frozenset("出于数样元达项边次层党渠")
"""多 with one of these behind it is another word: 比六百亿元多出, 多元."""
_HALVED = frozenset(["倍", "成", "年", "天", "斤", "里", "亩", "小时", "公里", "担", "华里", "市斤", "尺", "丈", "吨"])
_TENTHS = regex.lazy(r"[一二三四五六七八九](?=[,。;、!)]|以[上下]|左右|多|$|[的和与提降增上下])")
"""What may follow 成: 七成五 is 7.5."""
_GOES_ON = frozenset(["duration", "ratio", "money", "length", "mass", "area"])
"""Kinds of units that 多 may stand behind: 三年多, 两倍多."""
_COUNTED = frozenset(["count", "other"])
_SIGNED = frozenset(["percent", "percentage_point", "money", "other", "ratio"])
"""Kinds whose figures may carry a minus sign."""
_BEFORE_SIGN = regex.lazy(r"[\p{Han},:(|\s]")


class Findings:
    """Quantities and skipped numbers of one body, in reading order; `done` is where the last of them ends."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.quantities: list[Quantity] = []
        self.skipped: list[Skipped] = []
        self.done = context.start

    def skip(self, start: int, end: int, rule: str) -> None:
        """The number `text[start:end]` is no quantity; `rule` says why."""
        self.skipped.append(Skipped(start=start, end=end, rule=rule))
        self.done = max(self.done, end)

    def add(
        self,
        start: int,
        end: int,
        reading: Reading,
        unit: Found,
        rule: str,
        *,
        noun: tuple[int, int] | None = None,
        damaged: bool = False,
    ) -> None:
        """The quantity `text[start:end]`; `noun` is the span of what it counts where the caller knows it."""
        text = self.context.text
        if unit.unit in _HALVED and text[end : end + 1] == "半" and reading.value is not None:
            reading, end = Reading(reading.value + 0.5), end + 1
        if unit.unit == "成" and reading.value is not None and (tenths := _TENTHS.match(text, end)) is not None:
            reading, end = Reading(round(reading.value + DIGITS[tenths[0]] / 10, 1)), tenths.end()
        if unit.kind in _GOES_ON and unit.unit:
            end, reading = with_more(text, end, reading)
        if text[start - 1 : start] == "-" and self._is_negative(start, reading, unit):
            start, reading = start - 1, Reading(-(reading.value or 0.0), approx=reading.approx)
        bounds = self.context.lexicon.bounds.around(text, start, end)
        damage = self.context.damage_at(start, end)
        low, high = _limits(reading, bounds)
        value = reading.value
        if damage is not None:
            value, low, high, damaged = _restored(damage), None, None, True
        if noun is None:
            tokens = self.context.tokens.from_(end) if unit.kind in _COUNTED else []
            noun = (end, counted_noun(self.context.original, end, tokens))
        self.quantities.append(
            Quantity(
                start=start,
                end=end,
                value=value,
                low=low,
                high=high,
                unit=unit.unit or None,
                kind=unit.kind,
                approx=reading.approx or bounds.approx,
                modifier=bounds.words,
                modifier_start=bounds.start,
                modifier_end=bounds.end,
                noun_start=noun[0],
                noun_end=noun[1],
                damaged=damaged,
                rule=rule,
            )
        )
        self.done = max(self.done, end)

    def _is_negative(self, start: int, reading: Reading, unit: Found) -> bool:
        """Whether the mark before a figure is its sign, not a dash or the middle of a range."""
        return (
            start > self.done + 1
            and unit.kind in _SIGNED
            and reading.value is not None
            and _BEFORE_SIGN.match(self.context.text, start - 2) is not None
        )

    def add_masked(self) -> None:
        """Quantities whose whole figure is hidden (投资X万元), where cleaning found them and the walk did not."""
        context = self.context
        masks = [d for d in context.damage if d.kind == "maskqty" and context.start <= d.start < context.end]
        if not masks:
            return
        known = {at for q in self.quantities for at in range(q.start, q.end)}
        for mask in masks:
            magnitude = grammar.MAGNITUDE.match(context.text, mask.end)
            unit = context.lexicon.units.at(context.text, magnitude.end())
            if unit is not None and known.isdisjoint(range(mask.start, mask.end)):
                self.add(mask.start, unit.end, Reading(None), unit, "masked", damaged=True)
        self.quantities.sort(key=lambda q: q.start)
        masked = {at for q in self.quantities if q.rule == "masked" for at in range(q.start, q.end)}
        self.skipped = [record for record in self.skipped if record.start not in masked]


def with_more(text: str, end: int, reading: Reading) -> tuple[int, Reading]:
    """The reading and its end with the 多 or 余 that stands behind it, if one does."""
    if text[end : end + 1] in _MORE and text[end + 1 : end + 2] not in _OTHER_MORE and not reading.approx:
        return end + 1, Reading(reading.value, reading.low, reading.high, approx=True)
    return end, reading


def _limits(reading: Reading, bounds: Bounds) -> tuple[float | None, float | None]:
    low, high = reading.low, reading.high
    if reading.value is not None:
        low = reading.value if bounds.low else low
        high = reading.value if bounds.high else high
    return low, high


def _restored(damage: Damage) -> float | None:
    """The figure that the damage finding proves, if it is one."""
    if not damage.restored:
        return None
    match = grammar.CORE.search(fold(damage.restored))
    reading = read_numeral(match[0].strip()) if match else None
    return reading.value if reading else None
