"""HTML: what is shown stays, what is not shown goes, tables stay rows, the report is found."""

from __future__ import annotations

import pytest

from tests.read.support import codes, source, texts

PROSE = "全县教育系统认真落实工作部署，投入资金500万元，新建校舍3栋，各项任务圆满完成。" * 4

# body of a page → the lines that are read
SHOWN = [
    ("<p>投入<script>var a=9;</script>500万元。</p>", "投入500万元。"),
    ("<p>投入<!-- 99 -->500<style>p{top:7}</style>万元。</p>", "投入500万元。"),
    ("<p>甲。</p><p style='display:none'>彩票88元。</p><p>乙。</p>", "甲。\n乙。"),
    ("<p>甲。</p><p hidden>赌场。</p><div style='visibility: hidden'>丙</div>", "甲。"),
    ("<p>字号大<span style='font-size:0'>隐藏</span>小</p>", "字号大小"),
    ("<p>一行<br>二行<br/>三行</p>", "一行\n二行\n三行"),
    ("<div>一、概况<p>二</p>三</div>", "一、概况\n二\n三"),
    ("<p>排放830万m<sup>3</sup>，占地5m<sup>2</sup></p>", "排放830万m³，占地5m²"),
    ("<p>总值<sup>[2]</sup>增长</p>", "总值[2]增长"),
    ("<p>发<ruby>展<rp>(</rp><rt>zhǎn</rt><rp>)</rp></ruby>快</p>", "发展快"),
    ("<p>在校\n  学生 300\n人</p>", "在校 学生 300 人"),
    ("<p>教育\n事业</p>", "教育事业"),
    ("<p>&nbsp;&nbsp;首行缩进&emsp;</p>", "首行缩进"),
    ("<p>5 &lt; 6 &amp;&#32;7</p>", "5 < 6 & 7"),
    ("<ol><li>抓管理</li><li>抓质量</li></ol>", "1.抓管理\n2.抓质量"),
    ("<ol type='A' start='3'><li>甲</li></ol>", "C.甲"),
    ("<ol style='list-style-type:cjk-ideographic'><li>甲</li><li>乙</li></ol>", "一、甲\n二、乙"),
    ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
    ("<table><tr><th>学校</th><th>人数</th></tr><tr><td>一小</td><td>1200</td></tr></table>", "学校\t人数\n一小\t1200"),
    ("<table><tr><td colspan=2>合计</td><td>5</td></tr></table>", "合计\t\t5"),
    ("<table><tr><td><p>甲</p><p>乙</p></td><td>5</td></tr></table>", "甲乙\t5"),
    (f"<table><tr><td>{PROSE * 2}</td><td><p>{PROSE}</p><p>二</p></td></tr></table>", f"{PROSE * 2}\n{PROSE}\n二"),
    ("<pre>甲  1\n乙  2</pre>", "甲 1\n乙 2"),
    ("<p>未闭合<b>标签<p>下一段", "未闭合标签\n下一段"),
    ("<p>编辑<input value='9'><select><option>8</option></select><button>提交</button>完</p>", "编辑完"),
]


@pytest.mark.parametrize(("body", "lines"), SHOWN)
def test_shows_what_a_browser_shows(body: str, lines: str) -> None:
    assert texts(f"<html><body>{body}</body></html>".encode(), "a.html") == [lines]


@pytest.mark.parametrize(
    "opening",
    ['<div id="zoom">', '<div class="x TRS_Editor">', '<div id="vsb_content">', "<article>", '<td class="unknown">'],
)
def test_finds_the_report(opening: str) -> None:
    tag = opening[1:].split()[0].rstrip(">")
    wrap = ("<table><tr>", "</tr></table>") if tag == "td" else ("", "")
    page = f"""<html><head><title>甲县总结</title></head><body><div class="nav"><a href=1>首页</a>|<a href=2>新闻</a></div>
    <div>发布时间：2021-03-04 点击：123</div>{wrap[0]}{opening}<p>{PROSE}</p><p>{PROSE}</p></{tag}>{wrap[1]}
    <div class="footer">版权所有 2021 备案号1234</div></body></html>"""
    assert texts(page.encode(), "a.html") == [f"{PROSE}\n{PROSE}"]


