"""Whether a number with a unit is one that counts: parts of words, talk, and 一."""

from __future__ import annotations

import regex

from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.context import Context
from pipeline.measure.quantities.numerals import Reading
from pipeline.measure.quantities.units import Found

_NUMERAL = frozenset(grammar.CHINESE)
_PAIR = regex.compile(r"(?:从|由)[^,。;、\n从由]{0,14}$")
_ONE_BEHIND = regex.compile(r"[^,。;:\n]{4,}(?<![每另任某同这那第上下])$")
_CLAUSE_END = frozenset(",。;、)\n")
_CALENDAR = frozenset(
    ["年", "天", "个月", "月", "日", "周", "星期", "学期", "学年", "个学期", "世纪", "个年头", "昼夜", "个季度"]
)
_GENERAL = frozenset("个项种条类对道张组块把点份篇")
"""Measure words of anything, talk included."""


def worth_a_look(context: Context, start: int, end: int) -> bool:
    """Whether a single Chinese numeral has a unit, or anything that numbers have, behind it."""
    following = context.text[end : end + 1]
    before = context.text[start - 1 : start]
    if before == "第" or following in "、是改大届到至~-" or before in "(初高":
        return True
    return context.unit_at(end) is not None or context.lexicon.nouns.at(context.text, end) is not None


def word_end(context: Context, start: int, end: int) -> int | None:
    """Where the word ends that a Chinese numeral is only a part of."""
    word = context.lexicon.words.at(context.text, start)
    if word is not None:
        return word
    if context.text[max(0, start - 2) : start].removesuffix("了").endswith("翻"):
        return None
    token = context.tokens.at(start)
    if token is None or token.tag in ("m", "mq", "t") or token.end - token.start < 2:
        return None
    if (token.start == start and token.end <= end) or context.text.startswith("倍", end):
        return None
    if token.start < start and token.end <= end and all(c in _NUMERAL for c in context.text[token.start : start]):
        return None
    tail = context.text[end : token.end]
    if tail in ("到", "至") and context.text[token.end : token.end + 1] in _NUMERAL:
        return None  # 两到三年
    # 两万人 stands in the dictionary as an idiom, and is a number all the same.
    large = end - start >= 2 and context.text[end - 1] in "百千万亿"
    if token.start == start and tail and (large or token.tag not in ("i", "l", "d", "c")):
        unit, noun = context.unit_at(end), context.lexicon.nouns.at(context.text, end)
        if (unit and unit.end == token.end) or (noun and noun[1] == token.end):
            return None
    return token.end if token.end > start else None


def refusal(
    context: Context, start: int, end: int, numeral: str, reading: Reading, unit: Found, chinese: bool
) -> str | None:
    """Why a number with this unit is no quantity after all."""
    if chinese and unit.needs == "arabic" and len(numeral) < 2:
        return "word"
    if unit.needs == "old" and (not chinese and "." in numeral):
        return "word"
    if (
        unit.kind == "count"
        and reading.value is not None
        and reading.value <= 20
        and is_talk(context, unit, chinese=chinese)
    ):
        return "talk"
    if chinese and reading.value == 1 and len(numeral) == 1:
        if unit.kind == "count" or unit.unit in _CALENDAR:
            return None if _counts_one(context, start, unit) else "one"
        if unit.kind in ("money", "length", "area") and context.text[start - 1 : start] in "每同":
            return "one"
    return None


def _counts_one(context: Context, start: int, unit: Found) -> bool:
    """Whether 一 counts: a verb of making right before it (新建一所小学), or the thing it counts (建成基地一处)."""
    lexicon = context.lexicon
    lead = context.text[max(context.start, start - 6) : start].removesuffix("了")
    if unit.unit == "个":
        return lead.endswith(lexicon.built_one)
    if unit.unit not in lexicon.counted_one:
        return False
    if lead.endswith(lexicon.made_one):
        return True
    behind = _ONE_BEHIND.search(context.text, max(context.start, start - 24), start)
    return (
        behind is not None
        and context.text[unit.end : unit.end + 1] in _CLAUSE_END
        and any((len(verb) > 1 or verb == "建") and verb in behind[0] for verb in lexicon.made_one)
    )


def is_talk(context: Context, unit: Found, *, chinese: bool) -> bool:
    """Whether a general measure word counts a noun of talk: 三个方面, 两个重要阶段."""
    if unit.unit not in _GENERAL:
        return False
    talk = context.lexicon.talk if chinese else context.lexicon.plain_talk
    return talk.match(context.text, unit.end) is not None


def paired(context: Context, start: int) -> bool:
    """Whether 从 or 由 before the number says that it is the state before a change."""
    return _PAIR.search(context.text, max(context.start, start - 18), start) is not None
