"""The converter's program, forwards and backwards."""

from __future__ import annotations

import re
from random import Random

import pytest

from benchmarks.damage import KINDS
from pipeline.clean.byteslips import undo_byte_slips
from pipeline.clean.change import opened
from pipeline.clean.characters import CharacterModel, counts, normal_form, unpaged
from pipeline.clean.fingerprint import fingerprint
from pipeline.clean.pinyin import remove_readings
from pipeline.clean.slip_program import code, shown
from pipeline.clean.slip_search import candidates
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


def test_backwards_and_verified() -> None:
    best = candidates(";顒。", "周年慶", unpaged(), "hant")[0]
    assert (best.text, best.verified, best.slips) == ("祝活動。", True, 1)


def test_an_edit_with_its_margin() -> None:
    page = repaired("發(fā)展經(jīng)濟(jì),開展慶;顒。通過以上舉措,成效顯著,F(xiàn)將情況報告如下")
    assert page.text.text == "發展經濟,開展慶祝活動。通過以上舉措,成效顯著。現將情況報告如下"
    slips = [step for step in page.text.history if step.rule == "byteslip"]
    assert [step.evidence for step in slips] == ["proved", "proved"]
    assert all(step.margin and step.margin > 3 for step in slips)


@pytest.mark.parametrize(
    ("text", "number"),
    [("在校學生???360人", "360"), ("教?肮?86人", "86"), ("支?534.6億", "534.6"), ("全部收?1,284元", "1,284")],
)
def test_a_number_that_lost_its_first_digit_is_never_whole(text: str, number: str) -> None:
    found = [one for one in repaired(text).damage if one.kind == "digiteaten"]
    page = repaired(text)
    assert [page.text.text[one.start : one.end] for one in found] == [number]


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


def test_the_model_prefers_what_people_write() -> None:
    model = unpaged()
    assert model.score(normal_form("全县经济发展")) > model.score(normal_form("全县冃Ч发展")) + 8
    own = CharacterModel(counts(), "冃渠工程" * 20)
    assert own.score(normal_form("冃渠工程")) > model.score(normal_form("冃渠工程")) + 5


def test_probabilities_add_up_to_one() -> None:
    model = unpaged()
    total = sum(2.718281828459045 ** model.log_probability("经济", char) for char in counts().characters)
    assert 0.98 < total < 1.001
