"""Verbs, places and quoted words that are read anew because of what follows them: 改造项目 is one name, 县医院, too."""

from __future__ import annotations

from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

GOVERNED = frozenset("省市县区镇乡")
"""One-character words for places that make a name with the institution behind them (县医院)."""
GRADES = frozenset({"级", "属", "直", "管", "性"})
"""What makes a word for a place tell a grade (自治区级)."""
OWNERS = frozenset("我全本该各")
"""Words that make a word for a place behind them the own one, where the segmenter cuts the two apart."""
NEW = "新"
LIMITS = frozenset({"以上", "以下", "以内"})
GROUNDS = "区园站点"
"""What a place is called by what is done there (集聚区)."""
NOMINAL = re.lazy("[OG](?=.)|[WVZ](?=[NYOWVZG])|N(?=[DQ])", re.DOTALL)
"""A word that may be read anew because of what follows it, or will be once that is read anew."""


def read_anew(texts: list[str], letters: list[str], lexicon: Lexicon) -> None:
    """Change the letters of those of a sentence's words that what follows them makes something else."""
    if NEW in texts:
        _qualify(texts, letters)
    if not LIMITS.isdisjoint(texts):
        _limit(texts, letters)
    _nominalize(texts, letters, lexicon)


def _qualify(texts: list[str], letters: list[str]) -> None:
    """新 before a noun tells which (新校区); the segmenter takes it for an adverb, as it is in 新招聘."""
    for at in range(len(texts) - 1):
        if texts[at] == NEW and letters[at] == "D" and letters[at + 1] == "N":
            letters[at] = "A"


def _limit(texts: list[str], letters: list[str]) -> None:
    """以上 between nouns tells which (百亿元以上重大项目), and before a figure of those (二本以上836人)."""
    for at in range(1, len(texts) - 1):
        before = at - 1 - (letters[at - 1] == "&")  # 二级及以下
        if texts[at] in LIMITS and letters[before] == "N":
            counts = letters[at + 1] == "Q" and letters[at + 2 : at + 3] not in (["N"], ["A"], ["U"])
            if counts or (before == at - 1 and letters[at + 1] in "NA"):
                letters[at] = "A"


def _is_head(letters: list[str], at: int) -> bool:
    """Whether a word for a place ends a noun phrase right before a quantity (均衡发展县23个)."""
    return at > 0 and letters[at - 1] in "NA" and letters[at + 1] == "Q"


def _gives(letters: list[str], at: int) -> bool:
    """Whether the place is one of several that give (中央5亿元、省2亿元; 省、市补助)."""
    behind = "".join(letters[at + 1 : at + 4])
    return (at > 0 and letters[at - 1] in "z&" and behind[:1] in ("Q", "S")) or behind in ("zNS", "&NS")


def _passes(texts: list[str], letters: list[str], at: int, lexicon: Lexicon) -> bool:
    """Whether 通过 is the verb of its clause, since what ends that or stands before 的 is a test that one passes."""
    end, tests = at + 1, lexicon.tests
    while end < len(letters) and letters[end] not in ",;:()Q" and not (letters[end] == "U" and texts[end - 1] in tests):
        end += 1
    return end > at + 1 and texts[end - 1] in tests


def _nominalize(texts: list[str], letters: list[str], lexicon: Lexicon) -> None:
    """A verb that makes one name with the noun behind it (改造项目, 巩固率) is a noun; so is a place with its grade."""
    candidates = [match.start() for match in NOMINAL.finditer("".join(letters))]
    for at in reversed(candidates):
        here = letters[at]
        if here in "NG" and texts[at + 1] == "了" and len(texts[at]) > 1:
            letters[at] = "V"  # 展示了, 通过了
            continue
        if here == "N":
            # 建设10个园区: before a number it is the verb
            if letters[at + 1] == "Q" and texts[at] in lexicon.deeds:
                letters[at] = "V"
            continue
        if here == "G" and texts[at] == "通过":
            if _passes(texts, letters, at, lexicon):
                letters[at] = "V"
            continue
        if here == "G":
            # 用电量, 平均用棉量
            if texts[at] == "用" and (letters[at + 1] == "Y" or letters[at + 1 : at + 3] == ["N", "Y"]):
                letters[at] = "N"
            continue
        after = letters[at + 1]
        if here == "O":
            own = at > 0 and texts[at - 1] in OWNERS
            if texts[at + 1] in GRADES or (
                not own and texts[at] in GOVERNED and (after in "NY" or _is_head(letters, at) or _gives(letters, at))
            ):
                letters[at] = "N"
        elif after == "N" and len(texts[at + 1]) == 1 and (here == "W" or texts[at + 1] in GROUNDS):
            letters[at] = "N"
        elif after == "Y":
            if here != "W" or (at and letters[at - 1] in "NY" and texts[at] not in lexicon.acts):
                letters[at] = "N"
        elif (
            after == "N"
            and here != "Z"
            and at
            and letters[at - 1] in "NY"
            and texts[at + 1] in lexicon.heads
            and texts[at] not in lexicon.acts
        ):
            letters[at] = "N"
