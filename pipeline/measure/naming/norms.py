"""Norms and plans that a figure is told against: 省标准20平方米, 为计划的103%, 低于规定的30%."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.phrase import merged, tail
from pipeline.measure.naming.subject import SHORT

NORMS = ("标准", "省标", "国标", "部标", "要求", "指标", "目标", "任务", "计划", "定额", "平均", "水平", "平均水平")
"""What the name of a norm ends in."""
RULED = ("规定", "要求", "省定", "国定", "县定", "核定", "既定")
"""What is said before a figure that is a norm (低于规定的30%)."""
PLANS = ("计划", "预算", "任务", "目标")


def plan(draft: Draft) -> Words | None:
    """原煤产量120万吨,为计划的103%: how much of the plan the same is."""
    phrase, last = draft.phrase, draft.last
    if last is None or draft.setting.quantity.kind != "percent" or not draft.text.endswith(PLANS):
        return None
    if not draft.thin and draft.phrase.length > SHORT:
        return None
    draft.rules.append("naming.topic")
    return last.phrase + phrase + Words(["完成率"], "Y")


def norm(draft: Draft) -> Words | None:
    """生均占地面积13平方米,省标准20平方米: a norm for the same; so is 低于规定的30%."""
    phrase, last = draft.phrase, draft.last
    if last is None or len(phrase) > 3 or draft.setting.quantity.kind == "money":
        return None
    left = draft.setting.left
    if len(phrase) > 1 and left.texts[-1:] == ["完成"]:
        return None  # 招生指标完成92%: a norm of its own
    compares = left.letters[-1:] == "U" and left.letters.lstrip("DTx")[:1] in ("C", "c", "E")
    ruled = compares and draft.text.endswith(RULED)
    if not ruled and not draft.text.endswith(NORMS):
        return None
    draft.rules.append("naming.norm")
    if ruled:
        kept = phrase[1:] if phrase.letters[0] in "Cc" else phrase
        return last.phrase + kept + Words(["标准"], "Y")
    if "完成" in draft.setting.left.texts:
        phrase = Words(["完成"], "V") + phrase
    return merged(last.phrase, phrase)


def ratio_to(draft: Draft) -> Words | None:
    """经费支出33亿元,与地区生产总值之比为2.6%: what stands in the ratio was said before."""
    phrase, last = draft.phrase, draft.last
    if last is None or phrase.texts[-1:] != ["之比"] or draft.setting.left.letters.lstrip("DT")[:1] != "&":
        return None
    draft.rules.append("naming.topic")
    return tail(last.phrase, 16) + Words(["与"], "&") + phrase
