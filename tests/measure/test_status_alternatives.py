"""Patterns taken apart for speed find what the whole patterns find."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.fold import fold
from pipeline.measure.circumstance.alternatives import one_by_one, spread
from pipeline.resources import Resources
from pipeline.rules import Scanner

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("ab", ["ab"]),
        ("ab|c(?:d|e)", ["ab", "c(?:d|e)"]),
        ("(?:a|b(?:c|d))e", ["ae", "b(?:c|d)e"]),
        ("(?:(?:a|b)c|d)e", ["ace", "bce", "de"]),
        ("(?P<n>a|b)c", ["(?P<n>a)c", "(?P<n>b)c"]),
        ("(?<!x|y)(?:a|b)c", ["(?<!x|y)ac", "(?<!x|y)bc"]),
        ("(?:a|b)?c", ["(?:a|b)?c"]),
        (r"(?:\d|十)月", [r"(?:\d|十)月"]),
        (r"(?:(?<!\d)年|月)底", [r"(?<!\d)年底", "月底"]),
        (r"[|)]\||\(x", [r"[|)]\|", r"\(x"]),
    ],
)
def test_spread(pattern: str, parts: list[str]) -> None:
    assert list(spread(pattern)) == parts


@pytest.mark.parametrize("name", ["measure/status", "measure/period"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_same_matches(name: str, path: Path) -> None:
    rules = Resources().rules.patterns(name)
    text = fold(path.read_text(encoding="utf-8"))
    whole = [(rule.id, match.span()) for rule, match in Scanner(rules).scan(text)]
    apart = [(rule.id, match.span()) for rule, match in Scanner(one_by_one(rules)).scan(text)]
    assert whole and apart == whole
