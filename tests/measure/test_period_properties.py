"""What holds for the circumstances of any text: one reading a figure, well-formed periods, linear time, no clock."""

from __future__ import annotations

import time

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.measure.circumstance import read_circumstances
from pipeline.measure.circumstance.calendar import first_year, is_span, last_month, last_year, part_of_year, years_in
from pipeline.records import Circumstance, Quantity
from tests.measure.circumstance_cases import RESOURCES, build_report

PERIOD = regex.compile(r"\d{4}(?:-(?:H[12]|Q[1-4]|\d\d))?|\d{4}/\d{4}|\d{4}-\d\d/\d{4}-\d\d")
WORDS = (
    "今年 去年 2015年 二〇一六年上半年 20xx年 到2030年 五年来 “十四五”时期 每年 年均 截至目前 3月12日 上半年 明年 由 从 到 比 同比 "
    "增长 减少 提高到 占 新建 计划 力争 将 已 完成 目标 是: 标准 的 要 在…基础上 预计 , 。 ; : ( ) 《 》 \n 一、 学校 投资 如果 "
    "3所 500万元 5% 1.2个百分点 第三位"
)
PIECES = st.sampled_from(WORDS.split(" "))
FIGURE = regex.compile(r"3所|500万元|5%|1\.2个百分点|第三位")
KINDS = {"3所": "count", "500万元": "money", "5%": "percent", "1.2个百分点": "percentage_point", "第三位": "rank"}


def figures(text: str) -> tuple[Quantity, ...]:
    """The figures of a generated text."""
    return tuple(
        Quantity(
            start=match.start(),
            end=match.end(),
            value=1.0,
            kind=KINDS[match[0]],  # type: ignore[arg-type]
            modifier_start=match.start(),
            modifier_end=match.end(),
            noun_start=match.end(),
            noun_end=match.end(),
            rule="test",
        )
        for match in FIGURE.finditer(text)
    )


def read(text: str, period: str | None = "2015", report_type: str | None = "工作总结") -> tuple[Circumstance, ...]:
    """The circumstances of the figures of a text without headings."""
    report = build_report(text, [], quantities=figures(text), report_type=report_type, period=period)
    return read_circumstances(report, RESOURCES)


@settings(max_examples=150)
@given(
    st.lists(PIECES, max_size=40).map("".join),
    st.sampled_from([None, "2015", "2015-H1", "2015-Q3", "2015-06", "2013/2015", "2015-01/2015-05"]),
    st.sampled_from([None, "工作总结", "工作计划", "政府工作报告"]),
)
def test_every_figure_is_read(text: str, period: str | None, report_type: str | None) -> None:
    found = read(text, period, report_type)
    assert len(found) == len(figures(text))
    for each in found:
        assert (each.direction is not None) == (each.aspect == "change")
        assert each.time_period is None or PERIOD.fullmatch(each.time_period), each.time_period
        assert each.rules
    assert found == read(text, period, report_type)


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    read(text + "3所")


def test_time_is_linear_in_one_long_line() -> None:
    piece = "去年新建学校3所,计划投入500万元、比上年增长5%,"

    def seconds(times: int) -> float:
        start = time.process_time()
        read(piece * times)
        return time.process_time() - start

    seconds(50)
    assert seconds(1600) < 8 * seconds(400)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("上半年", "H1"), ("下半年", "H2"), ("三季度", "Q3"), ("第1季度", "Q1"), ("6月份", "06"), ("十一月", "11")],
)
def test_parts_of_a_year(words: str, expected: str) -> None:
    assert part_of_year(2015, words) == f"2015-{expected}"


def test_what_periods_cover() -> None:
    assert (first_year("2018/2020"), last_year("2018/2020"), years_in("2018/2020")) == (2018, 2020, 3)
    assert is_span("2018/2020") and not is_span("2018-01/2018-05") and not is_span(None)
    assert [last_month(period) for period in ("2015", "2015-H1", "2015-Q3", "2015-06", "2015-01/2015-05")] == [
        12,
        6,
        9,
        6,
        5,
    ]


def test_unbelievable_years_are_not_believed() -> None:
    (found,) = read("2022年,新建3所。", period="2005")
    assert found.time_period is None
    (found,) = read("到2010年,力争新建3所。", period="2005")
    assert (found.status, found.time_period) == ("target", "2010")
