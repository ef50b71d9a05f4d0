"""Names of changes and of parts of a whole: 增长5.2%, 提高3个百分点, 完成总额的68%."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import FORMERLY, SINCE, spoken_of
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.comparison import AGAINST, comparing_at, comparison, other_side
from pipeline.measure.naming.counted import PEOPLE, counted_noun
from pipeline.measure.naming.figure import LONGEST, Base, Named, Setting
from pipeline.measure.naming.parts import RATES, part_changed
from pipeline.measure.naming.phrase import content, head, merged, tail, thin
from pipeline.measure.naming.ranking import PLACES, POSITIONS, moves, name_moved, places_moved
from pipeline.measure.naming.suffix import CHANGES, PLANS, change_suffix
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Circumstance, Quantity

MOMENTS = frozenset("年期月度末初底季天日")
"""Last characters of words of time, behind which the subject of a change may follow (比上年粮食增产)."""
EARLIER = frozenset({"提前", "推迟", "提早"})
LONGEST_DEED = 18
"""Characters of what was done so much earlier or later."""
HEADS = {"户均": frozenset({"户"}), "人均": PEOPLE, "校均": frozenset({"所"}), "村均": frozenset({"村"})}
"""In what units those are counted over whom an average is taken."""
LONGEST_COUNTED = 10
GROWTHS = frozenset({"增长", "增加", "提高"})
"""Verbs of change that may name what something is compared with (高于财政收入增长)."""
REACHED = frozenset({"到", "至", "为"})
"""Behind a verb of change these lead to a level (增加到)."""
RELATING = {"完成": "完成", "完成了": "完成", "相当于": "相当于", "等于": "相当于", "达到": "相当于"}
"""Verbs that relate a percentage to a whole, and how the name says it."""
EQUAL = frozenset({"是", "为", "达", "达到", "约为", "相当于", "相当"})
"""Verbs that relate a multiple to a whole."""


def change_verb(left: Words) -> int:
    """Where the verb of change stands that governs the quantity, the end if a property (增速) does; else -1."""
    letters = left.letters
    end = len(letters)
    while end and letters[end - 1] in "DTxBE":
        end -= 1
    if not end or (letters[end : end + 1] == "E" and left.texts[end] in REACHED):
        return -1
    if letters[end - 2 : end] in ("CV", "cV", "CS", "cS") and left.texts[end - 2] in ("多", "少"):
        return end - 2  # 比上年多招
    changes = letters[end - 1] in "Cc"
    if changes and left.texts[end - 1] not in GROWTHS:
        return end - 1
    for at in range(end - 1 - changes, -1, -1):  # 高于收入增长2.3个百分点
        if letters[at] in "CcE" and left.texts[at] in AGAINST:
            return at
        if letters[at] not in "NYOUATDS":
            break
    if changes:
        return end - 1
    return end if letters[end - 1] in "YN" and left.texts[end - 1].endswith(CHANGES) else -1


def bare_change(letters: str, kind: str) -> bool:
    """Whether a verb of change stands alone before the quantity (增产二十斤, 比单干高两成), or before a percentage."""
    end = letters.rstrip("DTxE")
    if "B" in end and end[-2:] in ("CV", "CS", "cV", "cS"):
        return True  # 比上年多招40人
    return end[-1:] in ("C", "c") and (
        kind in ("percent", "percentage_point") or end.strip("DTxz&CcG") == "" or "B" in end
    )


def _subject_end(left: Words, verb: int) -> int:
    """Where what stands before a verb of change ends that may be its subject: at what it is compared with, unless that
    only is a time, behind which the subject may follow (比上年粮食增产, 比扩建前学位增加; not 比年初预算增加)."""
    at = comparing_at(left, verb)
    begin = at if at >= 0 else left.letters.find("B", 0, verb)
    if begin < 0:
        return verb
    time = left.letters[begin + 1 : begin + 2] in ("T", "D") and left.texts[begin + 1] != FORMERLY
    planned = left.texts[verb - 1].endswith(PLANS) and left.letters[begin + 1 : verb - 1].strip("TDU") == ""
    timed = (time and not planned) or not SINCE.isdisjoint(left.texts[begin + 1 : verb])
    return verb if timed and at < 0 else begin


def _counted(phrase: Words, context: Context) -> Words:
    """Over what an average is taken that was counted before (带动农户1.3万户,户均增收1860元); empty if nothing was."""
    units = HEADS.get(str(phrase), frozenset())
    base = next((base for base in reversed(context.bases) if base.unit in units and base.noun.letters), None)
    return base.noun if base is not None else EMPTY


def name_change(setting: Setting, verb: int, context: Context, lexicon: Lexicon) -> Named:
    """The name of a change: what changes, and 增长率, 下降幅度, 增加数, …"""
    quantity, circumstance, left = setting.quantity, setting.circumstance, setting.left
    rules = ["naming.change"]
    begin = left.letters.find("B", 0, verb)
    if begin >= 0 and left.letters[verb - 1] == "T" and left.texts[begin + 1][-1] not in MOMENTS:
        left, verb = left[:begin] + left[verb:], begin  # 粮食总产比历史最高水平的一九八二年增产
    word = left.texts[verb] if verb < len(left) else ""
    base = content(spoken_of(left[: _subject_end(left, verb)]))
    if setting.before.letters and base.letters and left.letters[:1] not in ("z", "&"):
        base = merged(setting.before, base)
    if base.letters and verb == len(left) and (base.letters.strip("YCcD") == "" or str(base) in CHANGES):
        word, base = str(base), EMPTY
    taken = 0
    if word in EARLIER and quantity.kind == "duration" and (done := content(setting.right)).letters:
        done = head(done, LONGEST_DEED)  # 提前两年完成水库加固任务
        return Named(str(done) + word + "时间", Base(done, quantity.unit, quantity.kind), rules)
    if not base.letters and setting.right.letters[:1] in ("N", "A", "Y"):
        # 增加600个岗位, 增产五十万箱纸烟
        if setting.right.texts[0] in PLACES and context.bases:
            return name_moved(setting, word, context)
        base, taken = counted_noun(setting.right, lexicon, classifier=True)
    if taken:
        rules.append("naming.counted")
    elif not base.letters:
        if context.bases and moves(quantity, context.bases[-1]):
            return name_moved(setting, word, context)
        base = _unsaid(quantity, context, rules)
    elif thin(base, lexicon) and quantity.kind in RATES and context.idle_does and not context.bases:
        pass  # 完善投资机制,投资增长5%: what was done does not own what grows
    elif thin(base, lexicon):
        counted = _counted(base, context)
        base = tail(counted, LONGEST_COUNTED) + base if counted.letters else inherit(context, base, rules)
    elif quantity.kind in RATES and base.letters[-1] in "NA" and not base.letters.strip("NAV"):
        points = quantity.kind == "percentage_point"
        base = part_changed(base, context, rules, among=left.letters[:1] == "H", points=points)
    base = tail(context.with_colon(base, rules), LONGEST)
    text = str(base)
    if quantity.unit in POSITIONS and text:
        return Named(places_moved(text, word), Base(base, quantity.unit, quantity.kind), rules)
    compares, other = comparison(setting, left, verb, context)
    if compares:
        rules.append("naming.against")
        suffix = "百分点" if quantity.kind == "percentage_point" else "幅度"
        return Named(text + compares + other_side(other) + suffix, Base(base, quantity.unit, quantity.kind), rules)
    down = _down(left, verb, circumstance)
    earlier = word in EARLIER and quantity.kind == "duration"  # 验收比规定的时限提前一年
    name = text + (f"{word}时间" if earlier else change_suffix(text, word, quantity, down))
    changed = Base(base, quantity.unit, quantity.kind)
    if quantity.kind == "percent":
        changed.growth = "降幅" if down else "增速"
    return Named(name, changed, rules, taken=taken)


def _unsaid(quantity: Quantity, context: Context, rules: list[str]) -> Words:
    """What changes if its clause does not say so: what was measured before, or what a clause without a figure names."""
    found = context.of_change(quantity.unit, quantity.kind)
    if found is None or context.idle.letters[-1:] == "Y":
        return inherit(context, EMPTY, rules)
    rules.append("naming.topic")
    return found.rate if quantity.kind == "percentage_point" else found.measured


def _down(left: Words, verb: int, circumstance: Circumstance) -> bool:
    return circumstance.direction == "down" or left.letters[verb : verb + 1] == "c"


def multiple_of(left: Words) -> int:
    """Where the verb stands that relates a multiple to a whole before it (是普通学生的8倍); -1 if none does."""
    if left.letters[-1:] != "U":
        return -1
    return next((at for at in range(len(left) - 2, -1, -1) if left.texts[at] in EQUAL), -1)


def compared_part(left: Words) -> int:
    """Where the verb stands that relates a percentage to a whole before it (完成五年投资总额的68%); -1 if none does."""
    if left.letters[-1:] != "U":
        return -1
    for at in range(len(left) - 2, -1, -1):
        if left.texts[at] in RELATING:
            return at
    return -1


def name_part(setting: Setting, at: int, context: Context) -> Named:
    """The name of a percentage of a whole: X完成Y比例, X相当于Y比例."""
    quantity, left = setting.quantity, setting.left
    subject, whole = content(left[:at]), content(left[at + 1 :])
    rules = ["naming.part_of"]
    if setting.before.letters:
        subject = setting.before + subject
    if not subject.letters and (context.bases or context.idle.letters):
        subject = inherit(context, EMPTY, rules)  # at the beginning of a sentence it is the place itself
    name = str(tail(context.with_colon(subject, rules), 16))
    name += RELATING.get(left.texts[at], "相当于") if whole.letters or quantity.unit != "倍" else ""
    name += str(tail(whole, 14)) + ("倍数" if quantity.unit == "倍" else "比例")
    return Named(name, Base(subject, quantity.unit, quantity.kind), rules)
