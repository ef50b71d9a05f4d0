"""Masked, rewritten and lost figures are flagged, dates repaired, true figures left alone."""

from __future__ import annotations

import pytest

from pipeline.clean.blanks import note_lost_figures
from pipeline.clean.dates import restore_dates
from pipeline.clean.masks import note_masks
from pipeline.clean.years import note_rewritten_years
from tests.clean.pages import RESOURCES, after, found, page_of, whole_page


@pytest.mark.parametrize(
    ("page", "masks"),
    [
        ("20xx年", [("maskyear", "20xx")]),
        ("20___年以来", [("maskyear", "20___")]),
        ("201X年,XX学年", [("maskyear", "201X"), ("maskyear", "XX")]),
        ("（２０ＸＸ－２０ＸＸ年）", [("maskyear", "２０ＸＸ"), ("maskyear", "２０ＸＸ")]),
        ("共计35920xx元", [("partmask", "35920xx")]),
        ("帮扶xx3户,植树XX0株,教师1xx名", [("partmask", "xx3"), ("partmask", "XX0"), ("partmask", "1xx")]),
        ("教师达到20xx余人", [("partmask", "20xx")]),
        ("投资X万元,培训xxx名,增长x.x%", [("maskqty", "X"), ("maskqty", "xxx"), ("maskqty", "x.x")]),
        (
            "**县××乡,在X市召开XX县区大会",
            [("maskname", "**"), ("maskname", "××"), ("maskname", "X"), ("maskname", "XX县区")],
        ),
        ("x.农村改厕", [("masklist", "x")]),
        ("3×5米,2*3,4X4,X光机,WTO,2031年,H5N1,max,PPP模式,1+X证书", []),
    ],
)
def test_masks(page: str, masks: list[tuple[str, str]]) -> None:
    assert found(note_masks, page) == masks


MANY = "全县共有学校42所,在校学生3176人,教师286人,新建校舍5200平方米,投入资金832万元,培训教师64人,资助学生771人,"


@pytest.mark.parametrize(
    ("page", "bled"),
    [
        ("占2023%。", ["2023"]),
        (f"{MANY}改厕32023户,购书520230套。", ["32023", "520230"]),
        (f"{MANY}始于202223年。", ["202223"]),
        (f"{MANY}改厕32023户,10所学校,10个村,10人。", []),
        (f"{MANY}招生2023人。", []),
        ("2022个人工作总结\n2022个人工作总结范文\n2022家长会,2022元旦,2022项目", []),
        (f"{MANY}到2023年,2022-2023学年,2023版。", []),
    ],
)
def test_rewritten_years(page: str, bled: list[str]) -> None:
    assert [words for kind, words in found(note_rewritten_years, page) if kind == "yearbleed"] == bled


def test_a_rate_per_head_is_proved_by_division() -> None:
    page = page_of("发放助学金23.4万元,资助了117名学生(2022元/人);13.8万元资助69名(2022元/人),占2022%。")
    damage = note_rewritten_years(page, RESOURCES).damage
    assert [one.restored for one in damage if one.kind == "yearbleed"] == ["2000", "2000", None]


def test_an_impossible_month_is_restored() -> None:
    assert after(note_rewritten_years, "2023月共帮扶32023户,占2023%。") == "10月共帮扶32023户,占2023%。"
    assert "yearshift" in whole_page(note_rewritten_years, "2023月共帮扶32023户,占2023%。")


@pytest.mark.parametrize(
    ("page", "right"),
    [
        ("规划(20142018年)", "规划(2014-2018年)"),
        ("16月份完成投资", "1-6月份完成投资"),
        ("111月份", "1-11月份"),
        ("自20063月起", "自2006年3月起"),
        ("20182014年", "20182014年"),
        ("12月份,10月,36月龄,18个月,2031年12月", "12月份,10月,36月龄,18个月,2031年12月"),
    ],
)
def test_dates(page: str, right: str) -> None:
    assert after(restore_dates, page) == right


@pytest.mark.parametrize(
    ("page", "lost"),
    [
        ("售票万张,营收亿元,上升%。", [("blankqty", "万张"), ("blankqty", "亿元"), ("blankqty", "%")]),
        ("巩固率%,提高个百分点", [("blankqty", "%"), ("blankqty", "个百分点")]),
        ("收缴保费 万元。", [("blankqty", " 万元")]),
        ("合格率达到71.8;同比增长12.4,", [("pctlost", "71.8"), ("pctlost", "12.4")]),
        ("上万人参加,近亿元,百分之五,增长率(%),数万元,几百万元,十个百分点,两个百分点,每万人,亿元以上企业", []),
        ("辍学率为0。入学率99.2%,师生比例1:17,利率5‰。", []),
    ],
)
def test_lost_figures(page: str, lost: list[tuple[str, str]]) -> None:
    assert found(note_lost_figures, page) == lost


def test_a_page_without_any_digit() -> None:
    page = "年参保率为.%,较年上升.个点,增长.%,占全县的比重达%。" + "各项工作有序推进,群众普遍满意。" * 20
    assert "alldigits" in whole_page(note_lost_figures, page)
