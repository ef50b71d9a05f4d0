"""What a clause leaves unsaid, from what was said before it or is said behind it.

`COMPLETIONS` is tried in order; each function takes a draft and returns the phrase completed, or None if it is not its
case. The first that returns a phrase decides.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.measure.naming.among import attended, relative
from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.counted import EVENTS, PEOPLE
from pipeline.measure.naming.draft import Draft, only_verbs
from pipeline.measure.naming.figure import Base
from pipeline.measure.naming.funding import allotted, given_by, paid_back
from pipeline.measure.naming.leftout import left_out, same_property
from pipeline.measure.naming.money import (
    arranged,
    each,
    enjoyed,
    given_again,
    money_of_counted,
    of_its_own,
    purpose,
    put_to_use,
    qualified,
    same_verb,
    served,
    spent_on,
    summed,
)
from pipeline.measure.naming.norms import norm, plan, ratio_to
from pipeline.measure.naming.parts import alongside, in_state, of_all, of_line, of_programme, parallel, part, produced
from pipeline.measure.naming.phrase import is_moment, merged, tail, thin, without_moment
from pipeline.measure.naming.subject import SHORT, does, of_subject
from pipeline.measure.naming.takeover import inherit
from pipeline.measure.naming.topic import HOUSES, Context
from pipeline.measure.naming.words import Lexicon
from pipeline.measure.naming.yielding import once_built

TURNED_OUT = frozenset({*PEOPLE, "人次", "车次", "台次", "辆次"})
"""Units of those who turn out for something."""
LONGEST_DEED, LONGEST_EVENT = 4, 14
"""Characters of what they did, and of what they did it for."""
OF_COHORTS = frozenset({"就业率", "升学率", "巩固率"})
"""Rates that may be those of the people counted before, whatever was done with them."""
DONE = frozenset({"到位", "完成", "完毕", "结束"})
"""Verbs behind another that only say that it is done (整改到位)."""
RATIO = frozenset({"ratio"})


def completed(draft: Draft) -> Words:
    """The phrase with what was left unsaid."""
    for completion in COMPLETIONS if draft.last is not None else FIRST_COMPLETIONS:
        phrase = completion(draft)
        if phrase is not None:
            return phrase
    return draft.phrase


def same_subject(draft: Draft) -> Words | None:
    """生猪出栏35万头,存栏18万头: another verb of the same subject."""
    phrase, last = draft.phrase, draft.last
    if last is None or not only_verbs(phrase) or last.unit != draft.setting.quantity.unit:
        return None
    if last.phrase.letters[-2:] != "NV":
        return None
    draft.rules.append("naming.topic")
    return last.phrase[:-1] + phrase


def same_object(draft: Draft) -> Words | None:
    """受理案件1200件,审结1150件: another verb of the same object; 事故56起,死亡42人: what came of it."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if quantity.kind in ("money", "percent", "ratio") or not only_verbs(phrase) or phrase.length > 4:
        return None
    if phrase.length > 3 and phrase.texts[-1] not in DONE:
        return None
    if phrase.texts[-1][-1] == "生":
        return None  # 招生 has its object in itself
    people = quantity.unit in PEOPLE
    last = next((base for base in reversed(draft.context.bases) if base.kind != "percent"), None)
    among = draft.setting.left.letters[:1] == "H"
    for base in reversed(draft.context.bases):
        same = base is last and (_bare_unit(base.unit) == quantity.unit or (people and base.unit in PEOPLE))
        if base.noun.letters and (same or people == (base.unit != quantity.unit)):
            draft.rules.append("naming.topic")
            first = same and phrase.texts[-1] not in draft.lexicon.states
            # 取消不符合条件的对象612户,新增430户: those are told apart by what was done to them
            draft.noun = of_all(base.noun[base.noun.letters.rfind("U") + 1 :], draft.context, draft.lexicon)
            if among and same and "U" in base.phrase.letters and base.phrase.length <= LONGEST_EVENT:
                return phrase + base.phrase  # 19个乡镇通过验收,其中今年新增5个
            found = phrase + draft.noun if first else draft.noun + phrase
            if found.length > SHORT:
                return found
            subject = draft.context.subject.words
            return of_subject(subject, found) if does(subject, draft.lexicon) else found
    return None


def _bare_unit(unit: str | None) -> str:
    """A unit without what is put in brackets behind it: 件(次) counts in 件."""
    return (unit or "").partition("(")[0]


def state_of_earlier(draft: Draft) -> Words | None:
    """今年安排项目42个。已开工35个: in what state those are that the sentence before counts."""
    phrase, earlier = draft.phrase, draft.context.counted_before
    if earlier is None or earlier.unit != draft.setting.quantity.unit or not only_verbs(phrase):
        return None
    if phrase.texts[-1] not in draft.lexicon.states or draft.context.idle.letters:
        return None
    draft.rules.append("naming.previous_sentence")
    draft.noun = earlier.noun
    return tail(earlier.noun, LONGEST_EVENT) + phrase


def turnout(draft: Draft) -> Words | None:
    """开展专项检查4次,出动320人次: who turned out for it."""
    phrase, last = draft.phrase, draft.last
    if last is None or last.unit not in EVENTS or draft.setting.quantity.unit not in TURNED_OUT:
        return None
    if not only_verbs(phrase) or phrase.length > LONGEST_DEED or thin(last.phrase, draft.lexicon):
        return None
    draft.rules.append("naming.topic")
    return tail(last.noun if last.noun.letters else last.phrase, LONGEST_EVENT) + phrase


