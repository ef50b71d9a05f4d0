"""Strategies for texts and files that nobody would write, yet near enough to reports to get deep into every stage."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from benchmarks.fuzz.texts import FRAGMENTS

ROOT = Path(__file__).parents[2]
EXAMPLES = os.environ.get("BAOGAO_EXAMPLES")
"""How many examples a search takes; without it the suite takes the same few each time, so that it fails for a reason."""
search = settings(max_examples=int(EXAMPLES or 80), derandomize=EXAMPLES is None)

ALPHABETS = (
    "0123456789", "０１２３４５６７８９．％", "①⑩㈠ⅣⅫ½²³٣৪🄂", "〇一二三两四五六七八九十百千万亿廿半几", "壹贰叁肆伍陆拾佰仟萬億兩",
    "年月日时分届次第名人元亩吨所个%％‰℃°", "约近超余多来以上下左右至少", "xX×*＊□○●_?？", "()（）[]【】〔〕〈〉《》「」『』{}", "\"'“”‘’`",
    ",.;:!?，。；：！？、…—-~～－·/\\|+=<>&#@$￥", "\n\r\t \u3000\xa0\v\f\x85\u2028\u2029", "\x00\x01\x07\x1b\x7f\x9f\ufeff\ufffe\ufffd\ufffc",
    "\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u0301\u20e3\ufe0f", "\ud800\udbff\udc00\udfff", "\ue000\uf8ff\U000f0000\U0010ffff",
    "縣國學萬億總結發展後裡臺灣", "县国学发展教育总结万", "𠮷㐂𰻞", "áǎàēéěèīíǒòūúǔùǜ", "aZＡｚéΩЖกあア한", "🏫🧑‍🏫",
)  # fmt: skip
CLAUSES = (
    "一、工作回顾\n", "(二)建设情况。", "二是新建校舍", "第三章　保障措施\n", "3．经费投入。", "附件2:岭川县学校一览表\n", "岭川县教育局2019年工作总结\n",
    "各位代表:\n", "篇二:", "全县现有小学12所、初中3所,在校学生分别为4,820人和1 035人。", "小学招生3.2万人,增长5.6%,其中女生占48.1%。",
    "投入资金2300万元(其中县级800万元),比上年增加15个百分点。", "由2015年的12.5亿元增加到2019年的2O.3亿元。", "产量为1956年的百分之一百二十三点五。",
    "力争到2030年入园率不低于95%—98%。", "下降0.5个百分点,降幅居全省第3位。", "20xx年培训教师**名,资助学生xx3户。", "完成投资約三千五百萬元。",
    "地区\t单位\t产量\t增长(%)\n岭川\t万吨\t2.15\t-3.4\n", "|学校|班数|人数|\n|---|---|---|\n|中学|12|480|\n", "单位:万元\n小学 120.5 三五\n",
    "1.2.3.4.5", "2019-13-45", "25:61", "13800000000", "9" * 40, "0.0.0%%", "1e308万亿", "一二三四五六七八九十", "百千万亿", "亿亿亿元",
    "十几二十多个百分之", "1/0人", "３／４", "第十四个五年", "（（（）", "“”《》", "……（此处省略1200字）……", "第2页 共7页\n", "岭川县教育局\n2020年1月8日\n",
    "总結(jié)校舍面jī12万平方米", "来源:岭川日报 点击下载 http://a.example/1.html\n", "<td>12</td>&nbsp;&#49;&lt;", "售票20192020年万张", "名词解释\n1.",
    "同比分别增长", "、3所、5所", "、", "。", "\r\n", "\n\n\n", " ",
)  # fmt: skip
"""Clauses and labels, whole and broken; those of the fuzz targets come on top."""

REPORTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "texts").glob("*.txt"))]

characters = st.one_of(
    st.sampled_from(ALPHABETS).flatmap(lambda alphabet: st.text(alphabet, min_size=1, max_size=4)), st.characters()
)
clauses = st.sampled_from(CLAUSES)
injured = st.builds(
    lambda clause, at, between: clause[: at % (len(clause) + 1)] + between + clause[at % (len(clause) + 1) :],
    clauses, st.integers(0, 40), characters,
)  # fmt: skip
pieces = st.one_of(clauses, injured, st.sampled_from(FRAGMENTS), characters)
joined = st.integers(0, 30).flatmap(lambda length: st.lists(pieces, min_size=length, max_size=length).map("".join))


@st.composite
def spliced(draw: st.DrawFn) -> str:
    """A stretch of a report with pieces put in and characters taken out."""
    report = draw(st.sampled_from(REPORTS))
    start = draw(st.integers(0, len(report)))
    text = report[start : start + draw(st.integers(0, 300))]
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(pieces) + text[at + draw(st.integers(0, 3)) :]
    return text


texts = st.one_of(joined, spliced())
"""A text of up to some hundred characters; lone surrogates are among them."""

TEXT = "岭川县教育局2019年工作总结\n一、学校建设\n2019年,新建学校12所,完成投资4612万元,比上年增长8.5%。\n"


def _packed(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:pPr><w:numPr>'
    '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>新建学校12所</w:t><w:tab/></w:r></w:p><w:tbl>'
    "<w:tr><w:tc><w:p><w:r><w:t>8.5</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)
NUMBERING = (
    '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
    'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText '
    'w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
FILES: dict[str, bytes] = {
    "utf-8.txt": TEXT.encode(),
    "gb18030.txt": TEXT.encode("gb18030"),
    "big5.txt": "嶺川縣教育局工作總結\n新建學校12所。".encode("big5"),
    "utf-16.txt": TEXT.encode("utf-16"),
    "page.html": (
        f"<!DOCTYPE html><html><head><meta charset=gb2312><title>总结</title></head><body><h1>总结</h1><p>{TEXT}<table><tr>"
        "<td>学校<td rowspan=2>12<td>所</tr></table><p>&#49;&nbsp;&#xD800;</body></html>"
    ).encode("gb18030"),
    "report.docx": _packed({"[Content_Types].xml": TYPES, "word/document.xml": WORD, "word/numbering.xml": NUMBERING}),
    "texts.zip": _packed({"甲/乙.txt": TEXT, "b.csv": "标题,正文\n甲,新建学校12所\n"}),
    "table.csv": f'编号,标题,正文,日期\n1,总结,"{TEXT}",2020-01-08\n2,,新建学校3所,\n'.encode(),
    "table.tsv": "标题\t正文\n总结\t新建学校12所,投入3万元\n".encode("gb18030"),
    "lines.jsonl": f"{json.dumps({'title': '总结', 'content': TEXT})}\n{json.dumps({'content': None})}\n".encode(),
    "list.json": json.dumps([{"title": "总结", "content": TEXT, "date": 20200108}]).encode(),
    "report.rtf": rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}\f0 \'d7\'dc\'bd\'e1\par 12\u25152 ?\cell\row\bin3 abc}",
    "page.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html;"
    b" charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E5=85=A8 12 <p>\r\n--b--\r\n",
    "paper.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"
    b" 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj 4 0 obj<</Length 9>>stream\n(12)Tj\nendstream"
    b" endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(1024),
}  # fmt: skip
"""Small files of every kind, by name."""

scraps = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"\0", b"\xff", b"\r", b"\xed\xa0\x80", b'"', b"<", b"]]>", b"&#x110000;", b"{", b"}", b"\\", b"\\u-99999?", b"\\bin999999999 ",
         b"<!--", b"<table>" * 9, b"PK\3\4", b"[" * 99, b"9" * 99, b"\t", b"\n", b"\xef\xbb\xbf", b"\xff\xfe\0\0", b"~{", b"=?"]
    ),
)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """The name and the bytes of a small file, some stretches of it replaced, doubled or cut, or of no file at all."""
    name = draw(st.sampled_from([*FILES]))
    if draw(st.integers(0, 7)) == 7:
        return name, draw(st.binary(max_size=200))
    data = FILES[name]
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        between = draw(st.one_of(scraps, st.just(data[start:end] * 2)))
        data = data[:start] + between + data[end:]
    return name, data[: draw(st.integers(0, len(data)))] if draw(st.integers(0, 7)) == 7 else data
