"""What of a clause only says against what, by what or why something is so: where those words end (比上年…, 按偏远程度…,
受旱灾影响…)."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words

EXAMPLES = frozenset({"等", "等等", "等地"})
"""Words that end a list of examples, …"""
EXAMPLE_OF = frozenset({"地", "地区", "地方"})
GROUPS = frozenset({"部门", "单位", "学校", "县", "市", "区", "乡镇", "企业", "公司", "县区", "县市", "国家"})
"""… and what they may be examples of."""
CAUSES = frozenset({"使", "让", "令", "使得", "致使", "促使"})
"""Verbs whose clause says first what caused it, then what is measured."""
LEADING = EXAMPLES | CAUSES
SINCE = frozenset({"前", "后", "时", "之前", "之后", "以前", "以后"})
"""Behind a deed these make a point of time of it (比组建前, 折算后)."""
MANNERS = frozenset({"按", "按照", "视", "依", "依据", "依照", "根据", "扣除", "剔除", "不计", "因", "由于", "因为"})
"""What leads to what a figure depends on, ..."""
OPPOSITES = frozenset({"轻重", "远近", "大小", "长短", "高低", "多少", "好坏", "难易"})
DEGREES = OPPOSITES | {"程度", "不同", "因素", "影响", "差异", "等次", "档次", "段"}
"""... and what that ends in (按偏远程度, 扣除价格因素)."""
FARTHEST_DEGREE = 7
"""Words from the one to the other."""
REASONS = frozenset({"因", "因为", "由于"})
"""What leads to why something is so."""
FORMERLY = "原"
"""Before what was planned (比原计划)."""
SUFFERING, SUFFERED = "受", "影响"
"""What stands around what something suffers from (受旱灾影响)."""
SCALES = frozenset({"程度", "情况", "类别", "年限", "标准", "等级", "档次", "条件", "性质", "人口", "职级", "距离"})
"""By what it may be graded how much each gets (按偏远程度每人每月…)."""
TO_EACH = ("每人", "每生", "每户")
"""What begins the words for those who each get or pay a sum."""


def after_comparison(words: Words, at: int) -> int:
    """Behind 比去年, 与上年同期相比, 比全国平均水平, 比组建前: at what is said of the comparison, or at the end."""
    letters = words.letters
    end = at + 1
    if letters[end : end + 1] in ("T", "D"):
        while end < len(letters) and letters[end] in ("NTUDF" if words.texts[at + 1] == FORMERLY else "TUDF"):
            end += 1
        return end
    while end < len(letters) and letters[end] not in "Cc":
        if words.texts[end] in SINCE and end > at + 1:
            return end + 1
        end += 1
    if end == len(letters):
        end = at + 1
        while end < len(letters) and letters[end] not in "VESZWYJ":
            end += 1
    return end


def after_means(words: Words, at: int) -> int:
    """Behind 通过…, 按…, 以…: at the verb of the clause if one follows a noun, else behind the word itself; behind
    what a figure depends on (按偏远程度, 扣除价格因素, 因水灾).

    A verb of reaching ends the phrase only behind 以 (以…为): what 通过 stands before may be the subject of 达到.
    """
    letters = words.letters
    if words.texts[at] in MANNERS:
        for end in range(at + 1, min(len(letters), at + FARTHEST_DEGREE)):
            if words.texts[end] in DEGREES:
                return end + 2 if words.texts[end + 1 : end + 2] == [SUFFERED] else end + 1
    if words.texts[at] in REASONS and letters[at + 1 : at + 2] == "N" and letters[at + 2 : at + 3] in ("", *"DTEB"):
        return at + 2
    seen = False
    for end in range(at + 1, len(letters)):
        mark = letters[end]
        each = words.texts[end].startswith(TO_EACH) or words.texts[end - 1] in SCALES
        if seen and each and words.texts[end][0] == "每":
            return end  # 按考核结果每人每年2000元
        if mark in "NYA":
            seen = True
        elif mark == "E" and words.texts[at] != "以":
            break
        elif seen and mark in "VESZCcW":
            return end
    return at + 1


def spoken_of(left: Words) -> Words:
    """The words before a quantity without what caused it (投入的增加使…) and without those who only are examples of
    whoever did it (甲中学、乙中学等地开展…)."""
    letters, texts = left.letters, left.texts
    if SUFFERED in texts and SUFFERING in texts[: texts.index(SUFFERED)]:
        left = left[texts.index(SUFFERED) + 1 :]  # 受疫情影响比上年下降
        letters, texts = left.letters, left.texts
    if LEADING.isdisjoint(texts):
        return left
    for at in range(len(left) - 2, -1, -1):
        if letters[at] in "PWDV" and texts[at] in CAUSES:
            return left[at + 1 :]
        if letters[at] == "D" and texts[at] in EXAMPLES and "z" in letters[:at]:
            begin = at + 1
            if texts[begin] in EXAMPLE_OF or (letters[begin] == "N" and texts[begin] in GROUPS):
                begin += 1
            if letters[begin : begin + 1] in ("V", "S", "W") and any(mark in "NA" for mark in letters[begin:]):
                return left[begin:]
    return left
