"""Quantities in sentences of all decades and genres, and the forms that other systems get wrong."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.flow import process
from pipeline.records import Damage, Source
from tests.measure.quantity_reports import RESOURCES, found, summary

CASES = Path(__file__).parent / "cases"
SHARED = Path(__file__).parents[2].parent / "shared"


def _rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows("quantities.csv"), ids=lambda row: row["text"])
def test_sentence(row: dict[str, str]) -> None:
    assert summary(row["text"]) == row["quantities"]


def test_there_are_enough_cases() -> None:
    assert sum(row["quantities"].count("=") for row in _rows("quantities.csv")) >= 400


PEERS = [
    ("50所/596名/104家", "50所=50 所; 596名=596 名; 104家=104 家"),
    ("定额350元/生.年", "350元/生.年=350 元/生·年"),
    ("浓度27微克/立方米", "27微克/立方米=27 微克/立方米"),
    ("下降到0.6人/百亿元", "0.6人/百亿元=0.6 人/百亿元"),
    ("公寓5―6层", "5―6层=5~6 层"),
    ("增长4.5%-5%", "4.5%-5%=4.5~5 %"),
    ("增产百分之十到二十", "百分之十到二十=10~20 %"),
    ("百分之二到百分之三", "百分之二到百分之三=2~3 %"),
    ("增长5—6%", "5—6%=5~6 %"),
    ("补贴8000至10000元", "8000至10000元=8000~10000 元"),
    ("投资三四十万元", "三四十万元=300000~400000? 元"),
    ("提高0.4个百分点", "0.4个百分点=0.4 个百分点"),
    ("自然增长率10.06‰", "10.06‰=10.06 ‰"),
    ("减负237亿元", "237亿元=23700000000 元"),
    ("规模超千亿元", "千亿元=100000000000> 元"),
    ("近一半", "一半=0.5? -"),
    ("半数以上", "半数=0.5> -"),
    ("学校过半", "过半=0.5 -"),
    ("实现翻番", "翻番=1 番"),
    ("翻两番、翻一番", "两番=2 番; 一番=1 番"),
    ("增长六倍半", "六倍半=6.5 倍"),
    ("增长九倍多", "九倍多=9? 倍"),
    ("减少两成、三成半", "两成=2 成; 三成半=3.5 成"),
    ("八成以上", "八成=8> 成"),
    ("约三分之一", "三分之一=0.333333? -"),
    ("有一百几十亿元", "一百几十亿元=11000000000~19000000000? 元"),
    ("几百万人", "几百万人=2000000~9000000? 人"),
    ("钢四百十二万吨", "四百十二万吨=4120000 吨"),
    ("百分之十四点二", "百分之十四点二=14.2 %"),
    ("百分之四百十一", "百分之四百十一=411 %"),
    ("千分之五点一", "千分之五点一=5.1 ‰"),
    ("增长３．６８％", "３．６８％=3.68 %"),
    ("４０２４亿公斤", "４０２４亿公斤=402400000000 公斤"),
    ("２７，２０３，３１９，０００元", "２７，２０３，３１９，０００元=27203319000 元"),
    ("四百零六万千瓦", "四百零六万千瓦=4060000 千瓦"),
    ("二百二十四亿五千万度", "二百二十四亿五千万度=22450000000 度"),
    ("赔款七万万两", "七万万两=700000000 两"),
    ("三千二百七十万担", "三千二百七十万担=32700000 担"),
    ("亩产六十斤、八十斤或者一百斤", "六十斤=60 斤; 八十斤=80 斤; 一百斤=100 斤"),
    ("每亩四百斤", "四百斤=400 斤"),
    ("从百分之三十四点一增加到百分之六十六点一", "百分之三十四点一=34.1 %; 百分之六十六点一=66.1 %"),
    ("税收3700亿元，分别下降", "3700亿元=370000000000 元"),
    ("两个10亿元企业", "两个=2 个"),
    ("70个30亿元以上项目", "70个=70 个"),
    ("万元GDP能耗下降", ""),
    ("亿元以上项目开工", ""),
    ("每一分钱", ""),
    ("6G技术", ""),
    ("280gCO2", ""),
    ("T3B航站楼", ""),
    ("十分重视", ""),
    ("统一、一般", ""),
    ("四川、三星堆", ""),
    ("第十四届", ""),
    ("两三个单位", "两三个=2~3? 个"),
    ("统一零售价", ""),
    ("三十几万元", "三十几万元=310000~390000? 元"),
    ("二百余万元", "二百余万元=2000000? 元"),
    ("一千多万元", "一千多万元=10000000? 元"),
]


PEERS_AS_SCRAPED = [
    ("粮食产量达到4 9 2 5 0 万吨。", [("4 9 2 5 0 万吨", 492500000.0, "吨")]),
    ("人口自然增长率为1 0 ．0 6 ‰。", [("1 0 ．0 6 ‰", 10.06, "‰")]),
    ("工業產值增長百分之三十六點九。", [("百分之三十六點九", 36.9, "%")]),
    ("名称\t发行总额（亿）\n一期\t12.5\n二期\t8.2\n", [("12.5", 1.25e9, "元"), ("8.2", 8.2e8, "元")]),
]
"""Forms that cleaning has a part in: what stands in the source, through the whole flow."""


@pytest.mark.parametrize(("text", "expected"), PEERS_AS_SCRAPED)
def test_forms_that_peers_break_on_as_scraped(text: str, expected: list[tuple[str, float, str]]) -> None:
    reports = process(Source(path="a.txt", text=f"某县1997年工作总结\n\n{text}"), RESOURCES)
    assert [(row.surface, row.value, row.unit) for report in reports for row in report.indicators] == expected


@pytest.mark.parametrize(("text", "expected"), PEERS)
def test_forms_that_others_get_wrong(text: str, expected: str) -> None:
    assert summary(text) == expected


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("约50所", ("约",)),
        ("不低于8%", ("不低于",)),
        ("8%以上", ("以上",)),
        ("约50万元左右", ("约", "左右")),
        ("附近50所", ()),
        ("至少培训两次", ("至少",)),
    ],
)
def test_bounding_words_are_modifiers_not_surface(text: str, modifier: tuple[str, ...]) -> None:
    (quantity,), _ = found(text)
    assert quantity.modifier == modifier


@pytest.mark.parametrize(
    ("text", "noun"),
    [("新建12所学校，", "学校"), ("补充596名公办教师;", "公办教师"), ("投资12万元", ""), ("25家企业的代表", "企业")],
)
def test_the_counted_noun(text: str, noun: str) -> None:
    (quantity,), _ = found(text)
    assert text[quantity.noun_start : quantity.noun_end] == noun


def test_damage_takes_the_figure_away() -> None:
    text = "资助标准2022元/人,共117人"
    damage = [Damage(kind="yearbleed", start=4, end=8, restored="2000")]
    (first, second), _ = found(text, damage)
    assert (first.damaged, first.value, first.unit) == (True, 2000, "元/人")
    assert (second.damaged, second.value) == (False, 117)
    (first, _), _ = found(text, [Damage(kind="yearbleed", start=4, end=8)])
    assert (first.damaged, first.value) == (True, None)


@pytest.mark.parametrize(
    "text", ["免收35920xx元", "帮扶xx3户", "培训20xx余人", "教师1**名", "入园率xx.8%", "入园率x8.4%"]
)
def test_a_masked_figure_is_a_damaged_quantity(text: str) -> None:
    (quantity,), _ = found(text)
    assert quantity.damaged
    assert quantity.value is None


def test_a_masked_quantity_without_digits_is_kept_where_cleaning_found_it() -> None:
    (quantity,), skipped = found("投资X万元。", [Damage(kind="maskqty", start=2, end=3)])
    assert (quantity.damaged, quantity.value, quantity.unit) == (True, None, "元")
    assert not skipped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("附表 单位：万元\n项目\t甲\n小学\t120.5\n初中\t-12.5\n以上为决算数，请审议。共有12名。",
         "120.5=1205000 元; -12.5=-125000 元; 12名=12 名"),
        ("名称|发行总额（亿）|期限（年）|利率（%）\n甲债|12.5|5|3.2\n说明", "12.5=1250000000 元; 5=5 年; 3.2=3.2 %"),
        ("单位:人\n东乡 320\n西乡 415", "320=320 人; 415=415 人"),
        ("指标\t单位\t产量\t比上年增长（%）\n油料\t万吨\t2.15\t3.4\n生猪\t万头\t31.27\t-12.5",
         "2.15=21500 吨; 3.4=3.4 %; 31.27=312700 头; -12.5=-12.5 %"),
    ],
)  # fmt: skip
def test_units_given_once_for_a_table(text: str, expected: str) -> None:
    assert summary(text) == expected


# ---------------------------------------------------------------- properties


def _accounted(text: str) -> None:
    quantities, skipped = found(text)
    spans = sorted((record.start, record.end) for record in (*quantities, *skipped))
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans)), "records overlap"
    covered = [False] * len(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        covered[start:end] = [True] * (end - start)
    lost = [at for at, c in enumerate(text) if c.isdecimal() and not covered[at]]
    assert not lost, f"no reason for the digits at {lost[:3]}: {text[max(0, lost[0] - 15) : lost[0] + 15]!r}"
    for quantity in quantities:
        assert quantity.modifier_start <= quantity.start < quantity.end <= quantity.modifier_end
        assert quantity.noun_start <= quantity.noun_end


PIECES = st.sampled_from(
    [*"0123456789", "12", "2015", "年", "月", "日", "万", "亿", "元", "%", "个", "百分之", "三", "十", "点", ".", ",", "，", "-", "—", "至", ":",
     "/", "第", "名", "(", ")", "、", "。", "\n", " ", "分之", "一", "两", "几", "余", "多", "以上", "约", "x", "X", "*", "A", "“", "”", "《", "》", "学校"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_digit_is_a_quantity_or_has_a_reason(text: str) -> None:
    _accounted(text)


@pytest.mark.skipif(
    not (SHARED / "corpora").is_dir(), reason="needs the corpora in ../shared, which are not part of this project"
)
@pytest.mark.parametrize("name", ["national/1959.txt", "national/1998.txt", "gov-2026/贵州省.txt"])
def test_every_digit_of_a_report_is_a_quantity_or_has_a_reason(name: str) -> None:
    _accounted((SHARED / "corpora" / name).read_text(encoding="utf-8"))
