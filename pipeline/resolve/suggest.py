"""Names that many reports measure and the taxonomy does not know: a start for new entries of rules/indicators.csv."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.records import Indicator

_GROWTH = ("增长率", "增长幅度", "下降幅度", "提高幅度", "增幅", "增速", "涨幅", "增加量", "增加额", "减少数", "增加数")
_AMOUNT = ("总数", "总额", "总量", "人数", "数量", "数")
SHORTEST = 3
ALIKE = 0.7
"""Share of their pairs of characters that two names have in common (Dice) from which on they are one."""


class Suggestion(NamedTuple):
    """A cluster of names that say the same."""

    name: str
    """The most frequent of them."""
    mentions: int
    documents: int
    unit: str | None
    """The most frequent unit."""
    variants: tuple[str, ...]


class _Cluster:
    """Names that are counted together."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.units: Counter[str] = Counter()
        self.documents: set[str] = set()

    def add(self, other: _Cluster) -> None:
        self.names += other.names
        self.units += other.units
        self.documents |= other.documents


def suggest(indicators: Iterable[Indicator], *, least: int = 3, known: Container[str] = ()) -> list[Suggestion]:
    """Clusters of unmatched names that stand at least `least` times, the most widespread first.

    Names are clustered without words for change and amount (学位增长率 and 学位数 are one), then with names of the same
    unit that are spelled nearly alike. A name with an entity of its own is left out, since it measures a part; so are
    the names in `known`, which the taxonomy has although the sentence was not understood.
    """
    cores: dict[str, _Cluster] = defaultdict(_Cluster)
    for row in indicators:
        core = _core(row.name)
        if row.indicator is None and row.entity is None and row.kind != "rank" and len(core) >= SHORTEST:
            cluster = cores[core]
            cluster.names[row.name] += 1
            cluster.documents.add(row.document_id)
            if row.unit:
                cluster.units[row.unit] += 1
    found = [
        Suggestion(
            name=_most(cluster.names) or "",
            mentions=cluster.names.total(),
            documents=len(cluster.documents),
            unit=_most(cluster.units),
            variants=tuple(sorted(cluster.names)),
        )
        for cluster in _gathered({core: cluster for core, cluster in cores.items() if core not in known})
        if cluster.names.total() >= least
    ]
    return sorted(found, key=lambda one: (-one.documents, -one.mentions, one.name))


def _gathered(cores: dict[str, _Cluster]) -> Iterator[_Cluster]:
    """The clusters, each with those that are spelled nearly like it and less frequent."""
    heads: list[tuple[set[str], str | None, _Cluster]] = []
    with_pair: dict[str, list[int]] = defaultdict(list)
    for core in sorted(cores, key=lambda core: (-cores[core].names.total(), core)):
        cluster, pairs = cores[core], {a + b for a, b in pairwise(core)}
        unit = _most(cluster.units)
        shared = Counter(number for pair in pairs for number in with_pair[pair])
        alike = [
            (2 * count / (len(pairs) + len(heads[number][0])), -number)
            for number, count in shared.items()
            if heads[number][1] == unit
        ]
        likeness, number = max(alike, default=(0.0, 0))
        if likeness >= ALIKE:
            heads[-number][2].add(cluster)
            continue
        for pair in pairs:
            with_pair[pair].append(len(heads))
        heads.append((pairs, unit, cluster))
    return (cluster for _, _, cluster in heads)


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
