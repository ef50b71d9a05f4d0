"""What a clause leaves unsaid, from what was said before it or is said behind it.

`COMPLETIONS` is tried in order; each function takes a draft and returns the phrase completed, or None if it is not its
case. The first that returns a phrase decides.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS, PEOPLE, counted_noun, predicate
from pipeline.measure.naming.phrase import content, head, is_moment, merged, tail, thin, without_moment
from pipeline.measure.naming.place import entity_of
from pipeline.measure.naming.subject import SHORT, does, of_subject
from pipeline.measure.naming.suffix import ends_in_property
from pipeline.measure.naming.topic import PAID, Base, Context, Setting
from pipeline.measure.naming.words import Lexicon

NORMS = ("标准", "省标", "国标", "部标", "要求", "指标", "目标", "任务", "计划", "定额", "平均", "水平", "平均水平")
"""What the name of a norm ends in."""
PLANS = ("计划", "预算", "任务")
FUNDS = frozenset({"资金", "投资", "经费", "投入资金"})
HOUSES = frozenset({"所", "家", "个", "座", "处"})
"""Units in which institutions are counted."""
LONGEST_SORT = 4
"""Characters of a noun for people that is told into parts (在校学生: 高中在校学生)."""
LONGEST_GIVER = 12
"""Characters of what serves somebody, beyond which its front is cut."""
DONE = frozenset({"到位", "完成", "完毕", "结束"})
"""Verbs behind another that only say that it is done (整改到位)."""
USED_FOR = frozenset({"用于", "用来", "主要用于"})
HOUSEHOLD = {"户", "人"}
TURNOUTS = frozenset({"户", "人次", "户次"})
"""Units of those who do something, beside people."""
GRADES = "级类型"


class Draft:
    """A phrase before a quantity, with what may complete it."""

    __slots__ = ("compared", "context", "last", "lexicon", "phrase", "rules", "setting", "text", "thin")

    def __init__(
        self, phrase: Words, setting: Setting, context: Context, lexicon: Lexicon, rules: list[str], compared: bool
    ) -> None:
        self.phrase = phrase
        self.setting = setting
        self.context = context
        self.lexicon = lexicon
        self.rules = rules
        self.compared = compared
        """Whether the quantity is only compared with (比去年的5亿元), so that it is of what was said before."""
        self.last: Base | None = context.bases[-1] if context.bases else None
        self.text = str(phrase)
        self.thin = thin(phrase, lexicon)
        """Whether the phrase says nothing of whose or what for."""


def completed(draft: Draft) -> Words:
    """The phrase with what was left unsaid."""
    for completion in COMPLETIONS if draft.last is not None else FIRST_COMPLETIONS:
        phrase = completion(draft)
        if phrase is not None:
            return phrase
    return draft.phrase


def served(draft: Draft) -> Words | None:
    """发放助学金23万元,涉及学生284人: the money serves them."""
    if draft.phrase.letters[:1] != "Z" or thin(draft.context.owner(), draft.lexicon):
        return None
    draft.rules.append("naming.serves")
    giver = content(draft.context.said)
    if not giver.letters or not giver.texts[-1].endswith(PAID):
        giver = draft.context.giver()
    return merged(giver if giver.length <= LONGEST_GIVER else tail(giver, LONGEST_GIVER), draft.phrase)


def qualified(draft: Draft) -> Words | None:
    """城市低保对象3000户,发放低保金200万元: what tells the object apart was said before."""
    if draft.setting.quantity.kind != "money":
        return None
    phrase = draft.context.qualified(draft.phrase, draft.rules)
    return phrase if phrase is not draft.phrase else None


def same_subject(draft: Draft) -> Words | None:
    """生猪出栏35万头,存栏18万头: another verb of the same subject."""
    phrase, last = draft.phrase, draft.last
    if last is None or not _only_verbs(phrase) or last.unit != draft.setting.quantity.unit:
        return None
    if last.phrase.letters[-2:] != "NV":
        return None
    draft.rules.append("naming.topic")
    return last.phrase[:-1] + phrase


def same_object(draft: Draft) -> Words | None:
    """受理案件1200件,审结1150件: another verb of the same object; 事故56起,死亡42人: what came of it."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if quantity.kind in ("money", "percent", "ratio") or not _only_verbs(phrase) or phrase.length > 4:
        return None
    if phrase.length > 3 and phrase.texts[-1] not in DONE:
        return None
    if phrase.texts[-1][-1] == "生":
        return None  # 招生 has its object in itself
    people = quantity.unit in PEOPLE
    for base in reversed(draft.context.bases):
        same = base is draft.last and (base.unit == quantity.unit or (people and base.unit in PEOPLE))
        if base.noun.letters and (same or people == (base.unit != quantity.unit)):
            draft.rules.append("naming.topic")
            first = same and phrase.texts[-1] not in draft.lexicon.states
            found = phrase + base.noun if first else base.noun + phrase
            subject = draft.context.subject
            return of_subject(subject, found) if does(subject, draft.lexicon) and found.length <= SHORT else found
    return None


