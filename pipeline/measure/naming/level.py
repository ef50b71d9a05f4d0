"""The name of a level from the phrase before it: 高考本二上线人数1817人, 投资60余万元, 生均占地面积13.35平方米."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS, counted_noun, predicate
from pipeline.measure.naming.phrase import content, head, last_object, merged, tail, thin
from pipeline.measure.naming.place import entity_of
from pipeline.measure.naming.suffix import ends_in_property, level_suffix
from pipeline.measure.naming.topic import LONGEST, Base, Context, Named, Setting
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Quantity

VERBS = frozenset("VSZ")
NORMS = ("标准", "省标", "国标", "部标", "要求", "指标", "目标", "任务", "计划", "定额", "平均", "水平", "平均水平")


def name_level(setting: Setting, context: Context, lexicon: Lexicon) -> Named:
    """The name of a quantity that no noun follows."""
    quantity, left, right = setting.quantity, setting.left, setting.right
    rules = ["naming.noun_before"]
    if quantity.unit == "倍" and left.letters[-1:] == "U":
        # 标准不低于当地标准的1.6倍: the subject is what is measured
        cut = max(left.letters.rfind(mark, 1) for mark in "EcCK")
        left = left[:cut] if cut > 0 else left
    phrase = content(_last_coordinate(left))
    prefix = EMPTY
    if left.letters[:1] in ("z", "&"):
        prefix = _verbs(setting.shared)
    elif (setting.before.letters and left.letters[:1] != "U") or setting.before.letters:
        prefix = setting.before
    if prefix.letters:
        rules.append("naming.prefix")
        phrase = merged(prefix, phrase)
    shared = phrase
    compared = left.letters.strip("DT")[:1] == "B" and not phrase.letters and context.bases
    if compared:
        # 比一九五八年的548亿元增长19%: the figure compared with is of the same thing
        rules.append("naming.compared")
        phrase = context.bases[-1].phrase
    if (
        (quantity.kind == "duration" or quantity.unit == "次")
        and right.letters
        and right.letters.strip("DTOU")[:1] in ("V", "W", "C", "c", "Z", "S", "E", "P", "J")
    ):
        said = content(right, keep_verbs=True)
        if left.texts and "连续" in left.texts[-1] and said.letters:
            rules.append("naming.duration_of")
            if phrase.letters and thin(phrase, lexicon):
                phrase = context.inherit(phrase, rules)
            phrase = tail(phrase, 10) + Words(["连续"], "N") + head(said, 16)
        elif said.letters and thin(phrase, lexicon):
            rules.append("naming.duration_of")
            phrase = head(said, 18)
    if quantity.kind == "count" and not phrase.letters and quantity.unit in ("户", "人") and not context.outer.letters:
        # 5200户18000人实现脱贫
        rest = setting.rest
        said = predicate(rest[rest.letters.rfind("Q") + 1 :])
        if said.letters:
            rules.append("naming.times_of")
            phrase = head(said, 18)
            phrase = Words(phrase.texts, phrase.letters[:-1] + "V")
    if quantity.unit in EVENTS and not phrase.letters and right.letters:
        # 先后两次召开校长会议
        said = content(right, keep_verbs=False)
        if said.letters:
            rules.append("naming.times_of")
            phrase = head(said, 18)
    if setting.bracketed and context.outer.letters and not prefix.letters and not setting.before.letters:
        phrase = _in_bracket(phrase, context, lexicon, rules)
    if phrase.letters[:1] == "Z" and context.bases and not thin(context.owner(), lexicon):
        rules.append("naming.serves")
        phrase = merged(context.giver(), phrase)
    elif (
        phrase.letters.strip("V") == ""
        and phrase.letters
        and context.bases
        and context.bases[-1].unit == quantity.unit
        and context.bases[-1].phrase.letters[-2:] == "NV"
    ):
        # 生猪出栏35万头,存栏18万头
        rules.append("naming.topic")
        phrase = context.bases[-1].phrase[:-1] + phrase
    elif (
        quantity.kind not in ("money", "percent", "ratio")
        and phrase.length <= 3
        and phrase.letters.strip("V") == ""
        and phrase.letters
        and _last_noun(context, quantity).letters
    ):
        # 受理案件1200件,审结1150件
        rules.append("naming.topic")
        noun = _last_noun(context, quantity)
        phrase = noun + phrase if quantity.unit in ("人", "名", "位") else phrase + noun
    elif (
        quantity.kind == "money"
        and phrase.letters == "V"
        and context.bases
        and str(context.bases[-1].phrase).startswith(str(phrase))
    ):
        # 免学费744人,免66万元
        rules.append("naming.topic")
        phrase = context.bases[-1].phrase
    elif not compared and thin(phrase, lexicon):
        phrase = _thin(phrase, setting, context, lexicon, rules)
    elif (
        phrase.letters[-1:] == "Y"
        and left.letters.lstrip("DT")[:1] == "&"
        and context.bases
        and phrase.texts[-1] == "之比"
    ):
        rules.append("naming.topic")
        phrase = tail(context.bases[-1].phrase, 16) + Words(["与"], "&") + phrase
    elif str(phrase).endswith(NORMS) and context.bases and len(phrase) <= 3 and quantity.kind != "money":
        rules.append("naming.norm")
        if "完成" in left.texts:
            phrase = Words(["完成"], "V") + phrase
        phrase = merged(context.bases[-1].phrase, phrase)
    elif left.letters[:1] in ("H", "z") and context.bases and phrase.letters.strip("NA") == "" and phrase.letters:
        phrase = _part(phrase, context.bases[-1], quantity, lexicon, rules)
    elif quantity.kind == "percent" and context.bases and phrase.letters and phrase.letters.strip("N") == "":
        phrase = _same_of_another(phrase, context.bases[-1], lexicon, rules)
    phrase = context.with_colon(phrase, rules)
    if phrase.length > LONGEST:
        phrase = tail(last_object(phrase), LONGEST)
    base = Base(phrase, quantity.unit, quantity.kind)
    if phrase.letters[-1:] == "N" and quantity.kind not in ("money", "percent"):
        base.noun = _noun(phrase, lexicon)
    base.suffix = level_suffix(phrase, quantity, lexicon)
    return Named(str(phrase) + base.suffix, base, rules, shared=shared)


def _last_noun(context: Context, quantity: Quantity) -> Words:
    """The noun counted before in the same unit, or for people what befell them (事故56起,死亡42人)."""
    people = quantity.unit in ("人", "名", "位")
    for base in reversed(context.bases):
        if base.noun.letters and (not people or base.unit != quantity.unit) and (people or base.unit == quantity.unit):
            return base.noun
    return EMPTY


def _part(phrase: Words, base: Base, quantity: Quantity, lexicon: Lexicon, rules: list[str]) -> Words:
    """汽车保有量12万辆,其中私人汽车10万辆: the part is measured by the property of the whole."""
    if str(phrase)[-1] in "级类型" and base.unit == quantity.unit and base.noun.letters:
        rules.append("naming.part")
        noun = base.noun
        for at, text in enumerate(noun.texts[:4]):
            if text[-1] == str(phrase)[-1] and at + 1 < len(noun):
                noun = noun[at + 1 :]
                break
        return phrase + noun
    if (
        base.unit == quantity.unit
        and base.phrase.letters[-1:] == "Y"
        and not ends_in_property(str(phrase), quantity.kind, lexicon)
    ):
        rules.append("naming.part")
        return phrase + base.phrase[-1:]
    return phrase


def _same_of_another(phrase: Words, base: Base, lexicon: Lexicon, rules: list[str]) -> Words:
    """县二中上线率56.8%,县三中41.2%: the same property of another institution."""
    other = entity_of(base.phrase, lexicon)
    if other and base.phrase.letters[-1:] == "Y" and str(phrase).endswith(lexicon.institutions):
        rules.append("naming.same_property")
        return phrase + Words([str(base.phrase)[len(other) :]], "Y")
    return phrase


def _last_coordinate(left: Words) -> Words:
    """Of coordinated verb phrases the last: 开展评审、压减资金 → 压减资金."""
    letters = left.letters
    for at in range(len(letters) - 2, 0, -1):
        if letters[at] in "z&" and letters[at + 1] in "VSCE" and any(mark in "VSWCE" for mark in letters[:at]):
            return left[at + 1 :] if letters[at - 1] in "NYA" else left
    return left


def _thin(phrase: Words, setting: Setting, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """A phrase that says nothing of whose or what for: the clause behind it, or the topic before it, does."""
    if len(phrase) == 1 and phrase.texts[0][-1] == "均" and context.bases:
        # 藏书三万册,生均20册
        found = context.of_change(setting.quantity.unit, setting.quantity.kind)
        if found is not None:
            rules.append("naming.topic")
            return phrase + found.phrase
    percent = setting.quantity.kind == "percent"
    if percent and str(phrase).endswith(("计划", "预算", "任务")) and context.bases:
        # 原煤产量120万吨,为计划的103%
        rules.append("naming.topic")
        return context.bases[-1].phrase + phrase + Words(["完成率"], "Y")
    if str(phrase) in lexicon.rates and context.bases and _is_deed(context.bases[-1].phrase, lexicon):
        return phrase
    if (setting.quantity.kind == "money" and phrase.letters[-1:] in ("S", "Z", "V")) or str(phrase) in (
        "资金",
        "投资",
        "经费",
        "投入资金",
    ):
        right = setting.right
        if right.letters.strip("PEDO")[-1:] in ("", "U") and "Q" in setting.rest.letters:
            # 投入283万元为一百所学校安装报警系统: what is said behind the last number
            right = setting.rest[setting.rest.letters.rindex("Q") + 1 :]
            _, size = counted_noun(right, lexicon, classifier=True)
            right = right[size:]
        purpose = predicate(right)
        if not purpose.letters and right.letters[:1] in ("P", "E", "G", "U", "N", "D"):
            purpose = content(right)
        if purpose.letters:
            rules.append("naming.purpose")
            return head(purpose, 18) + phrase
        idle_names = context.idle.letters and not lexicon.talk & set(context.idle.texts)
        if not idle_names and not context.bases and setting.following.letters.lstrip("DT")[:1] not in ("", "H"):
            purpose = head(content(setting.following), 16)
            if purpose.letters:
                rules.append("naming.purpose_after")
                return purpose + phrase
    return context.inherit(phrase, rules)


def _is_deed(phrase: Words, lexicon: Lexicon) -> bool:
    """Whether a phrase says what was done rather than what there is (改造薄弱学校)."""
    return bool(phrase.letters) and (phrase.letters[0] in "VS" or phrase.texts[0] in lexicon.deeds)


def _in_bracket(phrase: Words, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """学校公用经费标准(小学提高到700元): the member in the brackets and what is before them make the name."""
    rules.append("naming.bracket")
    outer = tail(context.outer, 20)
    if thin(phrase, lexicon):
        return merged(outer, phrase)
    return phrase + outer if outer.letters[-1] == "Y" and phrase.letters.strip("Nz&") == "" else phrase


def _verbs(shared: Words) -> Words:
    """What a phrase shares with the members that are coordinated with it: up to its last verb."""
    for at in range(len(shared) - 1, -1, -1):
        if shared.letters[at] in "VSZ":
            return shared[: at + 1] if at + 1 < len(shared) else EMPTY
    return EMPTY


def _noun(phrase: Words, lexicon: Lexicon) -> Words:
    """The noun of a phrase: what stands behind its last verb."""
    for at in range(len(phrase) - 1, -1, -1):
        text = phrase.texts[at]
        if phrase.letters[at] in "VSZCc" or lexicon.letters.get(text) in VERBS or text in lexicon.deeds:
            return phrase[at + 1 :]
    return phrase
