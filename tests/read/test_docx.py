"""Word documents: automatic numbers as Word prints them, and everything that is printed, once."""

from __future__ import annotations

import pytest

from corpora.office import W, docx, packed
from tests.read.support import codes, source, texts

R = f'<?xml version="1.0"?><w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'


def document(body: str, **parts: str) -> bytes:
    """A document with this body and these further parts of word/."""
    members = {"[Content_Types].xml": "<Types/>", "word/document.xml": f"{R}{body}</w:body></w:document>"}
    for name, xml in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {W}>{xml}</w:{name}>"
    return packed({name: text.encode() for name, text in members.items()})


def p(text: str, numbered: tuple[int, int] | None = None, style: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        properties += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(number: int, form: str, text: str, more: str = "") -> str:
    start = "" if "<w:start" in more else '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{number}">{start}<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircleChinese", "%4"),
)
TWO_LISTS = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'
)
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'

# numbering part, [(list, level)] of paragraphs 甲, the labels that Word prints
NUMBERED = [
    ("four levels", numbering(*OFFICIAL), [(1, 0), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 2), (1, 0), (1, 1)],
     ["一、", "（一）", "1. ", "2. ", "①", "（二）", "1. ", "二、", "（一）"]),
    ("lists of one kind go on", numbering(*OFFICIAL, lists=TWO_LISTS.format("")), [(1, 0), (2, 0), (1, 0)],
     ["一、", "二、", "三、"]),
    ("a start override begins anew, once", numbering(*OFFICIAL, lists=TWO_LISTS.format(RESTART)),
     [(1, 0), (1, 0), (2, 0), (2, 0)], ["一、", "二、", "一、", "二、"]),
    ("start", numbering(level(0, "decimal", "%1.", '<w:start w:val="5"/>')), [(1, 0), (1, 0)], ["5. ", "6. "]),
    ("legal", numbering(level(0, "decimal", "第%1章"), level(1, "decimal", "%1.%2")), [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
     ["第1章", "1.1 ", "1.2 ", "第2章", "2.1 "]),
    ("isLgl", numbering(level(0, "chineseCounting", "第%1条"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
     [(1, 0), (1, 1)], ["第一条", "1.1 "]),
    ("never restart", numbering(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')),
     [(1, 0), (1, 1), (1, 0), (1, 1)], ["1. ", "1)", "2. ", "2)"]),
    ("bullets", numbering(level(0, "bullet", "\uf0b7")), [(1, 0)], [""]),
    ("a deep level first", numbering(*OFFICIAL), [(1, 1)], ["（一）"]),
    ("no such list", numbering(*OFFICIAL), [(9, 0)], [""]),
    ("list 0 is none", numbering(*OFFICIAL), [(0, 0)], [""]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "part", "places", "labels"), NUMBERED, ids=[case[0] for case in NUMBERED])
def test_numbers_as_word_does(name: str, part: str, places: list[tuple[int, int]], labels: list[str]) -> None:
    body = "".join(p("甲", place) for place in places)
    assert texts(document(body, numbering=part), "a.docx") == ["\n".join(label + "甲" for label in labels)]


def test_numbers_by_style() -> None:
    styles = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>
    </w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>
    <w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="H3"><w:name w:val="x"/><w:basedOn w:val="H2"/></w:style>"""
    body = p("甲", style="H1") + p("乙", style="H2") + p("丙", style="H3") + p("丁", (0, 0), style="H1")
    data = document(body, numbering=numbering(*OFFICIAL), styles=styles)
    assert texts(data, "a.docx") == ["一、甲\n（一）乙\n（二）丙\n丁"]


def test_levels_bound_to_styles() -> None:
    part = numbering(
        level(0, "decimal", "%1、", '<w:pStyle w:val="A"/>'), level(1, "decimal", "（%2）", '<w:pStyle w:val="B"/>')
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{s}"><w:name w:val="{s}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        for s in "AB"
    )
    body = p("甲", style="A") + p("乙", style="B") + p("丙", style="B")
    assert texts(document(body, numbering=part, styles=styles), "a.docx") == ["1、甲\n（1）乙\n（2）丙"]


def r(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


BOX = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
# body → lines
PRINTED = [
    ("tabs and breaks", "<w:p>" + r("<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>") + "</w:p>", "甲\t乙\n丙"),
    ("deleted", "<w:p><w:del>" + r("<w:delText>旧</w:delText>") + "</w:del><w:ins>" + r("<w:t>新</w:t>") + "</w:ins></w:p>", "新"),
    ("hidden", "<w:p>" + r("<w:t>隐</w:t>", "<w:vanish/>") + r("<w:t>显</w:t>", '<w:vanish w:val="0"/>') + "</w:p>", "显"),
    ("field", "<w:p>" + r('<w:fldChar w:fldCharType="begin"/>') + r("<w:instrText>PAGE</w:instrText>")
     + r('<w:fldChar w:fldCharType="separate"/>') + r("<w:t>7</w:t>") + r('<w:fldChar w:fldCharType="end"/>') + r("<w:t>页</w:t>") + "</w:p>", "7页"),
    ("link", "<w:p><w:hyperlink>" + r("<w:t>链接</w:t>") + "</w:hyperlink></w:p>", "链接"),
    ("content control", "<w:sdt><w:sdtContent>" + p("控件") + "</w:sdtContent></w:sdt>", "控件"),
    ("text box, not twice", "<w:p>" + r(f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback>"
     "</mc:AlternateContent><w:t>正文</w:t>") + "</w:p>" + p("下文"), "正文\n下文\n框内"),
    ("ruby", "<w:p><w:r><w:ruby><w:rt>" + r("<w:t>zhǎn</w:t>") + "</w:rt><w:rubyBase>" + r("<w:t>展</w:t>") + "</w:rubyBase></w:ruby></w:r></w:p>", "展"),
    ("table", "<w:tbl><w:tr><w:tc>" + p("校") + p("名") + "</w:tc><w:tc>" + p("12") + "</w:tc></w:tr></w:tbl>", "校名\t12"),
    ("span", '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("合计") + "</w:tc><w:tc>" + p("5") + "</w:tc></w:tr></w:tbl>", "合计\t\t5"),
    ("empty paragraphs", p("甲") + "<w:p/>" + p("乙"), "甲\n乙"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "lines"), PRINTED, ids=[case[0] for case in PRINTED])
def test_prints(name: str, body: str, lines: str) -> None:
    assert texts(document(body), "a.docx") == [lines]


def test_numbers_count_in_tables_too() -> None:
    body = p("甲", (1, 0)) + "<w:tbl><w:tr><w:tc>" + p("乙", (1, 0)) + "</w:tc></w:tr></w:tbl>" + p("丙", (1, 0))
    assert texts(document(body, numbering=numbering(*OFFICIAL)), "a.docx") == ["一、甲\n二、乙\n三、丙"]


def test_contents_are_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    assert texts(document(p("一、概况 3", style="11") + p("正文"), styles=styles), "a.docx") == ["正文"]


def test_notes_stand_behind_the_text() -> None:
    assert texts(docx("全年总值^[注：初步数。]增长5%。\n完。"), "a.docx") == ["全年总值增长5%。\n完。\n注：初步数。"]


def test_says_title_and_date() -> None:
    found = source(docx("正文", title="甲县总结"), "a.docx")
    assert (found.title, found.published) == ("甲县总结", "2022-01-28")


def test_cut_off() -> None:
    data = docx("全县工作总结\n" + "投入资金500万元。\n" * 50)
    assert codes(data[:-200], "a.docx") == ["truncated_file"]
    assert "投入资金500万元。" in texts(data[:-200], "a.docx")[0]


def test_named_as_doc() -> None:
    assert codes(docx("正文"), "a.doc") == ["mislabelled"]


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]>'
    data = packed(
        {
            "word/document.xml": f"{bomb}<w:document {W}><w:body><w:p><w:r><w:t>甲&b;</w:t></w:r></w:p></w:body></w:document>".encode()
        }
    )
    assert "哈" not in "".join(texts(data, "a.docx"))


def test_pictures_only() -> None:
    data = packed(
        {"word/document.xml": f"{R}<w:p/></w:body></w:document>".encode(), "word/media/image1.png": b"\x89PNG"}
    )
    assert codes(data, "a.docx") == ["no_text"]