def member(draft: Draft) -> Words | None:
    """敬老院22所,床位1486张: what the institutions counted last have."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if quantity.kind != "count" or draft.text not in draft.lexicon.members or draft.setting.left.letters[:1] == "H":
        return None
    houses = draft.lexicon.institutions + draft.lexicon.schools
    for base in reversed(draft.context.bases):
        noun = base.noun
        if base.unit not in HOUSES or not noun.letters or noun.texts[0] in draft.lexicon.sorts:
            continue  # 其中公办266所 tells only a part of those that have them
        if str(noun) != "学校" and noun.texts[-1].endswith(houses):
            draft.rules.append("naming.member")
            return tail(noun, 10) + phrase
    last = draft.last
    counts_other = last is not None and last.unit in HOUSES and last.noun.letters
    if not counts_other:
        return None
    return left_out(draft) or phrase  # 教学班36个,在校生1620人: not those of the classes


def moment(draft: Draft) -> Words | None:
    """学年初在校学生310人,学年末308人: the same at another time."""
    phrase, last = draft.phrase, draft.last
    if last is None or phrase.letters != "N" or not is_moment(draft.text) or last.unit != draft.setting.quantity.unit:
        return None
    draft.rules.append("naming.topic")
    return phrase + without_moment(last.phrase)


def same_verb(draft: Draft) -> Words | None:
    """免学费744人,免66万元: the same once more."""
    phrase, last = draft.phrase, draft.last
    if last is None or phrase.letters != "V" or draft.setting.quantity.kind != "money":
        return None
    if draft.text not in str(last.phrase):
        return None
    draft.rules.append("naming.topic")
    return last.phrase


def average(draft: Draft) -> Words | None:
    """藏书三万册,生均20册: the average of the same."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if len(phrase) != 1 or phrase.texts[0][-1] != "均" or not draft.thin:
        return None
    found = draft.context.of_change(quantity.unit, quantity.kind)
    if found is None:
        return None
    draft.rules.append("naming.topic")
    return phrase + found.phrase


def plan(draft: Draft) -> Words | None:
    """原煤产量120万吨,为计划的103%: how much of the plan the same is."""
    phrase, last = draft.phrase, draft.last
    if last is None or draft.setting.quantity.kind != "percent" or not draft.thin:
        return None
    if not draft.text.endswith(PLANS):
        return None
    draft.rules.append("naming.topic")
    return last.phrase + phrase + Words(["完成率"], "Y")


def each(draft: Draft) -> Words | None:
    """救助大学生136名,每人2000元; 发放生活补助,小学生每人每年250元: what each of them gets is that money."""
    phrase = draft.phrase
    if draft.setting.quantity.kind != "money" or phrase.texts[-1:] == [] or phrase.texts[-1][0] != "每":
        return None
    per, whom = phrase[-1:], phrase[:-1]
    if whom.letters and whom.length <= 4 and whom.texts[-1].endswith(PAID):
        return per + whom  # 伙食费每生每天18元
    if whom.letters and (whom.letters.strip("NA") or whom.texts[-1][-1] not in draft.lexicon.people):
        return None
    if not whom.letters:
        given = draft.last.phrase if draft.last is not None else EMPTY
    else:
        given = next((Words([text], "N") for text in reversed(_given(draft.context)) if text.endswith(PAID)), EMPTY)
    if not given.letters:
        return None
    draft.rules.append("naming.each")
    return whom + tail(given, LONGEST_GIVER) + per


