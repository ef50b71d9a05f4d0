"""Which of those counted before are meant: 其中4个完工, 余下的五个正在施工, 已有十九个通过验收, 除两个外均已出列."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS, NOW, PEOPLE, predicate
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.figure import Base, Named, Setting
from pipeline.measure.naming.phrase import head, subject, tail
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

REST = frozenset({"其余", "余下", "剩余", "剩下", "另外", "其他"})
"""Words for those that are left."""
BUT = frozenset({"除", "除了", "除去"})
"""What stands before those that are excepted, …"""
OUT = frozenset({"外", "以外", "之外"})
"""… and behind them."""
BEING = frozenset({"正", "正在", "尚在", "仍在", "均", "都", "已", "已经"})
"""Behind a figure these begin what is said of those counted."""
NOT = "未"
NEGATIONS = frozenset("不未没")
HELD = frozenset({"开展", "举办", "举行", "组织", "组织开展", "召开", "实施"})
"""Verbs whose object is what one may take part in."""
ATTENDING = frozenset({"参加", "参与", "报名", "报名参加"})
LONGEST_SAID, LONGEST_RELATIVE, LONGEST_EVENT = 14, 14, 12
"""Characters of what is said of those meant, of what tells them apart, and of what they took part in."""


def told_of(phrase: Words, setting: Setting, context: Context) -> Words:
    """Those counted before of which the clause tells something behind the figure, `phrase` being what it says before
    it; empty if it tells nothing."""
    told = [text for text, mark in zip(setting.left.texts, setting.left.letters, strict=True) if mark not in "DTxEU"]
    rest = told != [] and REST.issuperset(told)
    bare = setting.left.letters.strip("DTxEF")
    begins = setting.place == 0 or setting.left.letters[-1:] == "E"
    among = setting.left.letters[:1] == "F" and str(phrase) == str(setting.before)  # 104所学校中有91所达标
    if not rest and ((phrase.letters and not among) or not (bare == "H" or (not bare and begins))):
        return EMPTY
    base = _counted(setting, context, farther=rest)
    if base is None:
        return EMPTY
    said = predicate(_verbal(setting.right))
    if said.letters and str(said)[-2:] == str(_noun(base))[-2:]:
        return said  # 煤炭企业83个,19个采油和炼油企业
    if said.letters and setting.right.texts[0] == NOW:
        said = setting.right[:1] + said  # 已整改19处,余下的五处正在整改
    if said.letters:
        return head(said, LONGEST_SAID) + Words(["的"], "U") + _noun(base)
    return Words(["剩余"], "N") + _noun(base) if rest and not setting.right.letters.strip("Dx") else EMPTY


def tells(setting: Setting, context: Context) -> bool:
    """Whether what stands behind the figure tells something of those counted, rather than what they are (余下的五个正在
    施工, 剩余18起移送法院, 村庄26个,已有20个通水泥路)."""
    right, left = setting.right, setting.left
    if not right.letters or right.texts[0] in BEING:
        return bool(right.letters)
    if right.letters[0] in "VWSZDEJ" and not REST.isdisjoint(left.texts):
        return True
    if setting.quantity.kind != "count" or left.letters.strip("DTxEHF") or not left.letters.strip("DTx"):
        return False
    verb = _verbal(right).letters[0] in "VSZGJE"
    base = _counted(setting, context) if verb and setting.quantity.unit not in EVENTS else None
    return base is not None and str(right)[-2:] != str(_noun(base))[-2:]


def _verbal(right: Words) -> Words:
    """不通 and 未达标 are verbs that the words behind a figure may begin with."""
    negated = right.letters[:1] == "A" and right.texts[0][0] in NEGATIONS
    return Words(right.texts, "V" + right.letters[1:]) if negated else right


def _counted(setting: Setting, context: Context, *, farther: bool = False) -> Base | None:
    """The base that counts what the figure counts, too: the last one, or, if `farther`, the last in its unit."""
    unit = setting.quantity.unit
    if setting.left.letters[:1] == "F" and setting.before.letters:
        return Base(setting.before, unit, "count", setting.before)  # 104所学校中有91所达标
    for base in reversed(context.bases[-8:]):
        if base.noun.letters and (base.unit == unit or (base.unit in PEOPLE and unit in PEOPLE)):
            return base
        if not farther:
            return None
    return None


def _noun(base: Base) -> Words:
    """The noun counted, without the 的 before it."""
    return base.noun[base.noun.letters.rfind("U") + 1 :]


def excepted(setting: Setting, context: Context) -> Named | None:
    """包抓贫困村43个,除两个外均已出列: those of which the opposite is true (未出列贫困村)."""
    right, left = setting.right, setting.left
    if left.texts[-1:] == [] or left.texts[-1] not in BUT or setting.quantity.kind != "count":
        return None
    out = next((at for at, text in enumerate(right.texts) if text in OUT), -1)
    if out < 0 or right.letters[:out].strip("NAV"):
        return None
    base = _counted(setting, context, farther=True)
    noun = _noun(base) if base is not None else EMPTY
    if out and not right.letters[:out].strip("NA") and not (noun.letters and setting.quantity.unit in PEOPLE):
        noun = right[:out]
        out_of = EMPTY
    else:
        out_of = right[:out]  # 除12名因病请假外
    said = head(out_of if out_of.letters else _not(_told(setting, out)), LONGEST_SAID)
    if not said.letters or not noun.letters:
        return None
    phrase = said + noun
    return Named(str(phrase) + "数", Base(phrase, setting.quantity.unit, "count", noun), ["naming.part"])


def _told(setting: Setting, out: int) -> Words:
    """What is said of those that are not excepted, behind 外 or behind the comma that follows it."""
    told = setting.right[out + 1 :] if out + 1 < len(setting.right) else setting.following
    begin = next((at for at, text in enumerate(told.texts) if told.letters[at] not in "DOEx" and text not in REST), 0)
    return predicate(told[begin:])


def _not(said: Words) -> Words:
    """The opposite of what is said."""
    if not said.letters:
        return EMPTY
    return said[1:] if said.texts[0] == NOT else Words([NOT], "V") + said


def relative(draft: Draft) -> Words | None:
    """校车46辆,符合标准的31辆; 科研平台偏少,省级以上的仅2个: those counted or spoken of before of which more is
    told."""
    phrase, left = draft.phrase, draft.setting.left.letters.rstrip("DTxE")
    last = draft.context.listed or draft.last
    if (
        "naming.part" in draft.rules
        or left[-1:] != "U"
        or not phrase.letters
        or draft.compared
        or draft.setting.quantity.kind != "count"
    ):
        return None
    if last is not None and last.noun.letters and last.unit == draft.setting.quantity.unit:
        noun = last.noun[1:] if last.noun.letters[0] == "U" else last.noun
    else:
        noun = subject(draft.context.idle)
        if not noun.letters or noun.letters.strip("NA") or noun.length > LONGEST_EVENT:
            return None
    draft.rules.append("naming.part")
    draft.noun = noun
    return tail(phrase, LONGEST_RELATIVE) + Words(["的"], "U") + noun


def attended(draft: Draft) -> Words | None:
    """举办培训班12期,参加的农民有640人: what they took part in."""
    phrase = draft.phrase
    if draft.setting.quantity.kind != "count" or phrase.texts[:1] == [] or phrase.texts[0] not in ATTENDING:
        return None
    if phrase.letters[1:2] not in ("U", ""):
        return None
    held = _held(draft.context, draft.lexicon)
    if not held.letters:
        return None
    draft.rules.append("naming.topic")
    return phrase[:1] + held + phrase[1:]


def _held(context: Context, lexicon: Lexicon) -> Words:
    """What the clauses before say was held; empty if they say nothing of the kind."""
    last = context.bases[-1] if context.bases else None
    if last is not None and last.unit in EVENTS and last.noun.letters:
        return tail(last.noun, LONGEST_EVENT)
    phrase = context.idle if context.idle.letters or last is None else last.phrase
    phrase = phrase if phrase.letters else context.frame
    at = next((at for at, text in enumerate(phrase.texts) if text in HELD), -1)
    if at < 0 and (
        phrase.letters.strip("NA")
        or phrase not in (context.idle, context.frame)
        or not lexicon.talk.isdisjoint(phrase.texts)
    ):
        return EMPTY
    run = phrase.letters[at + 1 :]
    return tail(phrase[at + 1 : at + 1 + len(run) - len(run.lstrip("NA"))], LONGEST_EVENT)
