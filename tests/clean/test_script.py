"""Traditional pages and passages become simplified; simplified pages stay as they are."""

from __future__ import annotations

import pytest

from pipeline.clean.change import opened
from pipeline.clean.fingerprint import fingerprint
from pipeline.clean.script import simplify
from pipeline.records import Page
from pipeline.resources import Resources

RESOURCES = Resources()


def through(text: str) -> Page:
    return simplify(fingerprint(opened(text), RESOURCES), RESOURCES)


@pytest.mark.parametrize(
    ("written", "simple"),
    [
        ("教育局工作總結", "教育局工作总结"),
        ("全縣新建學校12所,發展鬆緊適度", "全县新建学校12所,发展松紧适度"),
        ("乾隆年間修建的橋樑,成績顯著", "乾隆年间修建的桥梁,成绩显著"),
        ("將于近期開工建設,后勤工作有進展", "将于近期开工建设,后勤工作有进展"),
    ],
)
def test_traditional_pages(written: str, simple: str) -> None:
    page = through(written)
    assert (page.text.text, page.script) == (simple, "hant")
    assert all(step.source_end - step.source_start == len(step.after) for step in page.text.history)


@pytest.mark.parametrize(
    "text",
    ["乾县全年财政收入稳定增长", "昇腾芯片产业园", "显著成效,著名企业", "瞭望塔", "王喆、李堃同志", "拚搏精神", ""],
)
def test_simplified_pages_stay(text: str) -> None:
    page = through(text)
    assert (page.text.text, page.script) == (text, "hans")


def test_a_stray_character_on_a_simplified_page() -> None:
    assert through("全县存在的主要問题是发展不够").text.text == "全县存在的主要问题是发展不够"


def test_a_traditional_passage_on_a_simplified_page() -> None:
    simple = "全县经济总体平稳,发展态势良好,农业总产值进一步增长,学校建设顺利。\n" * 3
    text = simple + "各鄉鎮積極發展農業,學校建設進展順利,幹部隊伍穩定。\n"
    assert through(text).text.text == simple + "各乡镇积极发展农业,学校建设进展顺利,干部队伍稳定。\n"


def test_each_character_keeps_its_place() -> None:
    page = through("全縣學校12所,總結")
    start = page.text.text.index("12所")
    assert page.text.source_span(start, start + 3) == (start, start + 3)
