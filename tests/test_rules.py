"""Every rule matches its examples and not its counterexamples, and broken rules are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import PatternRule, RuleError, Rules, check, faults
from pipeline.scanner import Scanner


def test_all_rules_hold() -> None:
    assert list(check(Rules())) == []


def test_every_rule_says_why_in_a_sentence() -> None:
    rules = Rules()
    for name, path in rules.files():
        if path.suffix == ".toml":
            for rule in rules.patterns(name):
                assert len(rule.why) >= 10, f"{path}: {rule.id}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[rule]]\nid = 'a'\n", "why"),
        ("[[rule]]\nid = 'a'\nwhy = 'x'\npattern = 'x'\nexamples = []\n", "example"),
        ("[[rule]]\nid = 'a'\nwhy = 'x'\npattern = 'x'\nexamples = ['x']\ntypo = 1\n", "typo"),
        ("[[rules]]\n", "rule"),
        ("not toml", "line 1"),
    ],
)
def test_a_broken_pattern_file_is_named_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=r"broken\.toml") as error:
        Rules(extra=tmp_path).patterns("broken")
    assert reason in str(error.value)


def test_a_broken_pattern_is_named_when_it_is_used_and_when_it_is_checked(tmp_path: Path) -> None:
    text = "[[rule]]\nid = 'half'\nwhy = 'x'\npattern = '('\nexamples = ['x']\n"
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    rules = Rules(extra=tmp_path)
    with pytest.raises(RuleError, match=r"broken\.toml: rule 'half': .*missing"):
        rules.make(lambda rules: Scanner(rules.patterns("broken")))
    assert any("'half'" in fault for fault in check(rules))


def test_a_broken_table_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("word,value\n甲,x\n乙\n", encoding="utf-8")
    with pytest.raises(RuleError, match="line 3"):
        Rules(extra=tmp_path).words("list")


def test_a_users_file_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("word,value\n甲,x\n", encoding="utf-8")
    assert [word.word for word in Rules(extra=tmp_path).words("list")] == ["甲"]


def rule(name: str, pattern: str, *examples: str, not_in: tuple[str, ...] = ()) -> PatternRule:
    return PatternRule(id=name, why="test", pattern=pattern, examples=list(examples), counterexamples=list(not_in))


def test_examples_may_mark_the_exact_match() -> None:
    assert list(faults(rule("page", r"第\d+页", "新建4座,⟦第2页⟧改建"))) == []
    assert list(faults(rule("page", r"第\d+", "新建4座,⟦第2页⟧改建"))) != []
    assert list(faults(rule("page", r"第\d+页", "第2页", not_in=("见第3页",)))) != []


def test_a_scanner_gives_each_match_to_the_first_rule() -> None:
    scanner = Scanner((rule("long", r"(\d+)所(学校)", "1所学校"), rule("short", r"(\d+)所", "1所")))
    found = [(hit.id, match.group(1), match.span()) for hit, match in scanner.scan("建3所学校和4所医院")]
    assert found == [("long", "3", (1, 5)), ("short", "4", (6, 8))]


def test_a_scanner_without_rules_finds_nothing() -> None:
    assert list(Scanner(()).scan("12所")) == []
