"""Word 97, rich text and PDF."""

from __future__ import annotations

import struct

import pytest

from corpora.office import compound, doc, pdf
from pipeline.read.doc import lines_of
from pipeline.read.properties import summary
from tests.read.support import codes, source, texts

REPORT = "甲县工作总结\n一、基本情况\n全县共有学校12所，在校学生3456人。\n学校|人数\n一小|1200\n完。"
LINES = "甲县工作总结\n一、基本情况\n全县共有学校12所，在校学生3456人。\n学校\t人数\n一小\t1200\n完。"


def test_doc() -> None:
    found = source(doc(REPORT), "a.doc")
    assert (found.text, found.media_type) == (LINES, "application/msword")


def test_doc_of_many_sectors() -> None:
    text = "\n".join(f"第{number}行，投入资金{number}万元。" for number in range(9000))
    assert texts(doc(text), "a.doc") == [text]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("甲\x13 HYPERLINK x \x14乙\x15丙\r", "甲乙丙"),
        ("甲\x13 A \x13 B \x14x\x15 \x14乙\x15丙", "甲乙丙"),
        ("目\x13 PAGE \x15录", "目录"),
        ("甲\x0b乙\x0c丙", "甲\n乙\n丙"),
        ("校\x07人\x07\x07一\x075\x07\x07", "校\t人\n一\t5"),
        ("图\x01文\x08注\x02批\x05", "图文注批"),
        ("A\x1eB\x1fC", "A-BC"),
    ],
)
def test_doc_signs(raw: str, lines: str) -> None:
    assert lines_of(raw) == lines


def test_doc_with_password() -> None:
    assert codes(doc(REPORT, flags=0x0100), "a.doc") == ["encrypted"]
    assert codes(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "a.docx") == ["mislabelled", "encrypted"]


def properties(kind: int, value: bytes, count: int = 1) -> bytes:
    """A stream of summary properties with one property, of identifier 2 or, for times, 13."""
    identifier = 13 if kind == 0x40 else 2
    section = struct.pack("<IIII", 16, count, identifier, 16) + struct.pack("<I", kind) + value
    return bytes(44) + struct.pack("<I", 48) + section


TICKS = 132_877_824_000_000_000  # 2022-01-27
SUMMARIES = [
    (properties(0x1E, struct.pack("<I", 5) + "总结".encode("gbk") + b"\0"), ("总结".encode("gbk"), None)),
    (properties(0x1F, struct.pack("<I", 3) + "总结\0".encode("utf-16-le")), ("总结", None)),
    (properties(0x40, struct.pack("<Q", TICKS)), (None, "2022-01-27")),
    (properties(0x40, b"\xff" * 8), (None, None)),
    (properties(0x101E, b"\xff\xff\xff\xff" * 2, 0xFFFFFFFF), (None, None)),
    (b"", (None, None)),
]


@pytest.mark.parametrize(("stream", "found"), SUMMARIES)
def test_summary_properties(stream: bytes, found: tuple[object, object]) -> None:
    assert summary(stream) == found


def test_office_file_of_another_kind() -> None:
    assert codes(compound({"Workbook": b"x"}), "a.doc") == ["unknown_format"]


def test_doc_cut_off() -> None:
    data = doc("投入资金500万元。\n" * 2000)
    assert codes(data[: len(data) // 2], "a.doc") == ["truncated_file"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (f"<html><body><p>{LINES}</p></body></html>".encode("gb18030"), "text/html"),
        (LINES.encode("gb18030"), "text/plain"),
        (b"{\\rtf1\\ansi\\ansicpg936 " + "".join(f"\\'{b:02x}" for b in "工作总结".encode("gbk")).encode() + b"\\par}", "application/rtf"),
    ],
)  # fmt: skip
def test_doc_in_disguise(data: bytes, kind: str) -> None:
    assert codes(data, "a.doc") == ["mislabelled"]
    assert source(data, "a.doc").media_type == kind


