"""The taxonomy holds together; places get their codes; the panel as tables; names that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.records import Observation
from pipeline.resolve import resolve
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.pivot import compare_targets, pivot, select
from pipeline.resolve.regions import place
from pipeline.resolve.scope import last_component, scope_of
from pipeline.resolve.suggest import suggest
from pipeline.resolve.taxonomy import Taxonomy, faults
from pipeline.resources import Resources
from pipeline.rules import Rules, check
from pipeline.structure.gazetteer import Gazetteer
from tests.resolve.reports import report

RULES = Rules()
CONTRACT = """
gdp gdp_growth general_public_budget_revenue general_public_budget_revenue_growth fixed_asset_investment_growth retail_sales
retail_sales_growth trade_total trade_growth industrial_value_added_growth resident_income resident_income_growth
urban_income_growth rural_income_growth urban_unemployment_rate urban_new_jobs cpi_change grain_output rd_intensity
urbanization_rate schools classes students teachers enrolment_rate retention_rate dropout_rate promotion_rate exam_pass_rate
student_teacher_ratio education_expenditure project_investment building_area site_area books books_per_student
teachers_recruited teachers_trained students_aided aid_amount industrial_agricultural_output national_income
gross_social_product
"""


def test_the_taxonomy_has_no_faults():
    assert list(faults(RULES)) == []


@pytest.mark.parametrize("indicator", CONTRACT.split())
def test_ids_of_the_contract(indicator: str):
    taxonomy = RULES.make(Taxonomy)
    assert taxonomy.known(indicator)
    assert taxonomy.label(indicator)


def test_a_users_taxonomy_is_checked(tmp_path: Path):
    header = "id,name_zh,name_en,unit,kind,aliases,excludes,growth,source,nature,growth_aliases\n"
    rows = [
        "a,甲,A,元,money,甲值;甲额,甲额,yes,own,flow,",
        "b,乙,B,元,cash,甲值,,,own,,",
        "b,丙,C,元,money,,,yes,own,change,",
        "Oil-1,油,oil,瓢,volume,原油量,,,own,flow,",
    ]
    (tmp_path / "indicators.csv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    text = "\n".join(faults(Rules(extra=tmp_path)))
    for part in (
        "both a name and excluded",
        "'cash' is no kind",
        "already means 'a'",
        "the unit '瓢' is not in",
        "an id is small letters",
        "stands twice",
        "no growth rate",
        "no name means",
    ):
        assert part in text


def test_a_users_taxonomy_extends_ours(tmp_path: Path):
    header = "id,name_zh,name_en,unit,kind,aliases,nature\n"
    rows = "lanterns,花灯产量,lanterns made,个,count,花灯产量;花灯,flow\ngdp,总产出,output,元,money,总产出,flow\n"
    (tmp_path / "indicators.more.csv").write_text(header + rows, encoding="utf-8")
    rules = Rules(extra=tmp_path)
    assert list(faults(rules)) == []
    assert list(check(rules)) == []
    names = rules.make(Taxonomy).meanings
    assert names["花灯"].rule and names["花灯"].rule.id == "lanterns"
    assert names["总产出"].rule and names["总产出"].rule.id == "gdp"
    assert "地区生产总值" not in names
    assert names["进出口总额"].rule and names["进出口总额"].rule.id == "trade_total"
    resources = Resources(rules=rules)
    (row,) = resolve(report("全市花灯产量达到[3.2万|个]", region="云水市"), resources).observations
    assert (row.indicator, row.indicator_name, row.obs_value) == ("lanterns", "花灯产量", 32000)


@pytest.mark.parametrize(
    ("name", "own", "code"),
    [("定兴县", "130600", "130626"), ("定兴", "130600", "130626"), ("全省", "130626", "130000"), ("全市", "130626", "130600"),
     ("全国", "130626", "CN"), ("鼓楼区", "320100", "320106"), ("鼓楼区", "110000", None), ("北部山区", "130626", None)],
)  # fmt: skip
def test_codes_of_named_places(name: str, own: str, code: str | None):
    document = replace(report("", region=None).document, region_code=own, period="2015")
    found = place(name, document, RULES.make(Gazetteer), RULES.make(Phrases))
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("issuer", "institution"), [("云水第三中学", True), ("云水市教育局", False), (None, False)])
def test_institutions_speak_of_themselves(issuer: str | None, institution: bool):
    given = report("全市推进", region="云水市")
    given = replace(given, document=replace(given.document, issuer=issuer))
    assert scope_of(given, RULES.make(Phrases)).institution is institution


@pytest.mark.parametrize("region", ["江原省白石县", "白石县", "江原省云水市白石县"])
def test_the_last_component_of_a_region(region: str):
    assert last_component(region) == "白石县"


def observation(code: str, period: str, value: float | None, **fields: object) -> Observation:
    row = Observation(
        ref_area=code,
        region=f"地{code}",
        indicator="gdp_growth",
        indicator_name="",
        time_period=period,
        status="actual",
        obs_value=value,
        low=None,
        high=None,
        unit_measure="%",
        approx=False,
        obs_status="A",
        document_id=f"d{code}",
        indicator_id=f"d{code}-{period}",
    )
    return replace(row, **fields)


def test_places_by_periods():
    rows = [
        observation("2", "2031", 5),
        observation("1", "2032", 6),
        observation("1", "2031", 7, conflict=True),
        observation("1", "2031", 4),
    ]
    table = pivot(rows, "gdp_growth")
    assert table.columns == ("2031", "2032")
    assert [(place[0], [cell and cell.obs_value for cell in cells]) for place, cells in table.rows] == [
        ("1", [4, 6]),
        ("2", [5, None]),
    ]


@pytest.mark.parametrize(
    ("goal", "actual", "gap", "met"),
    [
        ({"obs_value": 5.0}, 5.4, 0.4, None),
        ({"obs_value": 5.0, "low": 5.0}, 4.9, -0.1, False),
        ({"obs_value": 5.5, "high": 5.5}, 5.1, -0.4, True),
        ({"obs_value": None, "low": 4.5, "high": 5.0}, 4.8, 0.0, True),
        ({"obs_value": None, "low": 4.5, "high": 5.0}, 5.2, 0.2, False),
    ],
)
def test_goals_beside_outcomes(goal: dict[str, float | None], actual: float, gap: float, met: bool | None):
    target = replace(observation("1", "2031", None, status="target"), **goal)
    (row,) = compare_targets([target, observation("1", "2031", actual)], "gdp_growth")
    assert (row.gap, row.met) == (gap, met)


def test_selection():
    rows = [observation("1", "2031", 5), observation("2", "2032", 6)]
    assert select(rows, regions=["地1"]) == select(rows, periods=["2031"]) == rows[:1]
    assert select(rows, indicators=["gdp"]) == select(rows, status="target") == []


def test_missing_names_are_suggested():
    names = ["云厅数", "云厅增长率", "云厅数", "雾厅数"]
    rows = report("[1|个][2|个][3|个][4|个]", region=None, names=names).indicators
    (only,) = suggest([replace(row, name="大" + row.name) for row in rows])
    assert (only.name, only.mentions, only.unit, only.variants) == ("大云厅数", 3, "个", ("大云厅增长率", "大云厅数"))


def test_names_that_are_spelled_nearly_alike_are_one_suggestion():
    names = ["三级产业结构比例", "三级产业结构比重", "三级产业结构比例", "学校数"]
    rows = report("[1|%][2|%][3|%][4|%]", region=None, names=names).indicators
    assert [(one.name, one.mentions) for one in suggest(rows, least=1, known={"学校"})] == [("三级产业结构比例", 3)]
