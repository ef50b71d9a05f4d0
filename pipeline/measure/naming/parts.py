"""The parts of what was counted or measured before: 其中高中200人, 在建7栋, 符合标准的31辆, 民办园350元."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import PEOPLE
from pipeline.measure.naming.draft import Draft
from pipeline.measure.naming.figure import Base
from pipeline.measure.naming.phrase import LIMITS, tail
from pipeline.measure.naming.suffix import ends_in_property
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

LONGEST_WHOLE_PHRASE = 14
"""Characters of what all the parts are parts of."""
INSTITUTIONAL = frozenset({"所", "家", *PEOPLE})
"""Units in which schools or people are counted, of which a sort of school is no part."""
LONGEST_SORT, LONGEST_WHOLE = 4, 10
"""Characters of a noun for people that is told into parts (其中对口就业), and into those of sorts of schools (高中)."""
RATES = frozenset({"percent", "percentage_point"})
OF_ALL = ("生产总值", "GDP", "人口")
"""Properties that no part has."""
WORKS = ("施工", "竣工", "开工", "销售", "待售", "在建")
"""States of what is being built that its size is told in."""
COUNTS = frozenset({"个数", "户数", "数量", "总数", "数"})
"""What the number of enterprises is called."""
MAKERS = frozenset({"家", "个", "户"})
"""Units in which enterprises are counted."""
FIRMS = ("企业", "公司", "工厂", "合作社")
LONGEST_MAKER = 10
"""Characters of whose output something is."""
TOTAL = "总"
GRADES = "级类型"
TOWNS = "镇乡县区村"
"""What the names of places end in that have a part of what was counted."""


def in_state(draft: Draft) -> Words | None:
    """竣工校舍39栋,在建7栋: those in another state."""
    last = draft.last
    if last is None or last.unit != draft.setting.quantity.unit or not last.noun.letters:
        return None
    if draft.text not in draft.lexicon.sorts or draft.text not in draft.lexicon.bare:
        return None
    draft.rules.append("naming.topic")
    noun = last.noun[1:] if len(last.noun) > 1 and last.noun.texts[0] in draft.lexicon.sorts else last.noun
    draft.noun = noun
    return draft.phrase + noun


def part(draft: Draft) -> Words | None:
    """汽车保有量12万辆,其中私人汽车10万辆: the part has the property of the whole, or its noun; so have the parts
    listed after it (在校学生5800人,其中高中800人,初中1500人)."""
    phrase, quantity, context = draft.phrase, draft.setting.quantity, draft.context
    mark = draft.setting.left.letters[:1]
    whole = context.whole if context.whole is not None and mark != "H" else None
    if mark == "H" or (draft.setting.bracketed and whole is None):
        whole = next((base for base in reversed(context.bases) if base.unit == quantity.unit), None)
    elif whole is None and (mark == "z" or draft.text in draft.lexicon.sorts):
        whole = draft.last
    # 其中脱贫家庭学生100%: a rate is of people or things, whatever verb tells which
    nominal = "NA&DV" if quantity.kind == "percent" and phrase.letters[-1:] == "N" else "NA&"
    if whole is None or whole.unit != quantity.unit or not phrase.letters or phrase.letters.strip(nominal):
        return None
    found = of_whole(phrase, whole, quantity.kind, draft.lexicon)
    if found is None:
        context.whole = whole if mark == "H" else context.whole
        return None
    draft.rules.append("naming.part")
    context.whole = whole
    return found


def part_changed(part: Words, context: Context, rules: list[str], *, among: bool, points: bool) -> Words:
    """What of a part has changed: 工业增加值增长8%,其中轻工业增长6%,重工业增长9%; `among`: 其中 stands before it;
    `points`: it has changed by percentage points, as only a rate does (小学合格率87%,初中低3个百分点)."""
    whole = context.whole
    if among:
        whole = next((base for base in reversed(context.bases) if not base.is_share), None)
    elif whole is None and points and context.bases and context.bases[-1].kind in RATES:
        whole = context.bases[-1]
    if whole is None or whole.phrase.letters[-1:] not in ("Y", "N", "S") or str(part) in str(whole.phrase):
        return part
    size = len(whole.phrase)
    while size and (whole.phrase.letters[size - 1] == "Y" or whole.phrase.texts[size - 1] == TOTAL):
        size -= 1
    measured = whole.phrase[size:] if size < len(whole.phrase) else whole.phrase[-1:]
    if _measures(str(part), context.lexicon) or not _measures(str(measured), context.lexicon):
        return part
    if str(measured).endswith(OF_ALL):
        return part
    context.whole = whole
    rules.append("naming.part")
    return part + measured


def _measures(text: str, lexicon: Lexicon) -> bool:
    """Whether a phrase ends in a property, of whatever kind."""
    return any(ends_in_property(text, kind, lexicon) for kind in ("percent", "money", "count", "mass"))


def of_whole(phrase: Words, whole: Base, kind: str, lexicon: Lexicon) -> Words | None:
    """A part with what it leaves unsaid of the whole, None if it leaves nothing unsaid."""
    text, noun = str(phrase), whole.noun
    if phrase.texts[-1] in LIMITS and len(phrase) > 1:
        stem = phrase[: len(phrase) - 1 - (phrase.letters[-2] == "&")]  # 教师12人,其中二级及以下8人
        found = of_whole(stem, whole, kind, lexicon)
        return phrase + found[len(stem) :] if found is not None else None
    graded = len(phrase) == 2 and phrase.texts[0][-1] in GRADES and phrase.texts[1] in lexicon.sorts  # 省级示范
    if (graded or text in lexicon.sorts) and noun.letters:
        return phrase + (noun[1:] if len(noun) > 1 and noun.texts[0] in lexicon.sorts else noun)
    if text in lexicon.stages and whole.unit not in INSTITUTIONAL and noun.letters:
        return phrase + noun  # 新增学位800个,其中小学500个
    if text in lexicon.stages and whole.unit not in INSTITUTIONAL:
        return phrase + tail(whole.phrase, LONGEST_WHOLE_PHRASE)  # 补助涉及980人次(小学410人次)
    if text[-1] in GRADES and noun.letters:
        grade = next((at for at, word in enumerate(noun.texts[:4]) if word[-1] == text[-1]), -1)
        return phrase + (noun[grade + 1 :] if grade + 1 < len(noun) else noun)
    measured = str(whole.phrase[-1:])
    if (whole.phrase.letters[-1:] == "Y" or ends_in_property(measured, kind, lexicon)) and not ends_in_property(
        text, kind, lexicon
    ):
        return phrase + whole.phrase[-1:]
    if whole.phrase.letters == "NV" and kind == "count" and not text.endswith(lexicon.institutions):
        return phrase + whole.phrase[1:]  # 大牲畜存栏4万头,其中牛3万头
    if whole.unit in PEOPLE and text[-1] not in lexicon.people:
        if noun.letters and noun.texts[-1][-1] in lexicon.people:
            return phrase + tail(noun, LONGEST_WHOLE if text in lexicon.stages else LONGEST_SORT)
        if whole.phrase.letters[-1:] == "V" and whole.phrase.length <= 8:
            return phrase + whole.phrase
    place = text[-1] in TOWNS and len(text) > 2
    people = whole.unit in PEOPLE or whole.unit == "户"
    if kind == "count" and noun.letters and (place or (people and text.endswith(lexicon.institutions))):
        return phrase + tail(noun if noun.length > 2 else whole.phrase, LONGEST_WHOLE)  # 救助对象320人,其中城关镇86人
    return None


def alongside(draft: Draft) -> Words | None:
    """房屋建筑施工面积132万平方米,竣工面积61万平方米: the same in another state."""
    phrase, last = draft.phrase, draft.last
    if last is None or len(phrase) != 2 or phrase.texts[0] not in WORKS or phrase.texts[1:] != last.phrase.texts[-1:]:
        return None
    work = last.phrase.texts[-2] if len(last.phrase) > 1 else ""
    state = next((state for state in WORKS if work.endswith(state)), "")
    owner = last.phrase[:-2]
    if not state or (work == state and not owner.letters):
        return None
    draft.rules.append("naming.topic")
    return owner + (Words([work.removesuffix(state)], "N") if work != state else EMPTY) + phrase


def produced(draft: Draft) -> Words | None:
    """规模以上工业企业86家,完成总产值186亿元,利税15亿元: what the enterprises counted have."""
    phrase, context = draft.phrase, draft.context
    if draft.setting.quantity.kind != "money" or draft.text not in draft.lexicon.outputs:
        return None
    for base in reversed(context.bases):
        maker = base.phrase
        if maker.texts[-1:] and maker.texts[-1] in COUNTS:
            maker = maker[:-1]
        counted = base.unit in MAKERS and base.kind == "count" and maker.letters and not maker.letters.strip("NA")
        if counted and maker.texts[-1].endswith(FIRMS):
            draft.rules.append("naming.member")
            return tail(maker, LONGEST_MAKER) + phrase
    return None


def of_line(draft: Draft) -> Words | None:
    """一本上线212人,二本以上836人: those who did the same by another line."""
    phrase, last = draft.phrase, draft.last
    if last is None or last.unit != draft.setting.quantity.unit or not phrase.letters or phrase.letters[-1] == "V":
        return None
    if phrase.texts[0] not in draft.lexicon.lines or phrase.letters.strip("NAE"):
        return None
    at = next((at for at, text in enumerate(last.phrase.texts) if text in draft.lexicon.lines), -1)
    done = last.phrase[at + 1 :]
    if at < 0 or "V" not in done.letters:
        return None
    draft.rules.append("naming.topic")
    return last.phrase[:at] + phrase + done[done.letters.index("V") :]


def of_programme(draft: Draft) -> Words | None:
    """“校安工程”规划投资1.2亿元、实施项目86个: the projects of what the money is for."""
    last = draft.last
    if last is None or draft.setting.quantity.kind != "count" or last.kind != "money":
        return None
    programme = draft.context.owner()
    if draft.text not in draft.lexicon.generic or not programme.letters or programme.letters.strip("NA"):
        return None
    draft.rules.append("naming.topic")
    draft.noun = tail(programme, LONGEST_WHOLE) + draft.phrase
    return draft.noun


def parallel(draft: Draft) -> Words | None:
    """公办园收费标准180元,民办园350元: the same of another of its sort."""
    phrase, last = draft.phrase, draft.last_alike()
    size = len(phrase)
    if last is None or not size or phrase.letters.strip("NA") or last.unit != draft.setting.quantity.unit:
        return None
    other = last.phrase
    counts = draft.setting.quantity.kind == "count" and not (draft.last is None and other.letters[-1:] == "Y")
    if draft.text in str(other) or counts:
        return None
    if draft.text in draft.lexicon.stages:
        rest = _of_stage(other, draft.lexicon)
    else:
        alike = len(other) > size and not other.letters[:size].strip("NA")
        ends = (other.texts[size - 1][-1], phrase.texts[-1][-1]) if alike else ("", "-")
        rest = other[size:] if ends[0] == ends[1] or draft.lexicon.people.issuperset(ends) else EMPTY
    if not rest.letters:
        return None
    draft.rules.append("naming.same_property")
    return phrase + rest


def _of_stage(words: Words, lexicon: Lexicon) -> Words:
    """What a phrase says of a sort of school: 小学教师合格率 → 教师合格率; empty if it is of none."""
    first = words.texts[0] if words.texts else ""
    stage = max((stage for stage in lexicon.stages if first.startswith(stage)), key=len, default="")
    if not stage:
        return EMPTY
    return words[1:] if first == stage else Words([first[len(stage) :], *words.texts[1:]], words.letters)


def of_all(noun: Words, context: Context, lexicon: Lexicon) -> Words:
    """Of the last of several sorts the thing itself: 新建项目19个,续建项目8个,已竣工11个."""
    if len(noun) < 2 or noun.texts[0] not in lexicon.sorts:
        return noun
    told = {base.phrase.texts[0] for base in context.bases[-4:] if base.phrase.texts[1:] == noun.texts[1:]}
    return noun[1:] if len(told) > 1 else noun