def _given(context: Context) -> list[str]:
    """The words in which the money may be called that is given, of the last clauses."""
    named = [text for base in context.bases[-2:] for text in base.phrase.texts]
    return [*named, *context.said.texts, *context.idle.texts]


def population_rate(draft: Draft) -> Words | None:
    """改造学校35所,入学率99%: the rate is not that of what was built."""
    last = draft.last
    if last is None or str(draft.phrase) not in draft.lexicon.rates:
        return None
    if last.noun.letters and last.noun.texts[-1][-1] in draft.lexicon.people:
        return None  # 输送毕业生560人,就业率97%
    deed = last.phrase.letters[:1] in ("V", "S") or not draft.lexicon.deeds.isdisjoint(last.phrase.texts[:1])
    return draft.phrase if deed else None


def purpose(draft: Draft) -> Words | None:
    """投入196万元购买保险: what the money is for is said behind it, or without any topic in the next clause."""
    phrase, setting = draft.phrase, draft.setting
    spent = setting.quantity.kind == "money" and phrase.letters[-1:] in ("S", "Z", "V")
    if draft.compared or not draft.thin or not (spent or draft.text in FUNDS):
        return None
    right = setting.right
    if right.letters.strip("PEDO")[-1:] in ("", "U") and "Q" in setting.rest.letters:
        # 投入283万元为一百所学校安装报警系统: behind the last number
        right = setting.rest[setting.rest.letters.rindex("Q") + 1 :]
        _, size = counted_noun(right, draft.lexicon, classifier=True)
        right = right[size:]
    found = predicate(right)
    if not found.letters and right.letters[:1] in ("P", "E", "G", "U", "N", "D"):
        found = content(right)
    if found.letters:
        draft.rules.append("naming.purpose")
        return head(found, 18) + phrase
    idle = draft.context.idle
    if setting.following.letters[:1] == "P":
        found = _deed(setting.following)
        if found.letters:
            draft.rules.append("naming.purpose_after")
            return found + phrase
    topic = idle.letters and draft.lexicon.talk.isdisjoint(idle.texts)
    if not topic and draft.last is None and "Q" in setting.following.letters:
        # 推进危房改造。投资1780万元,拆除…,新建…: what the heading is about
        found = draft.context.matter()
        if found.letters:
            draft.rules.append("naming.matter")
            return merged(found, phrase)
    if not topic and draft.last is None and setting.following.letters.lstrip("DT")[:1] not in ("", "H"):
        following = setting.following
        if following.texts[0] in USED_FOR:
            following = following[1:]
        found = head(content(following, keep_verbs=True), 16)
        if found.letters:
            draft.rules.append("naming.purpose_after")
            return found + phrase
    return None


def _deed(following: Words) -> Words:
    """What is done to whom it is done to: 对8所学校的食堂进行改造 → 改造学校的食堂; empty if not told."""
    letters = following.letters
    at = max(letters.rfind(mark) for mark in "VW")
    if at < 2:
        return EMPTY
    deed = content(following[at:] if letters[at] == "V" else following[at + 1 :])
    return deed + head(content(following[1:at]), 14) if deed.letters and len(deed) <= 2 else EMPTY


def inherited(draft: Draft) -> Words | None:
    """上线人数1817人,上线率46.9%: a bare property of the last topic."""
    if draft.compared or not draft.thin:
        return None
    return draft.context.inherit(draft.phrase, draft.rules)


def ratio_to(draft: Draft) -> Words | None:
    """经费支出33亿元,与地区生产总值之比为2.6%: what stands in the ratio was said before."""
    phrase, last = draft.phrase, draft.last
    if last is None or phrase.texts[-1:] != ["之比"] or draft.setting.left.letters.lstrip("DT")[:1] != "&":
        return None
    draft.rules.append("naming.topic")
    return tail(last.phrase, 16) + Words(["与"], "&") + phrase


