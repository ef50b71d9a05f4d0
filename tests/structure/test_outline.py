"""Outlines: cases that say what is a heading, generated trees that must come back exactly, and what must not matter."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.rules import Rules
from pipeline.structure.outline import Heading, clean_label, outline

RULES = Rules()


def lines(text: str) -> list[str]:
    """The outline as `level kind label text` lines, `*` for points."""
    return [show(heading) for heading in outline(text, RULES)]


def show(heading: Heading) -> str:
    return f"{heading.level}{'*' if heading.kind == 'point' else ''} {heading.label}{heading.text}"


PROSE = "全年组织培训十二场,参加的干部群众比上年明显增加,各项任务按期完成。"

CASES = {
    "own lines": (
        f"一、工作回顾\n{PROSE}\n(一)强化培训\n{PROSE}\n(二)改善设施\n{PROSE}\n二、下步打算\n{PROSE}",
        ["1 一、工作回顾", "2 (一)强化培训", "2 (二)改善设施", "1 二、下步打算"],
    ),
    "run into the paragraph": (
        f"一、工作回顾\n1、抓培训。{PROSE}\n2、抓设施。{PROSE}\n二、下步打算\n1、扩大规模。{PROSE}",
        ["1 一、工作回顾", "2 1、抓培训", "2 2、抓设施", "1 二、下步打算", "2 1、扩大规模"],
    ),
    "a point for a full stop": (
        f"1.强化督查,落实有新成效.全年督查四十次。{PROSE}\n2.抓好信息,工作上新台阶.全年上报信息。{PROSE}",
        ["1 1.强化督查,落实有新成效", "1 2.抓好信息,工作上新台阶"],
    ),
    "damaged labels": (
        f"(-)强化培训\n{PROSE}\n(二)改善设施\n{PROSE}\n〔三〕落实责任\n{PROSE}",
        ["1 (一)强化培训", "1 (二)改善设施", "1 (三)落实责任"],
    ),
    "masked numbers": (
        f"一、工作回顾\nx.农村道路。{PROSE}\nx.水利设施。{PROSE}\n二、下步打算\n{PROSE}",
        ["1 一、工作回顾", "2 x.农村道路", "2 x.水利设施", "1 二、下步打算"],
    ),
    "brackets outside numerals": (
        f"(一)当前形势\n{PROSE}\n一、增产\n{PROSE}\n二、节约\n{PROSE}\n(二)今后方针\n{PROSE}",
        ["1 (一)当前形势", "2 一、增产", "2 二、节约", "1 (二)今后方针"],
    ),
    "a series inside an item of its own kind": (
        f"一、关于建设\n第一,规模问题。\n{PROSE}\n一、扩建\n{PROSE}\n二、改建\n{PROSE}\n第二,标准问题。\n{PROSE}\n二、关于生产\n{PROSE}",
        ["1 一、关于建设", "2 第一,规模问题", "3 一、扩建", "3 二、改建", "2 第二,标准问题", "1 二、关于生产"],
    ),
    "a count that starts anew": (
        f"1、造林。{PROSE}\n2、护林。{PROSE}\n3、育苗。{PROSE}\n1、修渠。{PROSE}\n2、打井。{PROSE}",
        ["1 1、造林", "1 2、护林", "1 3、育苗", "1 1、修渠", "1 2、打井"],
    ),
    "ordinals on a page without line breaks": (
        f"一、部署 第一,稳定市场。{PROSE} 第二,扩大规模。{PROSE}第三,这样的话在段落中间。 二、打算 {PROSE}",
        ["1 一、部署", "2 第一,稳定市场", "2 第二,扩大规模", "1 二、打算"],
    ),
    "chapters": (
        f"第一章 总体情况\n{PROSE}\n第一节 规模\n{PROSE}\n第二节 结构\n{PROSE}\n第二章 存在问题\n{PROSE}",
        ["1 第一章总体情况", "2 第一节规模", "2 第二节结构", "1 第二章存在问题"],
    ),
    "page that starts in the middle": (
        f"(四)改善设施\n{PROSE}\n(五)落实责任\n{PROSE}\n三、下步打算\n{PROSE}\n(一)扩大规模\n{PROSE}",
        ["1 (四)改善设施", "1 (五)落实责任", "1 三、下步打算", "2 (一)扩大规模"],
    ),
    "points": (
        f"一、工作回顾\n一是强化培训,提高素质。{PROSE}二是改善设施;三是落实责任:各村都有专人。\n二、打算\n{PROSE}",
        ["1 一、工作回顾", "2* 一是强化培训,提高素质", "2* 二是改善设施", "2* 三是落实责任", "1 二、打算"],
    ),
    "points counted inside a sentence": (
        "一、问题\n主要原因一是资金不足,二是人员短缺,三是设备老化。各村情况不同,要分别对待。",
        ["1 一、问题", "2* 一是资金不足", "2* 二是人员短缺", "2* 三是设备老化"],
    ),
    "a point stops after forty characters": (
        "一是" + "抓" * 60 + "。",
        ["1* 一是" + "抓" * 40],
    ),
    "no points": ("这是唯一是好的办法。统一是前提。万一是这样,也要坚持。", []),
    "a list of sentences": (
        "一、基本情况\n1、全村共有农户224户,人口890人。\n2、有耕地1200亩,人均1.3亩。\n3、有党员36名。\n二、主要做法\n"
        + PROSE,
        ["1 一、基本情况", "1 二、主要做法"],
    ),
    "a list of clauses": (
        f"一、成绩\n县里表扬了三项工作:1.拓展渠道,加大投入;2.平安校车工程;3.天网工程。{PROSE}\n二、问题\n{PROSE}",
        ["1 一、成绩", "1 二、问题"],
    ),
    "things that look like labels": (
        "一、二季度产量平稳,二、三产业较快增长。3、4号楼已完工,比例为1:1.有效改善了条件,人均1.5亩,见(2031)12号文件。",
        [],
    ),
    "plain lines": (
        f"工作回顾\n{PROSE * 2}\n下步打算\n{PROSE * 2}\n结束语\n{PROSE}",
        ["1 下步打算", "1 结束语"],
    ),
    "plain lines around series": (
        f"各位代表:\n现在,我报告工作。\n2031年工作回顾\n{PROSE}\n一、造林\n{PROSE}\n二、护林\n{PROSE}\n"
        f"2032年工作安排\n{PROSE}\n一、育苗\n{PROSE}\n二、防火\n{PROSE}",
        ["1 2031年工作回顾", "2 一、造林", "2 二、护林", "1 2032年工作安排", "2 一、育苗", "2 二、防火"],
    ),
    "short paragraphs are no headings": (
        f"一、形势\n{PROSE * 2}\n因此,这个安排是适当的。\n{PROSE * 2}\n各位代表!\n{PROSE * 2}",
        ["1 一、形势"],
    ),
    "labels on a line of their own": (
        f"一、\n工作回顾\n{PROSE}\n二、\n下步打算\n{PROSE}",
        ["1 一、工作回顾", "1 二、下步打算"],
    ),
    "bare label, short heading, short text": (
        f"二、教学\n(一)\n常规管理\n抓备课,抓上课。\n(二)教研活动\n{PROSE}",
        ["1 二、教学", "2 (一)常规管理", "2 (二)教研活动"],
    ),
    "glued to the paragraph before": (
        f"一、工作回顾\n{PROSE}各项任务已完成二、下步打算\n{PROSE}",
        ["1 一、工作回顾", "1 二、下步打算"],
    ),
    "year behind the label": (
        f"1.2031年工作\n{PROSE}\n2.2032年打算\n{PROSE}",
        ["1 1.2031年工作", "1 2.2032年打算"],
    ),
    "headings that run on, on a page squeezed into one line": (
        f"一、2031年工作回顾2031年是丰收的一年。{PROSE * 3}二、存在的主要问题渠道老化,水量不足。{PROSE * 3}"
        f"三、2032年工作安排(一)扩大对外开放坚持引进来和走出去,全年引进项目五个。{PROSE}(二)改善农田设施今年全县新打机井。{PROSE}",
        [
            "1 一、2031年工作回顾",
            "1 二、存在的主要问题",
            "1 三、2032年工作安排",
            "2 (一)扩大对外开放",
            "2 (二)改善农田设施",
        ],
    ),
    "stems of the 1950s": (
        f"甲、基本情况\n{PROSE}\n一、增产\n{PROSE}\n二、节约\n{PROSE}\n乙、今后意见\n{PROSE}",
        ["1 甲、基本情况", "2 一、增产", "2 二、节约", "1 乙、今后意见"],
    ),
    "sentences behind labels set apart": (
        f"一、形势\n{PROSE}\n1、\n资金不足,由省里解决。{PROSE}\n2、\n人员短缺,由县里调配。{PROSE}\n二、任务\n{PROSE}",
        ["1 一、形势", "1 二、任务"],
    ),
    "parallel lead lines": (
        f"一、形势\n{PROSE}\n这是生产发展的一年。\n{PROSE * 2}\n这是生活改善的一年。\n{PROSE * 2}\n这是面貌一新的一年。\n{PROSE * 2}\n"
        f"这是收获很大的一年。\n{PROSE * 2}",
        ["1 一、形势", "2 这是生产发展的一年", "2 这是生活改善的一年", "2 这是面貌一新的一年", "2 这是收获很大的一年"],
    ),
    "decimal labels": (
        f"1.总体情况\n{PROSE}\n1.1规模\n{PROSE}\n1.2结构\n{PROSE}\n2.存在问题\n{PROSE}\n2.1资金\n{PROSE}",
        ["1 1.总体情况", "2 1.1规模", "2 1.2结构", "1 2.存在问题", "2 2.1资金"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    text, expected = CASES[name]
    assert lines(text) == expected


# ---------------------------------------------------------------- generated trees

VERBS = ["加强", "推进", "落实", "完善", "抓好", "深化", "优化", "强化", "扩大", "改善"]
NOUNS = [
    "林业管理",
    "水利设施",
    "农田建设",
    "干部培训",
    "道路养护",
    "教学质量",
    "环境卫生",
    "安全责任",
    "服务水平",
    "防汛准备",
]
SENTENCES = [
    "全乡上下齐心协力,各项任务按期完成,群众反映良好。",
    "我们组织干部走访农户,了解实际困难,逐一登记造册。",
    "经过努力,面貌有了很大变化,得到了上级的肯定和群众的好评。",
    "同时建立台账,按月检查,发现问题及时整改。",
]
STYLES = [
    ["{c}、", "({c})", "{n}、", "({n})"],
    ["{c}、", "({c})", "{n}.", "{o}"],
    ["({c})", "{n}、", "({n})", "{o}"],
    ["第{c}章 ", "第{c}节 ", "{c}、", "({c})"],
    ["{c}、", "{n}、", "({n})", "{o}"],
    ["第{c}部分 ", "{c}、", "({c})", "{n}."],
    ["{n}.", "({n})", "{o}", "{n})"],
    ["{s}、", "{c}、", "({c})", "{n}、"],
    ["{r}、", "{c}、", "{n}.", "({n})"],
    ["第{c}编 ", "第{c}章 ", "第{c}节 ", "{c}、"],
    ["{c}、", "{c})", "{n})", "{o}"],
    ["{c}.", "{k}", "{t}", "{p}"],
    ["{n}、", "({n})", "{n})", "{o}"],
]
DAMAGE: dict[str, Callable[[str], str]] = {
    "none": lambda label: label,
    "brackets of another make": lambda label: label.replace("(", "〔").replace(")", "〕"),
    "square brackets": lambda label: label.replace("(", "[").replace(")", "]"),
    "fullwidth": lambda label: label.translate({ord(c): ord(c) + 0xFEE0 for c in "().,0123456789"}),
    "a dash for (一)": lambda label: "(-)" if label == "(一)" else label,
    "blanks inside": lambda label: label.replace("(", "( ").replace(")", " )"),
    "a stop for the mark": lambda label: label.replace("、", "."),
    "a mark behind the bracket": lambda label: label.replace(")", ")、") if label.startswith("(") else label,
}
"""What pages do to all labels of a report, and the label must be read all the same."""
CHINESE = "一二三四五六七八九十"


@dataclass
class Node:
    """A heading of a generated report."""

    text: str
    children: list[Node] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    inline: bool = False


phrases = st.builds(lambda verb, noun: verb + noun, st.sampled_from(VERBS), st.sampled_from(NOUNS))


def nodes(depth: int) -> st.SearchStrategy[list[Node]]:
    children = nodes(depth - 1) if depth else st.just([])
    node = st.builds(
        Node,
        phrases,
        st.one_of(st.just([]), children),
        st.one_of(st.just([]), st.lists(phrases, min_size=2, max_size=3)),
    )
    return st.lists(node, min_size=2, max_size=4)


def labelled(style: str, number: int) -> str:
    """The label of an item, the first is number 0."""
    signs = {"o": "①", "t": "⒈", "p": "⑴", "k": "㈠", "r": "Ⅰ"}
    return style.format(
        c=CHINESE[number],
        n=number + 1,
        s="甲乙丙丁"[number],
        **{key: chr(ord(first) + number) for key, first in signs.items()},
    )


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text with a random outline, and the outline as `lines` shows it."""
    style = draw(st.sampled_from(STYLES))
    damage = DAMAGE[draw(st.sampled_from(sorted(DAMAGE)))]
    blank = draw(st.sampled_from(["", " ", "　"]))
    inline_from = draw(st.integers(0, 4))
    rendered: list[str] = []
    expected: list[str] = []

    def prose() -> str:
        return "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))

    def walk(found: list[Node], level: int) -> None:
        for number, node in enumerate(found):
            label = damage(labelled(style[level], number))
            if level >= inline_from:
                rendered.append(f"{label}{node.text}。{blank}{prose()}")
            else:
                rendered.extend((f"{label}{node.text}", prose()))
            expected.append(f"{level + 1} {clean_label(fold(label))}{node.text}")
            if node.points:
                rendered[-1] += "".join(f"{CHINESE[i]}是{point}。{prose()}" for i, point in enumerate(node.points))
                expected.extend(f"{level + 2}* {CHINESE[i]}是{point}" for i, point in enumerate(node.points))
            walk(node.children, level + 1)

    walk(draw(nodes(2)), 0)
    return "\n".join(rendered), expected


