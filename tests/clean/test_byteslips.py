"""The converter's program, forwards and backwards."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.damage import KINDS
from pipeline.clean.byteslips import undo_byte_slips
from pipeline.clean.change import opened
from pipeline.clean.characters import unpaged
from pipeline.clean.fingerprint import fingerprint
from pipeline.clean.pinyin import remove_readings
from pipeline.clean.slip_candidates import Candidate, candidates, log_odds
from pipeline.clean.slip_program import code, shown
from pipeline.records import Page
from pipeline.resources import Resources

RESOURCES = Resources()


def converted(text: str, *, marks_losses: bool) -> str:
    stream = b"".join(code(char) for char in text)
    return "".join(one.text for one in shown(stream, marks_losses=marks_losses))


def repaired(text: str) -> Page:
    return undo_byte_slips(remove_readings(fingerprint(opened(text), RESOURCES), RESOURCES), RESOURCES)


@pytest.mark.parametrize(
    ("written", "marks_losses", "seen"),
    [
        # A mark that is not there, seen in the last byte of one character and the first of the next.
        ("學校績效工資", False, "學?冃ЧべY"),
        ("慶祝活動。", False, "慶;顒。"),
        ("成效顯著。現將", False, "成效顯著,F將"),
        # The other converter shows what is left of a character.
        ("慶祝活動。", True, "慶?;顒?。"),
        # Nothing happens where no such bytes meet.
        ("全縣發展", False, "全縣發展"),
        ("全年,增長!", True, "全年,增長!"),
    ],
)
def test_forwards(written: str, marks_losses: bool, seen: str) -> None:
    assert converted(written, marks_losses=marks_losses) == seen


def explained(window: str, before: str, after: str, *, marks_losses: bool) -> list[Candidate]:
    return candidates(window, before, after, unpaged(), "hant", marks_losses=marks_losses)


@pytest.mark.parametrize(
    ("window", "marks_losses", "written"),
    [
        (";顒。", False, "祝活動。"),
        ("?;顒?。", True, "祝活動。"),
        ("?冃ЧべY改革", False, "校績效工資改革"),
    ],
)
def test_backwards_and_verified(window: str, marks_losses: bool, written: str) -> None:
    best = explained(window, "全縣學" if "校" in written else "建校一百周年慶", "\n", marks_losses=marks_losses)[0]
    assert (best.text, best.verified) == (written, True)
    assert len(best.stretches) == 1


def test_the_window_itself_is_a_candidate() -> None:
    found = explained(",增長", "全年", "。\n", marks_losses=False)
    assert [one.text for one in found if not one.stretches] == [",增長"]
    assert not found[0].stretches


def test_a_window_without_a_mark_of_loss_is_tried_as_the_other_converter_s() -> None:
    found = explained(",F將情況", "成效顯著", "報告如下\n", marks_losses=True)
    assert found[0].text == "。現將情況"


def test_odds_count_all_that_explains_what_is_seen() -> None:
    found = explained("?茖W開展", "水平提高", "培訓\n", marks_losses=False)
    best = found[0]
    assert best.text == "。科學開展"
    assert log_odds(best.stretches[0], found) < best.score - found[1].score


def test_a_short_quotation_is_no_sentence() -> None:
    found = explained("!贝胧", "落實“六", "到位\n", marks_losses=False)
    assert found[0].text != "。”措施"


def test_an_edit_with_its_margin() -> None:
    page = repaired("發(fā)展經(jīng)濟(jì),開展慶;顒。通過以上舉措,成效顯著,F(xiàn)將情況報告如下")
    assert page.text.text == "發展經濟,開展慶祝活動。通過以上舉措,成效顯著。現將情況報告如下"
    slips = [step for step in page.text.history if step.rule == "byteslip"]
    assert [step.evidence for step in slips] == ["proved", "proved"]
    assert all(step.margin and step.margin > 2.5 for step in slips)


@pytest.mark.parametrize(
    ("text", "number"),
    [("在校學生???360人", "360"), ("教?肮?86人", "86"), ("支?534.6億", "534.6"), ("全部收?1,284元", "1,284")],
)
def test_a_number_that_lost_its_first_digit_is_never_whole(text: str, number: str) -> None:
    found = [one for one in repaired(text).damage if one.kind == "digiteaten"]
    page = repaired(text)
    assert [page.text.text[one.start : one.end] for one in found] == [number]


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        # The mark that ended the slip took the first digit with it.
        ("發(fā)展經(jīng)濟(jì),全縣新建幸?:雍?5條", "5"),
        ("發(fā)展經(jīng)濟(jì),按時辦結率達到實現?!?2345”熱線", "2345"),
    ],
)
def test_a_number_behind_a_slip_is_never_whole(text: str, damaged: str) -> None:
    page = repaired(text)
    found = [page.text.text[one.start : one.end] for one in page.damage if one.kind == "digiteaten"]
    assert found == [damaged]


def test_a_number_among_guessed_characters_is_damaged_even_where_the_words_are_sure() -> None:
    page = repaired("發(fā)展經(jīng)濟(jì),進入新的時代背景!笆逦濉睍r期是基本實現社會主義現代化的重要時期")
    at = page.text.text.find("十五五")
    assert at < 0 or any(one.kind == "mojibake" and one.start <= at < one.end for one in page.damage)


@pytest.mark.parametrize(
    "text",
    [
        "为什么增长这么快?3个原因。",
        "完成了吗?2031年再看。",
        "全年增长5.2%,A股上市公司12家,B超检查3次。",
        "王喆、李堃等同志,朱镕基同志。",
        "单位:℃;α系数,μ值",
        "第一季度：良好；第二季度：优秀！",
        "",
    ],
)
def test_undamaged_text_stays(text: str) -> None:
    page = repaired(text)
    assert page.text.text == text
    assert not page.damage


def test_the_generator_tells_the_truth() -> None:
    text = "全校绩效工资改革顺利。现将情况报告如下,庆祝活动。通过以上措施,学校建设进一步加强,广大师生满意。\n" * 6
    damaged = KINDS["slip dropped"](text, Random(1))
    assert damaged.injuries
    kept = re.sub(r"\([^)]*\)", "", damaged.text)
    assert "冃Чべ" in kept
    for injury in damaged.injuries:
        assert damaged.text[injury.start : injury.end] != injury.truth
