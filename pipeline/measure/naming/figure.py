"""A quantity with what stands around it, what it measures, and what it leaves for the quantities after it."""

from __future__ import annotations

import msgspec

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.records import Circumstance, Quantity

FARTHEST = 120
"""Words behind a quantity that may tell what it measures."""
LONGEST = 28
"""Characters of a name, beyond which its front is cut."""


class Base:
    """What an earlier quantity of the sentence measured, without the suffix."""

    __slots__ = (
        "aside",
        "growth",
        "in_row",
        "is_part",
        "is_share",
        "kind",
        "noun",
        "phrase",
        "said",
        "subject",
        "suffix",
        "turned",
        "unit",
    )

    def __init__(self, phrase: Words, unit: str | None, kind: str, noun: Words = EMPTY) -> None:
        self.phrase = phrase
        self.unit = unit
        self.kind = kind
        self.said = phrase
        """What its own clause says of it."""
        self.suffix = ""
        """What its name ends in beyond the phrase."""
        self.in_row = False
        """Whether it is one of several told of side by side (甲、乙分别为…), which own nothing alone."""
        self.is_part = False
        """Whether it is a part of what was told before it (其中城市低保1260户)."""
        self.is_share = False
        """Whether it is a share of a whole that was named (占财政支出的比例), or that whole."""
        self.subject = False
        """Whether the noun counted is the subject of its clause."""
        self.turned = EMPTY
        """The property, if what it is of was said behind it."""
        self.noun = noun
        """The noun counted, as it was called in full."""
        self.growth = ""
        """What the rate is called by which it has changed, if its change was told last (增速, 降幅)."""
        self.aside = False
        """Whether it was told in brackets."""

    @property
    def rate(self) -> Words:
        """What is compared or ranked behind it: its change if that was told last (增长5%,高于全国1个百分点)."""
        return self.measured + Words([self.growth], "Y") if self.growth else self.measured

    @property
    def measured(self) -> Words:
        """What a change of it changes: the phrase with a telling suffix (上线 + 人数)."""
        if self.suffix in ("", "数", "金额", "资金") or self.phrase.letters.endswith("Y"):
            return self.phrase
        return self.phrase + Words([self.suffix], "Y")


def whole_before(bases: list[Base]) -> Base | None:
    """What the last figures are several parts of, since what follows is not of the last part alone (粮食播种面积36万亩,
    其中水稻21万亩、玉米9万亩,总产15万吨); None if they are not."""
    begin = len(bases)
    while begin and bases[begin - 1].is_part:
        begin -= 1
    parts = {str(base.phrase) for base in bases[begin:]}
    return bases[begin - 1] if begin and len(parts) > 1 else None


class Setting(msgspec.Struct, eq=False, gc=False):
    """A quantity with what stands around it in its clause."""

    quantity: Quantity
    circumstance: Circumstance
    left: Words
    """From the quantity before it and the noun that one counts, or from the beginning of the clause."""
    right: Words
    """Up to the next quantity or the end of the clause."""
    clause: Words
    place: int
    """Where the quantity stands in its clause."""
    before: Words
    """The noun that the quantity before it in the clause counts."""
    shared: Words
    """What stood before the first member of the coordination that it may be a member of."""
    following: Words
    """The next clause, if this is the last quantity of its own."""
    bracketed: bool
    subject: bool
    """Whether the noun before is the subject of the clause."""

    @property
    def rest(self) -> Words:
        """The words behind the quantity up to the end of the clause."""
        return self.clause[self.place + 1 : self.place + 1 + FARTHEST]


class Sharing(msgspec.Struct, eq=False, gc=False):
    """What has a share in a whole whose size comes first (占公路总里程2356公里的7.8%)."""

    part: Words
    verb: str
    whole: Words


class Named:
    """A name, and what it leaves for the quantities after it."""

    __slots__ = ("base", "entity", "name", "rules", "shared", "taken")

    def __init__(self, name: str, base: Base, rules: list[str], *, taken: int = 0, shared: Words = EMPTY) -> None:
        self.name = name
        self.base = base
        self.entity = base.phrase
        """Where to look for whose it is."""
        self.rules = rules
        self.taken = taken
        """How many words behind the quantity belong to its noun."""
        self.shared = shared
