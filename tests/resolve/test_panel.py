"""What becomes an observation, for which period, with which value; how statements of one fact are merged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import Observation
from pipeline.resolve import resolve
from pipeline.resources import Resources
from tests.resolve.reports import report

RESOURCES = Resources()


def panel(marked: str, *, region: str | None = "云水市", **fields: object) -> list[Observation]:
    return list(resolve(report(marked, region=region, **fields), RESOURCES).observations)


def brief(rows: list[Observation]) -> list[tuple[str, str | None, float | None]]:
    return [(row.indicator, row.time_period, row.obs_value) for row in rows]


@pytest.mark.parametrize(
    ("text", "period", "status", "expected"),
    [
        # The levels of a five-year review are those of its last year, averages and growth those of the span.
        ("地区生产总值达到[900亿|元],年均增长[5.2|%]", "2026/2030", "actual", [("gdp", "2030", 9e10), ("gdp_growth", "2026/2030", 5.2)]),
        ("城镇新增就业[12万|人]", "2026/2030", "actual", [("urban_new_jobs", "2026/2030", 120000)]),
        ("城镇化率达到[66|%]", "2026/2030", "actual", [("urbanization_rate", "2030", 66)]),
        ("城镇调查失业率控制在[5.5|%]以内", "2032/2036", "target", [("urban_unemployment_rate", "2032/2036", 5.5)]),
        ("城镇化率达到[70|%]", "2032/2036", "target", [("urbanization_rate", "2036", 70)]),
        # A growth starts where the words say.
        ("地区生产总值五年增长[30|%]", "2031", "actual", [("gdp_growth", "2027/2031", 30)]),
        ("一九五七年比一九五二年,工农业总产值增长[60|%]", "1957", "actual", [("industrial_agricultural_output_growth", "1953/1957", 60)]),
        ("工农业总产值比上年增长[6|%]", "1957", "actual", [("industrial_agricultural_output_growth", "1957", 6)]),
        # What a sentence or a lead-in compares with holds for the clauses behind it.
        ("一九五四年工业总产值比一九五二年增长[54|%];钢产量增长[65|%]", "1954", "actual", [("gross_industrial_output_growth", "1953/1954", 54), ("crude_steel_output_growth", "1953/1954", 65)]),
        ("主要产品一九五七年比一九五二年增长的情况:\n原煤:增长[70|%]。\n水泥:增长[60|%]。", "1957", "target", [("raw_coal_output_growth", "1953/1957", 70), ("cement_output_growth", "1953/1957", 60)]),
        ("同解放前比较,粮食产量增长[60|%]", "1957", "actual", []),
        # Growth in times is one in percent; what is held during a span is of the span.
        ("国民收入增长[4.2|倍]", "1980", "actual", [("national_income_growth", "1980", 420)]),
        ("城镇调查失业率控制在[5.5|%]以内", "2026/2030", "actual", [("urban_unemployment_rate", "2026/2030", 5.5)]),
        # What a clause leaves out was named before it.
        ("粮食播种面积[300万|亩]、产量[128万|吨]", "2031", "actual", [("grain_area", "2031", 3e6), ("grain_output", "2031", 1.28e6)]),
        ("规模以上工业企业达[7600|家]、增加值增长[3|%]", "2031", "actual", [("large_industry_enterprises", "2031", 7600), ("industrial_value_added_growth", "2031", 3)]),
        ("高等教育在学人数[2500|人],毛入学率提高到[22|%]", "2031", "actual", [("higher_enrolment_rate", "2031", 22)]),
        ("粮食产量比去年增长[6|%]", "2026/2030", "actual", []),
        # Averages of no span, and the state before a change, are of no year.
        ("地区生产总值年均增长[5|%]", "2031", "actual", []),
        ("城镇化率由[60|%]提高到[66|%]", "2031", "actual", [("urbanization_rate", "2031", 66)]),
        # Halves, quarters and months stay what they are.
        ("地区生产总值[400亿|元]", "2031-H1", "actual", [("gdp", "2031-H1", 4e10)]),
        # Falls are negative; a change in yuan or points is no observation.
        ("居民消费价格下降[0.5|%]", "2031", "actual", [("cpi_change", "2031", -0.5)]),
        ("财政收入减少[3亿|元],城镇调查失业率下降[0.2|个百分点]", "2031", "actual", []),
        # Norms are no observations.
        ("城镇化率达到[70|%]", "2031", "standard", []),
    ],
)  # fmt: skip
def test_period_and_value(text: str, period: str, status: str, expected: list[tuple[str, str, float]]):
    assert brief(panel(text, period=period, time_period=period, status=status)) == expected


def test_goals_of_a_plan_that_closes_are_those_of_the_next():
    given = report("城镇化率达到[70|%]", region="云水市", period="2030", time_period="2026/2030", status="target")
    assert resolve(given, RESOURCES).observations[0].time_period == "2035"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("地区生产总值[512.6亿|元]。全市地区生产总值突破[500亿|元]", [(512.6e8, 2, False)]),
        ("地区生产总值[513亿|元]。全市地区生产总值[512.6亿|元]", [(512.6e8, 2, False)]),
        ("地区生产总值增长[5|%]。地区生产总值增长[5.4|%]", [(5.0, 1, True), (5.4, 1, True)]),
        ("粮食总产量[30亿|斤]。粮食产量[150万|吨]", [(150e4, 2, False)]),
        ("进出口总额[70亿|元]。进出口总额[10亿|美元]", [(70e8, 1, False), (10e8, 1, False)]),
        ("居民收入增长[6|%]。居民收入实际增长[5|%]", [(6.0, 1, False), (5.0, 1, False)]),
    ],
)
def test_statements_of_one_fact(text: str, rows: list[tuple[float, int, bool]]):
    assert [(row.obs_value, row.witnesses, row.conflict) for row in panel(text, time_period="2031")] == rows


def test_crossed_thresholds_are_lower_bounds():
    assert panel("地区生产总值迈上[500亿|元]台阶")[0].low == 5e10


def test_a_damaged_figure_is_missing():
    row = panel("地区生产总值[812亿|元]", damaged=True)[0]
    assert (row.obs_value, row.low, row.high, row.obs_status) == (None, None, None, "L")


@pytest.mark.parametrize(
    ("text", "fields", "status"),
    [
        ("地区生产总值[812亿|元]", {}, "A"),
        ("预计地区生产总值[812亿|元]", {}, "A"),
        ("地区生产总值预计[812亿|元]", {}, "E"),
        ("地区生产总值[812亿|元]", {"status": "target"}, "F"),
        ("地区生产总值[812亿|元]", {"confidence": 0.3}, "U"),
    ],
)
def test_obs_status(text: str, fields: dict[str, object], status: str):
    assert panel(text, **fields)[0].obs_status == status


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("现有[120|所]学校,[8万|名]学生", 0),
        ("全县现有学校[120|所]", 1),
        ("少数民族地区粮食产量[12万|吨]", 0),
        ("新增煤炭生产能力[30万|吨]", 0),
        ("建筑面积[3万|平方米]", 0),
        ("小学、初中[12|所]", 0),
    ],
)
def test_whose_figure(text: str, kept: int):
    assert len(panel(text, region="江原省白石县")) == kept


@settings(max_examples=60)
@given(
    st.text(alphabet="全市地区生产总值增长达到、,。;和分别年均5%亿元城镇农村居民收入突破大关的了", max_size=60),
    st.integers(0, 60),
)
def test_any_text_gives_known_ids_inside_the_taxonomy(text: str, place: int):
    marked = text[:place] + "[5|%]" + text[place:] + "和[6|%]。[7亿|元]"
    for row in panel(marked):
        assert row.indicator_name
        assert row.obs_value is not None


def test_a_long_text_without_marks_is_read_in_linear_time():
    text = "地区生产总值增长[5|%]的" * 3000
    rows = panel(text)
    assert len(rows) == 1
