"""What each quantity measures. The cases are sentences with their quantities in ⟦⟧ and the names in order."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline import segment, split
from pipeline.aligned import AlignedText
from pipeline.measure.circumstance import read_circumstances
from pipeline.measure.naming import name_quantities
from pipeline.measure.quantities import find_quantities
from pipeline.records import Naming, Page, Part, Report, Source
from pipeline.resources import Resources

MARKED = re.compile("⟦(.*?)⟧")
QUOTED = re.compile("“[^“”]*”")
"""A catchword is a name whatever marks it holds (“县管,校聘”改革)."""
CASES = Path(__file__).parent / "cases"
RESOURCES = Resources()


def named(text: str, region: str | None = None) -> tuple[Report, tuple[Naming, ...]]:
    """The report of one text with its quantities, and their names."""
    page = Page(source=Source(path="case.txt", text=text), text=AlignedText.of(text))
    report = split.report(page, Part(number=1, start=0, end=len(text), body_start=0, body_end=len(text)))
    report = replace(report, document=replace(report.document, region=region))
    report = segment.segment(report, RESOURCES)
    quantities, skipped = find_quantities(report, RESOURCES)
    report = replace(report, quantities=quantities, skipped=skipped)
    report = replace(report, circumstances=read_circumstances(report, RESOURCES))
    return report, name_quantities(report, RESOURCES)


def names(marked: str) -> list[str]:
    """The names of the quantities that are marked in a text."""
    text = MARKED.sub(r"\1", marked)
    spans = [(m.start() - 2 * number, m.end() - 2 * number - 2) for number, m in enumerate(MARKED.finditer(marked))]
    report, namings = named(text)
    found = {(q.start, q.end): naming.name for q, naming in zip(report.quantities, namings, strict=True)}
    return [found.get(span, f"no quantity at {text[slice(*span)]}") for span in spans]


def cases(name: str) -> list[tuple[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["names"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "wanted"), cases("naming"))
def test_names(text: str, wanted: str) -> None:
    assert names(text) == wanted.split(";")


@pytest.mark.xfail(strict=True, reason="known failures, each a kind of sentence that the grammar does not read yet")
@pytest.mark.parametrize(("text", "wanted"), cases("naming_known_failures"))
def test_known_failures(text: str, wanted: str) -> None:
    assert names(text) == wanted.split(";")


@pytest.mark.parametrize(
    ("text", "region", "wanted"),
    [
        ("全国城镇新增就业1200万人。", "河北省", "全国"),
        ("全省粮食产量达到300万吨。", "河北省石桥县", "全省"),
        ("全县粮食产量达到30万吨。", "河北省石桥县", None),
        ("永宁镇投入86万元。", "河北省石桥县", "永宁镇"),
        ("全国重点实验室达到8家。", "河北省", None),
        ("森林覆盖率居全国第2位。", "河北省", None),
        ("人均产值高于全国平均水平2.1个百分点。", "河北省", None),
        ("在全国率先实现行政村通达率100%。", "河北省", None),
        ("贫困地区小学投入86万元。", "河北省石桥县", None),
        ("社区服务中心投入86万元。", "河北省石桥县", None),
    ],
)
def test_region(text: str, region: str, wanted: str | None) -> None:
    assert named(text, region)[1][0].region == wanted


def test_region_ends_where_the_own_place_is_named() -> None:
    _, namings = named("全国粮食产量增长1.3%,我省粮食产量增长2.1%。", "河北省")
    assert [naming.region for naming in namings] == ["全国", None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("东关中学开设教学班36个。", "东关中学"),
        ("东关中学高考上线率达到46.9%。", "东关中学"),
        ("高考上线率达到46.9%。", None),
    ],
)
def test_entity(text: str, wanted: str | None) -> None:
    assert named(text)[1][0].entity == wanted


def test_cells_of_a_table_are_named_by_row_and_column() -> None:
    text = "项目\t小学\t初中\n学校数\t12所\t15所\n在校学生数\t860人\t920人"
    assert [naming.name for naming in named(text)[1]] == [
        "小学学校数",
        "初中学校数",
        "小学在校学生数",
        "初中在校学生数",
    ]


WORDS = st.sampled_from(
    [
        *"的和、,,;:()(“”。比占达为由到 \n\t",
        "增长",
        "下降",
        "分别",
        "其中",
        "学校",
        "投入",
        "新建",
        "3所",
        "5.2%",
        "120万元",
        "第三位",
        "全市",
        "通过",
        "上线",
        "率",
    ]
)


@settings(max_examples=150)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_any_text_gets_one_name_for_each_quantity(text: str) -> None:
    report, namings = named(text)
    assert len(namings) == len(report.quantities)
    for naming in namings:
        assert len(naming.name) <= 60
        assert not set(QUOTED.sub("", naming.name)) & set("\n,;")
        assert 0 <= naming.confidence <= 1


def test_time_is_linear_in_the_length_of_a_sentence() -> None:
    def seconds(copies: int) -> float:
        report, _ = named("全县粮食产量达到30万吨,增长5.2%,其中小麦12万吨," * copies)
        begin = time.process_time()
        name_quantities(report, RESOURCES)
        return time.process_time() - begin

    seconds(50)
    assert seconds(1600) < 8 * max(seconds(400), 0.004)
