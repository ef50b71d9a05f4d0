"""Encodings: every one that Chinese pages use, at any length, whatever the page says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.read.charset import Charsets
from pipeline.rules import Rules
from tests.read.support import codes, source

CHARSETS = Charsets(Rules())
HANS = (
    "全县现有各类学校186所，在校学生6.83万人。今年以来，我局认真落实各项部署，投入资金2300万元，"
    "新建校舍12栋，改善了农村学校的办学条件，受到群众好评。下一步将继续抓好重点工程建设。"
)
HANT = (
    "全縣現有各類學校186所，在校學生6.83萬人。今年以來，我局認真落實各項部署，投入資金2300萬元，"
    "新建校舍12棟，改善了農村學校的辦學條件，受到群眾好評。下一步將繼續抓好重點工程建設。"
)
WRITTEN = [
    # (encoding of the bytes, text, name that is reported)
    ("utf-8", HANS, "utf-8"),
    ("utf-8-sig", HANS, "utf-8"),
    ("utf-16", HANS, "utf-16-le"),
    ("utf-16-le", HANS, "utf-16-le"),
    ("utf-16-be", HANS, "utf-16-be"),
    ("utf-32", HANS, "utf-32-le"),
    ("gb2312", HANS, "gb18030"),
    ("gbk", HANT, "gb18030"),
    ("gb18030", HANS + "𠮷㐂", "gb18030"),
    ("big5", HANT, "big5hkscs"),
    ("big5hkscs", HANT, "big5hkscs"),
    ("hz", "全县现有学校。今年以来工作。", "hz"),
]


@pytest.mark.parametrize(("written", "text", "name"), WRITTEN)
def test_reads(written: str, text: str, name: str) -> None:
    decoded = CHARSETS.decode(text.encode(written))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.replaced) == (text, name, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_reads_cuts_of_twenty_characters(encoding: str) -> None:
    text = HANT if encoding == "big5hkscs" else HANS
    chance = random.Random(7)
    for _ in range(40):
        start = chance.randrange(len(text) - 20)
        assert CHARSETS.encoding(text[start : start + 20].encode(encoding)) == encoding


def test_line_ends_stay() -> None:
    assert source("甲工作\r\n乙工作\r丙\n".encode(), "a.txt").text == "甲工作\r\n乙工作\r丙\n"


def test_a_cut_within_a_character_is_no_other_encoding() -> None:
    data = HANS.encode()[:-2]
    found = source(data, "a.txt")
    assert (found.encoding, found.text[:-1]) == ("utf-8", HANS[:-1])
    assert codes(data, "a.txt") == ["replaced_bytes"]


def test_some_wrong_bytes_are_counted() -> None:
    data = bytearray(HANS.encode())
    data[30] = 0xFF
    assert codes(bytes(data), "a.txt") == ["replaced_bytes"]


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_no_text(seed: int) -> None:
    data = random.Random(seed).randbytes(2000)
    assert codes(data, "a.txt") in (["undecodable"], ["unknown_format"])


@given(st.binary(max_size=400))
def test_any_bytes_at_all(data: bytes) -> None:
    decoded = CHARSETS.decode(data)
    if decoded is not None:
        decoded.text.encode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_utf_8_is_never_taken_for_anything_else(text: str) -> None:
    decoded = CHARSETS.decode(text.encode())
    assert decoded is not None
    assert decoded.text == text.removeprefix("\ufeff")
