"""The passes that are rules alone: markup, stray marks, look-alikes. Each rule's own examples are run elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.change import opened
from pipeline.clean.homoglyphs import undo_homoglyphs
from pipeline.clean.markup import remove_markup
from pipeline.clean.strays import remove_stray_marks
from pipeline.resources import Resources

RESOURCES = Resources()


@pytest.mark.parametrize(
    ("damaged", "written"),
    [
        ("<p class=a>全年增长</p><p>二、</p>", "全年增长\n二、\n"),
        ("[B]一、[/B]总体情况", "一、总体情况"),
        ("<正>本文介绍", "本文介绍"),
        ("R&amp;D经费&nbsp;12万元", "R&D经费 12万元"),
        ("**一、总体情况**", "一、总体情况"),
        ("增幅<5%,且p>3", "增幅<5%,且p>3"),
        ("**县**乡有企业12家", "**县**乡有企业12家"),
        ("20**年,[全文]", "20**年,[全文]"),
    ],
)
def test_markup(damaged: str, written: str) -> None:
    assert remove_markup(opened(damaged), RESOURCES).text.text == written


@pytest.mark.parametrize(
    ("damaged", "written"),
    [
        ("拓宽增收的`渠道,占全县的`58%", "拓宽增收的渠道,占全县的58%"),
        ("成效明显,,全年完成,。", "成效明显,全年完成。"),
        ("增长36% 。", "增长36%。"),
        ("“六有〞工程", "“六有”工程"),
        ("财\u200b政\ufeff收入", "财政收入"),
        ("财政.收入", "财政收入"),
        ("稳步落实,*推进改革", "稳步落实,推进改革"),
        ("第*小学,**县", "第*小学,**县"),
        ("3.5万,1,234户", "3.5万,1,234户"),
    ],
)
def test_stray_marks(damaged: str, written: str) -> None:
    assert remove_stray_marks(opened(damaged), RESOURCES).text.text == written


def test_characters_of_a_lost_font_are_noted() -> None:
    (found,) = remove_stray_marks(opened("面积12\ue5e5平方米"), RESOURCES).damage
    assert (found.kind, found.start, found.end) == ("privatechar", 4, 5)


@pytest.mark.parametrize(
    ("damaged", "written"),
    [
        ("⼯作⻓期⻓远", "工作长期长远"),
        ("二OO五年,二00九年", "二〇〇五年,二〇〇九年"),
        ("2O31年", "2031年"),
        ("优化配臵", "优化配置"),
        ("全县エ作进展顺利,人ロ增加", "全县工作进展顺利,人口增加"),
        ("二三O五年", "二三〇五年"),
        ("使用カタカナ书写", "使用カタカナ书写"),
        ("二○○○年,二零零五年", "二○○○年,二零零五年"),
        ("AO31年,100年", "AO31年,100年"),
    ],
)
def test_look_alikes(damaged: str, written: str) -> None:
    assert undo_homoglyphs(opened(damaged), RESOURCES).text.text == written


@given(st.text(alphabet="的`渠,，。;. 　*二OO0五年<p>[b]&nbsp;\u200b〞12县", max_size=40))
def test_no_text_makes_them_fail(text: str) -> None:
    for undo in (remove_markup, remove_stray_marks, undo_homoglyphs):
        page = undo(opened(text), RESOURCES)
        assert len(page.text.text) <= len(text) + text.count("<")


def test_letters_that_look_like_nothing_known_are_noted() -> None:
    (found,) = undo_homoglyphs(opened("全县ꂷ作进展顺利"), RESOURCES).damage
    assert (found.kind, found.start, found.end) == ("homoglyph", 2, 3)
