"""Whether a number with a unit is one that counts: parts of words, round words, and talk."""

from __future__ import annotations

from pipeline.measure.quantities import grammar, ones
from pipeline.measure.quantities.context import Context
from pipeline.measure.quantities.findings import Findings
from pipeline.measure.quantities.numerals import Reading
from pipeline.measure.quantities.units import Found
from pipeline.patterns import regex

_PAIR = regex.lazy(r"(?:从|由)[^,。;、\n从由]{0,14}$")
MAGNITUDES = frozenset("百千万亿")
_NOUGHT = frozenset("零〇○")
"""Before a noun of their own they count nothing: 零件, 零事故."""
_MOST_TALK = 20
"""Larger figures before a noun of talk count something."""
_ROUNDS = frozenset("超过破上达近逾约")
_BOUND_BEHIND = regex.lazy(r"\p{Han}{1,3}?(?:以上|以内|左右)")
_GENERAL = frozenset("个项种条类对道张组块把点份篇")
"""Measure words of anything, talk included."""


def worth_a_look(context: Context, start: int, end: int) -> bool:
    """Whether a single Chinese numeral has a unit, or anything that numbers have, behind it."""
    following = context.text[end : end + 1]
    before = context.text[start - 1 : start]
    if before == "第" or following in "、是改大届到至~-" or before in "(初高":
        return True
    if following not in context.lexicon.counted_begin or context.text[start] in _NOUGHT:
        return False
    return context.unit_at(end) is not None or context.noun_at(end) is not None


def is_figure(context: Context, start: int, end: int) -> bool:
    """Whether a mere magnitude is a figure (超千亿元, 近千名, 千余家), not a round word (百姓, 万元户, 千亿斤粮食)."""
    before = context.text[start - 1 : start]
    if (before and before in _ROUNDS) or context.text[end - 1] in "余多":
        return True
    return before in ("在", "到", "至") and _BOUND_BEHIND.match(context.text, end) is not None


def word_end(context: Context, start: int, end: int) -> int | None:
    """Where the word ends that a Chinese numeral is only a part of."""
    word = context.lexicon.words.at(context.text, start)
    if word is not None and not _is_number(context, start, word):
        return word
    if context.text[max(0, start - 2) : start].removesuffix("了").endswith("翻"):
        return None
    if context.text[start] in MAGNITUDES and is_figure(context, start, end) and context.unit_at(end) is not None:
        return None
    token = context.tokens.at(start)
    if token is None or token.tag in ("m", "mq", "t") or token.end - token.start < 2:
        return None
    if (token.start == start and token.end <= end) or context.text.startswith("倍", end):
        return None
    if (
        token.start < start
        and token.end <= end
        and all(c in grammar.NUMERALS for c in context.text[token.start : start])
    ):
        return None
    tail = context.text[end : token.end]
    if tail in ("到", "至") and context.text[token.end : token.end + 1] in grammar.NUMERALS:
        return None  # 两到三年
    # 两万人 stands in the dictionary as an idiom, and is a number all the same.
    large = end - start >= 2 and context.text[end - 1] in "百千万亿"
    if token.start == start and tail and (large or token.tag not in ("i", "l", "d", "c")):
        unit, noun = context.unit_at(end), context.noun_at(end)
        if (unit and unit.end == token.end) or (noun and noun[1] == token.end):
            return None
    return token.end if token.end > start else None


def _is_number(context: Context, start: int, end: int) -> bool:
    """Whether the word `text[start:end]` is a number after all: 大户十一户 (no holiday), 事故一起 (not together)."""
    word = context.text[start:end]
    if word == "十一":
        return context.unit_at(end) is not None
    return word == "一起" and context.text[max(context.start, start - 4) : start].endswith(
        context.lexicon.ones.happenings
    )


def refusal(found: Findings, start: int, end: int, reading: Reading, unit: Found, *, chinese: bool) -> str | None:
    """Why the number `text[start:end]` with this unit is no quantity after all."""
    context = found.context
    if unit.needs == "old" and not chinese and "." in context.text[start:end]:
        return "word"
    if (
        unit.kind == "count"
        and reading.value is not None
        and reading.value <= _MOST_TALK
        and is_talk(context, unit, chinese=chinese)
    ):
        return "talk"
    if not chinese or end - start > 1:
        return None
    if reading.value == 1 and (unit.kind == "count" or unit.unit in ones.CALENDAR):
        return None if ones.counts_one(context, start, unit, found.quantities) else "one"
    if unit.needs == "arabic" and not ones.counts_behind(context, start, unit, found.quantities):
        return "word"
    if reading.value == 1 and unit.kind in ("money", "length", "area"):
        return "one" if context.text[start - 1 : start] in ("每", "同") else None
    return None


def is_talk(context: Context, unit: Found, *, chinese: bool) -> bool:
    """Whether a general measure word counts a noun of talk: 三个方面, 两个重要阶段."""
    if unit.unit not in _GENERAL:
        return False
    talk = context.lexicon.talk if chinese else context.lexicon.plain_talk
    return talk.match(context.text, unit.end) is not None


def paired(context: Context, start: int) -> bool:
    """Whether 从 or 由 before the number says that it is the state before a change."""
    return _PAIR.search(context.text, max(context.start, start - 18), start) is not None
