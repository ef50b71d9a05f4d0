"""The taxonomy as an index: which names mean which indicator, and where such names stand in a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, get_args

from pipeline.fold import fold
from pipeline.known_words import KnownWords
from pipeline.patterns import re
from pipeline.records import Kind
from pipeline.rules import IndicatorRule, Rules, Unit

NATURES = ("stock", "flow", "addition", "rate", "change", "item")
_ID = re.lazy("[a-z][a-z0-9_]*")
GROWTH = "_growth"
PART_OF = "其中"
_LONG, _SHORT = "规模以上", "规上"
"""Every name with the one is also written with the other."""


class Meaning(NamedTuple):
    """What a name means."""

    rule: IndicatorRule | None
    """None for a component that the taxonomy names only so that it is not taken for the whole."""
    only_growth: bool = False
    """The name means the indicator only where its growth is stated."""


class Mention(NamedTuple):
    """A name of the taxonomy in a text."""

    start: int
    end: int
    meaning: Meaning


class Taxonomy:
    """All names of rules/indicators.csv. Made once for a process, by `Rules.make(Taxonomy)`."""

    def __init__(self, rules: Rules) -> None:
        table = rules.table(IndicatorRule)
        self.by_id = {rule.id: rule for rule in table}
        self.meanings: dict[str, Meaning] = {}
        for rule in table:
            for alias in _names(rule.aliases):
                self.meanings.setdefault(alias, Meaning(rule))
        for rule in table:
            for alias in _names(rule.growth_aliases):
                self.meanings.setdefault(alias, Meaning(rule, only_growth=True))
        for rule in table:
            for term in _names(rule.excludes):
                self.meanings.setdefault(term, Meaning(None))
        self.growth_of = {rule.id: growth_id(rule) for rule in table if rule.growth}
        self._level_of = {growth: level for level, growth in self.growth_of.items()}
        self._mentioned = KnownWords([*self.meanings, PART_OF])

    def mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """The names in `text[start:end]` (folded), the longest at each place, without overlap."""
        for at, stop in self._mentioned.spans(text, start, end):
            name = text[at:stop]
            if name != PART_OF:  # whose second character begins no name (其中|小学)
                yield Mention(at, stop, self.meanings[name])

    def label(self, indicator: str) -> str:
        """The Chinese name of an id, growth rates included."""
        if indicator in self.by_id:
            return self.by_id[indicator].name_zh
        return self.by_id[self._level_of[indicator]].name_zh + "增长率"

    def known(self, indicator: str) -> bool:
        """Whether the id is in the taxonomy, or the growth rate of one that has such."""
        return indicator in self.by_id or indicator in self._level_of

    def rule(self, indicator: str) -> IndicatorRule:
        """The rule of an id, for a growth rate that of its level."""
        return self.by_id[self._level_of.get(indicator, indicator)]

    def is_growth(self, indicator: str) -> bool:
        """Whether the id is the growth rate of another."""
        return indicator not in self.by_id

    def states_change(self, indicator: str) -> bool:
        """Whether a value of the id is a change, negative if down."""
        return self.is_growth(indicator) or self.by_id[indicator].nature == "change"


def faults(rules: Rules) -> Iterator[str]:
    """Everything that is wrong with a table of indicators beyond what loading it shows, one sentence each."""
    owners: dict[str, str] = {}
    ids: set[str] = set()
    units = {name for unit in rules.table(Unit) for name in (unit.unit, *unit.aliases.split(";"))}
    units |= {word.word for word in rules.words("resolve/units")}
    for rule in rules.table(IndicatorRule):
        if rule.id in ids:
            yield f"indicator {rule.id!r}: the id stands twice"
        ids.add(rule.id)
        if not _ID.fullmatch(rule.id):
            yield f"indicator {rule.id!r}: an id is small letters, digits and _, beginning with a letter"
        if rule.kind not in get_args(Kind):
            yield f"indicator {rule.id!r}: {rule.kind!r} is no kind of quantity, there are {', '.join(get_args(Kind))}"
        if rule.unit.partition("/")[0] not in units:
            yield f"indicator {rule.id!r}: the unit {rule.unit!r} is not in rules/units.csv"
        if rule.growth and not _ID.fullmatch(rule.growth):
            yield f"indicator {rule.id!r}: growth is yes, empty, or the id of the growth rate, not {rule.growth!r}"
        if rule.nature not in NATURES:
            yield f"indicator {rule.id!r}: nature {rule.nature!r} is none of {', '.join(NATURES)}"
        if rule.growth and rule.nature == "change":
            yield f"indicator {rule.id!r}: a change has no growth rate of its own"
        if not rule.aliases:
            yield f"indicator {rule.id!r}: no name means it"
        names = list(_names(f"{rule.aliases};{rule.growth_aliases}"))
        for name in dict.fromkeys(names):
            owner = owners.setdefault(name, rule.id)
            if owner != rule.id:
                yield f"indicator {rule.id!r}: the name {name} already means {owner!r}"
        for term in _names(rule.excludes):
            if term in names:
                yield f"indicator {rule.id!r}: {term} is both a name and excluded"
    for rule in rules.table(IndicatorRule):
        if rule.growth and growth_id(rule) in ids:
            yield f"indicator {rule.id!r}: the id of its growth rate, {growth_id(rule)!r}, is taken"


def growth_id(rule: IndicatorRule) -> str:
    """The id of the growth rate of an indicator that has one."""
    return rule.id + GROWTH if rule.growth == "yes" else rule.growth


def _names(cell: str) -> Iterator[str]:
    """The names of a cell, folded, in each of the ways in which they are written."""
    for name in filter(None, (part.strip() for part in fold(cell).split(";"))):
        yield name
        if _LONG in name:
            yield name.replace(_LONG, _SHORT)
