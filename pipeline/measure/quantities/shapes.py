"""Numerals that say by their shape what they are: shares, fractions, halves, ranks, ratios, masked figures.

Each function is given what has been found so far, adds to it, and tells (where it may fail) whether it did.
"""

from __future__ import annotations

from typing import Any

from pipeline.measure.quantities import grammar, judging
from pipeline.measure.quantities.findings import Findings, with_more
from pipeline.measure.quantities.numerals import Reading, ascending, read_numeral, spanned, trimmed
from pipeline.measure.quantities.units import Found
from pipeline.patterns import regex

_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_WHOLE = 100
"""Ratios of parts that add up to this are shares in per cent (三次产业结构9.6:50.2:40.2)."""
_RANK_LEAD = regex.lazy(
    r"(?:居|列|排|名|占|获|得|保持|位|市|省|国|县|区|校|总量|总分|成绩|界|系统|同类)\p{Han}{0,6}?第?$|[居列排][^,。;\n]{0,14}第?$"
    r"|(?:[居列排]|名次|成绩|平均分)[^。;\n]{0,24}\p{Han}第$"
)
_LEAD = 30
_RATE = regex.lazy(r"[率比占重](?:保持|实现|降|下降|控制|连续|均|都|\p{Han}{0,2})[为至到现持在]了?$")


def add_masked(found: Findings, start: int, end: int) -> None:
    """A figure with x, * or _ in it: 35920xx元 is a quantity nobody can read any more, 20xx年 is none."""
    text = found.context.text
    magnitude = grammar.MAGNITUDE.match(text, end)
    unit = found.context.unit_at(magnitude.end())
    if (
        unit is None
        or unit.unit == "年"
        or (grammar.MASKED_YEAR.match(text, end) and magnitude.end() == end and unit.kind == "duration")
    ):
        found.skip(start, end, "masked")
        return
    found.add(start, unit.end, Reading(None), unit, "masked", damaged=True)


def add_share(found: Findings, match: Any) -> None:
    """百分之十四点二, 百分之十到二十."""
    text = found.context.text
    start, end = match.span()
    unit = _SHARES[match["per"][0]]
    numeral, cut = trimmed(match["portion"])
    end -= cut
    reading = read_numeral(numeral)
    if reading is None:
        found.skip(start, end, "unreadable")
        return
    end, reading = with_more(text, end, reading)
    link = grammar.LINK.match(text, end)
    if link is not None and not judging.paired(found.context, start):
        numeral, cut = trimmed(link["number"])
        high = read_numeral(numeral)
        bare = found.context.unit_at(link.end() - cut) is None
        if high is not None and ascending(reading, high) and (link["per"] or bare):
            end = link.end() - cut
            reading = spanned(reading, high)
    found.add(start, end, reading, Found(unit, "percent", end), "share")


def add_fraction(found: Findings, match: Any) -> None:
    """三分之一, 10分之3."""
    start, end = match.span()
    top, bottom = read_numeral(match["numerator"]), read_numeral(match["denominator"])
    if top is None or bottom is None or not top.value or not bottom.value or top.value >= bottom.value:
        found.skip(start, end, "unreadable")
        return
    found.add(start, end, Reading(round(top.value / bottom.value, 6)), Found("", "ratio", end), "fraction")


def add_half(found: Findings, start: int, end: int) -> None:
    """半数, 一半, 大半."""
    found.add(start, end, Reading(0.5, approx=found.context.text[start] == "大"), Found("", "ratio", end), "half")


def add_half_of_one(found: Findings, start: int, end: int) -> None:
    """半小时, 半亩: half of what the unit behind it says."""
    unit = found.context.unit_at(end)
    if unit is None:
        found.skip(start, end, "no-unit")
        return
    found.add(start, unit.end, Reading(0.5), unit, "half")


def add_top(found: Findings, start: int, end: int) -> None:
    """居首位."""
    found.add(start, end, Reading(1.0), Found("名次", "rank", end), "rank")


def add_doubled(found: Findings, start: int, end: int) -> None:
    """翻番."""
    found.add(start, end, Reading(1.0), Found("番", "ratio", end), "doubled")


def add_zero(found: Findings, start: int, end: int) -> None:
    """辍学率为零, 重大事故为零: none of what stands before it, in per cent if that is a rate."""
    rate = _RATE.search(found.context.text, max(found.context.start, start - _LEAD), start)
    found.add(start, end, Reading(0.0), Found("%", "percent", end) if rate else Found("", "count", end), "zero")


def add_rank(found: Findings, start: int) -> bool:
    """第三位, 全省第一, 第一、二名: the numeral at `start` with 第 before it."""
    text = found.context.text
    if text[start + 1 : start + 3].strip("0123456789")[:1] in ("、", ",", "和") and _add_ranks(found, start):
        return True
    match = grammar.RANK.match(text, start)
    if match is None:
        return False
    lead = text[max(found.context.start, start - _LEAD) : start]
    if not match["word"] and not _RANK_LEAD.search(lead):
        return False
    reading = read_numeral(match["place"])
    if reading is None:
        return False
    begin = start - 1 if text[start - 1] == "第" else start - 2
    found.add(begin, match.end(), reading, Found("名次", "rank", match.end()), "rank")
    return True


def _add_ranks(found: Findings, start: int) -> bool:
    text = found.context.text
    ranks = grammar.RANKS.match(text, start)
    if ranks is None:
        return False
    begin = text.rindex("第", 0, start)
    for place in grammar.PLACE.finditer(text, *ranks.span()):
        reading = read_numeral(place[0].rstrip("名位"))
        if reading is not None:
            found.add(begin, place.end(), reading, Found("名次", "rank", place.end()), "rank")
        begin = place.end() + 1
    return True


def add_compared(found: Findings, start: int, end: int) -> bool:
    """Whether the numeral is the first of a ratio (3:2) or the top of a fraction (1/3): a mark behind it tells."""
    following = found.context.text[end : end + 2]
    return (":" in following and _add_ratio(found, start)) or (following[:1] == "/" and _add_slashed(found, start))


def _add_ratio(found: Findings, start: int) -> bool:
    text = found.context.text
    match = grammar.RATIO.match(text, start)
    if match is None:
        return False
    parts = [match["first"], *(part.strip() for part in match["rest"].split(":"))]
    if len(parts) == 2:
        left, right = parts
        value, unit = (left, ":1") if right == "1" and left != "1" else (right, f"{left}:")
        reading, end = Reading(float(value)), match.end()
        high = grammar.RATIO_LINK.match(text, end)
        if high is not None and high["first"] == left == "1" and not judging.paired(found.context, start):
            reading, end = spanned(reading, Reading(float(high["rest"]))), high.end()
        found.add(start, end, reading, Found(unit, "ratio", end), "ratio")
        return True
    whole = abs(sum(map(float, parts)) - _WHOLE) <= 0.5
    shared = Found("%", "percent", 0) if whole else Found(":", "ratio", 0)
    at = start
    for part in parts:
        at = text.index(part, at)
        found.add(at, at + len(part), Reading(float(part)), shared, "ratio-list")
        at += len(part)
    found.done = max(found.done, match.end())
    return True


def _add_slashed(found: Findings, start: int) -> bool:
    match = grammar.SLASHED.match(found.context.text, start)
    if match is None or not 0 < int(match["top"]) < int(match["bottom"]):
        return False
    value = round(int(match["top"]) / int(match["bottom"]), 6)
    found.add(start, match.end(), Reading(value), Found("", "ratio", match.end()), "fraction")
    return True
