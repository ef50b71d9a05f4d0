"""Names that many reports measure and the taxonomy does not know: a start for new entries of rules/indicators.csv."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.records import Indicator

_GROWTH = ("增长率", "增长幅度", "下降幅度", "增幅", "增速", "涨幅", "增加量", "减少数", "增加数")
_AMOUNT = ("总数", "总额", "总量", "人数", "数量", "数")
SHORTEST = 3


class Suggestion(NamedTuple):
    """A cluster of names that say the same."""

    name: str
    """The most frequent of them."""
    mentions: int
    documents: int
    unit: str | None
    """The most frequent unit."""
    variants: tuple[str, ...]


def suggest(indicators: Iterable[Indicator], *, least: int = 3) -> list[Suggestion]:
    """Clusters of unmatched names that stand at least `least` times, the most widespread first.

    Names are clustered without words for change and amount (学位增长率 and 学位数 are one); a name with an entity of
    its own is left out, since it measures a part.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    units: dict[str, Counter[str]] = defaultdict(Counter)
    documents: dict[str, set[str]] = defaultdict(set)
    for row in indicators:
        core = _core(row.name)
        if row.indicator is None and row.entity is None and row.kind != "rank" and len(core) >= SHORTEST:
            names[core][row.name] += 1
            documents[core].add(row.document_id)
            if row.unit:
                units[core][row.unit] += 1
    found = [
        Suggestion(
            name=_most(names[core]) or core,
            mentions=sum(names[core].values()),
            documents=len(documents[core]),
            unit=_most(units[core]),
            variants=tuple(sorted(names[core])),
        )
        for core in names
        if sum(names[core].values()) >= least
    ]
    return sorted(found, key=lambda one: (-one.documents, -one.mentions, one.name))


def _core(name: str) -> str:
    core = fold(name)
    for endings in (_GROWTH, _AMOUNT):
        for ending in endings:
            if core.endswith(ending) and len(core) > len(ending):
                core = core.removesuffix(ending)
                break
    return core


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda key: (-counted[key], key), default=None)
