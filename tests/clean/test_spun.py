"""Spun pages are recognised, their words undone where the neighbours prove it, and clean pages left alone."""

from __future__ import annotations

from pipeline.clean.spun import note_spun_words
from tests.clean.pages import RESOURCES, after, page_of, whole_page

SPUN = "奠定了根底,提升了效劳水平,屡次深入开展检查活动,经济开展到达新水平,稳固了成果,局部群众满意,方案投入四百万元,存在的缺乏是经验少。"
RIGHT = "奠定了基础,提升了服务水平,多次深入开展检查活动,经济发展达到新水平,巩固了成果,部分群众满意,计划投入四百万元,存在的不足是经验少。"


def test_a_spun_page() -> None:
    assert after(note_spun_words, SPUN) == RIGHT
    assert whole_page(note_spun_words, SPUN) == ["spun"]


def test_a_right_page_stays() -> None:
    assert after(note_spun_words, RIGHT) == RIGHT
    assert whole_page(note_spun_words, RIGHT) == []


def test_single_odd_words_do_not_make_a_page_spun() -> None:
    page = "我们屡次到达现场,稳固了大坝,开展检查,缺乏资金。"
    assert after(note_spun_words, page) == page


def test_edits_are_guesses_with_a_margin() -> None:
    steps = note_spun_words(page_of(SPUN), RESOURCES).text.history
    assert {step.evidence for step in steps} == {"guessed"}
    assert all(step.margin and step.margin > 0 for step in steps)
