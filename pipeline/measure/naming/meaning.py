"""How a quantity is meant, which decides how it is named: a rank, a change, a share, a level counted or measured."""

from __future__ import annotations

from pipeline.measure.naming.among import excepted, tells
from pipeline.measure.naming.change import (
    bare_change,
    change_verb,
    compared_part,
    multiple_of,
    name_change,
    name_part,
)
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS, NORMS, counted_noun, event, name_counted
from pipeline.measure.naming.figure import Named, Setting
from pipeline.measure.naming.gathering import gathering
from pipeline.measure.naming.level import name_level
from pipeline.measure.naming.money import FUNDS
from pipeline.measure.naming.ranking import name_rank
from pipeline.measure.naming.share import name_share, name_share_in, name_sized_whole, relating_at
from pipeline.measure.naming.sized import SIZES, sized_thing
from pipeline.measure.naming.suffix import PLACES, ends_in_property
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

PARTS = frozenset({"half", "fraction"})
"""Rules that find a part of a whole."""
SHARING = frozenset({"percent", "ratio", "count", "other"})
"""Kinds of quantity that may be a part of a whole (a fifth, 70%, 1.2 times it)."""


def name_figure(setting: Setting, context: Context, known: Lexicon) -> Named:
    """The name of one quantity in its clause: of a rank, a change, a share, or a level, counted or measured."""
    related = _related(setting, context, known)
    return related if related is not None else _counted_or_measured(setting, context, known)


def _related(setting: Setting, context: Context, known: Lexicon) -> Named | None:
    """The name of a rank, a change, a share or a part of a whole; None if the quantity is none of them."""
    quantity, aspect, letters = setting.quantity, setting.circumstance.aspect, setting.left.letters
    if quantity.kind not in ("percent", "ratio") and (at := relating_at(setting)) >= 0:
        return name_sized_whole(setting, at, context, known)
    if "K" in letters and quantity.kind not in ("percent", "ratio"):
        # 前100名中,我县占19名: no share
        letters = letters.replace("K", "E")
        setting.left = Words(setting.left.texts, letters)
    if letters == "U" and context.sharing is not None and quantity.kind in SHARING:
        return name_share_in(setting, context.sharing)
    if aspect == "rank":
        return name_rank(setting, context, known)
    lasting = quantity.kind == "duration" and setting.left.texts[-1:] == ["连续"]
    if (
        not lasting
        and (aspect == "change" or bare_change(letters, quantity.kind) or quantity.kind == "percentage_point")
        and (verb := change_verb(setting.left)) >= 0
    ):
        return name_change(setting, verb, context, known)
    if "K" in letters and (aspect == "share" or quantity.kind in ("percent", "ratio")):
        return name_share(setting, context, known)
    if quantity.kind == "percent" and (at := compared_part(setting.left)) >= 0:
        return name_part(setting, at, context)
    if (quantity.unit == "倍" or quantity.rule in PARTS) and (at := multiple_of(setting.left)) >= 0:
        return name_part(setting, at, context)
    return None


