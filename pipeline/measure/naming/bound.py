"""Figures that only say which things are counted: 年收入5万元以下的村还有6个, 600分以上23人."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import Base, Named
from pipeline.measure.naming.phrase import content, tail
from pipeline.patterns import regex
from pipeline.records import Quantity, Skipped

BOUNDS = ("以上", "以下", "以内", "及以上", "及以下", "之间")
"""What a figure ends in that is a bound of others."""
LIMITS = ("超过", "不足", "不到", "超")
"""What a figure begins with that may be a bound of others."""
LONGEST = 12
"""Characters of what the bound is a bound of."""
DEFINING = "class-size"
"""The rule of figures that measure nothing, since they say of which things something is told (超过56人的班级)."""
LEAD = regex.lazy(r"(?r)(?:超过|多于|大于|高于|不足|少于|低于|小于|不到|超)$")


def defining(skipped: Sequence[Skipped], folded: str) -> list[tuple[int, int]]:
    """Where figures stand that are a part of a name, each with what it begins with (超过56人, 56人以上)."""
    found = []
    for one in skipped:
        if one.rule == DEFINING:
            lead = LEAD.search(folded, max(0, one.start - 2), one.start)
            found.append((lead.start() if lead else one.start, one.end))
    return found


def is_bound(text: str) -> bool:
    """Whether a figure is a bound of others (600分以上)."""
    return text.endswith(BOUNDS) or text.startswith(LIMITS)


def bounded(words: Words, place: int, named: Named, left: Words) -> Words:
    """What the figure at `place` tells apart, for the figures after it: what it bounds, itself, and the noun behind it;
    empty if it is no bound."""
    text = words.texts[place]
    if text.startswith(LIMITS):
        return _limiting(words, place, named, left)
    if not text.endswith(BOUNDS):
        return EMPTY
    after = words.letters[place + 1 : place + 2]
    if after == "Q":
        return tail(content(left), LONGEST) + Words([text], "N")
    end = words.letters.find("Q", place + 1)
    if after in ("N", "A") and end > 0 and not words.letters[place + 1 : end].strip("NADEU"):
        return tail(content(left), LONGEST) + Words([text], "N")  # 600分以上考生23人
    if after == "U" and words.letters[place + 2 :].lstrip("E")[:1] in ("Q", "K"):
        return tail(content(left), LONGEST) + Words([text], "N")
    if after == "U" and named.taken:
        return tail(content(left), LONGEST) + Words([text, "的"], "NU") + named.base.noun
    return EMPTY


def of_counted(bound: Words, following: Quantity, bases: list[Base]) -> Words:
    """A bound with what was counted before of which the next figure counts a part
    (60种工业产品中,占比超过5%的有17种)."""
    nouns = (base.noun for base in reversed(bases) if base.unit == following.unit)
    noun = next((noun for noun in nouns if noun.letters and "U" not in noun.letters), EMPTY)
    return bound + Words(["的"], "U") + noun if noun.letters and "U" not in bound.letters else bound


def _limiting(words: Words, place: int, named: Named, left: Words) -> Words:
    """占比超过5%的有17种, 超过56人的班级有83个: the bound is told of what is counted behind it."""
    after = words.letters[place + 1 :]
    if after[:1] != "U" or after[max(1, named.taken) :].lstrip("DE")[:1] != "Q":
        return EMPTY
    measured = tail(content(left), LONGEST)
    text = words.texts[place]
    if named.taken:
        return measured + Words([text, "的"], "NU") + named.base.noun
    if not measured.letters and named.base.phrase.letters[-1:] == "Y":
        measured = named.base.phrase[-1:]
    return measured + Words([text], "N")
