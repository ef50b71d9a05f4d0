"""The name of a level from the phrase before it: 高考本二上线人数1817人, 投资60余万元, 生均占地面积13.35平方米."""

from __future__ import annotations

from pipeline.measure.naming.adverbial import spoken_of
from pipeline.measure.naming.behind import said_behind
from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import PEOPLE
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.ellipsis import completed, in_bracket
from pipeline.measure.naming.figure import LONGEST, Base, Named, Setting
from pipeline.measure.naming.phrase import content, last_object, merged, tail
from pipeline.measure.naming.suffix import level_suffix
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.turned import of_part, told_before, turned_property
from pipeline.measure.naming.words import Lexicon

FEWEST_EXAMPLES = 3
TIMES = "次"
TELLING = 4
"""Characters of a noun that tells enough without examples."""
VERBS = frozenset("VSZ")
CLASSES = (["班"], ["教学班"], ["班级"])
"""What pupils are counted in."""
BOUNDS = frozenset({"以上", "以下"})
CONVERTING = frozenset({"折算", "折合", "约合", "合"})
"""Verbs that state a figure in another unit."""
ONE = "一"
TASKS = ("任务", "计划", "指标")
DONE = "完成率"
LIMITS = frozenset({"最大", "最多", "最高", "最低", "最少"})


def name_level(setting: Setting, context: Context, lexicon: Lexicon) -> Named:
    """The name of a quantity that no noun follows."""
    quantity = setting.quantity
    rules = ["naming.noun_before"]
    said = content(_last_coordinate(_without_examples(spoken_of(_measured(setting)))))
    if quantity.unit == TIMES and setting.left.letters[-1:] in ("z", "&"):
        said = EMPTY  # 两次降息、两次降准: what stands before is of the time before
    phrase = _average_first(_without_one(said))
    prefix = _verbs(setting.shared, phrase) if setting.left.letters[:1] in ("z", "&") else setting.before
    own = setting.left.letters[-1:] == "U" and any(mark in VERBS for mark in phrase.letters)
    if own or setting.left.letters[:2] in ("zW", "&W"):
        prefix = EMPTY  # 欠农户的20万元、教师垫付的5万元; 投入资金60万元、实施项目2个
    turned = told_before(phrase, quantity, context, lexicon)
    if turned.letters:
        rules.append("naming.turned")
        phrase = of_part(phrase, turned)
    elif not setting.left.letters and setting.shared.letters and _holds(prefix, setting, lexicon):
        rules.append("naming.prefix")
        phrase = setting.shared  # 小学52个班1748人; 涉及9个乡镇1206人; 帮扶3个贫困村286户
        phrase = phrase + prefix if phrase.letters[-1] == "V" else phrase
    elif prefix.letters:
        rules.append("naming.prefix")
        phrase = merged(prefix, phrase)
    shared = phrase
    compared = setting.left.letters.strip("DT")[:1] == "B" and not phrase.letters and bool(context.bases)
    if context.bases and _converts(setting.left):
        compared, phrase = True, EMPTY  # 人均生产总值28460元(折合4508美元): the same in another unit
    if compared:
        # 比一九五八年的548亿元增长19%: the figure compared with is of the same thing
        rules.append("naming.compared")
        phrase = context.bases[-1].phrase
    lasting = phrase
    phrase = said_behind(phrase, setting, context, lexicon, rules)
    changed = not phrase.letters and setting.left.letters.strip("DTxE") in ("C", "c")  # 由20分缩小到12分
    told = changed or prefix.letters or setting.before.letters
    if setting.bracketed and context.outer.letters and not told:
        phrase = in_bracket(phrase, context, lexicon, rules)
    if (
        not phrase.letters
        and setting.left.texts[:1]
        and setting.left.texts[0] in LIMITS
        and context.idle.letters[-1:] == "N"
    ):
        # 严控班额,最多不超过45人
        rules.append("naming.idle_topic")
        phrase = Words(setting.left.texts[:1], "N") + context.idle[-1:]
    draft = Draft(phrase, setting, context, lexicon, rules, compared)
    phrase = completed(draft)
    phrase = context.with_colon(phrase, rules)
    if not turned.letters:
        turned = turned_property(phrase, quantity, lexicon)
        phrase = phrase[len(turned) :] + turned if turned.letters else phrase
    if phrase.length > LONGEST:
        phrase = tail(last_object(phrase), LONGEST)
    base = Base(phrase, quantity.unit, quantity.kind)
    base.said = shared
    if quantity.kind == "duration" and "naming.duration_of" in rules:
        # what lasted is what is spoken of, not how long it did
        base.phrase = lasting if lasting.letters or not context.bases else context.bases[-1].phrase
    if phrase.letters[-1:] == "N" and quantity.kind not in ("money", "percent"):
        base.noun = _school(phrase, lexicon) if quantity.unit == "所" else EMPTY
        base.noun = base.noun if base.noun.letters else _noun(phrase, lexicon)
    if draft.noun.letters:
        base.noun = draft.noun
    base.turned = turned
    base.suffix = DONE if _is_done(phrase, setting) else level_suffix(phrase, quantity, lexicon)
    return Named(str(phrase) + base.suffix, base, rules, shared=shared)