def norm(draft: Draft) -> Words | None:
    """生均占地面积13平方米,省标准20平方米: a norm for the same."""
    phrase, last = draft.phrase, draft.last
    if last is None or len(phrase) > 3 or draft.setting.quantity.kind == "money" or not draft.text.endswith(NORMS):
        return None
    draft.rules.append("naming.norm")
    if "完成" in draft.setting.left.texts:
        phrase = Words(["完成"], "V") + phrase
    return merged(last.phrase, phrase)


def part(draft: Draft) -> Words | None:
    """汽车保有量12万辆,其中私人汽车10万辆: the part has the property of the whole, or its noun; so have the parts
    listed after it (在校学生5800人,其中高中800人,初中1500人)."""
    phrase, quantity, context = draft.phrase, draft.setting.quantity, draft.context
    mark = draft.setting.left.letters[:1]
    whole = context.whole if context.whole is not None and mark != "H" else None
    if mark == "H":
        whole = next((base for base in reversed(context.bases) if base.unit == quantity.unit), None)
    elif mark == "z" and whole is None:
        whole = draft.last
    if whole is None or whole.unit != quantity.unit or not phrase.letters or phrase.letters.strip("NA"):
        return None
    found = _of_whole(phrase, whole, quantity.kind, draft.lexicon)
    if found is None:
        return None
    draft.rules.append("naming.part")
    context.whole = whole
    return found


def _of_whole(phrase: Words, whole: Base, kind: str, lexicon: Lexicon) -> Words | None:
    """A part with what it leaves unsaid of the whole, None if it leaves nothing unsaid."""
    text, noun = str(phrase), whole.noun
    if text in lexicon.sorts and noun.letters:
        return phrase + (noun[1:] if len(noun) > 1 and noun.texts[0] in lexicon.sorts else noun)
    if text[-1] in GRADES and noun.letters:
        grade = next((at for at, word in enumerate(noun.texts[:4]) if word[-1] == text[-1]), -1)
        return phrase + (noun[grade + 1 :] if grade + 1 < len(noun) else noun)
    if whole.phrase.letters[-1:] == "Y" and not ends_in_property(text, kind, lexicon):
        return phrase + whole.phrase[-1:]
    if whole.unit in PEOPLE and text[-1] not in lexicon.people:
        if noun.letters and noun.texts[-1][-1] in lexicon.people:
            return phrase + tail(noun, LONGEST_SORT)
        if whole.phrase.letters[-1:] == "V" and whole.phrase.length <= 8:
            return phrase + whole.phrase
    return None


def money_of_counted(draft: Draft) -> Words | None:
    """查处案件57件,罚没20万元; 资助寄宿生310名、发放生活补助19万元: of those cases, to those people."""
    phrase, last = draft.phrase, draft.last
    if last is None or draft.setting.quantity.kind != "money" or last.kind != "count" or not last.noun.letters:
        return None
    if len(phrase) < 2 or phrase.length > SHORT or "P" in draft.setting.left.letters:
        return None
    people = last.noun.texts[-1][-1] in draft.lexicon.people
    if phrase.texts[0] not in (draft.lexicon.grants if people else draft.lexicon.yields):
        return None
    draft.rules.append("naming.of_counted_before")
    return of_subject(last.noun, phrase)


def repeated(draft: Draft) -> Words | None:
    """参加职业技能培训123名,培训合格率97%: of that training."""
    if draft.phrase.length > SHORT or draft.phrase.letters[-1:] != "Y":
        return None
    phrase = draft.context.repeated(draft.phrase, draft.rules)
    return phrase if phrase is not draft.phrase else None


def left_out(draft: Draft) -> Words | None:
    """县职业中专开设专业9个,年招生860人: the subject of the clause before."""
    phrase, subject = draft.phrase, draft.context.subject
    if not subject.letters or not phrase.letters or phrase.length > SHORT or draft.compared:
        return None
    if not _is_of_subject(phrase, subject, draft.setting, draft.lexicon):
        return None
    if phrase.letters[-1] != "Y" and not does(subject, draft.lexicon):
        return None
    found = of_subject(subject, phrase)
    if found is not phrase:
        draft.rules.append("naming.subject")
    return found


