"""From a sentence to ids: names that govern, names that mean a part, chains, lists, other places."""

from __future__ import annotations

import pytest

from pipeline.fold import fold
from pipeline.resolve.identify import identify
from pipeline.resolve.sentences import Sentences
from pipeline.resources import Resources
from tests.resolve.reports import report

RESOURCES = Resources()

# A sentence with its figures marked [value|unit], and the ids that they must get ("-" for none), in order.
CASES = [
    ("全市地区生产总值[812亿|元]、增长[5.4|%]", "gdp gdp_growth"),
    ("地区生产总值预计增长[5.5|%]左右,社会消费品零售总额增长[6|%]", "gdp_growth retail_sales_growth"),
    ("地区生产总值增长[6|%],高于全国[0.4|个百分点],进出口增长[3|%]", "gdp_growth - trade_growth"),
    ("民营经济增长[7|%]", "-"),
    ("经济增长[7|%]", "gdp_growth"),
    ("数字经济增加值增长[9|%]", "digital_value_added_growth"),
    ("滨江新城地区生产总值年均增长[8|%]以上", "-"),
    ("工业增加值占地区生产总值比重达[28|%]", "-"),
    (
        "一般公共预算收入完成[31亿|元],其中税收收入[20亿|元],增长[2|%]",
        "general_public_budget_revenue tax_revenue tax_revenue_growth",
    ),
    ("人均地区生产总值达到[8万|元]", "gdp_per_capita"),
    ("城镇和农村常住居民人均可支配收入分别增长[4|%]和[6.1|%]", "urban_income_growth rural_income_growth"),
    ("城乡居民人均可支配收入分别达到[3.1万|元]、[1.6万|元]", "urban_income rural_income"),
    ("一般公共预算收入、税收收入年均分别增长[4|%]、[3|%]", "general_public_budget_revenue_growth tax_revenue_growth"),
    (
        "城镇居民人均可支配收入[9120|元],农民人均纯收入[3105|元],分别比上年增长[8|%]和[7|%]",
        "urban_income rural_net_income urban_income_growth rural_net_income_growth",
    ),
    ("居民消费价格涨幅[2|%]左右", "cpi_change"),
    ("居民消费价格指数为[102.3|%]", "-"),
    ("城镇调查失业率控制在[5.5|%]左右", "urban_unemployment_rate"),
    ("常住人口城镇化率达到[61.2|%],五年提高[4.1|个百分点]", "urbanization_rate -"),
    ("常住人口城镇化率从2031年的[50.1|%]提升到2035年的[54.9|%]", "urbanization_rate urbanization_rate"),
    ("地区生产总值跨越[3|个]千亿元台阶,达到[9100亿|元]", "- gdp"),
    ("粮食总产量达到[31亿|斤],居全省第2位,增长[2|%]", "grain_output grain_output_growth"),
    ("粮食播种面积稳定在[100万|亩]以上", "grain_area"),
    ("正常年景下粮食产量达到[40亿|斤]以上", "grain_output"),
    ("工农业总产值比上年增长[12|%]", "industrial_agricultural_output_growth"),
    ("国民收入增长[9|%],社会总产值增长[11|%]", "national_income_growth gross_social_product_growth"),
    ("全社会研发经费投入强度提高到[1.6|%]", "rd_intensity"),
    ("全社会研发经费投入增长[10|%]以上", "rd_expenditure_growth"),
    ("全国经济增长[5|%]", "-"),
    ("财政收入比上年增加[7亿|元]", "-"),
    ("化肥产量下降[3|%]", "fertilizer_output_growth"),
    ("改善办学条件,全市校舍建筑面积达到[3万|平方米]", "building_area"),
    ("九年义务教育巩固率、高中阶段毛入学率分别达到[96|%]、[93|%]", "retention_rate senior_enrolment_rate"),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_ids(sentence: str, expected: str):
    given = report(sentence, region="江原省云水市")
    found = identify(given, fold(given.text), Sentences(fold(given.text)), RESOURCES)
    ids = [one.sense.indicator if one.sense and one.sense.observed and one.own else "-" for one in found]
    assert ids == expected.split()


def test_the_direction_of_a_change():
    given = report("棉花产量下降[3|%],居民消费价格下降[0.5|%],城镇登记失业率降至[3|%]", region="云水市")
    found = identify(given, fold(given.text), Sentences(fold(given.text)), RESOURCES)
    assert [one.sense.down for one in found if one.sense] == [True, True, False]


def test_a_name_decides_where_the_clause_says_nothing():
    given = report("建成[12|所]学校", region="云水市", names=["全市小学数"])
    assert (
        identify(given, fold(given.text), Sentences(fold(given.text)), RESOURCES)[0].sense.indicator
        == "primary_schools"
    )
    given = report("建成[12|所]学校", region="云水市", names=["新建小学数"])
    assert identify(given, fold(given.text), Sentences(fold(given.text)), RESOURCES)[0].sense is None


def test_a_name_that_earlier_words_narrow():
    given = report("普通高校[6|所],在校生[8万|人]", region="云水市", names=["普通高校数", "普通高校在校生数"])
    assert (
        identify(given, fold(given.text), Sentences(given.text), RESOURCES)[1].sense.indicator == "university_students"
    )
    given = report("民办学校[6|所],在校生[8万|人]", region="云水市", names=["", "民办学校在校生数"])
    assert identify(given, fold(given.text), Sentences(given.text), RESOURCES)[1].sense is None


@pytest.mark.parametrize(("region", "own"), [("云水市", True), ("江原省", False), (None, True)])
def test_whole_of_which_place(region: str | None, own: bool):
    given = report("全市地区生产总值[812亿|元],全市各县达标,全市推广", region=region)
    assert identify(given, fold(given.text), Sentences(fold(given.text)), RESOURCES)[0].own is own
