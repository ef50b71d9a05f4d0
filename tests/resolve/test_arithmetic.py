"""Relations that hold, that fail, that restore, and figures that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.resolve.arithmetic import CONFIRMED, CONFLICT, RESTORED, apply, check
from pipeline.resolve.meaning import Units
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.sentences import Sentences
from pipeline.rules import Rules
from tests.resolve.reports import report

RULES = Rules()
PHRASES, UNITS = RULES.make(Phrases), RULES.make(Units)


def findings(marked: str, *, change: tuple[int, ...] = (), damaged: tuple[int, ...] = ()):
    given = report(marked, region=None)
    rows = [
        replace(
            row,
            aspect="change" if n in change else "level",
            damaged=n in damaged,
            value=None if n in damaged and n not in change else row.value,
        )
        for n, row in enumerate(given.indicators)
    ]
    found = check(rows, fold(given.text), Sentences(fold(given.text)), PHRASES, UNITS)
    return found, apply(rows, found)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("共检查学校[3|所]、企业[40|所]、商铺[257|所],合计[300|所]", ()),
        ("投入资金[900万|元],其中县财政[500万|元]、乡镇[300万|元]、社会[100万|元]", ()),
        ("上线人数[1050|人],比去年增加[50|人],增长[5|%]", (1, 2)),
        ("收入[31.5亿|元],增长[5|%],增加[1.5亿|元]", (1, 2)),
        ("在校生[1200|人],其中女生[540|人],占[45|%]", ()),
        ("名师[40|名],其中:省级[3|人],市级[12|人],县级[25|人]", ()),
        ("总值[100亿|元],增长[6|%]。其中,一产[12亿|元],增长[3|%];二产[40亿|元];三产[48亿|元]", (1, 3)),
        ("专任教师[80|人],学生[1384|人],师生比[17.3|1:]", ()),
        ("发放助学金[12.6万|元],资助[84|人],人均[1500|元]", ()),
        ("产量达到[1050|吨],比上年的[1000|吨]增长[5|%]", (2,)),
        ("收入由[2.57万|元]增加到[3.52万|元],增长[37|%]", (2,)),
        ("资助学生[84|人],发放[12.6万|元],人均[1500|元]", ()),
    ],
)
def test_confirmed(text: str, change: tuple[int, ...]):
    found, rows = findings(text, change=change)
    assert [f.verdict for f in found] == ["confirmed"], found
    assert sum(CONFIRMED in row.flags for row in rows) == len(found[0].figures) >= 3


def test_a_change_that_does_not_fit_its_growth():
    found, rows = findings("上线人数[1050|人],比去年增加[50|人],增长[9|%]", change=(1, 2))
    assert [f.verdict for f in found] == ["conflict"]
    assert all(row.flags == (CONFLICT,) for row in rows)


def test_a_level_that_does_not_fit_the_one_before_and_its_growth():
    found, rows = findings("在校生达到[1050|人],比上年的[1000|人]增长[9|%]", change=(2,))
    assert [f.verdict for f in found] == ["conflict"]
    assert found[0].proof == "1050人/1000人-1=5%, not 9%"
    assert all(row.flags == (CONFLICT,) for row in rows)


def test_an_average_growth_is_one_over_the_years_of_its_span():
    given = report("收入由[2.57万|元]增加到[3.52万|元],年均增长[6.5|%]", region=None, period="2026/2030")
    rows = [replace(row, aspect="change" if n == 2 else "level") for n, row in enumerate(given.indicators)]
    found = check(rows, fold(given.text), Sentences(fold(given.text)), PHRASES, UNITS)
    assert [f.verdict for f in found] == ["confirmed"]


def test_a_figure_that_a_site_rewrote_as_a_year_is_restored():
    text = "去年争取[12.6万|元],资助[84|人]([2023|元/人])。今年争取[4.5万|元],资助[30|人]"
    found, rows = findings(text)
    assert [f.verdict for f in found] == ["restored", "confirmed"]
    assert rows[2].value == 1500
    assert RESTORED in rows[2].flags and rows[2].damaged
    assert "1500" in found[0].proof


def test_a_damaged_total_is_the_sum_of_its_parts():
    found, rows = findings("小学[30|所]、初中[12|所]、高中[4|所],共[46|所]", damaged=(3,))
    assert found[0].verdict == "restored"
    assert rows[3].value == 46


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("投入资金[900万|元],其中县财政[500万|元]、乡镇[300万|元]", ()),
        ("学校[2|所],企业[1|所],共[3|所]", ()),
        ("收入[31.5亿|元],同口径增加[1.5亿|元],增长[7|%]", (1, 2)),
        ("生产总值由[210亿|元]增加到[318亿|元],增长[42|%]", (2,)),
        ("事故由[9|起]下降到[3|起],下降[62|%]", (2,)),
        ("总值[326.85亿|元],其中一产[61.22亿|元],人均[48912|元]", ()),
        ("面积[120|亩],产量[30|吨],增长[4|%]", (2,)),
        ("资助[84|人],奖励教师[12|人],每人[500|元]", ()),
        ("建设校舍[3|所],投资[900万|元],占地[40|亩]", ()),
    ],
)
def test_nothing_is_said(text: str, change: tuple[int, ...]):
    found, rows = findings(text, change=change)
    assert found == []
    assert not any(row.flags for row in rows)


@settings(max_examples=80)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["其中", "共", "人均", "占", "比上年增长", "比去年减少", "资助", "、", "。", ";", "学生", "师生比"]
            ),
            st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=True), st.integers(0, 300).map(float)),
            st.sampled_from(["元", "人", "%", "1:", "元/人", "所"]),
            st.sampled_from(["level", "change", "share"]),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_no_figures_are_too_odd(rows: list[tuple[str, float | None, str, str, bool]]):
    given_report = report("".join(f"{word}[1|{unit}]" for word, _, unit, _, _ in rows), region=None)
    indicators = [
        replace(row, value=value, aspect=aspect, damaged=damaged)
        for row, (_, value, _, aspect, damaged) in zip(given_report.indicators, rows, strict=True)
    ]
    text = fold(given_report.text)
    found = check(indicators, text, Sentences(text), PHRASES, UNITS)
    assert len(apply(indicators, found)) == len(indicators)
