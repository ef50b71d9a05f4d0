"""Lines broken at the measure of a page are joined; headings, items and tables are not."""

from __future__ import annotations

import re

import pytest

from pipeline.clean.change import opened
from pipeline.clean.hard_wraps import join_hard_wraps
from pipeline.clean.lines import width
from pipeline.clean.page_marks import remove_page_marks
from pipeline.resources import Resources
from tests.clean.pages import after

PARAGRAPHS = [
    "一、主要工作",
    "全年完成造林5.2万亩，育苗300万株，成活率达到91.5%，比上年提高2.4个百分点，林农人均收入12345元，增长8.1%。",
    "（一）抓好造林",
    "组织干部职工三千余人次上山植树，新修林道十二公里，改建泵站四座，培训林农两千人次，发放林权证九千本，群众普遍满意。",
    "1.健全制度。完善管护责任制，聘用护林员一百三十二名，实现山有人管、树有人护、责有人担，全年没有发生重大森林火灾。",
]


def wrapped(measure: int, mark: str = "\n") -> str:
    return "\n".join(
        mark.join(paragraph[at : at + measure] for at in range(0, len(paragraph), measure)) for paragraph in PARAGRAPHS
    )


@pytest.mark.parametrize("measure", [17, 19, 23])
def test_wrapped_lines_are_joined(measure: int) -> None:
    assert after(join_hard_wraps, wrapped(measure)) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "page",
    [
        "\n".join(PARAGRAPHS),
        "一、造林\n二、护林\n三、经营\n四、培训\n五、防火",
        "指标\n单位\n粮食产量\n吨\n46695\n棉花产量\n吨\n7327",
        "建设名师工作室 推进教研\n某县 林业局 王 某 李 某 张 某",
        "某镇东山村完成造林任务最好\n某镇西山村修建林道最多\n某镇南山村发放林权证最早\n某镇北山村培训林农人数最多\n某镇中山村没有火灾",
        "",
    ],
)
def test_other_lines_stay(page: str) -> None:
    assert after(join_hard_wraps, page) == page


def test_blanks_at_the_measure_are_closed() -> None:
    line = PARAGRAPHS[3] + PARAGRAPHS[4][5:] + PARAGRAPHS[1]
    assert after(join_hard_wraps, " ".join(line[at : at + 20] for at in range(0, len(line), 20))) == line


def test_a_number_keeps_its_unit() -> None:
    page = wrapped(19) + "\n组织实施有关规划，负责全县林业工作，共\n有干部职工132\n人。"
    assert "132人。" in after(join_hard_wraps, page)


def test_a_cut_magnitude_and_a_cut_mask_keep_their_unit() -> None:
    for cut in ("项目投资3860万\n元，全部到位。", "培训林农2xx\n人，全部合格。"):
        assert cut.replace("\n", "") in after(join_hard_wraps, wrapped(19) + "\n" + cut)


def test_items_that_fill_their_lines_are_no_headings_like_those_of_another_make() -> None:
    items = [
        "1、全年完成造林五万二千亩，育苗三百万株，义务植树四十万株，新修林道",
        "十二公里，改建泵站四座，修复水毁林道六处，架设防火隔离网。",
        "2、培训林农两千人次，发放林权证九千本，林农人均收入比上年提高了百分",
        "之八，群众普遍满意。",
        "3、聘用护林员一百三十二名，没有发生重大森林火灾，病虫害防治率达到了",
        "百分之九十五。",
    ]
    page = "\n".join(["一、主要工作", *items, "二、存在问题", items[0], items[1], "三、今后打算", items[2], items[3]])
    joined = after(join_hard_wraps, page).split("\n")
    assert joined[0] == "一、主要工作"
    assert joined[1] == items[0] + items[1]


def test_a_line_that_goes_on_behind_a_page_mark_is_as_long_as_its_last_row() -> None:
    rows = wrapped(19).split("\n")
    rows.insert(3, "第 1 页 共 3 页")
    page = remove_page_marks(opened("\n".join(rows)), Resources())
    assert join_hard_wraps(page, Resources()).text.text == after(join_hard_wraps, wrapped(19))


def printed(paragraph: str, measure: float) -> list[str]:
    """The rows of a paragraph as a printer breaks it: numbers stay whole, and marks hang over the edge."""
    rows = [""]
    for piece in re.findall(r"[\d.%]+|.", paragraph):
        if width(rows[-1] + piece) > measure and piece not in "，。、；":
            rows.append("")
        rows[-1] += piece
    return rows


@pytest.mark.parametrize("measure", [17, 20, 24, 29])
def test_marks_that_hang_over_the_edge_do_not_hide_the_measure(measure: float) -> None:
    paragraphs = [*PARAGRAPHS[:4], "（二）" + PARAGRAPHS[4][2:6], PARAGRAPHS[4][7:] + PARAGRAPHS[3]]
    page = "\n".join(row for paragraph in paragraphs for row in printed(paragraph, measure))
    assert after(join_hard_wraps, page) == "\n".join(paragraphs)