def rtf(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" if byte > 0x7F else chr(byte) for byte in text.encode(encoding))


RTF = [
    (r"{\rtf1\ansi\ansicpg936 " + rtf("全县共有学校12所") + r"\par " + rtf("完") + "}", "全县共有学校12所\n完"),
    (r"{\rtf1\ansi\ansicpg950 " + rtf("全縣學校", "big5") + "}", "全縣學校"),
    (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 " + rtf("全县") + "}", "全县"),
    (r"{\rtf1\ansi\uc1 \u20840?\u21439?}", "全县"),
    (r"{\rtf1\ansi\ansicpg936{\info{\title x}}{\listtext\pard 1.\tab}" + rtf("抓管理") + "}", "1. 抓管理"),
    (r"{\rtf1\ansi\ansicpg936\trowd\cellx1 " + rtf("校") + r"\cell 12\cell\row}", "校\t12"),
    (r"{\rtf1\ansi\ansicpg99999 abc\'e9}", "abcé"),
    (r"{\rtf1\ansi\uc2\u-25604 ??\u-9216??x}", "鯼\ufffdx"),
    (r"{\rtf1\ansi\uc1\u55362?\u57271?x}", "𠮷x"),
    (r"{\rtf1\ansi\ansicpg936 a{\pict\bin4 {{{{}b}", "ab"),
    (r"{\rtf1\ansi\ansicpg936 a{\v hid}b{\footnote note}c\par d}", "abc\nd\nnote"),
    (r"{\rtf1\ansi\ansicpg936 " + rtf("甲") + r"\line " + rtf("乙") + r"\emdash\~\_\{\}\\}", "甲\n乙— -{}\\"),
    (
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset136 M;}{\f1\fnil\fcharset0 T;}}\f0 "
        + rtf("學", "big5")
        + r"\f1 "
        + rtf("学")
        + "}",
        "學学",
    ),
    (r"{\rtf1\ansi\ansicpg936 {\*\generator x;}{\pict 0102}" + rtf("文") + "}", "文"),
]


@pytest.mark.parametrize(("data", "lines"), RTF)
def test_rtf(data: str, lines: str) -> None:
    assert texts(data.encode("ascii"), "a.rtf") == [lines]


PARAGRAPH = (
    "今年以来，在县委的坚强领导下，全县教育系统共投入资金1234.5万元，新建校舍12栋，改善办学条件，完成率达到98.5%。"
)


def test_pdf_joins_lines_and_drops_heads_and_numbers() -> None:
    source_text = f"# 甲县教育局工作总结\n{(PARAGRAPH + chr(10)) * 20}一、主要做法\n{PARAGRAPH}\n"
    lines = f"甲县教育局工作总结\n{(PARAGRAPH + chr(10)) * 20}一、主要做法\n{PARAGRAPH}"
    found = source(pdf(source_text, head="甲县教育局文件", title="总结"), "a.pdf")
    assert found.text == lines
    assert (found.title, found.published) == ("总结", "2022-01-28")


def test_pdf_columns_stay_apart() -> None:
    assert texts(pdf("学校|人数|比例\n一小|1200|12.5%\n"), "a.pdf") == ["学校\t人数\t比例\n一小\t1200\t12.5%"]


def test_pdf_cut_off() -> None:
    data = pdf(PARAGRAPH * 3)
    assert codes(data[:-30], "a.pdf") == ["truncated_file"]
    assert codes(data[:300], "a.pdf") == ["truncated_file"]


def test_pdf_without_text() -> None:
    blank = pdf(" ")
    assert codes(blank, "a.pdf") == ["empty"]
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\0\nendstream"
    picture = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>\nendobj\n"
        b"4 0 obj\n<</Length 20>>stream\n99 0 0 99 0 0 cm /I Do\nendstream\nendobj\n5 0 obj\n" + image + b"\nendobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    assert codes(picture, "a.pdf") == ["no_text"]


def test_pdf_with_password() -> None:
    data = pdf(PARAGRAPH).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O<"
        + b"00" * 32
        + b">/U<"
        + b"00" * 32
        + b">/P -4>>/ID[<00><00>]",
    )
    assert codes(data, "a.pdf") == ["encrypted"]
