"""What a clause leaves out because the sentence is about it: 县职业中专开设专业9个,年招生860人."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.figure import Setting
from pipeline.measure.naming.place import entity_of
from pipeline.measure.naming.subject import AUTHORITIES, SHORT, does, of_subject
from pipeline.measure.naming.words import Lexicon


def left_out(draft: Draft) -> Words | None:
    """县职业中专开设专业9个,年招生860人: the subject of the clause before."""
    phrase = draft.phrase
    if not phrase.letters or draft.compared or phrase.length > SHORT:
        return None
    subject = draft.context.subject.words
    whole = draft.context.listed
    if whole is not None and phrase.letters[0] in "VSZ" and str(subject) not in str(whole.phrase):
        return None  # 其中特教学校安置204名,送教上门319名: the subject of one part is not that of the next
    if not subject.letters:
        return None
    has = draft.context.subject.is_thing and draft.setting.left.letters.lstrip("DTx&z")[:1] == "E"
    if not has and not _is_of_subject(phrase, subject, draft.setting, draft.lexicon):
        return None
    held = draft.text in draft.lexicon.members
    if draft.setting.quantity.unit in ("所", "家") and subject.texts[-1].endswith(draft.lexicon.institutions):
        return None  # no institution has others
    if (
        phrase.letters[-1] != "Y"
        and not held
        and not draft.context.subject.is_thing
        and not does(subject, draft.lexicon)
    ):
        return None
    found = of_subject(subject, phrase)
    if found is not phrase:
        draft.rules.append("naming.subject")
    return found


def _is_of_subject(phrase: Words, subject: Words, setting: Setting, lexicon: Lexicon) -> bool:
    """Whether a short phrase is a property or a deed of what the sentence is about, rather than a new subject."""
    left = setting.left.letters.lstrip("DTx&z")
    if str(phrase) in lexicon.rates and subject.texts[-1].endswith(AUTHORITIES):
        return False  # 县林业局完成造林5万亩,森林覆盖率达48%
    held = str(phrase) in lexicon.members
    if held and len(subject) > 1 and subject.texts[-1].endswith(lexicon.institutions):
        return True
    if left[:1] == "E":
        return held or phrase.letters[-1] == "Y" or subject.texts[-1].endswith(lexicon.institutions)
    if not lexicon.macro.isdisjoint(phrase.texts):
        return False
    if left[:1] in ("V", "S", "W") or phrase.texts[0] in lexicon.bare or phrase.texts[0] in lexicon.yields:
        return True
    if phrase.texts[0][0] == "每" or phrase.texts[0] in lexicon.deeds or lexicon.letters.get(phrase.texts[0]) == "V":
        return does(subject, lexicon)  # 兑付资金
    return setting.quantity.kind == "percent" and phrase.letters[-1] == "Y"


def same_property(draft: Draft) -> Words | None:
    """县二中上线率56.8%,县三中41.2%: the same property of another institution."""
    phrase, last, quantity = draft.phrase, draft.last_alike(), draft.setting.quantity
    if last is None or not phrase.letters or phrase.letters.strip("N") or last.unit != quantity.unit:
        return None
    told = last.phrase.letters[-1:] == "Y" if quantity.kind == "percent" else last.phrase.letters[-1:] in ("Y", "V")
    other = entity_of(last.phrase, draft.lexicon) if told else ""
    if not other or not draft.text.endswith(draft.lexicon.institutions):
        return None
    draft.rules.append("naming.same_property")
    return phrase + Words([str(last.phrase)[len(other) :]], "Y")