def _holds(houses: Words, setting: Setting, lexicon: Lexicon) -> bool:
    """Whether the figure counts people or households of the houses that were counted right before it."""
    if setting.quantity.unit not in PEOPLE and setting.quantity.unit != "户":
        return False
    verb = setting.shared.letters[-1] in VERBS and houses.letters[-1:] == "N"
    return houses.texts[-1:] in CLASSES or (verb and houses.texts[-1].endswith(lexicon.institutions))


def _converts(left: Words) -> bool:
    """Whether a verb right before the quantity says that it is another in other units (折合黄金七万两 is of gold)."""
    end = len(left.letters.rstrip("EDTx"))
    return any(text in CONVERTING for text in left.texts[max(0, end - 1) :])


def _measured(setting: Setting) -> Words:
    """The words before the quantity; of 标准不低于当地标准的1.6倍 the subject, since that is what is measured."""
    left = setting.left
    if setting.quantity.unit == "倍" and left.letters[-1:] == "U":
        cut = max(left.letters.rfind(mark, 1) for mark in "EcCK")
        return left[:cut] if cut > 0 else left
    return left


def _without_examples(left: Words) -> Words:
    """开展防疫、安全、减负等专项督导(9次) → 开展专项督导: three examples or more are no part of a name, nor are two
    before what tells enough itself (聘请教练员、传承人等校外师资)."""
    if "等" not in left.texts:
        return left
    end = left.texts.index("等")
    first = left.letters.find("z")
    named = left[end + 1 :]
    fewest = FEWEST_EXAMPLES - 1 if len(named) > 1 and named.length >= TELLING else FEWEST_EXAMPLES
    if left.letters[:end].count("z") < fewest - 1 or named.letters.strip("NA") or not named.letters:
        return left
    verb = max(left.letters.rfind(mark, 0, first) for mark in "VSZWE")
    return left[: verb + 1] + named


def _is_done(phrase: Words, setting: Setting) -> bool:
    """Whether the figure says how much of a task has been done (征购任务完成98%)."""
    return setting.quantity.kind == "percent" and "完成" in setting.left.texts and str(phrase).endswith(TASKS)


def _without_one(phrase: Words) -> Words:
    """欠款最多的一户(12万元) → 欠款最多: that it is one goes without saying."""
    one = phrase.letters[-2:] == "UN" and phrase.texts[-1].startswith(ONE) and len(phrase.texts[-1]) == len(ONE) + 1
    return phrase[:-2] if one else phrase


def _average_first(phrase: Words) -> Words:
    """筹资标准人均(100元) → 人均筹资标准."""
    if len(phrase) < 2 or phrase.letters[-2] != "Y" or phrase.letters[-1] != "N" or phrase.texts[-1][-1] != "均":
        return phrase
    return phrase[-1:] + phrase[:-1]


def _last_coordinate(left: Words) -> Words:
    """Of coordinated verb phrases the last: 开展评审、压减资金 → 压减资金."""
    letters = left.letters
    if "z" not in letters and "&" not in letters:
        return left
    for at in range(len(letters) - 2, 0, -1):
        adjective = letters[at + 1] == "C" and len(left.texts[at + 1]) == 1  # 科技型、高|成长型企业
        if (
            letters[at] in "z&"
            and letters[at + 1] in "VSCE"
            and not adjective
            and left.texts[at + 1] not in BOUNDS
            and any(mark in "VSWCE" for mark in letters[:at])
        ):
            return left[at + 1 :] if letters[at - 1] in "NYA" else left
    return left


def _verbs(shared: Words, phrase: Words) -> Words:
    """What a phrase shares with the members that are coordinated with it: what stands before the member that is built
    as it is (某大赛一等奖 and 二等奖, 省级示范校 and 市级示范校), else all up to the last verb."""
    size = len(phrase)
    if not size:
        return EMPTY  # 淘汰锅炉86台、215蒸吨: the same in another unit
    nouns = size and (phrase.letters + shared.letters[-size:]).strip("NA") == ""
    alike = size and shared.texts[-1:] and len(shared.texts[-1]) == len(phrase.texts[-1])
    if nouns and alike and len(shared) > size and shared.texts[-1][-1] == phrase.texts[-1][-1]:
        kept = shared[:-size]
        kept = kept[: len(kept.letters.rstrip("D"))]
        return kept[:-1] if len(kept) > 1 and len(kept.texts[-1]) == 1 else kept
    for at in range(len(shared) - 1, -1, -1):
        if shared.letters[at] in VERBS or (not at and shared.letters[at] in "Cc"):
            return shared[: at + 1] if at + 1 < len(shared) else EMPTY
    return EMPTY


def _school(phrase: Words, lexicon: Lexicon) -> Words:
    """The schools that a phrase names before what was done with them (幼儿园督导评估完成46所); empty if none."""
    for at in range(len(phrase) - 2, -1, -1):
        if phrase.texts[at].endswith(lexicon.schools) and phrase.letters[at] == "N":
            return phrase[at : at + 1]
    return EMPTY


def _noun(phrase: Words, lexicon: Lexicon) -> Words:
    """The noun of a phrase: what stands behind its last verb."""
    for at in range(len(phrase) - 1, -1, -1):
        text = phrase.texts[at]
        if phrase.letters[at] in "VSZCc" or lexicon.letters.get(text) in VERBS or text in lexicon.deeds:
            noun = phrase[at + 1 :]
            state = noun.texts[0] if len(noun) > 1 else ""
            return noun[1:] if state in lexicon.sorts and state in lexicon.bare else noun  # 新建续建公办园
    return phrase
