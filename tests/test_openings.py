"""What a pattern's matches begin with, and the scanner that looks for patterns only there."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from pipeline.fold import fold
from pipeline.openings import Openings, kinds, openings
from pipeline.resources import Resources
from pipeline.rules import PatternRule
from pipeline.scanner import Scanner

CASES = sorted((Path(__file__).parent / "measure" / "cases").glob("*.txt"))
RULES = Resources().rules
PATTERN_FILES = [name for name, path in RULES.files() if path.suffix == ".toml"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ab", "AA"),
        ("增长", "增长"),
        ("增长了", "增长了"),
        ("增|减少", "增 减少"),
        ("(?:增|减(?:少|低))至", "增至 减少至 减低至"),
        ("(?P<n>上|下)年", "上年 下年"),
        ("(?<!不|没有)(?:上|下)年", "上年 下年"),
        ("年(?=底)", "年底"),
        ("年(?=底|$)", "年"),
        ("去?年初", "去年初 年初"),
        (r"(?:\d|十)月", "0月 一月"),
        (r"\d{1,2}月", "0月 00月 000"),
        (r"\d+人", "0人 00人 000"),
        ("[上下]年", "上年 下年"),
        ("[①-③]是", "①是 ②是 ③是"),
        ("[^上]年", None),
        (r"[\p{Han}--[上]]年", None),
        (r"共\p{Han}", "共"),
        (r"\p{Han}共", None),
        ("共.", "共"),
        ("共?", None),
        ("(?i)km", None),
        ("(?m)^共", "共"),
        (r"[|)]\||\(、", "|| )| (、"),
        (r"\u5171有", "共有"),
        (r"(上)\1", "上"),
        (
            "(?:上|下)*共",
            "共 上共 下共 上上共 上下共 下上共 下下共 上上上 上上下 上下上 上下下 下上上 下上下 下下上 下下下",
        ),
    ],
)
def test_openings(pattern: str, expected: str | None) -> None:
    found = openings(pattern)
    if expected is None:
        assert found is None
        return
    assert found is not None
    for beginning in expected.split():
        assert any(beginning.startswith(known) for known in found)
    for known in found:
        assert any(beginning.startswith(known) or known.startswith(beginning) for beginning in expected.split())


@pytest.mark.parametrize("name", PATTERN_FILES)
def test_examples_begin_with_an_opening(name: str) -> None:
    """Every match in every example of every rule begins as its pattern says."""
    for rule in RULES.patterns(name):
        at = Openings([rule.pattern])
        for example in rule.examples:
            text = example.replace("⟦", "").replace("⟧", "")
            for match in regex.finditer(rule.pattern, text, flags=regex.VERSION1):
                begin = match.start()
                assert at.anywhere or at.at(text, begin), (rule.id, match[0])
                assert at.anywhere or begin in [place.start() for place in at.places(text)], (rule.id, match[0])


@pytest.mark.parametrize("name", ["measure/status", "measure/period", "clean/spun"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_scanner_finds_what_its_patterns_find(name: str, path: Path) -> None:
    rules = RULES.patterns(name)
    text = fold(path.read_text(encoding="utf-8"))
    found = [(rule.id, match.span()) for rule, match in Scanner(rules).scan(text)]
    assert found == [(rule.id, span) for rule, span in every_rule_at_every_place(rules, text)]


def every_rule_at_every_place(rules: tuple[PatternRule, ...], text: str) -> list[tuple[PatternRule, tuple[int, int]]]:
    """The definition of what a scanner finds."""
    patterns = [(rule, regex.compile(rule.pattern, regex.VERSION1)) for rule in rules]
    found, done = [], 0
    for at in range(len(text)):
        matches = ((rule, pattern.match(text, at)) for rule, pattern in patterns if at >= done)
        for rule, match in matches:
            if match is not None:
                found.append((rule, match.span()))
                done = max(match.end(), at + 1)
                break
    return found


def test_kinds() -> None:
    assert kinds("二是12月 x") == "一是00月 A"
