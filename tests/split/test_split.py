"""Split: compilations come apart, single reports stay whole, and each knows where its own words begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.aligned import AlignedText
from pipeline.records import Damage, Page, Report, Source
from pipeline.resources import Resources
from pipeline.split import document_id, split

RESOURCES = Resources()
PROSE = "各项任务按期完成,群众反映良好,得到了上级的肯定,也为今后的发展打下了基础。" * 4


def parts(text: str, damage: tuple[Damage, ...] = ()) -> list[Report]:
    return split(Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text), damage=damage), RESOURCES)


COMPILATIONS = {
    "篇一": f"某县工作总结三篇\n篇一:水利局工作总结\n{PROSE}\n篇二:林业局工作总结\n{PROSE}\n篇三:教育局工作总结\n{PROSE}",
    "篇1 behind a title": f"工作汇报3篇\n工作汇报篇1\n{PROSE}\n工作汇报篇2\n{PROSE}\n工作汇报篇3\n{PROSE}",
    "第一篇": f"第一篇 水利局总结\n{PROSE}\n第二篇 林业局总结\n{PROSE}\n第三篇 教育局总结\n{PROSE}",
    "【篇一】": f"【篇一】\n{PROSE}\n【篇二】\n{PROSE}\n【篇三】\n{PROSE}",
    "title and digit": f"水利工作总结1\n{PROSE}\n水利工作总结2\n{PROSE}\n水利工作总结3\n{PROSE}",
    "stars": f"★篇一★\n{PROSE}\n★篇二★\n{PROSE}\n★篇三★\n{PROSE}",
    "with a count of characters": f"第1篇: 水利总结 3250字\n{PROSE}\n第2篇: 林业总结 2180字\n{PROSE}\n第3篇: 教育总结 990字\n{PROSE}",
    "模板": f"模板一\n{PROSE}\n模板二\n{PROSE}\n模板三\n{PROSE}",
    "introduced": f"下面是几份总结,供参考。\n篇一:甲总结\n{PROSE}\n篇二:乙总结\n{PROSE}\n篇三:丙总结\n{PROSE}",
    "listed first": f"篇一:甲总结\n篇二:乙总结\n篇三:丙总结\n篇一:甲总结\n{PROSE}\n篇二:乙总结\n{PROSE}\n篇三:丙总结\n{PROSE}",
}


@pytest.mark.parametrize("name", COMPILATIONS)
def test_compilations(name: str) -> None:
    text = COMPILATIONS[name]
    found = parts(text)
    assert [report.part.number for report in found] == [1, 2, 3]
    assert len({report.document.document_id for report in found}) == 3
    assert all(text[report.part.body_start : report.part.body_end] == PROSE for report in found)


def test_marks_in_a_page_without_line_breaks() -> None:
    text = f"某县总结 篇一: {PROSE * 8} 篇二: {PROSE * 8}"
    assert [report.part.number for report in parts(text)] == [1, 2]
    text = f"某县总结2篇 某县总结篇1 {PROSE * 8} 某县总结篇2 {PROSE * 8}"
    assert [report.part.site_heading for report in parts(text)] == ["某县总结", "某县总结"]


@pytest.mark.parametrize("mark", ["篇{}", "【第{}篇】", "[篇{}]", "年度工作总结{}", "年度工作总结 篇{}", "范文{}:"])
def test_marks_that_lost_their_line_breaks(mark: str) -> None:
    text = "".join(f"{mark.format(n)} 今年以来,{PROSE} 二、打算 {PROSE} " for n in (1, 2, 3))
    assert [report.part.number for report in parts(text)] == [1, 2, 3]


def test_one_title_for_each_report_and_no_marks() -> None:
    titles = [f"某县{bureau}2031年工作总结" for bureau in ("水利局", "林业局", "教育局")]
    text = "".join(f"{title}\n今年以来,{PROSE}\n一、主要工作\n{PROSE}\n" for title in titles)
    assert [report.document.title for report in parts(text)] == titles


def test_a_series_of_salutations_and_closings() -> None:
    one = f"尊敬的各位领导:\n现将工作汇报如下。{PROSE}\n一、主要工作\n{PROSE}\n以上汇报,请批评指正。\n"
    assert len(parts(one * 3)) == 3
    assert len(parts(one)) == 1


def test_titles_of_parts() -> None:
    titles = [report.document.title for report in parts(COMPILATIONS["篇一"])]
    assert titles == ["水利局工作总结", "林业局工作总结", "教育局工作总结"]


def test_a_heading_that_a_page_gives_all_its_parts_is_the_sites() -> None:
    found = parts(COMPILATIONS["篇1 behind a title"])
    assert [report.document.title for report in found] == [None, None, None]
    assert [report.part.site_heading for report in found] == ["工作汇报", "工作汇报", "工作汇报"]


def test_reports_end_to_end_without_marks() -> None:
    first = f"某县水利局2031年工作总结\n各位领导:\n{PROSE * 3}\n某县水利局\n2031年12月20日\n"
    second = f"某县林业局2031年工作总结\n今年以来,{PROSE * 3}\n某县林业局\n2031年12月22日\n"
    third = f"某县教育局工作汇报\n各位领导:\n{PROSE * 3}\n谢谢大家!"
    found = parts(first + second + third)
    assert [report.document.title for report in found] == [
        "某县水利局2031年工作总结",
        "某县林业局2031年工作总结",
        "某县教育局工作汇报",
    ]


def test_first_mark_lost() -> None:
    found = parts(f"某县水利总结\n{PROSE * 5}\n篇二:林业总结\n{PROSE}\n篇三:教育总结\n{PROSE}")
    assert [report.document.title for report in found] == ["某县水利总结", "林业总结", "教育总结"]


SINGLE = {
    "summary and plan in one": f"某局2031年工作总结\n{PROSE * 4}\n2032年工作计划\n{PROSE * 4}\n某局\n2031年12月20日",
    "one report": f"某县水利局工作总结\n一、工作回顾\n{PROSE}\n二、下步打算\n{PROSE}",
    "one mark only": f"篇一:某县水利局工作总结\n{PROSE}",
    "a list of names": "篇一:甲总结\n篇二:乙总结\n篇三:丙总结\n",
    "articles counted": f"某校总结\n全年发表论文\n5篇\n{PROSE}\n获奖论文\n6篇\n{PROSE}",
    "chapters": f"第一篇章 开局\n{PROSE}\n第二篇章 展望\n{PROSE}",
}


@pytest.mark.parametrize("name", SINGLE)
def test_single_reports_stay_whole(name: str) -> None:
    found = parts(SINGLE[name])
    assert len(found) == 1
    assert found[0].part.start == 0 and found[0].part.end == len(SINGLE[name])


# Each case: text, title, first and last words of the body.
EDGES = {
    "title and salutation": (f"某县水利局工作总结\n各位领导:\n{PROSE}", "某县水利局工作总结", "各位领导", "基础。"),
    "government report": (
        f"2031年某县政府工作报告\n——2031年1月9日在某县第十届人民代表大会第二次会议上\n来源:某报\n县长 张 三\n张三同志作报告。本报记者 李四摄\n各位代表:\n{PROSE}\n相关报道:",
        "2031年某县政府工作报告",
        "各位代表:",
        "基础。",
    ),
    "issuer above the title": (
        f"某县人民政府\n政府工作报告\n(2031年1月9日)\n各位代表:\n{PROSE}",
        "某县人民政府工作报告",
        "各位代表:",
        "基础。",
    ),
    "year above the title": (
        f"某市2031年\n国民经济和社会发展统计公报\n某市统计局 国家统计局某市调查队\n{PROSE}",
        "某市2031年国民经济和社会发展统计公报",
        "各项任务",
        "基础。",
    ),
    "title in two lines": (
        f"关于某县二〇三一年计划执行情况\n和二〇三二年计划的报告\n各位代表:\n{PROSE}",
        "关于某县二〇三一年计划执行情况和二〇三二年计划的报告",
        "各位代表:",
        "基础。",
    ),
    "motto and subtitle": (
        f"真抓实干 再谱新篇\n——某县教育局2031年工作总结\n今年以来,{PROSE}",
        "真抓实干 再谱新篇——某县教育局2031年工作总结",
        "今年以来,",
        "基础。",
    ),
    "issuer is in the title": (
        f"某县教育局\n某县教育局2031年工作总结\n今年以来,{PROSE}",
        "某县教育局2031年工作总结",
        "今年以来,",
        "基础。",
    ),
    "site's title first": (
        f"某县工作总结范文\n某县水利局工作总结\n今年以来,{PROSE}",
        "某县水利局工作总结",
        "今年以来,",
        "基础。",
    ),
    "first heading looks like a title": (
        f"某县水利局2031年工作总结\n2031年工作回顾\n{PROSE}",
        "某县水利局2031年工作总结",
        "2031年工作回顾",
        "基础。",
    ),
    "one line": (
        f"某县水利局2031年工作总结 2031年,我局认真工作。{PROSE}",
        "某县水利局2031年工作总结",
        "2031年,我局",
        "基础。",
    ),
    "one line without a blank": (
        f"某县水利局2031年工作总结2031年,我局认真工作。{PROSE}",
        "某县水利局2031年工作总结",
        "2031年,我局",
        "基础。",
    ),
    "no title": (f"各位代表:\n{PROSE}", None, "各位代表:", "基础。"),
    "no title, heading first": (f"一、基本情况\n{PROSE}", None, "一、基本情况", "基础。"),
    "signature stays": (f"某校总结\n{PROSE}\n下河小学\n2031年5月6日", "某校总结", "各项任务", "2031年5月6日"),
    "glossary goes": (
        f"某县总结\n{PROSE}\n附件2\n名词解释\n1.甲工程:建10座桥。\n2.乙工程:修20公里路。",
        "某县总结",
        "各项任务",
        "基础。",
    ),
    "notes go": (
        f"某县总结\n{PROSE}\n[1]甲工程:建桥。\n[2]乙工程:修路。\n[3]丙工程:造林。",
        "某县总结",
        "各项任务",
        "基础。",
    ),
}


@pytest.mark.parametrize("name", EDGES)
def test_edges(name: str) -> None:
    text, title, first, last = EDGES[name]
    report = parts(text)[0]
    body = text[report.part.body_start : report.part.body_end]
    assert report.part.title == title
    assert body.startswith(first) and body.endswith(last)


def test_body_begins_behind_a_printed_outline() -> None:
    outline = "目录\n一、造林\n二、护林\n"
    text = f"{outline}某局总结\n一、造林\n{PROSE}\n二、护林\n{PROSE}"
    report = parts(text, (Damage(kind="outline_block", start=0, end=len(outline)),))[0]
    assert report.part.body_start == text.rindex("一、造林")
    assert report.part.title == "某局总结"


@pytest.mark.parametrize("text", ["", "\n \n", "某县工作总结\n"])
def test_nothing_to_report(text: str) -> None:
    found = parts(text)
    assert [problem.code for problem in found[0].problems] == ["no_report"]


def test_ids_depend_on_path_and_number_only() -> None:
    assert document_id("a.txt", 1) == document_id("a.txt", 1) != document_id("a.txt", 2)
    assert len(document_id("a.txt", 1)) == 12


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(["篇一", "篇二:总结", "总结1", "总结2", "各位代表:", "附件", "名词解释", PROSE, "", "[1]甲"]),
        max_size=12,
    )
)
def test_parts_lie_in_the_page_in_order(rows: list[str]) -> None:
    text = "\n".join(rows)
    at = 0
    for report in parts(text):
        part = report.part
        assert at <= part.start <= part.body_start <= part.body_end <= part.end <= len(text)
        at = part.end
