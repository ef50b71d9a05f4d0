"""Facts: title, issuer, region, type and period from what a report says, and from nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import clean, split, structure
from pipeline.aligned import AlignedText
from pipeline.records import Damage, Document, Page, Report, Source
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.structure.gazetteer import Gazetteer
from pipeline.structure.period import read_period
from pipeline.structure.places import find_place

RESOURCES = Resources()
RULES = RESOURCES.rules
PROSE = "各项任务按期完成,群众反映良好,得到了上级的肯定。"


def page(text: str, **more: Any) -> Page:
    return Page(source=Source(path="report.txt", text=text), text=AlignedText.of(text), **more)


def reports(text: str, **more: Any) -> list[Report]:
    return [structure.structure(report, RESOURCES) for report in split.split(page(text, **more), RESOURCES)]


def facts(text: str, **more: Any) -> Document:
    return reports(text, **more)[0].document


# Each case: text, then the facts that it must give.
CASES: dict[str, tuple[str, dict[str, str | None]]] = {
    "county bureau": (
        f"射阳县水利局2013年工作总结\n2013年,我局在县委、县政府领导下,认真履行职责。\n一、主要工作\n(一)修渠。{PROSE}\n(二)打井。{PROSE}\n"
        f"二、存在问题\n{PROSE}",
        {
            "title": "射阳县水利局2013年工作总结",
            "issuer": "射阳县水利局",
            "region": "江苏省盐城市射阳县",
            "region_code": "320924",
            "report_type": "工作总结",
            "period": "2013",
        },
    ),
    "bureau without its place in the title": (
        f"水利局2013年上半年工作总结\n今年以来,我县水利工作扎实推进。\n一、主要工作\n射阳县政府召开会议,射阳中学参加。{PROSE}我县又建渠道。\n",
        {"issuer": "射阳县水利局", "region": "江苏省盐城市射阳县", "period": "2013-H1"},
    ),
    "place of the time": (
        f"襄樊市林业局2008年工作总结\n2008年,我市林业工作成绩显著。{PROSE * 3}",
        {"region": "湖北省襄樊市", "region_code": "420600", "issuer": "襄樊市林业局"},
    ),
    "district that was a county": (
        f"通县农业局1995年工作总结\n1995年,我县农业丰收。{PROSE * 3}",
        {"region": "北京市通县", "period": "1995"},
    ),
    "government report of the coming year": (
        "2031年射阳县政府工作报告\n——2031年1月9日在射阳县第十届人民代表大会第二次会议上\n县长 张三\n各位代表:\n"
        f"现在,我代表县人民政府,向大会报告工作,请予审议。\n一、2030年工作回顾\n{PROSE}\n二、2031年工作安排\n{PROSE}",
        {
            "title": "2031年射阳县政府工作报告",
            "issuer": "射阳县人民政府",
            "report_type": "政府工作报告",
            "period": "2030",
        },
    ),
    "the country": (
        f"政府工作报告\n各位代表:\n我代表国务院报告工作,请大会审议。\n一、2009年工作回顾\n{PROSE}",
        {"issuer": "国务院", "region": "中国", "region_code": "CN", "period": "2009"},
    ),
    "communique": (
        f"射阳县2016年国民经济和社会发展统计公报\n射阳县统计局\n2016年,全县经济平稳增长。{PROSE * 3}",
        {"report_type": "统计公报", "period": "2016", "region": "江苏省盐城市射阳县"},
    ),
    "plan": (
        f"射阳县教育局2014年工作计划\n2014年,我局将抓好以下工作。\n一、扩大规模\n{PROSE}",
        {"report_type": "工作计划", "period": "2014"},
    ),
    "summary and plan": (
        f"射阳县教育局2014年工作总结和2015年工作打算\n一、2014年工作\n{PROSE}\n二、2015年打算\n{PROSE}",
        {"report_type": "工作总结与计划", "period": "2014"},
    ),
    "quarter": (
        f"射阳县财政局2014年第一季度工作总结\n2014年第一季度,收入平稳。{PROSE * 2}",
        {"period": "2014-Q1"},
    ),
    "months": (
        f"射阳县财政局2014年1-9月工作总结\n1-9月,收入平稳。{PROSE * 2}",
        {"period": "2014-01/2014-09"},
    ),
    "school year": (
        f"某校2013-2014学年度工作总结\n本学年,我校教育平稳。{PROSE * 2}",
        {"period": "2013/2014"},
    ),
    "term": (
        f"某校2013—2014学年第二学期工作总结\n本学期,我校教育平稳。{PROSE * 2}",
        {"period": "2014-H1"},
    ),
    "five-year plan": (
        f"射阳县教育局“十二五”工作总结\n五年来,我县教育平稳发展。{PROSE * 2}",
        {"period": "2011/2015"},
    ),
    "five-year plan, and thoughts on the next": (
        f"射阳县教育局“十二五”工作总结和“十三五”工作思路\n五年来,我县教育平稳发展。{PROSE * 2}",
        {"period": "2011/2015"},
    ),
    "year in Chinese numerals": (
        f"射阳县财政局二〇一四年工作总结\n一年来,收入平稳。{PROSE * 2}",
        {"period": "2014"},
    ),
    "masked year proved by an anniversary": (
        f"射阳县教育局20xx年工作总结\n20xx年,我县教育平稳。\n一、活动\n开展庆祝新中国成立60周年活动。{PROSE * 2}",
        {"period": "2009", "title": "射阳县教育局2009年工作总结"},
    ),
    "masked year and no proof": (
        f"射阳县教育局20xx年工作总结\n20xx年,我县教育平稳。{PROSE * 3}",
        {"period": None, "title": "射阳县教育局20xx年工作总结"},
    ),
    "masked year, and the day up to which is counted": (
        f"射阳县教育局年度工作总结\n20xx年,我县教育平稳。截至2016年12月底,全县有学校51所。{PROSE * 3}",
        {"period": "2016", "period_evidence": "截至2016年12月底"},
    ),
    "masked year, and the year that is planned": (
        f"射阳县教育局20xx年工作总结\n20xx年,我县教育平稳。\n一、主要成绩\n{PROSE * 2}\n二、2017年工作安排\n{PROSE}",
        {"period": "2016", "title": "射阳县教育局2016年工作总结"},
    ),
    "masked year, and days on which something happened": (
        f"射阳县教育局20xx年工作总结\n20xx年,我县教育平稳。2016年3月9日开会,2016年11月验收。{PROSE * 3}",
        {"period": "2016"},
    ),
    "masked year, and years of other times": (
        f"射阳县教育局20xx年工作总结\n20xx年,比2015年增加,由2015年的92%提高到95%,到2020年达98%,2009年建成的学校。{PROSE * 3}",
        {"period": None},
    ),
    "span of years, and the year that is planned": (
        f"射阳县教育局2014—2016年工作总结\n2016年底,我县教育平稳。2016年有进步。\n一、成绩\n{PROSE}\n二、2017年工作安排\n{PROSE}",
        {"period": "2014/2016"},
    ),
    "masked place": (
        f"XX县教育局2014年工作总结\n2014年,我县教育平稳。**镇、XX乡也有进步。{PROSE * 3}",
        {"region": None, "region_code": None, "issuer": None},
    ),
    "signature and date": (
        f"学校工作汇报\n各位领导:\n现将工作汇报如下。\n一、基本情况\n{PROSE * 3}\n以上汇报,请批评指正。\n临溪镇下河小学\n2017年6月8日",
        {"issuer": "临溪镇下河小学", "period": "2017", "report_type": "工作汇报", "region": None},
    ),
    "parts tell the whole": (
        f"教育工作汇报\n我市教育工作情况汇报如下。\n射阳县、滨海县、响水县通过验收,射阳县居前,滨海县次之,我市教育又有进步。{PROSE * 3}我市今后要努力。",
        {"region": "江苏省盐城市"},
    ),
    "other places": (
        f"工作总结\n今年我们到北京、上海、天津学习,与清华大学合作。{PROSE * 3}",
        {"region": None, "period": None},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_facts(name: str) -> None:
    text, expected = CASES[name]
    document = facts(text)
    assert {key: getattr(document, key) for key in expected} == expected


def test_rewritten_years_lose_to_what_the_body_proves() -> None:
    text = f"射阳县教育局2023年工作总结\n2023年,我县教育平稳。开展庆祝建党85周年活动。{PROSE * 3}2022年也是如此。"
    damage = (Damage(kind="spun", start=0, end=0),)
    found = reports(text, damage=damage)[0]
    assert found.document.period == "2006"
    assert "建党85周年" in (found.document.period_evidence or "")


def test_contradiction_is_reported() -> None:
    text = f"射阳县教育局2019年工作总结\n一年来,我县教育平稳。开展庆祝建党85周年、建国57周年活动。{PROSE * 3}"
    found = reports(text)[0]
    assert [problem.code for problem in found.problems] == ["period_conflict"]


def test_an_upload_date_is_no_period() -> None:
    assert facts(f"某局工作总结\n我们认真工作。{PROSE * 3}", published="2023-04-25").period is None
    assert facts(f"某局工作总结\n我们认真工作。{PROSE * 3}", published="2023-04-25").published == "2023-04-25"


def test_same_name_in_two_provinces_is_left_open() -> None:
    found = find_place("鼓楼区教育局工作总结", "", f"我区教育平稳。{PROSE}", 2020, RULES)
    assert found.region is None and len(found.rivals) >= 2
    found = find_place("福州市鼓楼区教育局工作总结", "", f"我区教育平稳。{PROSE}", 2020, RULES)
    assert found.name == "福建省福州市鼓楼区"


def test_every_region_has_a_path_to_its_province() -> None:
    gazetteer = RULES.make(Gazetteer)
    for region in gazetteer.valid((one for found in gazetteer.full.values() for one in found), None):
        assert gazetteer.path(region, None)[0].level == "province"


def test_congress_bounds_the_year() -> None:
    body = "1995年的老楼仍在使用。学习贯彻党的十七大精神。2008年,投入资金。"
    assert read_period("工作总结", body, [], "工作总结", (), RULES).year == 2008


def test_outline_block_supplies_what_the_body_lacks() -> None:
    outline = "目录\n一、造林\n二、护林\n三、育苗\n"
    text = f"{outline}某局2014年工作总结\n一、造林\n{PROSE}\n……\n一是合理布局。{PROSE}\n三、育苗\n{PROSE}"
    gap = text.index("……\n一是")
    damage = (
        Damage(kind="outline_block", start=0, end=len(outline)),
        Damage(kind="omission", start=gap, end=gap + 2),
    )
    found = reports(text, damage=damage)[0]
    assert [(one.level, one.text, one.missing) for one in found.sections] == [
        (1, "造林", False),
        (1, "护林", True),
        (2, "合理布局", False),
        (1, "育苗", False),
    ]
    assert found.sections[1].start == found.sections[1].end == gap
    assert found.sections[2].parent_id == found.sections[1].section_id
    assert not found.problems


def test_sections_point_into_the_source() -> None:
    text, _ = CASES["county bureau"]
    report = reports(text)[0]
    assert [one.section_id[-4:] for one in report.sections] == ["s001", "s002", "s003", "s004"]
    for section in report.sections:
        assert text[section.source_start : section.source_end] == section.label + section.text


def cleaned(path: Path) -> Document:
    source = Source(path=path.name, text=path.read_text(encoding="utf-8"))
    found = split.split(clean.clean(source, RESOURCES), RESOURCES)
    return structure.structure(found[0], RESOURCES).document


GOLD = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (GOLD / "corpora").is_dir(), reason="the shared corpora are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("1955", "1953/1957"),
        ("1959", "1958"),
        ("1981", "1981"),
        ("1992", "1991"),
        ("1998", "1993/1997"),
        ("2007", "2006"),
        ("2015", "2014"),
        ("2024", "2023"),
    ],
)
def test_national_reports(name: str, period: str) -> None:
    document = cleaned(GOLD / "corpora/national" / f"{name}.txt")
    assert (document.region_code, document.issuer, document.period) == ("CN", "国务院", period)


@pytest.mark.skipif(not (GOLD / "corpora").is_dir(), reason="the shared corpora are not beside this checkout")
def test_provincial_reports() -> None:
    names = {region.name: region.code for found in RULES.make(Gazetteer).full.values() for region in found}
    for path in sorted((GOLD / "corpora/gov-2026").glob("*.txt")):
        document = cleaned(path)
        assert (document.region, document.region_code, document.period) == (path.stem, names[path.stem], "2025")


def test_rules_can_be_empty_of_a_place() -> None:
    assert find_place("", "", "", None, Rules()).region is None


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "射阳县",
                    "我县",
                    "教育局",
                    "20xx年",
                    "2014年",
                    "二〇一四年",
                    "上半年",
                    "1-9月",
                    "13-2月",
                    "建党十周年",
                ),
                *(
                    "“十二五”收官",
                    "百周年",
                    "建国百零周年",
                    "总结",
                    "计划",
                    "篇一",
                    "代表",
                    "国务院",
                    "(一)",
                    "一、",
                    "一是",
                ),
                *(
                    "。",
                    "\n",
                    " ",
                    ",",
                    "、",
                    "位于",
                    "第十",
                    "各位代表:",
                    "目录\n",
                    "……",
                    "2014—2018年",
                    "改革开放三十周年",
                ),
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_no_text_breaks_the_stage(text: str) -> None:
    for report in reports(text, damage=(Damage(kind="outline_block", start=0, end=min(5, len(text))),)):
        assert report.document.region_code is None or report.document.region is not None
        assert report.document.report_type
        starts = [section.start for section in report.sections]
        assert starts == sorted(starts)
