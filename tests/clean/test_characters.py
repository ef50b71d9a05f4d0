"""The character model, and the lattice of words."""

from __future__ import annotations

import math

import pytest

from pipeline.clean.characters import CharacterModel, grams, normal_form, unpaged
from pipeline.clean.word_lattice import chances, log_chance, words


def single(char: str) -> float:
    return grams().singles.get(char, 1e-8)


def test_normal_form_keeps_every_place() -> None:
    text = "增長３．６％,ＧＤＰ達到12億元\u3000㎡"
    assert len(normal_form(text)) == len(text)


def test_the_model_prefers_what_people_write() -> None:
    model = unpaged()
    assert model.score(normal_form("全县经济发展")) > model.score(normal_form("全县冃Ч发展")) + 8


def test_the_page_teaches_its_own_words() -> None:
    own = CharacterModel(grams(), "冃渠工程" * 20)
    assert own.score(normal_form("冃渠工程")) > unpaged().score(normal_form("冃渠工程")) + 5


@pytest.mark.parametrize("context", ["", "济", "经济", "发经济", "冃冃冃"])
def test_chances_add_up_to_one(context: str) -> None:
    model = unpaged()
    assert 0.97 < sum(model.behind(context)[char] for char in grams().characters) < 1.02


def test_chances_with_a_page_add_up_to_one() -> None:
    model = CharacterModel(grams(), "全县经济社会发展情况")
    assert 0.97 < sum(model.behind("县经济")[char] for char in grams().characters) < 1.02


def test_words_are_told_from_characters_that_only_stand_together() -> None:
    known = words()
    assert log_chance("。科学发展", known, single) > log_chance("专科学发展", known, single) + 3


def test_a_beginning_is_worth_all_words_that_begin_so() -> None:
    share, whole = words().beginning("经济")
    assert 0 < whole < share < words().beginning("经")[0] < 1


def test_every_character_has_a_chance() -> None:
    text = "经济冃Ч发展,0%"
    row = list(chances(text, words(), single))
    assert len(row) == len(text)
    assert all(0 < chance <= 1 for chance in row)
    assert math.isfinite(log_chance(text, words(), single))
