"""Walk over the numerals of a report's body and decide about each."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import regex

from pipeline.fold import fold
from pipeline.measure.quantities import grammar, judging
from pipeline.measure.quantities.bounds import Bounds
from pipeline.measure.quantities.context import Context, Lexicon
from pipeline.measure.quantities.lost_units import listed_unit
from pipeline.measure.quantities.nouns import counted_noun
from pipeline.measure.quantities.numerals import Reading, magnitude, read_numeral
from pipeline.measure.quantities.units import Found
from pipeline.records import Damage, Quantity, Report, Skipped
from pipeline.resources import Resources

_LONGEST_NUMERAL = 32
"""More characters than any figure has; what is longer is an identifier, or damage."""
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_MORE = frozenset("多余")
_OTHER_MORE = frozenset("出于数样元达项边次层党渠")
"""多 with one of these behind it is another word: 比六百亿元多出, 多元."""
_GLUED = frozenset("第前-+~/.:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Characters before a number that may make it a part of something else."""
_HALVED = frozenset(["倍", "成", "年", "天", "斤", "里", "亩", "小时", "公里", "担"])
_BOUND_OF = regex.compile(r"(?:以上|以下|左右)的?|之多的?")
_HALF_MORE = regex.compile(r"\s?个半(月|小时|学期|世纪)")
_PER_PEOPLE = regex.compile(r"\s?/\s?(10万|十万|百万|万|千)(?![\p{Han}\d])")
_SIGNED = frozenset(["percent", "percentage_point", "money", "other", "ratio"])
"""Kinds whose figures may carry a minus sign."""
_RANK_LEAD = regex.compile(
    r"(?:居|列|排|名|占|获|得|保持|位|市|省|国|县|区|校|总量|总分|成绩|界|系统|同类)\p{Han}{0,6}?第?$|[居列排][^,。;\n]{0,14}第?$"
)


def find_quantities(report: Report, resources: Resources) -> tuple[tuple[Quantity, ...], tuple[Skipped, ...]]:
    """All quantities of the body, and all numbers in it that are none, each in reading order."""
    lexicon = resources.rules.make(Lexicon)
    walk = _Walk(report, lexicon)
    walk.run()
    return tuple(walk.quantities), tuple(walk.skipped)


