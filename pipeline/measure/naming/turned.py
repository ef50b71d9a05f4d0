"""A property that stands before what it is of: 合格率语文99%、数学97%; 师生比小学1:18,初中1:13; 年辍学率,小学为0.1%."""

from __future__ import annotations

from pipeline.measure.naming.bound import is_bound
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import Base
from pipeline.measure.naming.suffix import NORMS, PLANS, ends_in_property
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Quantity

LONGEST_STAGE = 3
"""Characters of a school year (四年级)."""
LONGEST_PART = 8
"""Characters of what a property is told of."""
KINDS = ("percent", "money", "count", "mass", "score", "ratio")
"""Kinds of quantity whose properties are no part of anything."""
ENDS = frozenset("率费比额")
"""Last characters of words that may be properties, though the segmenter takes them for other nouns."""
SPANS = frozenset("每年月日")
"""What the words begin with for over what a figure is taken."""
ASKING = frozenset({"测评", "调查", "测评结果", "调查结果", "测试", "抽测", "评估", "评价"})
"""What the words end in for how a property was found out."""


def turned_property(phrase: Words, quantity: Quantity, lexicon: Lexicon) -> Words:
    """The property that a phrase begins with, if what it is of stands behind it (师生比小学1:18); else empty."""
    letters = phrase.letters
    if letters[-1:] not in ("N", "A") or not ("Y" in letters or any(text[-1] in ENDS for text in phrase.texts[:-1])):
        return EMPTY
    for at in range(len(phrase) - 1, 0, -1):
        if letters[at] not in "NA":
            return EMPTY
        said = phrase[:at]
        if said.letters.lstrip("VS").replace("VY", "Y").replace("SY", "Y").strip("NAYDO"):
            return EMPTY
        property_ = said.letters[-1] == "Y"
        if is_stage(phrase.texts[at], lexicon) and (property_ or said.texts[-1][-1] in ENDS):
            return said
        if property_ or said.texts[-1][-1] == "率":
            return said if _may_turn(said, phrase[at:], quantity, lexicon) else EMPTY
    return EMPTY


def _may_turn(told: Words, rest: Words, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Whether a property is told of what stands behind it, as 合格率 is of 语文."""
    if quantity.kind == "duration" or rest.texts[0][0] in SPANS:
        return False  # 收入增速连续8年…, 供养标准每人每年3200元
    if quantity.kind == "money" and len(rest) > 1 and rest.texts[1][0] != "每":
        return False  # 百元收入消耗材料18元
    if quantity.kind == "ratio" and str(told)[-1] not in "比率":
        return False  # 装机全球一半
    return ends_in_property(str(told), quantity.kind, lexicon) and is_part(rest, lexicon)


def turned_members(members: list[Words], quantity: Quantity, lexicon: Lexicon) -> list[Words]:
    """The members of a list whose property stands before the first (合格率语文、数学分别为…), each with it."""
    told = turned_property(members[0], quantity, lexicon) if members and members[0].letters else EMPTY
    if not told.letters or not all(is_part(member, lexicon) for member in members[1:]):
        return members
    return [member + told for member in (members[0][len(told) :], *members[1:])]


def told_before(phrase: Words, quantity: Quantity, context: Context, lexicon: Lexicon) -> Words:
    """The property that the part before, or the clause before, was told of and that this one leaves unsaid, too."""
    if not phrase.letters:
        return EMPTY
    last, idle = context.bases[-1] if context.bases else None, context.idle
    if last is not None and last.turned.letters and not idle.letters:
        told = last.turned if _alike(last, quantity) else EMPTY
    elif context.idle_does or idle.letters[-1:] != "Y" or idle.letters.strip("NAYU"):
        return EMPTY
    else:
        told = idle if ends_in_property(str(idle), quantity.kind, lexicon) else EMPTY
    if not told.letters:
        return EMPTY
    parts = phrase.texts[-1] in ASKING or is_stage(phrase.texts[0], lexicon) or is_part(phrase, lexicon)
    return told if parts else EMPTY


def of_part(phrase: Words, told: Words) -> Words:
    """A part with the property that was told before, over what it is taken with it (小学每生…); who asked for it stands
    behind it (满意度第三方测评)."""
    if phrase.texts[-1] in ASKING:
        return told + phrase
    per = phrase[1:2] if phrase.texts[1:2] and phrase.texts[1][0] == "每" else EMPTY
    return phrase[:1] + per + told if per.letters else phrase + told


def is_part(phrase: Words, lexicon: Lexicon) -> bool:
    """Whether a phrase only names something that a property may be told of."""
    if not phrase.letters or phrase.letters.strip("NA") or phrase.length > LONGEST_PART:
        return False
    if is_bound(phrase.texts[-1]) or phrase.texts[-1].endswith(NORMS + PLANS):
        return False
    return not any(ends_in_property(str(phrase), kind, lexicon) for kind in KINDS)


def is_stage(text: str, lexicon: Lexicon) -> bool:
    """Whether a word is a sort of school or of people, or a school year (四年级)."""
    return text in lexicon.stages or (text.endswith("年级") and len(text) <= LONGEST_STAGE)


def _alike(last: Base, quantity: Quantity) -> bool:
    return last.unit == quantity.unit and last.kind == quantity.kind