def test_an_element_with_a_known_name_but_little_text_is_passed_over() -> None:
    page = f'<body><div id="content"><p>摘要，略。</p></div><div class="abc"><p>{PROSE}</p></div></body>'
    assert PROSE in texts(page.encode(), "a.html")[0]


def test_furniture_by_name_that_holds_the_report_stays() -> None:
    assert PROSE in texts(f'<body><div class="ad"><p>{PROSE}</p></div></body>'.encode(), "a.html")[0]


def test_heading_outside_the_report_comes_first() -> None:
    page = f"<title>甲县局工作总结_甲县网</title><body><h1>甲县局工作总结</h1><div id=zoom><p>{PROSE}</p></div></body>"
    assert texts(page.encode(), "a.html") == [f"甲县局工作总结\n{PROSE}"]


def test_says_title_and_date() -> None:
    page = f"""<title>页名_网站</title><meta name="ArticleTitle" content="甲县 工作总结">
    <meta name="PubDate" content="2021-3-4 10:00"><body><p>{PROSE}</p></body>"""
    found = source(page.encode(), "a.html")
    assert (found.title, found.published, found.media_type) == ("甲县 工作总结", "2021-03-04", "text/html")


@pytest.mark.parametrize(("stated", "written"), [("utf-8", "gb18030"), ("gb2312", "utf-8"), ("big5", "gb18030")])
def test_a_lying_charset_is_not_believed(stated: str, written: str) -> None:
    page = f'<html><head><meta charset="{stated}"></head><body><p>{PROSE}</p></body></html>'
    found = source(page.encode(written), "a.html")
    assert (found.text, found.encoding) == (PROSE, written)


def test_entities_and_external_files_are_not_expanded(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>甲&x;乙，丙。</p></body></html>'
    assert "机密" not in texts(page.encode(), "a.html")[0]


def test_deep_nesting_is_read_without_recursion_error() -> None:
    page = "<html><body>" + "<div>" * 5000 + "深，处。" + "</div>" * 5000 + "</body></html>"
    assert texts(page.encode(), "a.html") == ["深，处。"]


def test_empty_page() -> None:
    assert codes(b"<html><body><script>1</script></body></html>", "a.html") == ["empty"]


def test_named_as_text() -> None:
    data = f"<!DOCTYPE html><html><body><p>{PROSE}</p></body></html>".encode()
    assert codes(data, "a.txt") == ["mislabelled"]
    assert texts(data, "a.txt") == [PROSE]


def test_text_with_some_markup_stays_text() -> None:
    text = "工作总结\n<p class='a'>投入5万元。</p>\n"
    assert texts(text.encode(), "a.txt") == [text]


def test_web_archive() -> None:
    page = f"<html><body><p>{PROSE}</p></body></html>".encode("gb18030")
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
    head += b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    assert texts(head + page + b"\r\n--B--\r\n", "a.mht") == [PROSE]


def test_of_known_elements_the_innermost() -> None:
    page = f"""<body><main><div>导航栏目一览</div><div class="content"><div id="vsb_content_501"><p>{PROSE}</p></div>
    <div>责任编辑：某某</div></div></main></body>"""
    assert texts(page.encode(), "a.html") == [PROSE]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_page_of_two_byte_characters_without_a_mark(encoding: str) -> None:
    page = "<html><body><p>全年完成造林5万亩,育苗300万株,成活率达到九成以上。</p><p>投入资金400万元。</p></body></html>"
    found = source(page.encode(encoding), "page.html")
    assert (found.media_type, codes(page.encode(encoding), "page.html")) == ("text/html", [])
    assert "<p>" not in found.text and "投入资金400万元。" in found.text
