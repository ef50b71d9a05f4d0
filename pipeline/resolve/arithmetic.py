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

from msgspec.structs import replace

from pipeline.patterns import regex
from pipeline.records import CONFIRMED, CONFLICT, RESTORED, Indicator
from pipeline.resolve.figures import Figure, digits, near, paragraphs
from pipeline.resolve.meaning import Units
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.sentences import Sentences

Verdict = Literal["confirmed", "conflict", "restored"]
SMALLEST = 20
"""Small numbers fit by chance: sums of two parts and growths of levels below this prove nothing."""
LARGEST = 1e18
"""What is larger was misread."""
RATIO = "1:"
MOST_PARTS = 12
MOST_FIGURES = 60
"""Figures of one sentence that are compared; a longer run is a table."""

_PER_HEAD = regex.lazy("(?:人均|生均|户均|校均|班均|亩均|平均每[人名生户所校班个]?|每[人名生户])[^,。;:0-9]{0,12}$")
_TOTAL_AHEAD = regex.lazy("(?:共|共计|合计|总计|总数|累计|一共|总共)[^,。;:0-9]{0,10}$")
_PARTS = regex.lazy("其中|分别|包括|有|含|:|为")
_SHARE = regex.lazy("占[^,。;0-9]{0,14}$|比例[^,。;0-9]{0,6}$")
_UNLIKE = regex.lazy("同口径|可比|实际|扣除|剔除|不变价")
_THAN = regex.lazy("(?:比|较)[^,。;0-9]{0,12}的?$")
_FROM, _TO = (
    regex.lazy("[由从][^,。;]{0,12}$"),
    regex.lazy("^(?:[^,。;]{0,4}?)(?:增|提高|上升|扩大|下降|降|减)[^,。;]{0,4}[到至为]?$"),
)
_AVERAGE = regex.lazy("年均|平均每年|每年")
_OTHER_FIGURE = regex.lazy("其中|[。;:]")
_PERCENT = ("percent", "percentage_point")
_YEAR_LIKE = regex.lazy("(?:19|20)[0-9]{2}$")


class Finding(NamedTuple):
    """What a relation says of some figures."""

    verdict: Verdict
    figures: tuple[int, ...]
    """Numbers of the indicators concerned; for `restored` the one that is restored."""
    proof: str
    value: float | None = None
    """For `restored`: what the figure must be."""


def check(
    indicators: Sequence[Indicator], folded: str, sentences: Sentences, phrases: Phrases, units: Units
) -> list[Finding]:
    """Everything that the figures of a report prove of each other; `folded` is the folded text."""
    findings: list[Finding] = []
    for paragraph in paragraphs(indicators, folded, sentences, units):
        findings += _sums(paragraph)
        for _, group in groupby(paragraph, key=lambda figure: figure.sentence):
            sentence = list(group)[:MOST_FIGURES]
            if len(sentence) > 1:
                findings += _changes(sentence, phrases)
                findings += _growths(sentence)
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


# ---------------------------------------------------------------- the relations


def _sums(paragraph: list[Figure]) -> Iterator[Finding]:
    """共336人: 1+11+29+15+280, the parts before the total or behind it."""
    for place, total in enumerate(paragraph):
        if total.indicator.kind in _PERCENT:
            continue
        alike = _alike_behind(paragraph, place) if total.exact else []
        if len(alike) > 1 and _PARTS.search(alike[0].before):
            yield from _sum(total, alike)
        if _TOTAL_AHEAD.search(total.before):
            yield from _sum(total, _alike_before(paragraph, place))


def _alike_behind(sentence: list[Figure], place: int) -> list[Figure]:
    alike = []
    for figure in sentence[place + 1 : place + 1 + 2 * MOST_PARTS]:
        if figure.indicator.kind in _PERCENT:
            continue
        if not _same_kind(figure, sentence[place]):
            break
        alike.append(figure)
    return alike[:MOST_PARTS]


def _alike_before(sentence: list[Figure], place: int) -> list[Figure]:
    alike: list[Figure] = []
    for figure in reversed(sentence[max(0, place - 2 * MOST_PARTS) : place]):
        if figure.indicator.kind in _PERCENT:
            continue
        if len(alike) == MOST_PARTS or not _same_kind(figure, sentence[place]):
            break
        alike.insert(0, figure)
    return alike


