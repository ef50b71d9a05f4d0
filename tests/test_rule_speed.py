"""Patterns that take more than linear time are found."""

from __future__ import annotations

import pytest

from pipeline.rule_speed import growth_fault
from pipeline.rules import PatternRule


def rule(pattern: str) -> PatternRule:
    return PatternRule(id="test", why="", pattern=pattern, examples=["甲一、1。"])


@pytest.mark.timed
def test_a_pattern_that_starts_anew_at_every_character_is_found() -> None:
    assert "characters of" in (growth_fault(rule("(?:一+、?)+1(?<=甲1)")) or "")


def test_a_bounded_pattern_is_not() -> None:
    assert growth_fault(rule("一{1,9}。")) is None
