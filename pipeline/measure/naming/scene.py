"""Where something took place that a sentence counts: 在省科技竞赛中, 今年高考, 在县运动会上获得金牌."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import EVENTS
from pipeline.measure.naming.figure import LONGEST as LONGEST_NAME
from pipeline.measure.naming.figure import Named, Setting
from pipeline.measure.naming.gathering import gathering, is_gathering, takes_part, takes_place, widens
from pipeline.measure.naming.phrase import content, last_object, tail
from pipeline.measure.naming.subject import SHORT
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

SCENES = frozenset({"中", "方面", "上", "里", "内", "当中", "之中"})
"""What a clause ends in that sets the scene (在…竞赛中)."""
BEHIND = re.lazy("[NY][FJV]")
"""A noun and what may stand behind a contest."""
LONGEST_GENERIC = 9
"""Characters of a name that tells little."""
LONGEST = 14
"""Characters of a scene in a name."""


def scene_of(words: Words, phrase: Words, lexicon: Lexicon) -> Words:
    """The scene that a clause without a figure sets for those after it, of its words and their content; empty if it
    sets none."""
    last = words.texts[-1]
    if last in SCENES and "T" not in words.letters and not str(phrase).endswith(("时间", "时期")):
        if last == "中" or words.letters.lstrip("DT")[:1] in ("P", "G"):
            return phrase
        return EMPTY
    found = gathering(words, lexicon)
    return found if found.letters else _contest(phrase, lexicon)


def scene_within(left: Words, lexicon: Lexicon) -> Words:
    """The contest that a clause names before its verb (在县运动会上获第二名, 参加县运动会获…, 县运动会设…)."""
    letters = left.letters
    found = gathering(left, lexicon)
    if found.letters:
        return found
    for verb in BEHIND.finditer(letters):
        end = verb.end() - 1
        if left.texts[end - 1].endswith(lexicon.contests):
            begin = max(letters.rfind(mark, 0, end) for mark in "PVWJE")
            if begin < 0:
                named = letters[end] == "F" and not letters[:end].strip("DTOxNA")  # 青少年锦标赛上夺得…
            else:
                named = left.texts[begin] == "在" or letters[begin] in "VW"
            if named:
                return _contest(content(left[begin + 1 : end]), lexicon)
    return EMPTY


def set_in_scene(named: Named, setting: Setting, context: Context, idle: Words) -> None:
    """Put where something is counted before the name of a count (省科技竞赛获奖作品数), or what the clause before, of
    which `idle` is the content, says that it is for."""
    lexicon, frame, kind = context.lexicon, context.frame, setting.quantity.kind
    if (
        idle.letters
        and kind == "count"
        and "naming.idle_topic" not in named.rules
        and not frame.letters
        and (context.idle_does or idle.letters[0] in "VS")
    ):
        named.name = _in_pursuit(named, setting, idle, lexicon)
    if not frame.letters:
        return
    short = (
        kind in ("rank", "score", "percent")
        and setting.circumstance.aspect in ("level", "rank")
        and len(named.name) <= SHORT
    )
    gathers = is_gathering(frame, lexicon)
    fits = kind == "count" or short or (kind == "money" and gathers)
    told = context.frame_lasts or takes_part(named.name, frame)
    if fits and told and len(named.name) + frame.length <= LONGEST_NAME and takes_place(setting.left, frame, lexicon):
        named.rules.append("naming.frame")
        named.name = _in_scene(named.name, frame, lexicon)
    elif gathers and widens(setting.left):
        context.frame = EMPTY


def _in_scene(name: str, scene: Words, lexicon: Lexicon) -> str:
    """A name with the scene before it, unless it names one itself."""
    if any(contest in name for contest in lexicon.contests) or str(scene) in name:
        return name
    return str(tail(scene, LONGEST)) + name


def _in_pursuit(named: Named, setting: Setting, idle: Words, lexicon: Lexicon) -> str:
    """A name of things that tell little by themselves, with what the clause before says they are for (落实教育资源整合
    方案,推进65个重点项目): only as much of it as does not drown the name."""
    last = named.base.noun.texts[-1] if named.base.noun.letters else ""
    generic = last in lexicon.generic or setting.quantity.unit in EVENTS
    if not generic or len(named.name) > LONGEST_GENERIC or setting.left.letters[:1] == "H":
        return named.name
    aim = content(last_object(idle))
    aim = aim[len(aim.letters) - len(aim.letters.lstrip("VSZE")) :]
    if not lexicon.talk.isdisjoint(aim.texts) or any(text in named.name for text in aim.texts if len(text) > 1):
        return named.name
    return str(tail(aim, len(named.name) * 4 // 3)) + named.name


def _contest(phrase: Words, lexicon: Lexicon) -> Words:
    """The contest of a phrase that names nothing else (今年高考; 举办全县田径运动会)."""
    if not phrase.letters or not (phrase.texts[-1].endswith(lexicon.contests) or is_gathering(phrase, lexicon)):
        return EMPTY
    begin = len(phrase.letters) - len(phrase.letters.lstrip("VS"))
    found = phrase[begin:]
    nominal = found.letters[:-1] + found.letters[-1:].replace("V", "N")  # 艺术展演 is one, whatever 展演 does elsewhere
    return found if nominal and not nominal.strip("NAYz&U") else EMPTY