def _counted_or_measured(setting: Setting, context: Context, known: Lexicon) -> Named:
    """The name of a level, by the noun that the quantity counts or the words before it."""
    quantity, letters = setting.quantity, setting.left.letters
    if letters[-1:] in ("N", "Y") and gathering(setting.right, known).letters:
        setting.right = EMPTY  # 新建篮球场12片县第三届运动会…: a lost mark
    if (but := excepted(setting, context)) is not None:
        return but
    right = setting.right.letters
    if right[:1] == "U" and (
        _property_before(setting.left, known) or not known.degrees.isdisjoint(setting.right.texts[1:2])
    ):
        return name_level(setting, context, known)
    part = quantity.kind in ("percent", "ratio") and right[:1] in ("N", "R", "A")
    classifier = quantity.kind == "count" or part or _measures(setting, known)
    if setting.right.texts[:1] and setting.right.texts[0][0] == "高":
        right = right.lstrip("D")  # 省外12所高水平大学
    examples = setting.left.texts[-1:] == ["等"]  # 甲、乙等6项封关政策
    if (classifier or quantity.kind in SIZES) and (noun := sized_thing(setting, known)).letters:
        setting.right = EMPTY
        return name_counted(setting, noun, 0, context, known)
    if tells(setting, context):
        return name_level(setting, context, known)
    if right[:1] and (classifier or right[:1] == "U") and (examples or not _noun_before(letters, right)):
        noun, taken = event(setting.right) if quantity.unit in EVENTS else (EMPTY, 0)
        grows = letters.endswith("P") and setting.right.texts[1:2] in (["到"], ["至"])  # 由105所发展到210所
        if not taken and not grows:
            noun, taken = counted_noun(
                setting.right,
                known,
                classifier=classifier,
                governed=(letters.rstrip("DTx") or setting.shared.letters)[-1:] in ("V", "S", "Z", "W"),
                unit=quantity.unit or "",
            )
        if noun.letters:
            return name_counted(setting, noun, taken, context, known)
    if quantity.kind == "count" and (quantity.unit or "")[-1:] in PLACES and right[:1] not in ("N", "A", "Y"):
        # 三县区通过验收: the unit itself is what is counted
        return name_counted(setting, Words([quantity.unit or ""], "N"), 0, context, known)
    if quantity.rule == "noun" and quantity.noun_end == quantity.end and right[:1] not in ("N", "A", "Y", "U"):
        # 惠及上千万家庭: the noun is the unit
        return name_counted(setting, Words([quantity.unit or ""], "N"), 0, context, known)
    return name_level(setting, context, known)


def _measures(setting: Setting, known: Lexicon) -> bool:
    """Whether a measure stands where a measure word would: 种植500亩⟦玉米⟧, 每天一小时⟦锻炼时间⟧."""
    kind, left, right = setting.quantity.kind, setting.left, setting.right
    if kind == "duration":
        noun = right.letters[: len(right.letters) - len(right.letters.lstrip("NAVY"))]
        governed = (
            left.letters.rstrip("DTx")[-1:] in ("V", "S", "Z", "W")
            and noun[:1] == "N"
            and not setting.quantity.modifier
        )
        return governed or (noun[-1:] == "Y" and right.texts[len(noun) - 1] == "时间")  # 推进240小时过境免签政策
    if kind == "money":
        if left.texts[-1:] == ["设立"] and right.letters[:1] in ("N", "A"):
            return True  # 设立1亿元产业发展基金
        named = right[: len(right.letters) - len(right.letters.lstrip("NAY"))]
        bare = str(named) in FUNDS or str(named) in NORMS
        return not bare and ends_in_property(str(named), "money", known)  # 安排5亿元国债资金
    if kind not in ("length", "area", "mass", "volume", "other") or right.letters[:1] not in ("N", "A"):
        return False
    end = left.letters.rstrip("DTx")
    if not end and (kind == "other" or not setting.clause.letters[: setting.place].strip("DTx")):
        return True  # 21节课获奖, 300米环形跑道
    if end in ("z", "&") and setting.before.letters:
        return True
    return end[-1:] in ("V", "S", "Z") or left.texts[len(end) - 1 : len(end)] == ["有"]


def _property_before(left: Words, known: Lexicon) -> bool:
    """Whether a full phrase with its property stands before the quantity (棉花产量一亿担的指标), and not only what the
    property is taken over (每台容量二千千瓦的发电设备) or a bare one (总建筑面积8000平方米的敬老院)."""
    end = left.letters.rstrip("DTxE")
    before = left.texts[: len(end) - 1]
    return end[-2:] in ("NY", "AY", "YY") and not before[-1].startswith("每") and not known.bare.issuperset(before)


def _noun_before(letters: str, right: str) -> bool:
    """Whether what is counted stands before the quantity, so that a verb behind it begins something new."""
    if letters[-2:] == "NU" and right[:1] == "D":
        return True  # 余下的5个正在施工
    end = letters.rstrip("DTxE")
    return end[-1:] in ("N", "Y", "A") and right[:1] not in ("N", "Y", "U", "R", "O", "A")
