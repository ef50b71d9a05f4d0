"""Numerals with a unit behind them, and those that have none: a counted noun, a unit given once, a lost unit."""

from __future__ import annotations

from typing import Any

from pipeline.measure.quantities import grammar, judging
from pipeline.measure.quantities.findings import Findings
from pipeline.measure.quantities.lost_units import LARGE, listed_unit, shared_points
from pipeline.measure.quantities.nouns import counted_noun
from pipeline.measure.quantities.numerals import Reading, ascending, magnitude, read_numeral, spanned, trimmed
from pipeline.measure.quantities.shapes import add_compared
from pipeline.measure.quantities.units import Found
from pipeline.patterns import regex

_LONGEST_NUMERAL = 32
"""More characters than any figure has; what is longer is an identifier, or damage."""
_BOUND_OF = regex.lazy(r"(?:以上|以下|左右)的?|之多的?")
_HALF_MORE = regex.lazy(r"\s?个半(月|小时|学期|世纪)")
_PEOPLE_LEAD = regex.lazy(r"(?!用于|资助|补助|奖励|帮助|救助|解决|支持|新建|改建|建设|购)[\p{Han}]{2,16}")
_HALF_MORE_UNITS = {"月": "个月", "学期": "个学期"}
_PER_PEOPLE = regex.lazy(r"\s?/\s?(10万|十万|百万|万|千)(?!\d|(?![和与及以])\p{Han})")
_COINS = regex.lazy(r"(?P<tenths>[1-9一二两三四五六七八九])角(?:零?(?P<hundredths>[1-9一二三四五六七八九])分)?")
_LARGEST_TALK = 10
"""Larger Arabic figures with a measure word count something, whatever the noun is."""


def add_plain(found: Findings, start: int, end: int, *, chinese: bool) -> None:
    """Decide about the numeral `text[start:end]`, which no rule excludes."""
    text = found.context.text
    if not chinese and add_compared(found, start, end):
        return
    numeral, cut = trimmed(text[start:end])
    end -= cut
    reading = read_numeral(numeral) if len(numeral) <= _LONGEST_NUMERAL else None
    if reading is None or (reading.digits and chinese and reading.value is not None and len(numeral) > 2):
        found.skip(start, end, "digits" if reading else "unreadable")
        return
    if reading.value is not None and numeral[0] in judging.MAGNITUDES and len(numeral) < 3:
        before = text[start - 1 : start]
        if not judging.is_figure(found.context, start, end):
            found.skip(start, end, "bare-magnitude")
            return
        if before == "上":
            reading = Reading(reading.value, reading.low, reading.high, approx=True)
    unit = found.context.unit_at(end + 1 if text[end : end + 1] == " " else end)
    half = _HALF_MORE.match(text, end) if "半" in text[end : end + 3] else None
    if half is not None and reading.value is not None:
        unit = Found(_HALF_MORE_UNITS.get(half[1], half[1]), "duration", half.end())
        found.add(start, half.end(), Reading(reading.value + 0.5), unit, "plain")
        return
    if unit is None and not chinese and (per := _PER_PEOPLE.match(text, end)):
        found.add(start, per.end(), reading, Found(f"/{per[1]}", "ratio", per.end()), "plain")
        return
    if unit is not None and not chinese:
        unit = shared_points(text, unit)
    if unit is not None and "多" in text[end : unit.end] and not reading.approx:
        reading = Reading(reading.value, reading.low, reading.high, approx=True)  # 三个多月
    if unit is not None and unit.unit == "分" and text[max(0, start - 2) : start] == "小时":
        unit = Found("分钟", "duration", unit.end)
    if _add_range(found, start, unit.end if unit else end, reading, numeral, unit):
        return
    if unit is None:
        _add_unitless(found, start, end, reading, chinese=chinese)
        return
    if unit.unit == "元" and "角" in text[unit.end + 1 : unit.end + 2]:
        reading, unit = _with_coins(text, reading, unit)
    if chinese or unit.needs:
        refused = judging.refusal(found, start, end, reading, unit, chinese=chinese)
        if refused:
            found.skip(start, end, refused)
            return
    elif (
        reading.value is not None
        and reading.value <= _LARGEST_TALK
        and unit.kind == "count"
        and judging.is_talk(found.context, unit, chinese=chinese)
    ):
        found.skip(start, unit.end, "talk")
        return
    found.add(start, unit.end, reading, unit, "chinese" if chinese else "plain")