def _same_kind(one: Figure, other: Figure) -> bool:
    a, b = one.indicator, other.indicator
    return (
        one.measure == other.measure and a.kind == b.kind and a.kind != "percent" and one.exact and a.aspect == b.aspect
    )


def _sum(total: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """The longest run of parts that adds up to the total; a damaged total is what all parts add up to."""
    if total.indicator.damaged and total.indicator.value is None:
        parts = [part for part in parts if part.sentence == total.sentence]
        values = [part.value for part in parts]
        if len(parts) > 2 and all(value == value for value in values) and _TOTAL_AHEAD.search(total.before):
            yield Finding("restored", (total.number,), _plus(parts), round(sum(values), 6))
        return
    for count in range(len(parts), 1, -1):
        used = parts[:count] if parts[0].number > total.number else parts[-count:]
        if any(part.value < total.step / 2 for part in used):
            continue  # too small to show in the total: it is no part of it
        size = sum(part.value for part in used)
        if count == 2 and total.value < SMALLEST:
            continue
        if abs(size - total.value) <= total.step * 0.5001 and total.step <= max(part.step for part in used) * 10:
            yield Finding("confirmed", (total.number, *(part.number for part in used)), f"{_plus(used)}={total.says()}")
            return


def _plus(parts: Sequence[Figure]) -> str:
    return "+".join(part.says() for part in parts)


def _changes(sentence: list[Figure], phrases: Phrases) -> Iterator[Finding]:
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
            if near(result, growth, slack):
                yield Finding("confirmed", figures, proof)
            elif level is sentence[place - 1] and not _UNLIKE.search(level.before + change.before + growth.before):
                yield Finding("conflict", figures, f"{proof.rpartition('=')[0]}={result:.4g}%, not {growth.says()}")
            break


def _growths(sentence: list[Figure]) -> Iterator[Finding]:
    """达到1050人,比上年的1000人增长5%; 由1000人增加到1050人,增长5%: two levels and the growth between.

    Growth of money is often stated in real terms, an average over years that are not known: these are confirmed where
    they fit, never contradicted.
    """
    for place in range(2, len(sentence)):
        first, second, growth = sentence[place - 2 : place + 1]
        if growth.indicator.kind != "percent" or growth.indicator.aspect != "change":
            continue
        if first.measure != second.measure or first.indicator.kind != second.indicator.kind:
            continue
        if {first.indicator.aspect, second.indicator.aspect} != {"level"} or min(first.value, second.value) < SMALLEST:
            continue
        if _THAN.search(second.before):
            level, base = first, second
        elif _FROM.search(first.before) and _TO.search(second.before):
            level, base = second, first
        else:
            continue
        if not (level.exact and base.exact and growth.exact):
            continue
        years = _years(growth)
        if years is None or _OTHER_FIGURE.search(growth.before):
            continue
        ratio = level.value / base.value
        change = (ratio ** (1 / years) - 1) * 100
        slack = ratio * (level.step / level.value + base.step / base.value) / 2 * 100 / years
        figures = (level.number, base.number, growth.number)
        proof = f"{level.says()}/{base.says()}"
        if near(abs(change), growth, slack):
            yield Finding("confirmed", figures, f"{proof}-1={growth.says()}")
        elif years == 1 and level.indicator.kind == "count" and level is first and not growth.before.strip(",增长加了"):
            yield Finding("conflict", figures, f"{proof}-1={change:.4g}%, not {growth.says()}")


def _years(growth: Figure) -> int | None:
    """Over how many years a growth is the average, 1 if it is none; None if that is not known."""
    if not _AVERAGE.search(growth.before):
        return 1
    first, _, last = (growth.indicator.time_period or "").partition("/")
    return int(last) - int(first) + 1 if first.isdigit() and last.isdigit() and first <= last else None


def _shares(sentence: list[Figure]) -> Iterator[Finding]:
    """1200人,其中女生540人,占45%."""
    for place in range(2, len(sentence)):
        whole, part, share = sentence[place - 2 : place + 1]
        if share.indicator.kind != "percent" or not _SHARE.search(share.before):
            continue
        if whole.measure != part.measure or not (0 < part.value <= whole.value):
            continue
        result = part.value / whole.value * 100
        slack = result * (part.step / part.value + whole.step / whole.value) / 2
        if part.exact and whole.exact and near(result, share, slack):
            proof = f"{part.says()}/{whole.says()}={share.says()}"
            yield Finding("confirmed", (whole.number, part.number, share.number), proof)


def _ratios(sentence: list[Figure]) -> Iterator[Finding]:
    """专任教师80人,学生1384人,师生比1:17.3."""
    for place in range(2, len(sentence)):
        one, other, ratio = sentence[place - 2 : place + 1]
        if ratio.indicator.unit != RATIO or "count" not in (one.indicator.kind, other.indicator.kind):
            continue
        small, large = sorted((one, other), key=lambda figure: figure.value)
        if small.value > 0 and ratio.value > 1 and near(large.value / small.value, ratio):
            proof = f"{large.says()}/{small.says()}={ratio.says()}"
            yield Finding("confirmed", (small.number, large.number, ratio.number), proof)


def _per_head(paragraph: list[Figure]) -> Iterator[Finding]:
    """23.4万元,资助117人,每人2000元: amount, heads, amount per head."""
    pair_at: dict[int, tuple[Figure, Figure]] = {}  # by the figure that ends the pair: the amount and the heads
    for first, second in pairwise(paragraph):
        for amount, heads in ((first, second), (second, first)):
            if _is_amount(amount) and _is_heads(heads):
                pair_at[second.number] = amount, heads
    pairs = list(pair_at.values())[:MOST_FIGURES]
    for before, each in pairwise(paragraph):
        if before.number in pair_at and _is_per_head(each):
            yield from _judge(each, pair_at[before.number], pairs)


def _is_amount(figure: Figure) -> bool:
    known = 0 < figure.value < LARGEST and figure.exact
    return known and figure.indicator.kind in ("money", "mass", "area") and not _is_per_head(figure)


def _is_heads(figure: Figure) -> bool:
    return figure.indicator.kind == "count" and figure.exact and 1 < figure.value < LARGEST


def _is_per_head(figure: Figure) -> bool:
    return figure.indicator.kind == "per_unit" or bool(_PER_HEAD.search(figure.before))


def _judge(each: Figure, pair: tuple[Figure, Figure], pairs: list[tuple[Figure, Figure]]) -> Iterator[Finding]:
    amount, heads = pair
    quotient = amount.value / heads.value
    if not _comparable(each, amount, quotient):
        return
    slack = amount.step / heads.value / 2
    if each.value == each.value and not each.indicator.damaged and near(quotient, each, slack):
        proof = f"{amount.says()}/{heads.says()}={each.says()}"
        yield Finding("confirmed", (amount.number, heads.number, each.number), proof)
        return
    same = [
        (other, count)
        for other, count in pairs
        if other is not amount and abs(other.value / count.value - quotient) <= slack + other.step / count.value / 2
    ]
    damaged = each.indicator.damaged or _YEAR_LIKE.search(digits(each))
    if damaged and same and abs(quotient - round(quotient)) < 1e-6:
        other, count = same[0]
        proof = f"{amount.says()}/{heads.says()}={other.says()}/{count.says()}={round(quotient)}"
        yield Finding("restored", (each.number,), proof, float(round(quotient)))
        yield Finding("confirmed", (amount.number, heads.number, other.number, count.number), proof)
    elif each.value == each.value and same:
        proof = f"{amount.says()}/{heads.says()}={quotient:.6g}, not {each.says()}"
        yield Finding("conflict", (amount.number, heads.number, each.number), proof)


def _comparable(each: Figure, amount: Figure, quotient: float) -> bool:
    """Whether the figure can be that quotient at all: a like unit, and if it is legible a like size."""
    unit = (each.indicator.unit or "").partition("/")[0]
    legible = each.value == each.value
    return unit == amount.indicator.unit and (not legible or 0.5 <= each.value / quotient <= 2)