class _Walk:
    """One pass over the numerals of a body, left to right."""

    def __init__(self, report: Report, lexicon: Lexicon) -> None:
        self.context = Context(report, lexicon)
        self.text = self.context.text
        self.start, self.end = self.context.start, self.context.end
        self.lexicon = lexicon
        self.quantities: list[Quantity] = []
        self.skipped: list[Skipped] = []
        self.done = self.start

    def run(self) -> None:
        for match in grammar.CORE.finditer(self.text, self.start, self.end):
            if match.start() < self.done:
                if match.end() <= self.done:
                    continue
                rest = grammar.CORE.search(self.text, self.done, match.end())
                if rest is None:
                    continue
                match = rest
            self._decide(match)
        self._lost()

    # ------------------------------------------------------------ deciding

    def _decide(self, match: Any) -> None:
        start, end = match.span()
        text, shape = self.text, match.lastgroup  # the last group of each shape is its own: see grammar.CORE
        if shape == "masked":
            self._masked(start, end)
            return
        chinese = shape == "chinese"
        if chinese and end - start == 1 and not judging.worth_a_look(self.context, start, end):
            return
        if (text[start - 1 : start] == "第" or text[start - 2 : start] == "第 ") and self._rank(start):
            return
        enclosed_until = self.context.enclosed_until(start)
        if enclosed_until is not None:
            self._skip(start, min(end, enclosed_until), "title-or-catchword")
            return
        if shape == "portion":
            self._share(match)
        elif shape == "numerator":
            self._fraction(match)
        elif shape == "top":
            self._quantity(start, end, Reading(1.0), Found("名次", "rank", end), "rank")
        elif shape == "doubled":
            self._quantity(start, end, Reading(1.0), Found("番", "ratio", end), "doubled")
        else:
            self._number(start, end, shape)

    def _number(self, start: int, end: int, shape: str) -> None:
        """A half, or a numeral that may be a part of a date, a label, a name or a word."""
        text, chinese = self.text, shape == "chinese"
        certain = not chinese and text[start - 1 : start] not in _GLUED and grammar.CERTAIN.match(text, end) is not None
        excluded = None if certain else self.lexicon.exclusions.at(text, start, chinese=chinese)
        if excluded is not None:
            rule, stop = excluded
            self._skip(start, max(stop, start + 1), rule)
            return
        if shape == "half":
            self._half(start, end)
            return
        if chinese:
            word_end = judging.word_end(self.context, start, end)
            if word_end is not None:
                self._skip(start, max(word_end, start + 1), "word")
                return
        self._plain(start, end, text[start:end], chinese)

    # ------------------------------------------------------------ damage

    def _masked(self, start: int, end: int) -> None:
        """A figure with x, * or _ in it: 35920xx元 is a quantity nobody can read any more, 20xx年 is none."""
        magnitude = grammar.MAGNITUDE.match(self.text, end)
        unit = self.lexicon.units.at(self.text, magnitude.end())
        if (
            unit is None
            or unit.unit == "年"
            or (grammar.MASKED_YEAR.match(self.text, end) and magnitude.end() == end and unit.kind == "duration")
        ):
            self._skip(start, end, "masked")
            return
        self._quantity(start, unit.end, Reading(None), unit, "masked", damaged=True)

    def _lost(self) -> None:
        """Quantities whose whole figure is masked (投资X万元), where cleaning found them."""
        known = [(q.start, q.end) for q in self.quantities]
        for damage in self.context.damage:
            if damage.kind != "maskqty" or not self.start <= damage.start < self.end:
                continue
            at = bisect_right(known, (damage.end - 1, damage.end)) - 1
            if at >= 0 and known[at][1] > damage.start:
                continue
            magnitude = grammar.MAGNITUDE.match(self.text, damage.end)
            unit = self.lexicon.units.at(self.text, magnitude.end())
            if unit is not None:
                self._quantity(damage.start, unit.end, Reading(None), unit, "masked", damaged=True)
        if len(self.quantities) > len(known):
            self.quantities.sort(key=lambda q: q.start)
            masked = {at for q in self.quantities if q.rule == "masked" for at in range(q.start, q.end)}
            self.skipped = [record for record in self.skipped if record.start not in masked]

    # ------------------------------------------------------------ shapes

    def _share(self, match: Any) -> None:
        """百分之十四点二, 百分之十到二十."""
        start, end = match.start(), match.end()
        unit = _SHARES[match["per"][0]]
        numeral, trimmed = _trim(match["portion"])
        end -= trimmed
        reading = read_numeral(numeral)
        if reading is None:
            self._skip(start, end, "unreadable")
            return
        end, reading = self._more(end, reading)
        link = grammar.LINK.match(self.text, end)
        if link is not None and not judging.paired(self.context, start):
            numeral, trimmed = _trim(link["number"])
            high = read_numeral(numeral)
            if high is not None and _ascending(reading, high) and (link["per"] or self._bare(link.end() - trimmed)):
                end = link.end() - trimmed
                reading = _spanned(reading, high)
        self._quantity(start, end, reading, Found(unit, "percent", end), "share")

    def _bare(self, end: int) -> bool:
        return self.lexicon.units.at(self.text, end) is None

    def _fraction(self, match: Any) -> None:
        start, end = match.span()
        top, bottom = read_numeral(match["numerator"]), read_numeral(match["denominator"])
        if top is None or bottom is None or not top.value or not bottom.value or top.value >= bottom.value:
            self._skip(start, end, "unreadable")
            return
        self._quantity(start, end, Reading(round(top.value / bottom.value, 6)), Found("", "ratio", end), "fraction")

    def _half(self, start: int, end: int) -> None:
        self._quantity(start, end, Reading(0.5, approx=self.text[start] == "大"), Found("", "ratio", end), "half")

    def _rank(self, start: int) -> bool:
        match = grammar.RANK.match(self.text, start)
        if match is None:
            return False
        lead = self.text[max(self.start, start - 18) : start]
        if not match["word"] and not _RANK_LEAD.search(lead):
            return False
        reading = read_numeral(match["place"])
        if reading is None:
            return False
        begin = start - 1 if self.text[start - 1] == "第" else start - 2
        self._quantity(begin, match.end(), reading, Found("名次", "rank", match.end()), "rank")
        return True

    def _ratio(self, start: int) -> bool:
        match = grammar.RATIO.match(self.text, start)
        if match is None:
            return False
        parts = [match["first"], *(p.strip() for p in match["rest"].split(":"))]
        if len(parts) == 2:
            left, right = parts
            value, unit = (left, ":1") if right == "1" and left != "1" else (right, f"{left}:")
            self._quantity(start, match.end(), Reading(float(value)), Found(unit, "ratio", match.end()), "ratio")
            return True
        total = sum(map(float, parts))
        shared = Found("%", "percent", 0) if abs(total - 100) <= 0.5 else Found(":", "ratio", 0)
        at = start
        for part in parts:
            at = self.text.index(part, at)
            self._quantity(at, at + len(part), Reading(float(part)), shared, "ratio-list")
            at += len(part)
        self.done = max(self.done, match.end())
        return True

    def _slashed(self, start: int) -> bool:
        match = grammar.SLASHED.match(self.text, start)
        if match is None or not 0 < int(match["top"]) < int(match["bottom"]):
            return False
        value = round(int(match["top"]) / int(match["bottom"]), 6)
        self._quantity(start, match.end(), Reading(value), Found("", "ratio", match.end()), "fraction")
        return True

    def _compared(self, start: int, end: int) -> bool:
        """Whether the numeral is the first of a ratio (3:2) or the top of a fraction (1/3): a mark behind it tells."""
        following = self.text[end : end + 2]
        return (":" in following and self._ratio(start)) or (following[:1] == "/" and self._slashed(start))

    # ------------------------------------------------------------ numbers with a unit

    def _plain(self, start: int, end: int, surface: str, chinese: bool) -> None:
        text, units = self.text, self.lexicon.units
        if not chinese and self._compared(start, end):
            return
        numeral, trimmed = _trim(surface)
        end -= trimmed
        reading = read_numeral(numeral) if len(numeral) <= _LONGEST_NUMERAL else None
        if reading is None or (reading.digits and chinese and reading.value is not None and len(numeral) > 2):
            self._skip(start, end, "digits" if reading else "unreadable")
            return
        if reading.value is not None and numeral[0] in "百千万亿" and len(numeral) < 3:
            before = text[start - 1 : start]
            if before not in "超过破上达近逾约" or not before:
                self._skip(start, end, "bare-magnitude")
                return
            if before == "上":
                reading = Reading(reading.value, reading.low, reading.high, approx=True)
        unit_at = end + 1 if text[end : end + 1] == " " else end
        unit = units.at(text, unit_at)
        half = _HALF_MORE.match(text, end) if "半" in text[end : end + 3] else None
        if half is not None and reading.value is not None:
            name = {"月": "个月", "学期": "个学期"}.get(half[1], half[1])
            unit, reading = Found(name, "duration", half.end()), Reading(reading.value + 0.5)
            self._quantity(start, half.end(), reading, unit, "plain")
            return
        if unit is None and not chinese and (per := _PER_PEOPLE.match(text, end)):
            self._quantity(start, per.end(), reading, Found(f"/{per[1]}", "ratio", per.end()), "plain")
            return
        if unit is not None and unit.unit == "分" and text[max(0, start - 2) : start] == "小时":
            unit = Found("分钟", "duration", unit.end)
        span_end = unit.end if unit else end
        link = (
            grammar.LINK.match(text, span_end)
            if text[span_end : span_end + 1] in "-~至到 " and span_end < len(text)
            else None
        )
        if link is not None and not link["per"]:
            joined = self._range(start, reading, numeral, unit, link)
            if joined:
                return
        if unit is None:
            self._unitless(start, end, reading, chinese)
            return
        rule = "plain"
        if chinese or unit.needs:
            refused = judging.refusal(self.context, start, end, numeral, reading, unit, chinese)
            if refused:
                self._skip(start, end, refused)
                return
            rule = "chinese" if chinese else "plain"
        elif (
            reading.value is not None
            and reading.value <= 10
            and unit.kind == "count"
            and judging.is_talk(self.context, unit, chinese=chinese)
        ):
            self._skip(start, unit.end, "talk")
            return
        self._quantity(start, unit.end, reading, unit, rule)

    def _range(self, start: int, reading: Reading, numeral: str, unit: Found | None, link: Any) -> bool:
        """4.5%-5%, 5—6层, 8000至10000元, 3-5万元."""
        other, trimmed = _trim(link["number"])
        high = read_numeral(other)
        if high is None or reading.value is None or high.value is None:
            return False
        stop = link.end() - trimmed
        at = stop + 1 if self.text[stop : stop + 1] == " " else stop
        last = self.lexicon.units.at(self.text, at)
        if last is None or (unit is not None and (unit.unit, unit.kind) != (last.unit, last.kind)):
            return False
        if unit is not None and judging.paired(self.context, start):
            return False
        if unit is None:
            scale = magnitude(other)
            if scale > 1 and magnitude(numeral) == 1 and reading.value * scale <= high.value:
                reading = reading.scaled(scale)
        if not _ascending(reading, high):
            return False
        self._quantity(start, last.end, _spanned(reading, high), last, "range")
        return True

    def _unitless(self, start: int, end: int, reading: Reading, chinese: bool) -> None:
        """A number without a unit of its own: a counted noun behind it, a unit given once, or none."""
        bound = _BOUND_OF.match(self.text, end)
        noun = self.lexicon.nouns.at(self.text, bound.end() if bound else end)
        if bound and noun is not None and not (chinese and end - start < 2):
            self._quantity(start, end, reading, Found(noun[0], "count", end), "noun", noun=(bound.end(), noun[1]))
            return
        if noun is not None and not (chinese and reading.value == 1):
            unit, stop = noun
            name_end = end if unit == "人" else stop
            self._quantity(start, name_end, reading, Found(unit, "count", name_end), "noun", noun=(end, stop))
            return
        if chinese and len(self.text[start:end]) < 2:
            self._skip(start, end, "no-unit")
            return
        table = None if chinese else self.context.tables.at(start)
        if table is not None:
            self._quantity(start, end, reading.scaled(table.scale), table.unit, "table", confidence=0.9)
            return
        shared = listed_unit(self.text, start, end, self.lexicon.units)
        if shared is not None:
            last, scale = shared
            own = self.text[end - 1] in "万亿千"
            self._quantity(start, end, reading if own else reading.scaled(scale), last, "list")
            return
        lost = self.lexicon.lost_units.unit(self.text, start, end, reading)
        if lost is not None:
            self._quantity(start, end, reading, lost[0], "unit-lost", confidence=lost[1])
            return
        if self.text[end - 1] in "万亿":
            # thousands of something: what is counted follows without a measure word (6600多万纳税人)
            tokens = self.context.tokens.from_(end)
            stop = counted_noun(self.context.original, end, tokens)
            if stop > end:
                known = next(
                    (t.end for t in tokens if t.end <= stop and self.lexicon.nouns.before(self.text, t.end, 2)), stop
                )
                stop = known
                counted = self.lexicon.nouns.before(self.text, stop) or self.context.tokens.word_before(self.text, stop)
                self._quantity(
                    start, end, reading, Found(counted, "count", end), "noun", noun=(end, stop), confidence=0.8
                )
                return
        self._skip(start, end, "no-unit")

    def _more(self, end: int, reading: Reading) -> tuple[int, Reading]:
        if self.text[end : end + 1] in _MORE and self.text[end + 1 : end + 2] not in _OTHER_MORE and not reading.approx:
            return end + 1, Reading(reading.value, reading.low, reading.high, approx=True)
        return end, reading

    # ------------------------------------------------------------ results

    def _quantity(
        self,
        start: int,
        end: int,
        reading: Reading,
        unit: Found,
        rule: str,
        *,
        noun: tuple[int, int] | None = None,
        confidence: float = 1.0,
        damaged: bool = False,
    ) -> None:
        if unit.unit in _HALVED and self.text[end : end + 1] == "半" and reading.value is not None:
            reading, end = Reading(reading.value + 0.5), end + 1
        if unit.kind in ("duration", "ratio", "money", "length", "mass", "area") and unit.unit:
            end, reading = self._more(end, reading)
        if (
            self.text[start - 1 : start] == "-"
            and start > self.done + 1
            and unit.kind in _SIGNED
            and reading.value is not None
        ) and regex.match(r"[\p{Han},:(|\s]", self.text[start - 2]):
            start, reading = start - 1, Reading(-reading.value, approx=reading.approx)
        bounds = self.lexicon.bounds.around(self.text, start, end)
        damage = self.context.damage_at(start, end)
        low, high = _limits(reading, bounds)
        value = reading.value
        if damage is not None:
            value, low, high, damaged = _restored(damage), None, None, True
        if noun is None:
            tokens = self.context.tokens.from_(end) if unit.kind in ("count", "other") else []
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
                confidence=confidence,
            )
        )
        self.done = max(self.done, end)

    def _skip(self, start: int, end: int, rule: str) -> None:
        self.skipped.append(Skipped(start=start, end=end, rule=rule))
        self.done = max(self.done, end)


def _trim(numeral: str) -> tuple[str, int]:
    """The numeral without trailing blanks, and how many characters were cut."""
    kept = numeral.rstrip()
    return kept, len(numeral) - len(kept)


def _ascending(low: Reading, high: Reading) -> bool:
    return low.value is not None and high.value is not None and low.value < high.value


def _spanned(low: Reading, high: Reading) -> Reading:
    return Reading(None, low.value, high.value, low.approx or high.approx)


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