@settings(max_examples=40)
@given(reports())
def test_generated_outlines_come_back(report: tuple[str, list[str]]) -> None:
    text, expected = report
    assert lines(text) == expected


@settings(max_examples=30)
@given(reports())
def test_line_breaks_do_not_matter(report: tuple[str, list[str]]) -> None:
    text, expected = report
    assume(not regex.search(r"\d [)]", text))  # with blanks for breaks, a bracket that closes nothing after a number
    assert lines(text.replace("\n", " ")) == expected
    assert lines("\r\n\r\n".join(text.split("\n")).replace("\r", "")) == expected


@settings(max_examples=15)
@given(reports())
def test_spans_hold_label_and_text(report: tuple[str, list[str]]) -> None:
    text, _ = report
    text = "某乡总结\n" + text
    found = outline(text, RULES, 5)
    for heading, following in zip(found, [*found[1:], None], strict=True):
        assert 5 <= heading.start < heading.end <= len(text)
        assert text[heading.start : heading.end].endswith(heading.text)
        assert following is None or heading.end <= following.start
        assert heading.parent is None or found[heading.parent].level < heading.level


@settings(max_examples=60)
@given(st.text("一二三十、.()第章节是1234,。;:\n 工作抓xX*—-①", max_size=200))
def test_any_text_has_an_outline(text: str) -> None:
    found = outline(text, RULES)
    assert [heading.start for heading in found] == sorted(heading.start for heading in found)
    assert all(0 <= heading.start <= heading.end <= len(text) and heading.level >= 1 for heading in found)


