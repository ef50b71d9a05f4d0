"""The sample corpus: made again it is the same, and its gold says only what its texts hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from corpora import make
from pipeline.records import Aspect, Direction, Kind, Status
from pipeline.rules import Region, Rules

CORPORA = Path(make.__file__).parent
GOLD = sorted((CORPORA / "gold").glob("*.json"))
REPORT_TYPES = {
    "工作总结", "工作计划", "工作总结与计划", "工作汇报", "政府工作报告", "统计公报", "述职报告", "调研报告", "其他",
}  # fmt: skip
PERIOD = r"^(\d{4}(-(0[1-9]|1[0-2]|H[12]|Q[1-4]))?)(/\d{4}(-(0[1-9]|1[0-2]|H[12]|Q[1-4]))?)?$"


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: list[str] = []
    entity: list[str | None] = []
    unit: list[str] = []
    aspect: list[Aspect] = []
    direction: list[Direction | None] = []
    status: list[Status] = []
    time_period: list[str | None] = []
    basis: list[str | None] = []


class GoldIndicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    surface: str
    nth: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    kind: Kind
    approx: bool
    name: str
    entity: str | None
    aspect: Aspect
    direction: Direction | None
    status: Status
    time_period: str | None
    basis: str | None
    damaged: bool
    accept: Accepted = Accepted()
    optional: bool = False
    part: int = 1


def load(path: Path) -> tuple[dict, str]:
    text = (CORPORA / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    return json.loads(path.read_text(encoding="utf-8")), text


def parts(gold: dict) -> list[dict]:
    return gold["document"].get("parts") or [gold["document"]]


def bare(text: str) -> str:
    return "".join(text.split())


def test_reports_are_what_the_script_makes() -> None:
    made = make.files()
    stored = {path.name: path.read_bytes() for path in (CORPORA / "reports").iterdir()}
    assert sorted(made) == sorted(stored)
    assert [name for name in made if made[name] != stored[name]] == []


def test_texts_are_what_the_readers_read() -> None:
    read = make.texts()
    stored = {path.stem: path.read_bytes().decode("utf-8") for path in (CORPORA / "texts").iterdir()}
    assert sorted(read) == sorted(stored)
    assert [stem for stem in read if read[stem] != stored[stem]] == []


def test_every_text_has_gold() -> None:
    assert {path.stem for path in GOLD} == {path.stem for path in (CORPORA / "texts").iterdir()}
    assert len(GOLD) >= 18


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_quantities_stand_in_the_text(path: Path) -> None:
    gold, text = load(path)
    for row in gold["indicators"]:
        indicator = msgspec.convert(row, GoldIndicator)
        at = -1
        for _ in range(indicator.nth):
            at = text.find(indicator.surface, at + 1)
            assert at >= 0, (indicator.surface, indicator.nth)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_quantities_are_consistent(path: Path) -> None:
    gold, _ = load(path)
    for row in gold["indicators"]:
        indicator = msgspec.convert(row, GoldIndicator)
        assert (indicator.aspect == "change") == (indicator.direction is not None), row
        periods = [indicator.time_period, *indicator.accept.time_period]
        assert all(period is None or re.match(PERIOD, period) for period in periods), row
        if indicator.low is not None and indicator.high is not None:
            assert indicator.value is None and indicator.low < indicator.high, row
        elif not indicator.damaged and not indicator.optional:
            assert indicator.value is not None, row
        assert indicator.unit or indicator.damaged or indicator.optional, row
        assert 1 <= indicator.part <= len(parts(gold)), row


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_headings_stand_in_the_text(path: Path) -> None:
    gold, text = load(path)
    for heading in gold["headings"]:
        assert heading["kind"] in ("heading", "point")
        assert 1 <= heading["level"] <= 5
        assert heading.get("missing") or heading["surface"] in text, heading
        if heading["kind"] == "point":
            assert len(heading["text"]) <= 40, heading


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_facts_are_legal(path: Path) -> None:
    gold, text = load(path)
    for facts in parts(gold):
        assert facts["report_type"] in REPORT_TYPES
        assert facts["script"] in ("hans", "hant")
        assert isinstance(facts["complete"], bool)
        for edge in ("body_first", "body_last"):
            assert bare(facts[edge]) in bare(text), facts[edge]
            assert len(bare(facts[edge])) >= 8
    for noise in gold["noise"]:
        assert noise["surface"] in text


def test_places_are_invented() -> None:
    known = {region.name for region in Rules().table(Region)} if "regions" in dict(Rules().files()) else set()
    places = {facts["region"] for path in GOLD for facts in parts(load(path)[0]) if facts["region"]}
    assert places and not places & known
