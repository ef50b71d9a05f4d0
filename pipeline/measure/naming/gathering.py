"""Gatherings and examinations that a sentence goes on to tell of: 县第九届运动会圆满举行,860名运动员参赛."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

HELD = re.lazy("[DTHMx&O]*(?P<name>[NA]+)(?=[^NAYUz&])")
"""What begins a clause and is more than an attribute of what follows."""
SHORTEST = 4
"""Characters; 大赛 alone is none that a name tells of."""
FESTIVAL = "节"
"""What the segmenter leaves of the name of one (梨花|节)."""
EXAMINATIONS = frozenset({"高考", "中考", "会考"})
CANDIDATES = ("考", "本", "专科", "线", "录取", "文科", "理科", "分", "率")
"""What is said of those who sit an examination."""
STANDING = frozenset({"达到", "达", "增至", "增加", "已有", "现有", "拥有", "总数"})
"""What is said of a state of things, which no gathering is."""
WHOLE, WHOLE_YEAR = "全", "全年"


def gathering(words: Words, lexicon: Lexicon) -> Words:
    """The gathering that a clause begins with and says more of (县第九届运动会|圆满举行); empty if none."""
    held = HELD.match(words.letters)
    if held is None:
        return EMPTY
    for at in range(held.end() - 1, held.start("name") - 1, -1):
        if _gathers(words.texts[at], lexicon):
            found = words[held.start("name") : at + 1]
            return found if found.length >= SHORTEST else EMPTY
    return EMPTY


def is_gathering(scene: Words, lexicon: Lexicon) -> bool:
    """Whether all that a sentence goes on to tell, its money too, is of this scene."""
    return bool(scene.letters) and _gathers(scene.texts[-1], lexicon)


def _gathers(word: str, lexicon: Lexicon) -> bool:
    return word == FESTIVAL or word.endswith(lexicon.gatherings)


def examination(left: Words) -> Words:
    """The examination that the words before a quantity begin with (高考|报名2100人,一本上线…); empty if none."""
    begin = len(left.letters) - len(left.letters.lstrip("DTx"))
    is_one = left.texts[begin : begin + 1] and left.texts[begin] in EXAMINATIONS
    return left[begin : begin + 1] if is_one and left.letters[begin + 1 : begin + 2] in ("V", "E") else EMPTY


def takes_part(name: str, scene: Words) -> bool:
    """Whether a name is of those who sit the examination that is the scene, as 中职招生 is not."""
    return not scene.letters or scene.texts[-1] not in EXAMINATIONS or any(sign in name for sign in CANDIDATES)


def takes_place(left: Words, scene: Words, lexicon: Lexicon) -> bool:
    """Whether a figure with these words before it can be one of the scene: not what the whole place has or does in a
    year (桃花节开幕,全年接待游客…; 运动会闭幕,体育社团达到40个)."""
    if not is_gathering(scene, lexicon):
        return True
    return not widens(left) and STANDING.isdisjoint(left.texts)


def widens(left: Words) -> bool:
    """Whether the words before a figure speak of the whole place or the whole year."""
    own = any(mark == "O" and text[0] == WHOLE for text, mark in zip(left.texts, left.letters, strict=True))
    return own or WHOLE_YEAR in left.texts
