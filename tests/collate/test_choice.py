"""Which reading wins: proof over vote, sound pages over rewritten ones, votes over guesses, digits put together."""

from __future__ import annotations

import pytest

from pipeline.collate.choice import Attested, choose, merge
from pipeline.collate.witness import Standing


def attested(text: str, standing: Standing, votes: int = 1, *, base: bool = False) -> Attested:
    return Attested(text, text, standing, votes, tuple(range(votes)), of_base=base)


@pytest.mark.parametrize(
    ("readings", "winner", "rule", "contested"),
    [
        ([attested("12", "sound", base=True), attested("13", "sound", 2)], "13", "vote", False),
        ([attested("12", "sound", 2, base=True), attested("13", "sound")], "12", "vote", False),
        ([attested("12", "proved", base=True), attested("13", "sound", 5)], "12", "proof", False),
        ([attested("12", "sound", 5, base=True), attested("13", "proved")], "13", "proof", False),
        ([attested("开展", "doubtful", 3, base=True), attested("发展", "sound")], "发展", "page", False),
        ([attested("开展", "guessed", 3, base=True), attested("发展", "doubtful")], "发展", "page", False),
        ([attested("12", "guessed", base=True), attested("13", "sound")], "13", "page", False),
        ([attested("1x", "damaged", 4, base=True), attested("13", "doubtful")], "13", "page", False),
        ([attested("12", "sound", base=True), attested("13", "sound")], "12", "base", True),
        ([attested("13", "sound"), attested("12", "sound"), attested("1x", "damaged", base=True)], "1x", "base", True),
        ([attested("43x0", "damaged", base=True), attested("4x60", "damaged")], "4360", "digits", False),
        ([attested("43xx", "damaged", base=True), attested("4x6x", "damaged")], "436x", "digits", False),
        ([attested("xxx", "damaged", base=True), attested("4x", "damaged")], "xxx", "base", False),
    ],
)
def test_the_better_attested_reading_wins(readings: list[Attested], winner: str, rule: str, contested: bool):
    choice = choose(readings)
    assert (choice.reading.text, choice.rule, choice.contested) == (winner, rule, contested)
    assert choose(readings[::-1])[:3] == choice[:3] or choice.rule == "digits"


@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        (["4xxx", "x3xx", "xx6x", "xxx0"], "4360"),
        (["?60", "43xx"], "4360"),
        (["3x.6", "x1.x"], "31.6"),
        (["12xx", "x3xx"], None),
        (["xx", "xxx"], None),
        (["", "4x"], None),
    ],
)
def test_digits_that_any_copy_kept(damaged: list[str], whole: str | None):
    assert merge(damaged) == whole