def _is_of_subject(phrase: Words, subject: Words, setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a short phrase is a property or a deed of what the sentence is about, rather than a new subject."""
    left = setting.left.letters.lstrip("DTx&z")
    if left[:1] == "E":
        return phrase.letters[-1] == "Y" or subject.texts[-1].endswith(lexicon.institutions)
    if left[:1] in ("V", "S", "W") or phrase.texts[0] in lexicon.bare or phrase.texts[0] in lexicon.yields:
        return True
    return setting.quantity.kind == "percent" and phrase.letters[-1] == "Y"


def same_property(draft: Draft) -> Words | None:
    """县二中上线率56.8%,县三中41.2%: the same property of another institution."""
    phrase, last = draft.phrase, draft.last
    if last is None or draft.setting.quantity.kind != "percent" or not phrase.letters or phrase.letters.strip("N"):
        return None
    other = entity_of(last.phrase, draft.lexicon)
    if not other or last.phrase.letters[-1:] != "Y" or not draft.text.endswith(draft.lexicon.institutions):
        return None
    draft.rules.append("naming.same_property")
    return phrase + Words([str(last.phrase)[len(other) :]], "Y")


def _only_verbs(phrase: Words) -> bool:
    return bool(phrase.letters) and phrase.letters.strip("V") == ""


COMPLETIONS: tuple[Callable[[Draft], Words | None], ...] = (
    served,
    qualified,
    same_subject,
    same_object,
    member,
    moment,
    same_verb,
    average,
    plan,
    population_rate,
    each,
    money_of_counted,
    purpose,
    inherited,
    ratio_to,
    norm,
    part,
    same_property,
    repeated,
    left_out,
)
FIRST_COMPLETIONS: tuple[Callable[[Draft], Words | None], ...] = (each, purpose, inherited, left_out)
"""Those for the first quantity of a sentence, before which there is nothing to go by."""


def said_behind(phrase: Words, setting: Setting, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """What is said behind a quantity that measures how long or how often something was done, or whom it befell."""
    quantity, left, right = setting.quantity, setting.left, setting.right
    lasting = quantity.kind == "duration" or quantity.unit == "次"
    if lasting and right.letters.strip("DTOU")[:1] in ("V", "W", "C", "c", "Z", "S", "E", "P", "J"):
        said = content(right, keep_verbs=True)
        stays = not said.letters and right.letters[:1] in ("E", "W")
        if stays:
            said = right[:1]  # 连续五年稳定在…以上
        if said.letters and left.texts and "连续" in left.texts[-1]:
            # 连续九年刷新记录
            rules.append("naming.duration_of")
            if thin(phrase, lexicon) and (phrase.letters or stays):
                phrase = context.inherit(phrase, rules)
            return tail(phrase, 10) + Words(["连续"], "N") + head(said, 16)
        if said.letters and thin(phrase, lexicon):
            rules.append("naming.duration_of")
            return head(said, 18)
    if _only_verbs(phrase) and quantity.unit in PEOPLE and right.letters[:1] in ("V", "P", "W"):
        said = content(right, keep_verbs=True)
        if said.letters:
            rules.append("naming.times_of")
            return phrase + head(said, 14)  # 选派31人外出进修
    if phrase.letters:
        return phrase
    last = context.bases[-1] if context.bases else None
    if left.letters.strip("DTx") == "H" and last is not None and last.noun.letters and last.unit == quantity.unit:
        # 在建项目6个,其中4个年底完工
        said = predicate(right)
        if said.letters:
            rules.append("naming.part")
            return head(said, 14) + Words(["的"], "U") + last.noun
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
        return last.phrase + head(said, 14) if adjacent and last is not None else head(said, 18)
    return phrase


def in_bracket(phrase: Words, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """学校公用经费标准(小学提高到700元): the member in the brackets and what is before them make the name."""
    rules.append("naming.bracket")
    outer = tail(context.outer, 20)
    if thin(phrase, lexicon):
        return merged(outer, phrase)
    return phrase + outer if outer.letters[-1] == "Y" and phrase.letters.strip("Nz&") == "" else phrase
