"""Figures that prove each other: sums, amounts per head, changes, shares, ratios, averages.

Each relation is looked for among the figures of one sentence (for amounts per head, of one paragraph), in the order in
which reports state it, and holds if the figures agree within the rounding of their last digits. A relation that holds
confirms its figures. One that fails contradicts them only where the words leave no doubt that the figures belong
together. A damaged figure is restored only if the others determine it exactly; the proof is kept as a problem row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

import regex
from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.records import Indicator
from pipeline.resolve.meaning import Units
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.sentences import Sentences

Verdict = Literal["confirmed", "conflict", "restored"]
CONFIRMED, CONFLICT, RESTORED = "arithmetic_confirmed", "arithmetic_conflict", "restored"
SMALLEST_SUM = 20
"""Small numbers add up by chance: sums of two parts below this prove nothing."""
LARGEST = 1e18
"""What is larger was misread."""
MOST_PARTS = 12
MOST_FIGURES = 60
"""Figures of one sentence that are compared; a longer run is a table."""

_PER_HEAD = regex.compile("(?:人均|生均|户均|校均|班均|亩均|平均每[人名生户所校班个]?|每[人名生户])[^,。;:0-9]{0,12}$")
_TOTAL_AHEAD = regex.compile("(?:共|共计|合计|总计|总数|累计|一共|总共)[^,。;:0-9]{0,10}$")
_PARTS = regex.compile("其中|分别|包括|有|含|:|为")
_SHARE = regex.compile("占[^,。;0-9]{0,14}$|比例[^,。;0-9]{0,6}$")
_UNLIKE = regex.compile("同口径|可比|实际|扣除|剔除|不变价")
_STATED = regex.compile(r"(\d+(?:\.(\d+))?)\s*(?:多|余|几)?\s*(万亿|亿|万|千|百)?")
_SCALE = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, None: 1.0}
_PERCENT = ("percent", "percentage_point")
_YEAR_LIKE = regex.compile("(?:19|20)[0-9]{2}$")


class Finding(NamedTuple):
    """What a relation says of some figures."""

    verdict: Verdict
    figures: tuple[int, ...]
    """Numbers of the indicators concerned; for `restored` the one that is restored."""
    proof: str
    value: float | None = None
    """For `restored`: what the figure must be."""


class _Figure(NamedTuple):
    number: int
    indicator: Indicator
    value: float
    step: float
    """The weight of its last stated digit."""
    measure: str
    """What its unit measures: 人 and 名 are one."""
    sentence: int
    before: str
    """The words between the figure before, or the start of the sentence, and this one."""

    @property
    def exact(self) -> bool:
        return not self.indicator.approx and self.indicator.low is None and self.indicator.high is None

    def says(self) -> str:
        return self.indicator.surface


def check(
    indicators: Sequence[Indicator], folded: str, sentences: Sentences, phrases: Phrases, units: Units
) -> list[Finding]:
    """Everything that the figures of a report prove of each other; `folded` is the folded text."""
    findings: list[Finding] = []
    for paragraph in _paragraphs(indicators, folded, sentences, units):
        findings += _sums(paragraph)
        for _, group in groupby(paragraph, key=lambda figure: figure.sentence):
            sentence = list(group)[:MOST_FIGURES]
            if len(sentence) > 1:
                findings += _changes(sentence, phrases)
                findings += _shares(sentence)
                findings += _ratios(sentence)
        findings += _per_head(paragraph)
    return findings


def apply(indicators: Sequence[Indicator], findings: Sequence[Finding]) -> tuple[Indicator, ...]:
    """The indicators with flags, confidence and restored values; what is contradicted is not confirmed as well."""
    rows = list(indicators)
    for verdict, flag in (("restored", RESTORED), ("conflict", CONFLICT), ("confirmed", CONFIRMED)):
        for finding in findings:
            if finding.verdict != verdict:
                continue
            for number in finding.figures:
                row = rows[number]
                if flag in row.flags or (flag == CONFIRMED and CONFLICT in row.flags):
                    continue
                row = replace(row, flags=(*row.flags, flag))
                if flag == CONFIRMED:
                    row = replace(row, confidence=round(1 - (1 - row.confidence) / 2, 4))
                if flag == RESTORED:
                    row = replace(row, value=finding.value, damaged=True)
                rows[number] = row
    return tuple(rows)


# ---------------------------------------------------------------- figures and where they stand


def _paragraphs(
    indicators: Sequence[Indicator], folded: str, sentences: Sentences, units: Units
) -> Iterator[list[_Figure]]:
    """The figures in reading order, by paragraph."""
    paragraph: list[_Figure] = []
    end = 0
    for number, indicator in enumerate(indicators):
        if paragraph and folded.find("\n", end, max(end, indicator.start)) >= 0:
            yield paragraph
            paragraph = []
        if indicator.kind != "rank":
            before = sentences.lead(indicator.start)[-max(0, indicator.start - end) :] if indicator.start > end else ""
            paragraph.append(
                _Figure(
                    number=number,
                    indicator=indicator,
                    value=float("nan") if indicator.value is None else indicator.value,
                    step=_step(indicator),
                    measure=units.dimension(indicator.unit) or indicator.unit or "",
                    sentence=sentences.number(indicator.start),
                    before=before,
                )
            )
        end = indicator.end
    if paragraph:
        yield paragraph


def _step(indicator: Indicator) -> float:
    """The weight of the last digit: 1000 for 23.4万元, 0.1 for 5.3%; Chinese numerals count as exact to one."""
    found = _STATED.search(fold(indicator.surface))
    if found is None:
        return 1.0
    return float(10 ** -len(found[2] or "") * _SCALE[found[3]])


def _near(value: float, stated: _Figure, slack: float = 0.0) -> bool:
    """Whether `value`, known to within `slack`, rounds (or is cut) to what is stated."""
    return abs(value - stated.value) <= stated.step * 0.5001 + slack or 0 <= value - stated.value < stated.step


# ---------------------------------------------------------------- the relations


def _sums(paragraph: list[_Figure]) -> Iterator[Finding]:
    """共336人: 1+11+29+15+280, the parts before the total or behind it."""
    for place, total in enumerate(paragraph):
        alike = _alike_behind(paragraph, place)
        if total.exact and len(alike) > 1 and _PARTS.search(alike[0].before):
            yield from _sum(total, alike)
        if _TOTAL_AHEAD.search(total.before):
            yield from _sum(total, _alike_before(paragraph, place))


def _alike_behind(sentence: list[_Figure], place: int) -> list[_Figure]:
    alike = []
    for figure in sentence[place + 1 : place + 1 + 2 * MOST_PARTS]:
        if figure.indicator.kind in _PERCENT:
            continue
        if not _same_kind(figure, sentence[place]):
            break
        alike.append(figure)
    return alike[:MOST_PARTS]


def _alike_before(sentence: list[_Figure], place: int) -> list[_Figure]:
    alike: list[_Figure] = []
    for figure in reversed(sentence[max(0, place - 2 * MOST_PARTS) : place]):
        if figure.indicator.kind in _PERCENT:
            continue
        if len(alike) == MOST_PARTS or not _same_kind(figure, sentence[place]):
            break
        alike.insert(0, figure)
    return alike


def _same_kind(one: _Figure, other: _Figure) -> bool:
    a, b = one.indicator, other.indicator
    return (
        one.measure == other.measure and a.kind == b.kind and a.kind != "percent" and one.exact and a.aspect == b.aspect
    )


def _sum(total: _Figure, parts: list[_Figure]) -> Iterator[Finding]:
    """The longest run of parts that adds up to the total; a damaged total is what all parts add up to."""
    if total.indicator.damaged and total.indicator.value is None:
        parts = [part for part in parts if part.sentence == total.sentence]
        values = [part.value for part in parts]
        if len(parts) > 2 and all(value == value for value in values) and _TOTAL_AHEAD.search(total.before):
            yield Finding("restored", (total.number,), _plus(parts), round(sum(values), 6))
        return
    for count in range(len(parts), 1, -1):
        used = parts[:count] if parts[0].number > total.number else parts[-count:]
        size = sum(part.value for part in used)
        if count == 2 and total.value < SMALLEST_SUM:
            continue
        if abs(size - total.value) <= total.step * 0.5001 and total.step <= max(part.step for part in used) * 10:
            yield Finding("confirmed", (total.number, *(part.number for part in used)), f"{_plus(used)}={total.says()}")
            return


def _plus(parts: Sequence[_Figure]) -> str:
    return "+".join(part.says() for part in parts)


def _changes(sentence: list[_Figure], phrases: Phrases) -> Iterator[Finding]:
    """1817人,比去年增加92人,增长5.3%: level, change and growth; the level may stand two figures before."""
    for place in range(1, len(sentence) - 1):
        change, growth = sentence[place], sentence[place + 1]
        if growth.indicator.kind != "percent":
            change, growth = growth, sentence[place]
        words = phrases.between(growth.before), phrases.between(change.before)
        if growth.indicator.kind != "percent" or growth.indicator.aspect == "share" or None in words:
            continue
        kinds = set(words[0] or ()) | set(words[1] or ())
        sign = -1 if "down" in kinds else 1
        if not kinds & {"up", "down", "rate"} or change.indicator.aspect != "change":
            continue
        for level in reversed(sentence[max(0, place - 2) : place]):
            if level.measure != change.measure or level.indicator.aspect == "change":
                continue
            base = level.value - sign * change.value
            if not (base > 0 and change.value > 0 and level.exact and change.exact and growth.exact):
                break
            result = change.value / base * 100
            slack = result * (change.step / change.value + (level.step + change.step) / base) / 2
            proof = f"{change.says()}/({level.says()}{'-' if sign > 0 else '+'}{change.says()})={growth.says()}"
            figures = (level.number, change.number, growth.number)
            if _near(result, growth, slack):
                yield Finding("confirmed", figures, proof)
            elif level is sentence[place - 1] and not _UNLIKE.search(level.before + change.before + growth.before):
                yield Finding("conflict", figures, f"{proof.rpartition('=')[0]}={result:.4g}%, not {growth.says()}")
            break


def _shares(sentence: list[_Figure]) -> Iterator[Finding]:
    """1200人,其中女生540人,占45%."""
    for place in range(2, len(sentence)):
        whole, part, share = sentence[place - 2 : place + 1]
        if share.indicator.kind != "percent" or not _SHARE.search(share.before):
            continue
        if whole.measure != part.measure or not (0 < part.value <= whole.value):
            continue
        result = part.value / whole.value * 100
        slack = result * (part.step / part.value + whole.step / whole.value) / 2
        if part.exact and whole.exact and _near(result, share, slack):
            proof = f"{part.says()}/{whole.says()}={share.says()}"
            yield Finding("confirmed", (whole.number, part.number, share.number), proof)


def _ratios(sentence: list[_Figure]) -> Iterator[Finding]:
    """专任教师80人,学生1384人,师生比1:17.3."""
    for place in range(2, len(sentence)):
        one, other, ratio = sentence[place - 2 : place + 1]
        if ratio.indicator.kind != "ratio" or "count" not in (one.indicator.kind, other.indicator.kind):
            continue
        small, large = sorted((one, other), key=lambda figure: figure.value)
        if small.value > 0 and ratio.value > 1 and _near(large.value / small.value, ratio):
            proof = f"{large.says()}/{small.says()}={ratio.says()}"
            yield Finding("confirmed", (small.number, large.number, ratio.number), proof)


def _per_head(paragraph: list[_Figure]) -> Iterator[Finding]:
    """23.4万元,资助117人,每人2000元: amount, heads, amount per head."""
    pair_at: dict[int, tuple[_Figure, _Figure]] = {}  # by the figure that ends the pair: the amount and the heads
    for first, second in pairwise(paragraph):
        for amount, heads in ((first, second), (second, first)):
            if _is_amount(amount) and _is_heads(heads):
                pair_at[second.number] = amount, heads
    pairs = list(pair_at.values())[:MOST_FIGURES]
    for before, each in pairwise(paragraph):
        if before.number in pair_at and _is_per_head(each):
            yield from _judge(each, pair_at[before.number], pairs)


def _is_amount(figure: _Figure) -> bool:
    known = 0 < figure.value < LARGEST and figure.exact
    return known and figure.indicator.kind in ("money", "mass", "area") and not _is_per_head(figure)


def _is_heads(figure: _Figure) -> bool:
    return figure.indicator.kind == "count" and figure.exact and 1 < figure.value < LARGEST


def _is_per_head(figure: _Figure) -> bool:
    return figure.indicator.kind == "per_unit" or bool(_PER_HEAD.search(figure.before))


def _judge(each: _Figure, pair: tuple[_Figure, _Figure], pairs: list[tuple[_Figure, _Figure]]) -> Iterator[Finding]:
    amount, heads = pair
    quotient = amount.value / heads.value
    if not _comparable(each, amount, quotient):
        return
    slack = amount.step / heads.value / 2
    if each.value == each.value and not each.indicator.damaged and _near(quotient, each, slack):
        proof = f"{amount.says()}/{heads.says()}={each.says()}"
        yield Finding("confirmed", (amount.number, heads.number, each.number), proof)
        return
    same = [
        (other, count)
        for other, count in pairs
        if other is not amount and abs(other.value / count.value - quotient) <= slack + other.step / count.value / 2
    ]
    damaged = each.indicator.damaged or _YEAR_LIKE.search(_digits(each))
    if damaged and same and abs(quotient - round(quotient)) < 1e-6:
        other, count = same[0]
        proof = f"{amount.says()}/{heads.says()}={other.says()}/{count.says()}={round(quotient)}"
        yield Finding("restored", (each.number,), proof, float(round(quotient)))
        yield Finding("confirmed", (amount.number, heads.number, other.number, count.number), proof)
    elif each.value == each.value and same:
        proof = f"{amount.says()}/{heads.says()}={quotient:.6g}, not {each.says()}"
        yield Finding("conflict", (amount.number, heads.number, each.number), proof)


def _comparable(each: _Figure, amount: _Figure, quotient: float) -> bool:
    """Whether the figure can be that quotient at all: a like unit, and if it is legible a like size."""
    unit = (each.indicator.unit or "").partition("/")[0]
    legible = each.value == each.value
    return unit == amount.indicator.unit and (not legible or 0.5 <= each.value / quotient <= 2)


def _digits(figure: _Figure) -> str:
    found = _STATED.search(fold(figure.indicator.surface))
    return found[1] if found else ""
