"""Readings are removed where a site put them, and kept where an author wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.change import opened
from pipeline.clean.han import plain_readings, readings
from pipeline.clean.pinyin import remove_readings
from pipeline.resources import Resources

RESOURCES = Resources()

REMOVED = [
    ("發(fā)展經(jīng)濟(jì),穩(wěn)步增長(zhǎng)", "發展經濟,穩步增長"),
    ("發（fā）展經（jīng）濟（jì）", "發展經濟"),
    ("會(huì )議結(jié )束後,務(wù )必落實(shí )", "會議結束後,務必落實"),
    ("發(fā)展全縣經(jīng)濟(jì),展(zh", "發展全縣經濟,展"),
    ("個(ge)別學(xué)校進(jìn)展緩慢,實(shí)施不力", "個別學校進展緩慢,實施不力"),
    # One reading is proof enough behind a character that simplified text does not have.
    ("全縣發(fā)展", "全縣發展"),
    # An IPA g, and a breve for the third tone.
    ("強(qiánɡ)化監(jiān)管,補(bŭ)助到位", "強化監管,補助到位"),
    # Flat: no tones, doubled, behind nearly every character.
    (
        "全(quan)(quan)省(sheng)(sheng)工(gong)(gong)作(zuo)(zuo)会(hui)(hui)议(yi)(yi)",
        "全省工作会议",
    ),
]

KEPT = [
    "深圳(zhèn)的发音",
    "亳(bó)州与歙(shè)县",
    "GDP(亿元)增长,APP(app)上线",
    "(gdp)与(PM)",
    "一、(一)总体情况",
    "坚持稳中求进(wen)",
    "人均(an)面积",
]


@pytest.mark.parametrize(("damaged", "written"), REMOVED)
def test_injected_readings_are_removed(damaged: str, written: str) -> None:
    assert remove_readings(opened(damaged), RESOURCES).text.text == written


@pytest.mark.parametrize("text", KEPT)
def test_what_an_author_wrote_stays(text: str) -> None:
    page = remove_readings(opened(text), RESOURCES)
    assert page.text.text == text
    assert not page.damage


def test_a_gloss_of_a_rare_character_survives_on_an_injected_page() -> None:
    page = remove_readings(opened("發(fā)展經(jīng)濟(jì),會(huì)議在深圳(zhèn)舉行,各單位代表參加"), RESOURCES)
    assert page.text.text == "發展經濟,會議在深圳(zhèn)舉行,各單位代表參加"


def test_a_reading_that_fits_nothing_is_left_for_the_byte_slips() -> None:
    page = remove_readings(opened("發(fā)展經(jīng)濟(jì),F(xiàn)將"), RESOURCES)
    assert page.text.text == "發展經濟,F(xiàn)將"


def test_the_page_says_that_it_was_injected() -> None:
    (found,) = remove_readings(opened("發(fā)展經(jīng)濟(jì)"), RESOURCES).damage
    assert (found.kind, found.whole_page, found.detail) == ("pinyin", True, "3 readings")


def test_readings_know_both_forms_of_a_character() -> None:
    assert "fā" in readings("發") and "fā" in readings("发")
    assert {"lü", "lu"} <= plain_readings("綠")


@given(st.lists(st.sampled_from("發展經濟會議實施學校"), min_size=3, max_size=30))
def test_whatever_is_injected_goes(characters: list[str]) -> None:
    text = "".join(characters)
    damaged = "".join(f"{char}({sorted(readings(char))[0]})" for char in text) + "發(fā)學(xué)會(huì)"
    page = remove_readings(opened(damaged), RESOURCES)
    assert page.text.text == text + "發學會"
    again = remove_readings(opened(page.text.text), RESOURCES)
    assert again.text.text == page.text.text


def test_readings_are_those_of_the_package() -> None:
    from pypinyin.pinyin_dict import pinyin_dict

    assert all(readings(chr(code)) >= set(found.split(",")) for code, found in list(pinyin_dict.items())[::50])
