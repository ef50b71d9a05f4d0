"""Words that other systems take for times and are none, and times that they miss: one line each, in a report of 2015.

What a figure behind such words is said of: the words' own period where they are a time, the report's where they are not.
"""

from __future__ import annotations

import pytest

from pipeline.records import Circumstance
from tests.measure.circumstance_cases import read_line

NO_TIMES = [
    "前期投入⟦300万元⟧",
    "朱雀三号火箭投资⟦3亿元⟧",
    "高一年级有学生⟦600人⟧",
    "第十四届运动会设项目⟦12个⟧",
    "学前三年毛入园率达⟦80%⟧",
    "以前年度结余⟦20万元⟧",
]
TIMES = [
    ("截止6月份,投入资金⟦120万元⟧", "2015-06"),
    ("截至6月底,完成投资⟦120万元⟧", "2015-06"),
    ("1至11月,完成产值⟦3亿元⟧", "2015-01/2015-11"),
    ("1—9月,完成产值⟦3亿元⟧", "2015-01/2015-09"),
    ("一月到八月,完成产值⟦3亿元⟧", "2015-01/2015-08"),
    ("2月份到现在,召开会议⟦4次⟧", "2015-02/2015-12"),
    ("“十一五”期间,累计投入⟦2亿元⟧", "2006/2010"),
    ("“十四五”期间,累计投入⟦2亿元⟧", "2021/2025"),
    ("第一个五年计划期间,建成学校⟦30所⟧", "1953/1957"),
    ("到本世纪末,人口达到⟦12亿人⟧", "2100"),
    ("１９９３年,招生⟦320人⟧", "1993"),
    ("二○○○年,招生⟦320人⟧", "2000"),
    ("一九五七年,招生⟦320人⟧", "1957"),
    ("1 9 9 7 年,招生⟦320人⟧", "1997"),
    ("20___年以来,新建学校⟦3所⟧", "2015"),
    ("20xx年,新建学校⟦3所⟧", "2015"),
    ("XX年上半年,新建学校⟦3所⟧", "2015-H1"),
    ("年内完成投资⟦3亿元⟧", "2015"),
    ("上半年,新建学校⟦3所⟧", "2015-H1"),
    ("前三季度,新建学校⟦3所⟧", "2015-01/2015-09"),
    ("第四季度,新建学校⟦3所⟧", "2015-Q4"),
    ("春季学期,招生⟦320人⟧", "2015-H1"),
    ("今年3月,新建学校⟦3所⟧", "2015-03"),
    ("去年底,在校生⟦320人⟧", "2014"),
    ("过去三年,新建学校⟦3所⟧", "2013/2015"),
    ("2013—2015年,新建学校⟦3所⟧", "2013/2015"),
    ("2013年到2015年,新建学校⟦3所⟧", "2013/2015"),
    ("每年招生⟦320人⟧", None),
]


@pytest.mark.parametrize("line", NO_TIMES)
def test_no_time(line: str) -> None:
    assert read_line(line, period="2015").time_period == "2015"


@pytest.mark.parametrize(("line", "period"), TIMES)
def test_time(line: str, period: str | None) -> None:
    assert read_line(line, period="2015").time_period == period


@pytest.mark.parametrize("line", ["XX年上半年,新建学校⟦3所⟧", "20xx年,新建学校⟦3所⟧", "今年,新建学校⟦3所⟧"])
def test_nothing_becomes_the_year_of_today(line: str) -> None:
    read: Circumstance = read_line(line, period=None)
    assert read.time_period is None
