"""What money is for, where it comes from and whom it serves, when a clause does not say so."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import GAINING, counted_noun, predicate
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.figure import whole_before
from pipeline.measure.naming.funding import USED_FOR
from pipeline.measure.naming.gathering import is_gathering
from pipeline.measure.naming.grant import GETTING
from pipeline.measure.naming.phrase import GENERAL, PAID, content, head, merged, tail, thin
from pipeline.measure.naming.subject import SHORT, does, of_subject
from pipeline.measure.naming.suffix import ends_in_property
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

FUNDS = frozenset({"资金", "投资", "经费", "投入资金"})
LONGEST_GIVER = 12
"""Characters of what serves somebody, beyond which its front is cut."""
SPENDING = "消费"
"""What people spend of their own, which an event may bring about, though it ends like the name of a fee."""
HEADS = frozenset({"人数", "户数", "人次", "学生数"})
"""Properties that count those who get money."""
SHORTEST_DEED = 4
"""Characters of a deed that tells what money was spent on."""
SUMMING = frozenset({"共", "共计", "合计", "总计", "累计"})
MORE = frozenset("HKCcBUQ")
MEASURING = frozenset({"为", "达", "达到", "是", "相当于", "约为"})
"""What a clause begins with that says more of the money itself rather than what it is for."""
FOR = (["为"], ["给"], ["对"], ["向"])
"""What stands before those for whom money is spent."""
SHORTEST_GRANT = 3
"""Characters of money that tells by its name what it is."""
USING = frozenset({"利用", "使用", "动用", "运用"})
ARRIVED, ARRANGED = "到位", "安排"
GIVEN_RATES = frozenset({"到位率", "发放率", "兑付率", "兑现率"})
"""How much of the money has been given to those whom it is for."""
LONGEST_USE = 14
"""Characters of what a fund was used for."""
GIVING = {"补": "补助", "补助": "补助", "补贴": "补贴", "奖": "奖励", "奖励": "奖励", "发": "发放", "发放": "发放"}
"""What is done with the money that each gets, and how that is called."""


def served(draft: Draft) -> Words | None:
    """发放助学金23万元,涉及学生284人: the money serves them."""
    if draft.phrase.texts[:1] and draft.phrase.texts[0] in GAINING and draft.context.grant.letters:
        draft.rules.append("naming.serves")
        return draft.context.grant + draft.phrase  # 发放农机补贴86万元,补贴机具160台,受益农户120户
    if draft.phrase.letters == "Z" and (whom := serving(draft.setting.right)).letters:
        draft.rules.append("naming.serves")
        return whom + draft.phrase
    if (
        draft.phrase.letters[:1] != "Z"
        or draft.setting.left.letters[:1] == "H"
        or thin(draft.context.owner(), draft.lexicon)
    ):
        return None
    if draft.setting.quantity.kind == "money" and draft.phrase.texts[0] in USED_FOR:
        return None
    paid = draft.phrase.texts[-1].endswith(PAID) and draft.phrase.texts[-1] != SPENDING
    if draft.setting.quantity.kind == "money" and paid:
        return None  # 减免学费: that is money itself
    draft.rules.append("naming.serves")
    if is_gathering(draft.context.frame, draft.lexicon):
        return draft.phrase  # 桃花节接待游客8万人次,带动消费4300万元: the festival does
    giver = content(draft.context.said)
    if not giver.letters or not giver.texts[-1].endswith(PAID):
        giver = draft.context.giver()
        subject = draft.context.subject.words
        if does(subject, draft.lexicon) or draft.context.subject.is_thing:
            giver = subject  # 县第三小学占地52亩,可提供学位1620个
    return merged(giver if giver.length <= LONGEST_GIVER else tail(giver, LONGEST_GIVER), draft.phrase)


def serving(right: Words) -> Words:
    """涉及10万人的保障房建设任务: what serves those counted, if 的 leads to it; else empty."""
    if right.letters[:1] != "U":
        return EMPTY
    end = next((at for at in range(1, len(right)) if right.letters[at] not in "NAYV"), len(right))
    named = right[1:end]
    return head(named, LONGEST_GIVER) if named.letters[-1:] in ("N", "Y") else EMPTY


def qualified(draft: Draft) -> Words | None:
    """城市低保对象3000户,发放低保金200万元: what tells the object apart was said before."""
    if draft.setting.quantity.kind != "money":
        return None
    phrase = draft.context.qualified(draft.phrase, draft.rules)
    return phrase if phrase is not draft.phrase else None


def same_verb(draft: Draft) -> Words | None:
    """免学费744人,免66万元: the same once more."""
    phrase, last = draft.phrase, draft.last
    if last is None or phrase.letters != "V" or draft.setting.quantity.kind != "money":
        return None
    if draft.text not in str(last.phrase):
        return None
    draft.rules.append("naming.topic")
    return last.phrase


def each(draft: Draft) -> Words | None:
    """救助大学生136名,每人2000元; 发放生活补助,小学生每人每年250元: what each of them gets is that money. So is 每人
    补助2000元."""
    phrase, context = draft.phrase, draft.context
    done = phrase[-1:] if len(phrase) > 1 and phrase.texts[-1] in GIVING else EMPTY
    at = len(phrase) - len(done) - 1
    if draft.setting.quantity.kind != "money" or at < 0 or phrase.texts[at][0] != "每":
        return None
    per, whom = phrase[at : at + 1], phrase[:at]
    if done.letters:
        whole = EMPTY if whom.letters else context.giver()
        if thin(whole, draft.lexicon) or context.idle.letters:
            return None
        draft.rules.append("naming.each")
        return tail(whole, LONGEST_GIVER) + per + Words([GIVING[done.texts[0]]], "N")
    if whom.texts == ["标准"]:
        whom = EMPTY  # 标准为每人每年1000元
    if whom.letters and whom.length <= 4 and whom.texts[-1].endswith(PAID):
        return per + whom  # 伙食费每生每天18元
    stage = str(whom) in draft.lexicon.stages
    if whom.letters and not stage and (whom.letters.strip("NA") or whom.texts[-1][-1] not in draft.lexicon.people):
        return None
    if not whom.letters:
        last, grant = draft.last, context.grant
        helped = last is not None and last.kind == "count" and last.said.letters[:1] in ("Z", "S", "V")
        given = last.phrase if last is not None and (helped or not grant.letters) else grant
    else:
        given = next((Words([text], "N") for text in reversed(_given(context)) if text.endswith(PAID)), EMPTY)
        given = context.grant if context.grant.letters and str(context.grant).endswith(str(given)) else given
    if not given.letters or (stage and given.length < SHORTEST_GRANT):
        return None
    draft.rules.append("naming.each")
    return whom + tail(given, LONGEST_GIVER) + per


def _given(context: Context) -> list[str]:
    """The words in which the money may be called that is given, of the last clauses."""
    named = [text for base in context.bases[-2:] for text in base.phrase.texts]
    return [*named, *context.said.texts, *context.idle.texts]


def summed(draft: Draft) -> Words | None:
    """补助寄宿生5240名,小学每生250元、初中每生300元,共计146万元: what all of them get together."""
    last = draft.last
    if draft.phrase.letters or draft.setting.quantity.kind != "money" or last is None:
        return None
    if SUMMING.isdisjoint(draft.setting.left.texts):
        return None
    verb = last.phrase[:1]
    listed = [base for base in draft.context.bases[-3:] if base.kind == "money" and base.phrase.texts[:1] == verb.texts]
    if len(listed) > 1 and verb.letters in ("V", "S", "Z"):
        draft.rules.append("naming.topic")
        return verb + Words(["资金"], "Y")  # 争取国债资金820万元、专项资金1150万元,总计1970万元
    if not _is_each(last.phrase):
        return None
    whole = next((base.phrase for base in reversed(draft.context.bases) if not _is_each(base.phrase)), EMPTY)
    draft.rules.append("naming.topic")
    return whole if whole.letters else last.phrase


def _is_each(phrase: Words) -> bool:
    """Whether a phrase tells what each gets."""
    return any(text[0] == "每" for text in phrase.texts[-2:])


def given_again(draft: Draft) -> Words | None:
    """落实乡村教师生活补助,全年发放3960万元: the verb of giving alone, for what was named before; or how much of it has
    been given (发放率百分之百)."""
    phrase, context, kind = draft.phrase, draft.context, draft.setting.quantity.kind
    if not phrase.letters or not context.grant.letters or draft.text in str(context.grant):
        return None
    rate = kind == "percent" and draft.text in GIVEN_RATES
    given = phrase.letters in ("V", "S", "VY", "SY") and phrase.texts[0] in draft.lexicon.grants
    given = given or draft.text == ARRIVED
    if not rate and not (kind == "money" and given and (len(phrase) == 1 or phrase.texts[1] in FUNDS)):
        return None
    draft.rules.append("naming.topic")
    return context.grant + phrase


def enjoyed(draft: Draft) -> Words | None:
    """寄宿生生活补助130万元,享受学生8720人: those who get what was named before."""
    phrase, grant, last = draft.phrase, draft.context.grant, draft.last
    if draft.setting.quantity.kind != "count" or not phrase.letters or not grant.letters:
        return None
    if len(phrase) == 2 and phrase.texts[1] in HEADS and last is not None and last.kind == "money":
        draft.rules.append("naming.topic")
        return grant + phrase  # 助学贷款1600万元,办理人数2400人
    if phrase.texts[0] not in GETTING or phrase.letters not in ("V", "VN"):
        return None
    if phrase.letters == "VN" and phrase.texts[1][-1] not in draft.lexicon.people:
        return None
    draft.rules.append("naming.topic")
    return phrase[:1] + grant + phrase[1:]


def of_its_own(draft: Draft) -> Words | None:
    """征缴基金2亿元,发放养老金1.8亿元: money that tells by its name what it is, and is none of that told before."""
    phrase, last = draft.phrase, draft.last
    if draft.setting.quantity.kind != "money" or last is None or last.kind != "money" or len(phrase) != 2:
        return None
    named = phrase.texts[1]
    alone = phrase.letters[0] in "VS" and named.endswith(PAID) and not named.endswith(GENERAL)
    deed = last.phrase.texts[:1] and draft.lexicon.letters.get(last.phrase.texts[0]) in ("V", "S")
    return phrase if alone and deed and len(named) >= SHORTEST_GRANT else None


def arranged(draft: Draft) -> Words | None:
    """赤字拟安排2450亿元: that a sum was arranged for says nothing of it."""
    phrase = draft.phrase
    if draft.setting.quantity.kind != "money" or phrase.texts[-1:] != [ARRANGED]:
        return None
    return phrase[:-1] if ends_in_property(str(phrase[:-1]), "money", draft.lexicon) else None


def spent_on(draft: Draft) -> Words | None:
    """资助农民参合1.8万人,支出109万元: what was spent on what the clause before counts."""
    phrase, last = draft.phrase, draft.last
    if last is None or draft.setting.quantity.kind != "money" or phrase.letters != "S" or last.kind != "count":
        return None
    if last.said.letters[:1] not in ("V", "Z") or last.said.length < SHORTEST_DEED:
        return None
    draft.rules.append("naming.topic")
    return tail(last.said, LONGEST_GIVER) + phrase


def money_of_counted(draft: Draft) -> Words | None:
    """查处案件57件,罚没20万元; 资助寄宿生310名、发放生活补助19万元: of those cases, to those people."""
    phrase, last = draft.phrase, whole_before(draft.context.bases) or draft.last
    if last is None or draft.setting.quantity.kind != "money" or last.kind != "count" or not last.noun.letters:
        return None
    if len(phrase) < 2 or phrase.length > SHORT or "P" in draft.setting.left.letters:
        return None
    people = last.noun.texts[-1][-1] in draft.lexicon.people
    if phrase.texts[0] not in (draft.lexicon.grants if people else draft.lexicon.yields):
        return None
    draft.rules.append("naming.of_counted_before")
    return of_subject(last.noun, phrase)


def put_to_use(draft: Draft) -> Words | None:
    """利用帮扶资金60万元,修建山区通组公路3公里: what a fund was used for, which the next clause says."""
    phrase, following = draft.phrase, draft.setting.following
    if draft.setting.quantity.kind != "money" or USING.isdisjoint(draft.setting.left.texts[:2]):
        return None
    fund = phrase[1:] if phrase.texts[:1] and phrase.texts[0] in USING else phrase
    if thin(fund, draft.lexicon) or following.letters[:1] not in ("V", "S", "Z") or "Q" not in following.letters:
        return None
    use = head(content(following[: following.letters.index("Q")]), LONGEST_USE)
    if not any(mark in use.letters for mark in "NA"):
        return None
    draft.rules.append("naming.purpose_after")
    return use + fund


def purpose(draft: Draft) -> Words | None:
    """投入196万元购买保险: what the money is for is said behind it, or without any topic in the next clause."""
    phrase, setting = draft.phrase, draft.setting
    spent = setting.quantity.kind == "money" and (phrase.letters[-1:] in ("S", "Z", "V") or phrase.letters == "SY")
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
    found = _for_whom(setting.following, draft.lexicon)
    if found.letters:
        draft.rules.append("naming.purpose_after")
        return found + phrase
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
    if not topic and draft.last is None and _may_tell(setting.following):
        following = setting.following
        if following.texts[0] in USED_FOR:
            following = following[1:]
        found = head(content(following, keep_verbs=True), 16)
        again = "Q" in following.letters and not found.letters.strip("VSY")  # 每亩补贴15元,共补贴36万元
        if found.letters and not again:
            draft.rules.append("naming.purpose_after")
            return found + phrase
    return None


def _for_whom(following: Words, lexicon: Lexicon) -> Words:
    """What is done for those that the clause after a sum of money counts: 投资460万元,为9所初中扩建食堂; empty if that
    clause counts none."""
    if following.texts[:1] not in FOR or following.letters[1:2] != "Q":
        return EMPTY
    words = following[2:]
    noun, size = counted_noun(words, lexicon, classifier=True)
    end = words.letters.find("Q", size)
    found = predicate(words[size : end if end >= 0 else len(words)])
    return noun + head(found, 16) if found.letters and noun.length > 2 else head(found, 16)


def _may_tell(following: Words) -> bool:
    """Whether a clause may say what the money before it is for."""
    first = following.letters.lstrip("DT")[:1]
    return bool(first) and first not in MORE and following.texts[0] not in MEASURING


def _deed(following: Words) -> Words:
    """What is done to whom it is done to: 对8所学校的食堂进行改造 → 改造学校的食堂; empty if not told."""
    letters = following.letters
    at = max(letters.rfind(mark) for mark in "VW")
    if at < 2:
        return EMPTY
    deed = content(following[at:] if letters[at] == "V" else following[at + 1 :])
    return deed + head(content(following[1:at]), 14) if deed.letters and len(deed) <= 2 else EMPTY
