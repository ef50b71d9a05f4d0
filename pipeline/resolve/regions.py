"""The code of a place that a sentence names: of the places of that name the one nearest to the report's own."""

from __future__ import annotations

from pipeline.records import Document
from pipeline.resolve.phrases import Phrases
from pipeline.rules import Region
from pipeline.structure.gazetteer import COUNTRY, Gazetteer

_LEVELS = {"省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "地区": "prefecture"}
_NATION = "nation"


def place(name: str, document: Document, gazetteer: Gazetteer, phrases: Phrases) -> Region | None:
    """The place of GB/T 2260 that `name` means in this report, in the year of its period; None if that is not certain.

    全省 and the like mean the report's own parent of that level.
    """
    year = int(document.period[:4]) if document.period and document.period[:4].isdigit() else None
    own = document.region_code or ""
    level = phrases.own_levels.get(name)
    if level is not None:
        return _parent(level, own, year, gazetteer)
    found = gazetteer.valid(gazetteer.full.get(name, gazetteer.short.get(name, [])), year)
    nearest = max((_shared(region.code, own) for region in found), default=0)
    best = [region for region in found if _shared(region.code, own) == nearest]
    highest = [region for region in best if region.level == "province"] or best
    return highest[0] if len({region.code for region in highest}) == 1 else None


def _parent(level: str, own: str, year: int | None, gazetteer: Gazetteer) -> Region | None:
    if level == _NATION:
        return COUNTRY
    region = next(iter(gazetteer.valid(gazetteer.codes.get(own, ()), year)), None)
    if region is None:
        return None
    path = gazetteer.path(region, year)
    return next((one for one in path if one.level == _LEVELS.get(level) or one.name.endswith(level)), None)


def _shared(code: str, own: str) -> int:
    """How many pairs of digits two codes share from the left: 2 within a prefecture, 1 within a province."""
    pairs = 0
    while pairs < 2 and code[2 * pairs : 2 * pairs + 2] == own[2 * pairs : 2 * pairs + 2] != "":
        pairs += 1
    return pairs