def test_a_count_that_starts_anew_is_reported() -> None:
    found = outline(CASES["a count that starts anew"][0], RULES)
    assert [heading.restart for heading in found] == [False, False, False, True, False]
    gap = outline(f"一、造林\n{PROSE}\n三、护林\n{PROSE}", RULES)
    assert [heading.gap for heading in gap] == [False, True]


def test_long_single_line_stays_linear() -> None:
    import time

    def seconds(size: int) -> float:
        text = "".join(f"{n % 9 + 1}、抓好{NOUNS[n % 10]}。{SENTENCES[n % 4]}" for n in range(size))
        start = time.process_time()
        outline(text, RULES)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 30 * max(seconds(800), 0.002)


def test_the_tree_for_a_person_tells_what_is_doubtful() -> None:
    from rich.console import Console

    from pipeline.flow import process
    from pipeline.records import Source
    from pipeline.resources import Resources
    from pipeline.show_outline import outline_tree

    text = f"某县林业局2031年工作总结\n一、造林\n全年造林320亩。{PROSE}\n三、护林\n一是巡山。{PROSE}二是防火。{PROSE}"
    (report,) = process(Source(path="a.txt", text=text), Resources())
    written = io.StringIO()
    Console(width=100, file=written).print(outline_tree(report))
    shown = [line.rstrip() for line in written.getvalue().splitlines()]
    assert shown[0] == "某县林业局2031年工作总结"
    assert "2 headings, 2 points, 4 numbers" in shown[2]
    assert shown[3:] == [
        "├── 一、造林  2",
        "└── 三、护林  skips a number",
        "    ├── 一是巡山  1",
        "    └── 二是防火  1",
    ]
