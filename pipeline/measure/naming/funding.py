"""Sums of money that are told apart by where they come from and what they go to: 从预备费中列出560万元用于抗旱."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import predicate
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.figure import Base
from pipeline.measure.naming.grant import object_given
from pipeline.measure.naming.phrase import content, head, owner, tail

USED_FOR = frozenset({"用于", "用来", "用作", "作为", "主要用于", "专项用于"})
"""What leads to what a sum is for."""
FROM = frozenset({"从", "由"})
"""What leads to the purse that a sum comes out of."""
PURSES = ("财政", "各界", "人士", "职工", "干部", "党员", "群众", "侨胞", "乡友")
"""What those end in who give money, beside institutions."""
WORKS = ("工程", "项目", "计划")
"""What those end in for which money is given, though they may do something themselves."""
FUND = Words(["资金"], "Y")
FUNDS = ("资金", "经费", "基金", "专款")
"""What money is called that is put aside (安排50万元作为科技经费)."""
SUM = "元"
LONGEST_USE, LONGEST_PURSE, LONGEST_DEBT, LONGEST_SPENT = 16, 10, 12, 10
"""Characters of what a sum is for, of where it comes from, of what is owed, and of who spent it."""
DEBTS = ("债", "债务", "欠款", "负债", "欠账", "贷款", "借款", "欠资", "工资", "工程款")
"""What the names of sums end in that are to be paid back."""
OWING = frozenset({"欠", "尚欠", "拖欠", "垫付", "赊欠", "借"})
"""Verbs of those who owe a part of a debt, or are owed it."""
OWED_TO = frozenset({"欠", "垫付"})
AMOUNTS = frozenset({"总额", "总量", "余额", "合计", "总计", "规模", "总数"})
REST = frozenset({"余下", "剩余", "剩下", "其余"})
"""What is left of a sum."""
LEVELS = frozenset({"省", "市", "县", "区", "镇", "乡", "村", "省里", "市里", "县里", "区里", "镇里"})
"""Words for the own place that tell who gives, in a list of givers."""
GIVEN = frozenset({"补助", "配套", "拨款", "自筹", "下拨", "投入", "奖补", "投资", "出资", "拨付"})
"""What those who are listed give."""


def allotted(draft: Draft) -> Words | None:
    """县财政从预备费中列出560万元用于抗旱: the purse and the use make the name; 其中540万元用于购置设备: the use."""
    phrase, left = draft.phrase, draft.setting.left
    if draft.setting.quantity.kind != "money" or draft.compared:
        return None
    if not phrase.letters:
        use = _use(draft)
        if not use.letters:
            return None
        draft.rules.append("naming.purpose")
        return use + FUND
    if phrase.texts[0] in USED_FOR:
        return _part_for(draft)
    if phrase.length <= LONGEST_SPENT and (paid := _paid(draft)) is not None:
        return paid
    at = next((at for at, text in enumerate(left.texts) if text in FROM and left.letters[at] in "PG"), -1)
    if at < 0 or phrase.letters[-1] not in "VSZ" or not _is_verb_behind(left, at):
        return None
    use = _use(draft)
    use = use if use.letters else head(predicate(draft.setting.right), LONGEST_USE)
    if not use.letters:
        return None
    draft.rules.append("naming.purpose")
    purse = content(left[at + 1 :])
    purse = tail(purse[: len(purse.letters.rstrip("VSZ"))], LONGEST_PURSE)
    return tail(content(left[:at]), LONGEST_PURSE) + use + (purse if purse.texts[-1:] == FUND.texts else purse + FUND)


def _part_for(draft: Draft) -> Words | None:
    """存量资金2.6亿元,其中用于民生1.8亿元: what a part of a sum is for."""
    sums = (base for base in reversed(draft.context.bases) if base.kind == "money" and not base.is_part)
    whole = next(sums, None)
    fund = object_given(whole.phrase, draft.lexicon) if whole is not None else EMPTY
    if whole is not None and not fund.letters:
        fund = owner(whole.phrase)
    if not fund.letters:
        return None
    draft.rules.append("naming.part")
    return tail(fund, LONGEST_DEBT) + draft.phrase


def _paid(draft: Draft) -> Words | None:
    """县财政拿出120万元奖励先进集体; 各镇自筹资金62万元用于修路: the use, behind whoever pays."""
    phrase = draft.phrase
    at = next((at for at, mark in enumerate(phrase.letters) if mark not in "NA"), len(phrase) - 1)
    payer, spent = phrase[:at], phrase[at:]
    use = _use(draft)
    if not payer.letters or not (spent.letters in ("S", "SY") or (len(spent) == 1 and spent.texts[0].endswith(FUNDS))):
        return None
    pays = payer.texts[-1].endswith((*PURSES, *draft.lexicon.agents)) and not payer.texts[-1].endswith(WORKS)
    if not use.letters and spent.letters == "S" and pays:
        right = draft.setting.right
        named = right.texts[:1] != [] and right.texts[0] in draft.lexicon.deeds
        deed = named and "U" not in right.letters  # 投资360万元改造农网
        told = right if right.letters.lstrip("DEx")[:1] in ("V", "W", "Z", "S", "P") else EMPTY
        use = head(content(right) if deed else predicate(told), LONGEST_USE)
        use = use if use.letters or right.letters else _next_deed(draft)
    if not use.letters:
        return None
    draft.rules.append("naming.purpose")
    return payer + spent + use if use.texts[-1].endswith(FUNDS) else payer + use + spent


def _next_deed(draft: Draft) -> Words:
    """What the next clause says was done, if it counts no money itself (县财政投入60万元,改造食堂12所)."""
    following = draft.setting.following
    end = following.letters.find("Q")
    listed = draft.last is not None and draft.last.kind == "money"  # 县补50万元,群众自筹20万元,共修桥3座
    if listed or not following.letters or (end >= 0 and following.texts[end].endswith(SUM)):
        return EMPTY
    if following.letters[0] not in "VWS" and following.texts[0] not in draft.lexicon.deeds:
        return EMPTY
    said = content(following[:end] if end >= 0 else following)
    if said.texts[:1] == draft.phrase.texts[:1]:
        return EMPTY  # 学校出资8万元,完善学校设备: no more than that is told
    return head(said, LONGEST_USE) if said.letters.strip("VSWZ") else EMPTY


def _is_verb_behind(left: Words, at: int) -> bool:
    """Whether verbs end the words, and no others stand behind the preposition there."""
    end = left.letters.rstrip("DTxE")
    purse = end[at + 1 :].rstrip("VSZ")
    return purse != "" and purse != end[at + 1 :] and not any(mark in "VSZW" for mark in purse)


def _use(draft: Draft) -> Words:
    """What a sum is for, if 用于 leads to it right behind the sum or behind the next comma; else empty."""
    setting = draft.setting
    told = setting.rest
    if not told.letters:
        told = setting.following
    if not told.letters or told.texts[0] not in USED_FOR:
        return EMPTY
    end = told.letters.find("Q")
    if told is setting.following and end >= 0 and told.texts[end].endswith(SUM):
        return EMPTY  # 支出860万元,用于道路维修320万元: a part of it
    if end >= 0 and told.letters[end + 1 : end + 2] in ("N", "A"):
        # 用于改造120所学校
        run = len(told.letters[end + 1 :]) - len(told.letters[end + 1 :].lstrip("NAY"))
        told = told[: end + 1 + run]
    elif end >= 0:
        told = told[:end]
    return head(content(told[1:], keep_verbs=True), LONGEST_USE)


def paid_back(draft: Draft) -> Words | None:
    """债务总额3800万元。已偿还3100万元,余下的700万元…: of that debt; so is what somebody is owed (欠施工队的41万元)."""
    phrase = draft.phrase
    if draft.setting.quantity.kind != "money" or not phrase.letters or draft.compared:
        return None
    rest = phrase.texts[0] in REST and len(phrase) == 1
    back = not phrase.letters.strip("VS") and phrase.texts[-1] in draft.lexicon.repays
    owing = (draft.setting.left.letters[-1:] == "U" or len(phrase) == 1) and not OWING.isdisjoint(phrase.texts)
    if not (rest or back or owing):
        return None
    debt = _debt(draft)
    if rest and not debt.letters:
        debt = next((base.phrase for base in draft.context.bases if base.kind == "money"), EMPTY)
    if not debt.letters:
        return None
    draft.rules.append("naming.topic")
    if rest:
        return Words(["剩余"], "N") + debt
    return phrase + debt[-1:] if owing else debt + phrase


def _debt(draft: Draft) -> Words:
    """The debt that was named last, in the sentence or in the one before; empty if none was."""
    for base in (*reversed(draft.context.bases), draft.context.sum_before):
        if base is not None and not OWED_TO.isdisjoint(base.phrase.texts):
            continue  # of the whole debt, not of the part that one is owed
        found = _owed(base) if base is not None and base.kind == "money" else EMPTY
        if found.letters:
            return found
    return EMPTY


def _owed(base: Base) -> Words:
    """The debt that a base measures, without the word for its amount (农村债务|总额); empty if it is none."""
    phrase = base.phrase
    while len(phrase) > 1 and phrase.texts[-1] in AMOUNTS:
        phrase = phrase[:-1]
    if not phrase.texts or not phrase.texts[-1].endswith(DEBTS):
        return EMPTY
    begin = len(phrase.letters[:-1]) - len(phrase.letters[:-1].lstrip("VSW"))
    return tail(phrase[begin:], LONGEST_DEBT)


def given_by(draft: Draft) -> Words | None:
    """投资1.2亿元,其中省补助5000万元,县上配套3000万元: the own place is what tells apart those who give."""
    phrase, left = draft.phrase, draft.setting.left
    if draft.setting.quantity.kind != "money" or not phrase.letters or phrase.texts[0] not in GIVEN:
        return None
    giver = next((text for text, mark in zip(left.texts, left.letters, strict=True) if mark == "O"), "")
    last = draft.last
    listed = left.letters[:1] in ("H", "z") or (last is not None and last.kind == "money")
    if giver not in LEVELS or not listed:
        return None
    draft.rules.append("naming.part")
    return Words([giver], "N") + phrase
