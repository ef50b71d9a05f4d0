"""The last word of a name: the property measured, when the text leaves it to the unit or the verb."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Quantity

ENDS = {"percent": "率", "count": "数量额"}
"""Last characters of properties that quantities of a kind are measured in, if not any of 数量率额."""
NORMS = ("标准", "省标", "国标", "部标", "定额", "指标", "目标")
PLANS = ("任务", "计划", "指标", "目标", "概算", "预算", "定额", "任务数", "计划数", "预算数")
"""What is called that is to be reached."""
PLACES = frozenset("省市县区乡镇村校州国")
"""Units that are the things counted (流经七省)."""
EACH = ("费", "金", "补助", "补贴", "津贴")
"""What money is called that each gets or pays."""
MEASURED = frozenset({"mass", "volume", "energy", "length", "other", "ratio", "score"})
EARNING = frozenset({"增收", "减收", "增支", "减支"})
"""Verbs that say themselves what money has become more or less, ..."""
SUM_ENDS = frozenset("入出款金费税额")
"""... unless words for it stand before them (财政收入增收)."""
CHANGES = (
    "增速",
    "增幅",
    "涨幅",
    "降幅",
    "减幅",
    "升幅",
    "增长率",
    "下降率",
    "增长速度",
    "幅度",
    "增加额",
    "减少额",
    "增长",
    "下降",
)


def ends_in_property(name: str, kind: str, lexicon: Lexicon) -> bool:
    """Whether a phrase already ends in a property that a quantity of this kind measures."""
    if kind != "money" and name[-1:] in ENDS.get(kind, "数量率额"):
        return True
    for size in range(min(5, len(name)), 0, -1):
        kinds = lexicon.properties.get(name[-size:])
        if kinds is None:
            continue
        if kind in kinds or kind == "per_unit" or "value" in kinds:
            return True
        if kind in MEASURED and not kinds.isdisjoint(MEASURED):
            return True
    return False


def counted_suffix(noun: str, quantity: Quantity, lexicon: Lexicon) -> str:
    """What follows a counted noun: 学校 → 学校数, 会议 (4次) → 会议次数."""
    unit = quantity.unit or ""
    if not noun:
        return lexicon.suffixes.get(unit) or lexicon.suffixes.get(quantity.kind, "")
    if quantity.kind != "count":
        return lexicon.suffixes.get(unit) or lexicon.suffixes.get(quantity.kind, "")
    if unit in ("次", "期", "批", "场", "人次", "场次", "户次", "届", "轮", "架次", "辆次", "班次", "批次", "轮次"):
        return lexicon.suffixes[unit] if not noun.endswith(unit) else ""
    if ends_in_property(noun, "count", lexicon):
        return ""
    return "数"


def level_suffix(phrase: Words, quantity: Quantity, lexicon: Lexicon) -> str:
    """What follows a phrase that stands before its quantity: 本科达线 (471人) → 本科达线人数."""
    name = str(phrase)
    if name.endswith(NORMS) or (quantity.kind == "ratio" and name[-1:] == "比"):
        return ""
    unit, kind = quantity.unit or "", quantity.kind
    if kind == "money" and (name.endswith(EACH) or (phrase.texts and phrase.texts[-1][0] == "每")):
        # 小学生每人每年250元
        each = any(text[0] == "每" for text in phrase.texts[-2:])
        return "标准" if each and "标准" not in name and "率" not in name else ""
    if unit == "次" and name[-1:] == "率":
        return lexicon.suffixes[unit]
    if ends_in_property(name, kind, lexicon):
        return ""
    last = phrase.letters[-1:] or "x"
    if kind == "money":
        if phrase.texts and phrase.texts[-1] in lexicon.funds:
            return "资金"
        if name.endswith(PLANS):
            return ""
        return "" if name[-1:] in "款费金税钱资额值价债" and name[-2:] not in ("增资", "减税") else "金额"
    if kind == "count":
        if unit == "户" and name[-1] != "户":
            return "户数"
        if unit in PLACES and not name.endswith(unit):
            return unit + "数"
        if unit in ("人", "名", "位") and (last in "VSZ" or name[-1] not in lexicon.people):
            return "人数"
        if last in "VSZ" or unit.endswith("次") or unit in ("层", "期", "批", "场"):
            return lexicon.suffixes.get(unit, "数")
        return "数"
    if kind == "ratio" and ":" in unit:
        return "比"
    if kind == "mass" and phrase.letters.strip("NA&z") == "":
        return "产量"
    return lexicon.suffixes.get(unit) or lexicon.suffixes.get(kind, "")


def change_suffix(base: str, verb: str, quantity: Quantity, down: bool) -> str:
    """How a change is called: 增长率 for per cent, 增加数 or 增加额 for amounts, by the verb that the text uses."""
    kind = quantity.kind
    if base.endswith(CHANGES) and kind != "percentage_point":
        return ""
    if kind == "percent" or quantity.unit == "成":
        if "提高" in verb or "提升" in verb:
            return "提高幅度"
        return "下降幅度" if down else "增长率"
    if kind == "percentage_point":
        return "下降幅度" if down else "提高幅度"
    if kind in ("ratio",) or quantity.unit in ("倍", "番"):
        return "下降幅度" if down else "增长倍数"
    if kind == "duration" and not base.endswith("数"):
        return "缩短时间" if down else "延长时间"
    if kind == "money":
        earned = verb in EARNING and base[-1:] not in SUM_ENDS
        return verb + "额" if earned else "减少额" if down else "增加额"
    if kind in ("count", "duration"):
        return "减少数" if down else "增加数"
    return "减少量" if down else "增加量"
