"""Words and what they do in a clause: each token is one letter, so that the grammar is patterns over short strings.

    N noun   A adjective   Y property (率, 面积, 总投资)   V verb kept in a name (新建)   S spending verb (投入)
    Z serving verb (惠及)
    C rise   c fall   E verb of reaching (达到, dropped)   W weak verb (推进, dropped)   K 占   J rank verb (居)
    O own place or reporter (全县, 我局)   H 其中   M 分别   B comparison (比)   G preposition whose phrase says how
    P preposition whose phrase says whom   F frame (方面, 中)   D filler   T time   U 的   Q a quantity
    z 、   & 和   , ; : ( ) as they are   x anything else that is dropped

The word lists are rules/measure/naming/*.csv; a word that none of them knows is read by its tag.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.structure.labels import LabelPattern
from pipeline.tokens import Lexeme

LETTERS = {
    "noun": "N",
    "verb": "V",
    "spend": "S",
    "serve": "Z",
    "up": "C",
    "down": "c",
    "reach": "E",
    "weak": "W",
    "share": "K",
    "rank": "J",
    "own": "O",
    "among": "H",
    "each": "M",
    "compare": "B",
    "drop_prep": "G",
    "prep": "P",
    "frame": "F",
    "filler": "D",
}
MARKS = {
    ",": ",",
    ";": ";",
    ":": ":",
    "。": ";",
    "!": ";",
    "?": ";",
    "、": "z",
    "/": "z",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "和": "&",
    "及": "&",
    "以及": "&",
    "与": "&",
    "及其": "&",
    "暨": "&",
    "同": "&",
    "的": "U",
    "之": "U",
    "“": "“",
    "”": "”",
    "《": "“",
    "》": "”",
    "<": "“",
    ">": "”",
    "\t": "|",
    "|": "|",
}
TAGS = {
    "n": "N",
    "v": "V",
    "a": "A",
    "b": "N",
    "j": "N",
    "l": "N",
    "i": "N",
    "z": "N",
    "e": "D",
    "d": "D",
    "p": "P",
    "c": "D",
    "r": "D",
    "u": "D",
    "m": "N",
    "q": "N",
    "s": "N",
    "f": "F",
    "k": "N",
    "h": "N",
    "g": "N",
    "y": "D",
    "o": "D",
    "x": "x",
}
TIME = regex.lazy(
    r"[\d〇○零一二三四五六七八九十两元]{1,4}(?:[-~—–至到]\d{1,4})?(?:年|年度|月|月份|日|号|季度|年代)|(?:19|20)\d\d(?:[-~至到]\d{2,4})?|第[一二三四]季度|[一二三四上下前]{1,2}(?:半年|季度)|\d+年\d+月.*"
)
PLAN = regex.lazy(r"[“\"]?十[一二三四五]五[”\"]?")
TIME_ENDS = frozenset("年月日号天季度时期末初底周晚早晨前后来今昔间")
VERB_ENDS = {"至": "E", "率": "Y"}
"""What ends some words that only look like verbs of their own (调至, 脱贫率)."""
NOUN_TAGS = frozenset({"vn", "an", "vi", "vg"})


class Lexicon(NamedTuple):
    """The word lists of naming, ready for look-up."""

    letters: dict[str, str]
    readings: dict[Lexeme, str]
    """Word → letter, for words that read the same wherever they stand; grows as texts are read."""
    labels: LabelPattern
    """The labels of headings and list items, which name nothing."""
    properties: dict[str, frozenset[str]]
    """Property → kinds of quantity that it is measured in."""
    suffixes: dict[str, str]
    """Unit or kind → what a name ends in that does not yet end in a property."""
    heads: frozenset[str]
    """Nouns that make a verb before them part of their own name (改造项目, 培训工作)."""
    bare: frozenset[str]
    """Words that say nothing of whose a property is (总, 建筑, 占地)."""
    confidences: dict[str, float]
    """Rule → how often names that it made were found right by reading."""
    least: dict[tuple[str, ...], float]
    """Rules that made a name together → the confidence of the least sure; grows as names are made."""
    degrees: frozenset[str]
    """Nouns behind a quantity that only say that it is one (三千吨的水平)."""
    schools: tuple[str, ...]
    """What the nouns end in that are counted in 所."""
    houses: tuple[str, ...]
    """What the nouns end in that are counted in 家."""
    acts: frozenset[str]
    """Verbs that no noun behind them makes part of a name (开设专业)."""
    yields: frozenset[str]
    """Verbs whose money comes of what was counted before (查处案件,罚没), …"""
    grants: frozenset[str]
    """… and those whose money goes to the people counted before (资助学生,发放补助)."""
    repays: frozenset[str]
    """Verbs whose money goes back to whom it is owed (偿还)."""
    praise: frozenset[str]
    """What is said of how well something goes, which names nothing (蔚然成风)."""
    lines: frozenset[str]
    """By which line somebody passes an examination (一本, 专科)."""
    generic: frozenset[str]
    """Things that tell little without what they are for (项目, 实施意见)."""
    stages: frozenset[str]
    """Sorts that a property is told of one by one (师生比小学…、初中…)."""
    sizes: frozenset[str]
    """Properties of what is being built, whose owner the sentence is about (总投资)."""
    agents: tuple[str, ...]
    """What those end in that do something (企业, 医院)."""
    states: frozenset[str]
    """Verbs that say what those counted before do or are in (入学)."""
    gatherings: tuple[str, ...]
    """What the names of gatherings end in that a text goes on to tell of (运动会, 旅游节)."""
    contests: tuple[str, ...]
    """What the words end in for where one is tested or competes (高考, 竞赛)."""
    deeds: frozenset[str]
    """Nouns that are verbs before the noun counted (生产水泥)."""
    funds: frozenset[str]
    """Verbs of spending that make 资金 of what is spent (投入)."""
    rates: frozenset[str]
    """Rates of a population, which do not belong to what was built or bought before them (入学率)."""
    macro: frozenset[str]
    """Properties that need no owner, since the place reported on is theirs (生产总值)."""
    people: frozenset[str]
    """Last characters of words for people."""
    places: frozenset[str]
    not_places: frozenset[str]
    """Words that end like the name of a place and are none (社区, 城镇)."""
    institutions: tuple[str, ...]
    """What the name of an institution ends in (中学, 公司)."""
    titles: frozenset[str]
    """Words that make 全国 before them part of a title (全国重点实验室)."""
    tests: frozenset[str]
    """What one passes (验收, 评估), so that 通过 before it is a verb."""
    members: frozenset[str]
    """Who or what an institution has (在校学生, 床位)."""
    sorts: frozenset[str]
    """Words that tell one sort of a thing from another and leave the thing unsaid (公办, 民办)."""
    endings: tuple[str, ...]
    """What a heading ends in that is no part of its topic (情况, 概况)."""
    talk: frozenset[str]
    """Words of a lead-in that names no topic (目标, 任务, 情况)."""
    outputs: frozenset[str]
    """What an enterprise has and the people in it have not (产值, 税金)."""


def lexicon(rules: Rules) -> Lexicon:
    """The word lists of rules/measure/naming."""
    letters = dict(MARKS)
    properties = {word.word: frozenset(word.value.split(";")) for word in rules.words("measure/naming/properties")}
    letters.update(dict.fromkeys(properties, "Y"))
    for word in rules.words("measure/naming/words"):
        if word.word not in properties or word.value in ("spend", "up", "down", "compare"):
            letters[word.word] = LETTERS[word.value]
    places = rules.words("measure/naming/places")
    nouns: dict[str, list[str]] = {}
    for word in rules.words("measure/naming/nouns"):
        nouns.setdefault(word.value, []).append(word.word)
    return Lexicon(
        letters=letters,
        readings={},
        labels=rules.make(LabelPattern),
        properties=properties,
        suffixes={word.word: word.value for word in rules.words("measure/naming/suffixes")},
        heads=frozenset(nouns["head"]),
        bare=frozenset(nouns["bare"]),
        confidences={word.word: float(word.value) for word in rules.words("measure/naming/confidence")},
        least={},
        degrees=frozenset(nouns["degree"]),
        schools=tuple(nouns["school"]),
        houses=tuple(nouns["house"]),
        acts=frozenset(nouns["act"]),
        yields=frozenset(nouns["yield"]),
        grants=frozenset(nouns["grant"]),
        repays=frozenset(nouns["repay"]),
        praise=frozenset(nouns["praise"]),
        lines=frozenset(nouns["line"]),
        generic=frozenset(nouns["generic"]),
        stages=frozenset(nouns["stage"]),
        sizes=frozenset(nouns["size"]),
        agents=tuple(nouns["agent"]),
        states=frozenset(nouns["state"]),
        gatherings=tuple(nouns["gathering"]),
        contests=tuple(nouns["contest"]),
        deeds=frozenset(nouns["deed"]),
        funds=frozenset(nouns["fund"]),
        rates=frozenset(nouns["rate"]),
        macro=frozenset(nouns["macro"]),
        people=frozenset(nouns["people"]),
        places=frozenset(word.word for word in places if not word.value),
        not_places=frozenset(word.word for word in places if word.value == "not"),
        institutions=tuple(nouns["institution"]),
        titles=frozenset(nouns["title"]),
        tests=frozenset(nouns["test"]),
        members=frozenset(nouns["member"]),
        sorts=frozenset(nouns["sort"]),
        endings=tuple(nouns["ending"]),
        talk=frozenset(nouns["talk"]),
        outputs=frozenset(nouns["output"]),
    )


def letter(word: str, tag: str, known: dict[str, str]) -> str:
    """The letter of a word, see the module."""
    found = known.get(word)
    if found is not None:
        return found
    if tag == "eng":
        return "O" if not word.strip("xX") else "N"
    if tag[:1] in ("m", "t") or word.endswith("季度"):
        return "T" if TIME.fullmatch(word) or (tag == "t" and word[-1] in TIME_ENDS) else "N"
    if tag in NOUN_TAGS:
        return "N"
    if tag == "v" and word[-1] in VERB_ENDS and len(word) > 1:
        return VERB_ENDS[word[-1]]
    return TAGS.get(tag[:1], "x" if not word.strip() else "N")
