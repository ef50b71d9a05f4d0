"""The place that a report is about: names in title, opening, signature and body, weighed by how they stand.

A report names many places: its own, its parents, its parts, and others that it visited or compares itself with. Its
own is named in the title or by its institutions (射阳三中), is of the level that the report gives itself (我县), and is
the parent of the places that it lists as its parts. Names alone are never enough where several places share them.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Region, Rules
from pipeline.structure.gazetteer import COUNTRY, LONGEST, SUFFIXES, Gazetteer
from pipeline.structure.unlisted import unlisted_place

LEAD = 500
SIGNATURE = 120
REACH = 8_000
"""Characters of the body in which names are counted: a report that has not named its place by then does not."""
ENOUGH = 2.4
"""Least score of a place that is taken."""
MARGIN = 1.25
"""The best place must beat the next one by this factor, unless one lies inside the other."""

_SUFFIX = regex.lazy(f"[{SUFFIXES}]")
_LOCATED = regex.lazy(r"(?:位于|地处|坐落[在于]|座落[在于])[^,。;]{0,12}$")
_OFFICE = regex.lazy(
    r"(?:委|人民|政府|教|局|县委|统计|财政|人大|发改|卫生|农业|公安|法院|检察|交通|水利|林业|第[一二三四五六七八九十]{1,3}届)"
)
_HAN = regex.lazy(r"\p{Han}|[、,]")


class Place(msgspec.Struct, frozen=True):
    """The place of a report; `rivals` names others that fit as well, in which case there is no region."""

    region: Region | None
    name: str | None
    code: str | None
    rivals: tuple[str, ...] = ()


class PlaceRules:
    """The words around place names, compiled."""

    def __init__(self, rules: Rules) -> None:
        found = {rule.value: rule.pattern for rule in rules.patterns("structure/region_words")}
        self.own_level = regex.compile(found["own-level"], regex.VERSION1)
        self.speaks_for = regex.compile(found["speaks-for"], regex.VERSION1)
        self.nation = regex.compile(found["nation"], regex.VERSION1)
        self.institution = regex.compile(found["institution"], regex.VERSION1)
        self.not_a_place = regex.compile(found["not-a-place"], regex.VERSION1)


class _Scores:
    """Evidence for names, before it is known which place a name means."""

    def __init__(self) -> None:
        self.full: Counter[str] = Counter()
        self.short: Counter[str] = Counter()
        self.named: set[str] = set()
        """Full names that stand anywhere at all."""

    def add_full(self, name: str, weight: float) -> None:
        self.full[name] += weight  # type: ignore[assignment]

    def add_short(self, name: str, weight: float) -> None:
        self.short[name] += weight  # type: ignore[assignment]


def find_place(title: str, front: str, body: str, year: int | None, rules: Rules) -> Place:
    """The place that a report is about. All texts are folded: title, what stands above the body, the body. `year` is
    that of its period, for names and codes that have changed."""
    gazetteer, known = rules.make(Gazetteer), rules.make(PlaceRules)
    if known.nation.search(front + "\n" + body[:LEAD]) and not known.speaks_for.search(body[:LEAD]):
        return Place(COUNTRY, COUNTRY.name, COUNTRY.code)
    body = body[:REACH] + "\n" + body[max(REACH, len(body) - SIGNATURE) :]
    level = _own_level(front, body, known)
    scores = _collect(title, front, body, gazetteer, known)
    totals = _resolve(scores, level, year, gazetteer)
    chosen = _choose(totals, year, gazetteer)
    if chosen.region is None and not chosen.rivals:
        unlisted = unlisted_place(title, front, body, rules)
        if unlisted is not None:
            return Place(unlisted, unlisted.name, None)
    return chosen


def _own_level(front: str, body: str, known: PlaceRules) -> Counter[str]:
    """How often the report speaks of itself as a 省, 市, 县 …"""
    votes: Counter[str] = Counter()
    for match in known.own_level.finditer(body):
        votes[match.group("level")] += 3 if match.group("own") else 1
    for match in known.speaks_for.finditer(front + "\n" + body[:LEAD]):
        votes[match.group("level")[-1]] += 30
    return votes


def _collect(title: str, front: str, body: str, gazetteer: Gazetteer, known: PlaceRules) -> _Scores:
    scores = _Scores()
    for text, weight, office in ((title, 8.0, 0.0), (front, 4.0, 3.0)):
        _full_names(text, weight, office, gazetteer, known, scores)
        _short_names(text, weight * 0.6, gazetteer, known, scores)
    _full_names(body[:LEAD], 2.0, 3.0, gazetteer, known, scores)
    _short_names(body[:LEAD], 1.2, gazetteer, known, scores)
    _full_names(body[-SIGNATURE:], 2.0, 3.0, gazetteer, known, scores)
    _full_names(body, 0.5, 0.5, gazetteer, known, scores)
    _institutions(body, gazetteer, known, scores)
    for name in list(scores.short):
        scores.add_short(name, 0.3 * min(body.count(name), 10))
    return scores


def _full_names(
    text: str, weight: float, office: float, gazetteer: Gazetteer, known: PlaceRules, scores: _Scores
) -> None:
    """Count the full names in a text, each time no more than a list of places would allow."""
    seen: Counter[str] = Counter()
    for match in _SUFFIX.finditer(text):
        end = match.end()
        if text[end - 2 : end] not in gazetteer.endings:
            continue
        start = next(
            (end - length for length in range(min(LONGEST, end), 1, -1) if text[end - length : end] in gazetteer.full),
            None,
        )
        if start is None:
            continue
        name = text[start:end]
        if name in gazetteer.generic or _joins(text, start, name, gazetteer):
            continue
        seen[name] += 1
        scores.named.add(name)
        if seen[name] > 6 or known.not_a_place.match(text, end):
            continue
        value = weight
        if _listed(text, start, end):
            value *= 0.3
        elif office and _OFFICE.match(text, end):
            value += office
        elif _LOCATED.search(text, max(0, start - 16), start):
            value += 3.0
        scores.add_full(name, value)


def _joins(text: str, start: int, name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name begins with an "and" behind another name or word (县政府和|县教育局)."""
    if name[0] != "和" or not _HAN.match(text, start - 1):
        return False
    parents = (one.name for region in gazetteer.full[name] for one in gazetteer.codes.get(region.parent, ()))
    return not text.endswith(tuple(parents), 0, start)


