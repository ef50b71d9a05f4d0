"""What is said behind a quantity: how long or how often something was done, who turned out, which part of them."""

from __future__ import annotations

from pipeline.measure.naming.among import told_of
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS, PEOPLE, predicate
from pipeline.measure.naming.draft import only_verbs
from pipeline.measure.naming.figure import Setting
from pipeline.measure.naming.phrase import content, head, tail, thin
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

HOUSEHOLD = {"户", "人"}
TURNOUTS = frozenset({"户", "人次", "户次"})
"""Units of those who do something, beside people."""
RANKS = ("第", "首位")
TAKEN = (["时间"], ["功夫"])
"""What is taken to do something (用三年的时间)."""
WITH, PASSING = "以", "通过"
LONGEST_TEST = 14
"""Characters of what was passed."""
VERBS = "VWCcZSEPJ"
"""Letters of what is said of a stretch of time."""


def said_behind(phrase: Words, setting: Setting, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """What is said behind a quantity that measures how long or how often something was done, or whom it befell."""
    quantity, left, right = setting.quantity, setting.left, setting.right
    if quantity.kind in ("score", "percent") and WITH in left.texts and PASSING in setting.rest.texts:
        return _passed(phrase, setting, lexicon)
    if quantity.kind == "duration" and left.texts[-1:] == ["为期"] and right.letters[:1] == "U":
        said = content(right[1:], keep_verbs=True)
        if said.letters:
            rules.append("naming.duration_of")
            return head(said, 16)  # 参加为期两周的培训
    lasting = quantity.kind == "duration" or quantity.unit == "次"
    first = right.letters.strip("DTOU")[:1]
    bare = quantity.kind == "duration" and right.letters[:1] != "U" and (not left.letters or "连续" in left.texts[-1])
    if quantity.kind == "duration" and left.texts[-1:] == ["连续"] and setting.rest.letters.lstrip("ODEJN")[:1] == "Q":
        ranked = setting.rest[: setting.rest.letters.index("Q") + 1]
        if ranked.texts[-1].startswith(RANKS):
            rules.append("naming.duration_of")
            return tail(phrase, 10) + Words(["连续", *ranked.texts], "N" * (len(ranked) + 1))  # 连续九年居全省第一
    if lasting and first and (first in VERBS or (bare and first in "NA")):
        said = content(right, keep_verbs=True)
        stays = not said.letters and right.letters[:1] in ("E", "W")
        if stays:
            said = right[:1]  # 连续五年稳定在…以上
        if said.letters and left.texts and "连续" in left.texts[-1]:
            # 连续九年刷新记录
            rules.append("naming.duration_of")
            if thin(phrase, lexicon) and (phrase.letters or stays):
                phrase = inherit(context, phrase, rules)
            return tail(phrase, 10) + Words(["连续"], "N") + head(said, 16)
        if said.letters and thin(phrase, lexicon):
            rules.append("naming.duration_of")
            return head(said, 18)
    if quantity.kind == "duration" and right.letters[:1] == "U" and right.texts[1:2] in TAKEN and "用" in left.texts:
        said = content(right[2:], keep_verbs=True)
        if said.letters:
            rules.append("naming.duration_of")
            return head(said, 16)  # 用两天的时间集中展示研讨课
    if only_verbs(phrase) and quantity.unit in PEOPLE and right.letters[:1] in ("V", "P", "W"):
        said = content(right, keep_verbs=True)
        if said.letters:
            rules.append("naming.times_of")
            return phrase + head(said, 14)  # 选派31人外出进修
    person = len(phrase) == 1 and right.texts[:1] == ["在"] and phrase.texts[-1][-1] in lexicon.people
    if phrase.letters and quantity.unit in PEOPLE and (person or phrase.texts[-1].endswith(lexicon.institutions)):
        said = predicate(right)
        if said.letters:
            rules.append("naming.times_of")
            return phrase + head(said, 14)  # 县一中11人进入全市前100名, 教师7人在竞赛中获奖
    if quantity.kind == "duration":
        return phrase
    told = told_of(phrase, setting, context)
    if told.letters:
        rules.append("naming.part")
        return told
    if phrase.letters:
        return phrase
    last = context.bases[-1] if context.bases else None
    said = EMPTY
    turned_out = quantity.kind == "count" and (quantity.unit in PEOPLE or quantity.unit in TURNOUTS)
    if turned_out and not context.outer.letters:
        # 5200户18000人实现脱贫
        said = predicate(setting.rest[setting.rest.letters.rfind("Q") + 1 :])
        said = Words(said.texts, said.letters[:-1] + "V") if said.letters else EMPTY
    elif quantity.unit in EVENTS:
        # 先后两次召开校长会议
        said = content(right)
    adjacent = not left.letters and last is not None and {last.unit, quantity.unit} == HOUSEHOLD
    if said.letters or adjacent:
        rules.append("naming.times_of")
        # 剩余87户243人脱贫
        if not adjacent or last is None:
            return head(said, 18)
        return last.phrase if str(said) in str(last.phrase) else last.phrase + head(said, 14)
    return phrase


def _passed(phrase: Words, setting: Setting, lexicon: Lexicon) -> Words:
    """以总评93.5分通过省政府验收, 以92分的成绩通过评估: what was passed, before what the score is called."""
    rest = setting.rest
    begin = rest.texts.index(PASSING) + 1
    end = rest.letters.find("Q", begin)
    test = content(rest[begin : end if end > 0 else len(rest)])
    if not test.letters or test.texts[-1] not in lexicon.tests:
        return phrase
    called = phrase if phrase.letters else content(rest[: begin - 1])
    return tail(test, LONGEST_TEST) + called
