"""Whole invented reports of many kinds, each with the facts and the outline that must come out.

A case is a file of genres/: facts, `--`, the outline as `level label text` (`*` after the level of a point), `--`, and
the page. Pages with several reports are tested in tests/split.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import clean, split, structure
from pipeline.fold import fold
from pipeline.records import Report, Source
from pipeline.resources import Resources

RESOURCES = Resources()
CASES = sorted((Path(__file__).parent / "genres").glob("*.txt"))


def parsed(path: Path) -> tuple[dict[str, str | None], list[str], str]:
    facts, outline, text = path.read_text(encoding="utf-8").split("--\n", 2)
    pairs = (line.partition(":") for line in facts.splitlines())
    return {key: value.strip() or None for key, _, value in pairs}, outline.splitlines(), text


def through(text: str) -> list[Report]:
    page = clean.clean(Source(path="report.txt", text=text), RESOURCES)
    return [structure.structure(report, RESOURCES) for report in split.split(page, RESOURCES)]


def shown(report: Report) -> list[str]:
    return [
        fold(f"{one.level}{'*' if one.kind == 'point' else ''} {one.label}{one.text}").replace("\u3000", "")
        for one in report.sections
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_facts(path: Path) -> None:
    expected, _, text = parsed(path)
    (report,) = through(text)
    assert {key: getattr(report.document, key) for key in expected} == expected


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_outline(path: Path) -> None:
    _, expected, text = parsed(path)
    (report,) = through(text)
    assert shown(report) == expected