def _listed(text: str, start: int, end: int) -> bool:
    """Whether a name stands in a list of names: 甲县、乙县."""
    return (end < len(text) and text[end] in "、和及与") or (start > 0 and text[start - 1] in "、和及与")


def _short_names(text: str, weight: float, gazetteer: Gazetteer, known: PlaceRules, scores: _Scores) -> None:
    """Count names without 县 or 市 in a short text, where each pair of characters can be looked up."""
    seen: Counter[str] = Counter()
    for start in range(len(text) - 1):
        for length in (3, 2):
            name = text[start : start + length]
            if name in gazetteer.short and name not in gazetteer.words and seen[name] < 3:
                end = start + length
                if end < len(text) and text[end] in SUFFIXES:
                    break
                if known.not_a_place.match(text, end):
                    break
                seen[name] += 1
                scores.add_short(name, weight * (0.3 if _listed(text, start, end) else 1))
                break


def _institutions(body: str, gazetteer: Gazetteer, known: PlaceRules, scores: _Scores) -> None:
    """Count short names right before a school or an office."""
    seen: Counter[str] = Counter()
    for match in known.institution.finditer(body):
        at = match.start()
        for length in (3, 2):
            name = body[max(0, at - length) : at]
            if name in gazetteer.short and name not in gazetteer.words and not known.not_a_place.match(body, at):
                seen[name] += 1
                if seen[name] <= 4:
                    scores.add_short(name, 1.0)
                break


def _resolve(
    scores: _Scores, level: Counter[str], year: int | None, gazetteer: Gazetteer
) -> dict[str, tuple[float, Region]]:
    """From names to places: each place that a name may mean gets what speaks for the name, and for its parents and
    parts, times how well its level fits."""
    totals: dict[str, float] = defaultdict(float)
    places: dict[str, Region] = {}
    for names, table in ((scores.full, gazetteer.full), (scores.short, gazetteer.short)):
        for name, weight in names.items():
            for region in gazetteer.valid(table[name], year):
                places[region.code] = region
                totals[region.code] += weight
    children: Counter[str] = Counter()
    for name in scores.named:
        for region in gazetteer.valid(gazetteer.full[name], year):
            children[region.parent] += 1
    for code, count in children.items():
        if code and count >= 2:
            parent = next(iter(gazetteer.valid(gazetteer.codes.get(code, ()), year)), None)
            if parent is not None:
                places[code] = parent
                totals[code] += min(count, 6)
    own = {code: totals[code] for code in places}
    for code, region in places.items():
        parent = gazetteer.parent(region, year)
        while parent is not None:
            totals[code] += min(2.0, 0.5 * own.get(parent.code, 0.0))
            parent = gazetteer.parent(parent, year)
    return {code: (totals[code] * _fit(region, level), region) for code, region in places.items()}


def _fit(region: Region, level: Counter[str]) -> float:
    """How well a place fits the level that the report gives itself."""
    total = sum(level.values())
    if not total:
        return 1.0
    kind = "区" if region.name.endswith("自治区") else region.name[-1]
    share = level[kind] / total
    if kind == "市" and region.level == "province":
        share = max(share, level["市"] / total)
    strength = min(1.0, total / 6)
    return 1.0 - 0.8 * strength * (1 - min(1.0, 1.6 * share))


def _choose(totals: dict[str, tuple[float, Region]], year: int | None, gazetteer: Gazetteer) -> Place:
    ranked = sorted(totals.values(), key=lambda item: (-item[0], item[1].code))
    if not ranked or ranked[0][0] < ENOUGH:
        return Place(None, None, None)
    score, best = ranked[0]
    rivals = [
        region
        for other, region in ranked[1:6]
        if other * MARGIN > score
        and region.code not in _family(best, year, gazetteer)
        and not _inside(region, best, year, gazetteer)
    ]
    if rivals:
        return Place(None, None, None, tuple(gazetteer.full_name(region, year) for region in (best, *rivals)))
    return Place(best, gazetteer.full_name(best, year), best.code)


def _family(region: Region, year: int | None, gazetteer: Gazetteer) -> set[str]:
    return {one.code for one in gazetteer.path(region, year)}


def _inside(region: Region, outer: Region, year: int | None, gazetteer: Gazetteer) -> bool:
    return outer.code in _family(region, year, gazetteer)
