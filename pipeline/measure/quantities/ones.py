"""Whether a numeral counts that is more often a part of speech: 一 (一个新阶段, 一年的努力), 两面, 一部.

It does where somebody makes or has the thing (新建一所小学), where it stands behind the thing in a list (图书馆一座、
锅炉两台), and where a span of time is what the matter takes (提前一年).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.context import Context
from pipeline.measure.quantities.units import Found
from pipeline.patterns import regex
from pipeline.records import Quantity

CALENDAR = frozenset(
    ["年", "天", "个月", "月", "日", "周", "星期", "学期", "学年", "个学期", "世纪", "个年头", "昼夜", "个季度"]
)
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
_CLAUSE_END = frozenset(",。;、()\n")
_CLAUSE = regex.lazy(r"(?r)[^,。;:\n]{1,40}$")
_THING = frozenset("nlj")
"""What the tags of words begin with that name a thing."""
_MISTAKEN = frozenset(["v", "a", "vn"])
"""Tags that the segmenter gives to some nouns, too; behind one of these tags they are nouns (塑胶|跑道)."""
_ATTRIBUTES = frozenset(["n", "nz", "b", "v", "a", "m", "vn"])
_EACH = regex.lazy(r"[每各同]|平均|[人户生]均")
"""每乡一所 is a rule of how many."""
_NEXT_IN_LIST = regex.lazy(rf"[、,;和及](?![每各])\p{{Han}}{{2,12}}?(?P<number>\d[\d.]*|[{grammar.CHINESE}]+)")
_NEXT_OF_KIND = regex.lazy(rf"\p{{Han}}{{1,10}}[、,和](?P<number>\d+|[{grammar.CHINESE}]+)")
_LAST_IN_LIST = regex.lazy(r"[、,;和及与]{1,2}[\p{Han}\d“”]{2,16}")
_HALF_MORE = regex.lazy("半(?!载)")
_UNSIZED = frozenset(["人", "名", "户", "次", "场", "期", "届", "批"])
"""What stands behind these is no size of one of them: 奖励一人五百元, 一次两小时."""
_SERIES = frozenset(["期", "届", "批"])
"""What a number makes one of a series, unless it is held: 培训班三期."""
_SIZE = regex.lazy(rf"[(,]?(?:全?长|宽|面积|建筑面积|约|计|共|总计){{0,2}}(?P<number>{grammar.NUMBER})")
_SIZES = frozenset(["area", "length", "volume", "mass", "energy", "money", "count"])


def counts_one(context: Context, start: int, unit: Found, before: Sequence[Quantity]) -> bool:
    """Whether 一 at `start` counts; `before` are the quantities before it."""
    ones = context.lexicon.ones
    lead = context.text[max(context.start, start - 6) : start].removesuffix("了")
    verbs = ones.built if unit.unit == "个" else ones.made
    if (unit.unit == "个" or unit.unit in ones.units) and lead.endswith(verbs):
        return True
    if unit.unit in CALENDAR and (lead.endswith(ones.lasting) or _HALF_MORE.match(context.text, unit.end)):
        return True
    if unit.unit == "起" and lead.endswith(ones.happenings):
        return True
    if unit.unit in _PLACED and _FACILITY.match(context.text, unit.end) and lead[-1:] in _BEFORE_FACILITY:
        return True
    if unit.unit in _OCCASIONS and _EVERY.search(context.text, max(context.start, start - 24), start):
        return True
    if unit.unit in ones.units and _precedes_more(context, unit):
        return True
    return _held_once(context, start, unit) or counts_behind(context, start, unit, before)


def _precedes_more(context: Context, unit: Found) -> bool:
    """Whether more are counted with the same measure word right behind the thing: 一所完小、五所村小."""
    following = _NEXT_OF_KIND.match(context.text, unit.end)
    found = context.unit_at(following.end()) if following is not None and following["number"] != "一" else None
    return found is not None and found.unit == unit.unit


def _held_once(context: Context, start: int, unit: Found) -> bool:
    """Whether 一 says how often something took place: 举办论坛一次 (not 每月召开例会一次)."""
    ones = context.lexicon.ones
    if unit.unit not in ones.occasions or context.text[unit.end : unit.end + 1] not in _CLAUSE_END:
        return False
    sentence = _BEHIND_NOUN.search(context.text, max(context.start, start - 40), start)
    return (
        sentence is not None and "每" not in sentence[0] and any(verb in sentence[0] for verb in ones.held + ones.built)
    )


def counts_behind(context: Context, start: int, unit: Found, before: Sequence[Quantity]) -> bool:
    """Whether the numeral at `start` stands behind the thing that it counts: 有完小一所, 教学楼一幢九百平方米.

    A noun must stand before it, its clause must end behind it, and one more thing must speak for a count: a verb of
    making or having, the size of the thing, or that the thing before or behind it is counted alike.
    """
    ones = context.lexicon.ones
    if unit.unit not in ones.listed:
        return False
    clause = _CLAUSE.search(context.text, max(context.start, start - 40), start)
    if clause is None or _EACH.search(clause[0]):
        return False
    if unit.unit in _SERIES and not any(verb in clause[0] for verb in ones.held):
        return False  # 机场三期
    neighbours = _neighbours(context, start, unit, before)
    if unit.unit in ones.units and (unit.unit, True) in neighbours:
        return True  # 完中一所、初中七所
    words = context.tokens.words(context.text, clause.start(), start)
    makes = bool(words) and len(words[-1]) == 2 and words[-1][0] in ones.having  # 修桥一座
    if not makes and not _names_thing(context, start):
        return False
    if unit.unit not in _UNSIZED and _has_size(context, unit.end):
        return True
    following = context.text[unit.end : unit.end + 1]
    if following not in _CLAUSE_END and following not in "和及与":
        return context.text.startswith(ones.done, unit.end)
    return (
        makes
        or bool(neighbours)
        or any(word in ones.having for word in words)
        or any(verb in clause[0] for verb in ones.making)
    )


def _names_thing(context: Context, end: int) -> bool:
    """Whether the word that ends at `end` names a thing (教学楼, “思源楼”); 培训一人、脱贫一户 is a rule."""
    if context.text[end - 1 : end] in ("”", ")"):
        return True
    token = context.tokens.at(end - 1)
    if token is None or token.end != end:
        return False
    word = context.text[token.start : end]
    if token.tag[0] in _THING:
        return word[0] != "全"  # 全国一家 boasts
    before = context.tokens.at(token.start - 1)
    if before is None or before.tag not in _ATTRIBUTES:
        return False
    return token.tag in _MISTAKEN and word in context.lexicon.ones.nouns


def _has_size(context: Context, end: int) -> bool:
    """Whether the size of what was counted follows: 九百二十平方米, (4.2公里), 长四十米."""
    size = _SIZE.match(context.text, end)
    unit = context.unit_at(size.end()) if size is not None else None
    return unit is not None and unit.kind in _SIZES


def _neighbours(context: Context, start: int, unit: Found, before: Sequence[Quantity]) -> list[tuple[str | None, bool]]:
    """The units of what is counted right before and behind it in a list, and whether there is more than one of those.

    一乡一所、一村一名 is no list but a rule.
    """
    if context.text[start - 2 : start - 1] in grammar.NUMERALS:
        return []
    found = [
        (last.unit, last.value != 1)
        for last in before[:-3:-1]  # 计算机二十台,300米跑道一条
        if last.kind == "count" and _LAST_IN_LIST.fullmatch(context.text, last.end, start)
    ]
    following = _NEXT_IN_LIST.match(context.text, unit.end)
    counted = context.unit_at(following.end()) if following is not None else None
    if following is not None and counted is not None and counted.kind == "count":
        found.append((counted.unit, following["number"] != "一"))
    return found
