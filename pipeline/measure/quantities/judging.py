"""Whether a number with a unit is one that counts: parts of words, talk, and 一."""

from __future__ import annotations

from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.context import Context
from pipeline.measure.quantities.numerals import Reading
from pipeline.measure.quantities.units import Found
from pipeline.patterns import regex

_NUMERAL = frozenset(grammar.CHINESE)
_PAIR = regex.lazy(r"(?:从|由)[^,。;、\n从由]{0,14}$")
_BEHIND_NOUN = regex.lazy(
    r"[^。;:\n]*\p{Han}{2}(?<![每另任某同这那第上下了再过前近开是有为唯]|召开|举办|举行|组织|开展)$"
)
_PLACED = frozenset(["个", "间", "所", "座", "处"])
_FACILITY = regex.lazy(
    r"(?!新|样板|什么)\p{Han}{0,7}?(?:球场|操场|食堂|[教活功实办图][^,。]{0,2}[室馆]|幼儿园|教学点|[宿综教]\p{Han}{1,2}楼)"
)
_BEFORE_FACILITY = frozenset(",、和及有建设置办购")
"""一 between such a word and a building is a number: 有200米环道,一个球场; 准备建一个录播教室."""
_OCCASIONS = frozenset(["次", "场", "期", "节"])
_EVERY = regex.lazy(r"每(?:个|一)?(?:月|周|星期|学期|学年|季度|半年|年|天|日|两[周月年])[^,。;:\n]{0,16}$")
"""每月召开一次例会 tells how often."""
_CLAUSE_END = frozenset(",。;、)\n")
_CALENDAR = frozenset(
    ["年", "天", "个月", "月", "日", "周", "星期", "学期", "学年", "个学期", "世纪", "个年头", "昼夜", "个季度"]
)
MAGNITUDES = frozenset("百千万亿")
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
    if following not in context.lexicon.counted_begin:
        return False
    return context.unit_at(end) is not None or context.lexicon.nouns.at(context.text, end) is not None


def is_figure(context: Context, start: int, end: int) -> bool:
    """Whether a mere magnitude is a figure (超千亿元, 近千名, 千余家), not a round word (百姓, 万元户, 千亿斤粮食)."""
    before = context.text[start - 1 : start]
    if (before and before in _ROUNDS) or context.text[end - 1] in "余多":
        return True
    return before in ("在", "到", "至") and _BOUND_BEHIND.match(context.text, end) is not None


def word_end(context: Context, start: int, end: int) -> int | None:
    """Where the word ends that a Chinese numeral is only a part of."""
    word = context.lexicon.words.at(context.text, start)
    if word is not None:
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
    """Whether 一 counts: a verb of making right before it (新建一所小学), or it stands behind the thing counted."""
    lexicon = context.lexicon
    lead = context.text[max(context.start, start - 6) : start].removesuffix("了")
    verbs = lexicon.built_one if unit.unit == "个" else lexicon.made_one
    if (unit.unit == "个" or unit.unit in lexicon.counted_one) and lead.endswith(verbs):
        return True
    if unit.unit in _CALENDAR and lead.endswith(lexicon.lasting_one):
        return True
    if unit.unit in _PLACED and _FACILITY.match(context.text, unit.end) and lead[-1:] in _BEFORE_FACILITY:
        return True
    if unit.unit in _OCCASIONS and _EVERY.search(context.text, max(context.start, start - 24), start):
        return True
    return context.text[unit.end : unit.end + 1] in _CLAUSE_END and _is_behind_noun(context, start, unit)


def _is_behind_noun(context: Context, start: int, unit: Found) -> bool:
    """Whether 一 stands behind the thing that it counts: 建成基地一处, 举办论坛一次 (not 每月召开例会一次)."""
    lexicon = context.lexicon
    sentence = _BEHIND_NOUN.search(context.text, max(context.start, start - 40), start)
    if sentence is None:
        return False
    if unit.unit in lexicon.counted_one:
        clause = sentence[0].rpartition(",")[2]
        return len(clause) > 3 and any((len(verb) > 1 or verb == "建") and verb in clause for verb in lexicon.made_one)
    return (
        unit.unit in lexicon.occasions
        and "每" not in sentence[0]
        and any(verb in sentence[0] for verb in lexicon.held_one + lexicon.built_one)
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