def member(draft: Draft) -> Words | None:
    """敬老院22所,床位1486张: what the institutions counted last have."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if quantity.kind != "count" or draft.text not in draft.lexicon.members or draft.setting.left.letters[:1] == "H":
        return None
    if draft.context.listed is not None:
        return None  # 卫技人员860人,其中医师320人,护士410人
    if draft.context.enumerates():
        return phrase
    houses = draft.lexicon.institutions + draft.lexicon.schools
    for base in reversed(draft.context.bases):
        noun = base.noun
        if base.unit in ("所", "家") and not noun.letters:
            break  # 新创优质园4所,总数达27所: those in sum are not called by name
        if base.unit not in HOUSES or not noun.letters or noun.texts[0] in draft.lexicon.sorts:
            continue  # 其中公办266所 tells only a part of those that have them
        if str(noun) != "学校" and noun.texts[-1].endswith(houses):
            draft.rules.append("naming.member")
            return tail(noun, 10) + phrase
    if draft.context.house.letters and draft.context.house.texts[-1].endswith(houses):
        draft.rules.append("naming.member")
        return tail(draft.context.house, 10) + phrase
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


def average(draft: Draft) -> Words | None:
    """藏书三万册,生均20册; 纯收入118万元,学生人均21元: the average of the same."""
    phrase, quantity = draft.phrase, draft.setting.quantity
    if not 0 < len(phrase) <= 2 or phrase.texts[-1][-1] != "均" or phrase.letters.strip("N"):
        return None
    listed = draft.context.listed
    if listed is not None and listed.unit == quantity.unit:
        found: Base | None = listed  # 耕地56万亩,其中水田32万亩,人均1.2亩
    else:
        found = draft.context.of_change(quantity.unit, quantity.kind)
    whose = len(phrase) > 1 and phrase.texts[0][-1] in draft.lexicon.people
    if found is None or not (draft.thin or whose) or (whose and found.unit != quantity.unit):
        return None
    draft.rules.append("naming.topic")
    whole = found.phrase
    while len(whole) > 1 and whole.texts[0][-1] == "均":
        whole = whole[1:]
    return phrase + whole


def population_rate(draft: Draft) -> Words | None:
    """改造学校35所,入学率99%: the rate is not that of what was built."""
    last = draft.last
    if last is None or str(draft.phrase) not in draft.lexicon.rates:
        return None
    people = last.noun.letters and last.noun.texts[-1][-1] in draft.lexicon.people
    if people and draft.text in OF_COHORTS:
        return None  # 输送毕业生560人,就业率97%
    deed = last.phrase.letters[:1] in ("V", "S", "Z") or not draft.lexicon.deeds.isdisjoint(last.phrase.texts[:1])
    return draft.phrase if deed else None


def proportion(draft: Draft) -> Words | None:
    """县一中教职工210人,师生比1:14: a ratio is of the school, or of the sort of schools, not of those counted last."""
    phrase, last = draft.phrase, draft.last
    if len(phrase) != 1 or draft.lexicon.properties.get(draft.text) != RATIO:
        return None
    subject = draft.context.subject.words
    if subject.letters and subject.texts[-1].endswith(draft.lexicon.institutions):
        return merged(subject, phrase)
    stage = last is not None and last.phrase.texts[:1] and last.phrase.texts[0] in draft.lexicon.stages
    return last.phrase[:1] + phrase if last is not None and stage else phrase


def inherited(draft: Draft) -> Words | None:
    """上线人数1817人,上线率46.9%: a bare property of the last topic."""
    if draft.compared or not draft.thin:
        return None
    idle, lasts = draft.context.idle.letters, draft.setting.quantity.kind == "duration" and not draft.phrase.letters
    if lasts and draft.last is None and (not idle or idle.strip("NAYU&z")):
        return None  # 仅用了五年: how long something took is of nothing that was said before
    return inherit(draft.context, draft.phrase, draft.rules)


def repeated(draft: Draft) -> Words | None:
    """参加职业技能培训123名,培训合格率97%: of that training."""
    if draft.phrase.length > SHORT or draft.phrase.letters[-1:] != "Y":
        return None
    phrase = draft.context.repeated(draft.phrase, draft.rules)
    return phrase if phrase is not draft.phrase else None


COMPLETIONS: tuple[Callable[[Draft], Words | None], ...] = (
    once_built,
    served,
    attended,
    relative,
    of_line,
    of_programme,
    parallel,
    qualified,
    same_subject,
    turnout,
    same_object,
    member,
    moment,
    same_verb,
    average,
    plan,
    population_rate,
    proportion,
    part,
    alongside,
    produced,
    in_state,
    each,
    summed,
    given_by,
    paid_back,
    allotted,
    arranged,
    given_again,
    enjoyed,
    spent_on,
    money_of_counted,
    purpose,
    put_to_use,
    of_its_own,
    inherited,
    ratio_to,
    norm,
    same_property,
    repeated,
    left_out,
)


FIRST_COMPLETIONS: tuple[Callable[[Draft], Words | None], ...] = (
    state_of_earlier,
    served,
    attended,
    relative,
    parallel,
    part,
    member,
    each,
    given_by,
    paid_back,
    allotted,
    arranged,
    given_again,
    purpose,
    put_to_use,
    proportion,
    inherited,
    same_property,
    left_out,
)
"""Those for the first quantity of a sentence, before which there is nothing to go by."""


def in_bracket(phrase: Words, context: Context, lexicon: Lexicon, rules: list[str]) -> Words:
    """学校公用经费标准(小学提高到700元): the member in the brackets and what is before them make the name."""
    rules.append("naming.bracket")
    outer = tail(context.outer, 20)
    if thin(phrase, lexicon):
        return merged(outer, phrase)
    return phrase + outer if outer.letters.endswith("Y") and phrase.letters.strip("Nz&") == "" else phrase