def _with_coins(text: str, reading: Reading, unit: Found) -> tuple[Reading, Found]:
    """十八元五角, 3元2角5分: one sum of money."""
    coins = _COINS.match(text, unit.end)
    if coins is None or reading.value is None:
        return reading, unit
    value = reading.value
    for name, of_one in (("tenths", 10), ("hundredths", 100)):
        part = read_numeral(coins[name]) if coins[name] else None
        value += part.value / of_one if part is not None and part.value is not None else 0
    return Reading(round(value, 2), approx=reading.approx), Found("元", "money", coins.end())


def _add_range(found: Findings, start: int, span_end: int, reading: Reading, numeral: str, unit: Found | None) -> bool:
    """4.5%-5%, 5—6层, 8000至10000元, 3-5万元: whether what ends at `span_end` is the lower end of a range."""
    text = found.context.text
    if span_end >= len(text) or text[span_end] not in "-~至到 ":
        return False
    link: Any = grammar.LINK.match(text, span_end)
    if link is None or link["per"]:
        return False
    other, cut = trimmed(link["number"])
    high = read_numeral(other)
    if high is None or reading.value is None or high.value is None:
        return False
    stop = link.end() - cut
    last = found.context.unit_at(stop + 1 if text[stop : stop + 1] == " " else stop) or _spoken(other, stop)
    if last is None or (unit is not None and (unit.unit, unit.kind) != (last.unit, last.kind)):
        return False
    if unit is not None and judging.paired(found.context, start):
        return False
    if unit is None:
        scale = magnitude(other)
        if scale > 1 and magnitude(numeral) == 1 and reading.value * scale <= high.value:
            reading = reading.scaled(scale)
    if not ascending(reading, high):
        return False
    found.add(start, last.end, spanned(reading, high), last, "range")
    return True


def _add_unitless(found: Findings, start: int, end: int, reading: Reading, *, chinese: bool) -> None:
    """A number without a unit of its own: a counted noun behind it, a unit given once, or none."""
    context = found.context
    text, lexicon = context.text, context.lexicon
    bound = _BOUND_OF.match(text, end)
    noun = context.noun_at(bound.end() if bound else end)
    if bound and noun is not None and not (chinese and end - start < 2):
        found.add(start, end, reading, Found(noun[0], "count", end), "noun", noun=(bound.end(), noun[1]))
        return
    if noun is not None and not (chinese and reading.value == 1):
        unit, stop = noun
        name_end = end if unit == "人" else stop
        found.add(start, name_end, reading, Found(unit, "count", name_end), "noun", noun=(end, stop))
        return
    if chinese and end - start < 2:
        found.skip(start, end, "no-unit")
        return
    table = None if chinese else context.tables.at(start)
    if table is not None:
        found.add(start, end, reading.scaled(table.scale), table.unit, "table")
        return
    shared = listed_unit(text, start, end, lexicon.units)
    if shared is not None:
        last, scale = shared
        own = text[end - 1] in "万亿千"
        found.add(start, end, reading if own else reading.scaled(scale), last, "list")
        return
    lost = _spoken(text[start:end], end) or lexicon.lost_units.unit(text, start, end, reading)
    if lost is not None:
        found.add(start, end, reading, lost, "unit-lost")
        return
    if LARGE.search(text, start, end) and _add_thousands(found, start, end, reading):
        return
    found.skip(start, end, "no-unit")


def _spoken(numeral: str, end: int) -> Found | None:
    """The unit of 三个亿, which ends at `end`."""
    return Found("元", "money", end) if "个" in numeral else None


def _add_thousands(found: Findings, start: int, end: int, reading: Reading) -> bool:
    """Thousands of something: what is counted follows without a measure word (6600多万纳税人)."""
    context = found.context
    text, nouns = context.text, context.lexicon.nouns
    tokens = context.tokens.from_(end)
    stop = counted_noun(context.original, end, tokens)
    if stop > end:
        stop = next((t.end for t in tokens if t.end <= stop and nouns.before(text, t.end, 2)), stop)
        counted = nouns.before(text, stop) or context.tokens.word_before(text, stop)
        found.add(start, end, reading, Found(counted, "count", end), "thousands", noun=(end, stop))
        return True
    # People may have a whole clause before them: 505万下岗失业人员, 1000万以上贫困人口.
    people = _PEOPLE_LEAD.match(text, end)
    for token in tokens if people is not None else ():
        if token.end > people.end():
            break
        if nouns.before(text, token.end, 2) == "人":
            found.add(start, end, reading, Found("人", "count", end), "thousands", noun=(end, token.end))
            return True
    return False
