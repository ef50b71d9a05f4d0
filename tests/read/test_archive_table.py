"""Archives and tables: many texts in one file."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from corpora.office import docx, packed
from pipeline.read import read
from pipeline.read.file import Limits
from pipeline.records import Problem, Source
from tests.read.support import codes, read_bytes, texts

TEXT = "全县现有学校186所，在校学生6.83万人，今年以来投入资金2300万元，办学条件明显改善，群众满意。"


def paths(data: bytes, name: str) -> list[str]:
    return [found.path for found in read_bytes(data, name)]


def test_members_have_names_in_any_encoding() -> None:
    members = {"资料/工作总结.txt": TEXT.encode("gb18030"), "b.docx": docx(TEXT)}
    assert paths(packed(members), "a.zip") == ["a.zip!资料/工作总结.txt", "a.zip!b.docx"]
    assert paths(packed(members, names="gb18030"), "a.zip") == ["a.zip!资料/工作总结.txt", "a.zip!b.docx"]
    hant = {"資料/工作總結.txt": TEXT.encode("big5", "ignore")}
    assert paths(packed(hant, names="big5"), "a.zip") == ["a.zip!資料/工作總結.txt"]


def test_short_gbk_names() -> None:
    assert paths(packed({"附件.txt": TEXT.encode()}, names="gbk"), "a.zip") == ["a.zip!附件.txt"]


def test_every_member_is_accounted_for() -> None:
    members = {
        "a.txt": TEXT.encode(),
        "空.txt": b"",
        "图.jpg": b"\xff\xd8\xff\xe0",
        "__MACOSX/x": b"1",
        "b.zip": packed({}),
    }
    found = read_bytes(packed(members), "a.zip")
    assert [x.code if isinstance(x, Problem) else x.text for x in found] == [
        TEXT, "empty", "unknown_format", "nested_archive",
    ]  # fmt: skip


def test_two_members_of_one_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
        with pytest.warns(UserWarning):
            archive.writestr("a.txt", TEXT)
    assert paths(out.getvalue(), "z.zip") == ["z.zip!a.txt", "z.zip!a.txt~2"]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "C:\\a.txt", "x/../../a.txt"])
def test_names_that_lead_outside(name: str) -> None:
    assert codes(packed({name: TEXT.encode()}), "a.zip") == ["unsafe_name"]


def test_bombs() -> None:
    data = packed({"a.txt": b"\0" * 5_000_000})
    assert codes(data, "a.zip", Limits(ratio=100)) == ["too_large"]
    assert codes(data, "a.zip", Limits(unpacked=1_000_000)) == ["too_large"]
    many = packed({f"{n}.txt": TEXT.encode() for n in range(30)})
    assert codes(many, "a.zip", Limits(members=20)) == ["too_large"]
    assert codes(many, "a.zip", Limits(unpacked=len(TEXT.encode()) * 10)) == ["too_large"] * 20
    assert codes(docx("字" * 500_000), "a.docx", Limits(unpacked=100_000)) == ["too_large"]


def test_a_directory_that_lies_about_sizes() -> None:
    data = bytearray(packed({"a.txt": b"\0" * 3_000_000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert codes(bytes(data), "a.zip", Limits(unpacked=1_000_000))[0] in (
        "too_large",
        "unreadable",
        "empty",
        "unknown_format",
    )


def test_encrypted_member() -> None:
    data = bytearray(packed({"a.txt": TEXT.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert codes(bytes(data), "a.zip") == ["encrypted"]


def test_archive_cut_off() -> None:
    data = packed({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    assert codes(data[:-100], "a.zip") == ["truncated_file"]
    assert texts(data[:-100], "a.zip") == [TEXT, TEXT]


def rows(data: bytes, name: str) -> list[tuple[str, str | None, str | None, str]]:
    return [(x.path, x.title, x.published, x.text) for x in read_bytes(data, name) if isinstance(x, Source)]


TABLES = [
    ("a.csv", f"id,标题,日期,正文\n1,总结,2020-1-5,{TEXT}\n2,计划,2021/03/04,\"甲，乙\n{TEXT}\"\n",
     [("a.csv#1", "总结", "2020-01-05", TEXT), ("a.csv#2", "计划", "2021-03-04", "甲，乙\n" + TEXT)]),
    ("a.csv", f"id;x;memo\n1;短;{TEXT}\n", [("a.csv#1", None, None, TEXT)]),
    ("a.csv", f"1,{TEXT * 2}\n2,{TEXT}\n", [("a.csv#1", None, None, TEXT * 2), ("a.csv#2", None, None, TEXT)]),
    ("a.tsv", f"title\tcontent\n题\t{TEXT}\n", [("a.tsv#1", "题", None, TEXT)]),
    ("a.jsonl", json.dumps({"text": TEXT, "title": "题"}, ensure_ascii=False) + "\n\n" + json.dumps({"text": TEXT}) + "\n",
     [("a.jsonl#1", "题", None, TEXT), ("a.jsonl#2", None, None, TEXT)]),
    ("a.json", json.dumps([{"内容": TEXT}, {"内容": TEXT}]), [("a.json#1", None, None, TEXT), ("a.json#2", None, None, TEXT)]),
    ("a.json", json.dumps({"count": 1, "data": [{"content": [TEXT, TEXT]}]}), [("a.json#1", None, None, TEXT + "\n" + TEXT)]),
    ("a.json", json.dumps({"title": "题", "content": TEXT}), [("a.json#1", "题", None, TEXT)]),
    ("a.json", json.dumps([TEXT, TEXT]), [("a.json#1", None, None, TEXT), ("a.json#2", None, None, TEXT)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "found"), TABLES)
def test_tables(name: str, content: str, found: list[tuple[str, str | None, str | None, str]]) -> None:
    assert rows(content.encode(), name) == found
    assert rows(content.encode("gb18030"), name) == found
    assert rows(b"\xef\xbb\xbf" + content.encode(), name) == found


def test_bad_rows_are_reported() -> None:
    content = json.dumps({"text": TEXT}) + "\n[1]\n{broken\n" + json.dumps({"text": ""}) + "\n"
    assert codes(content.encode(), "a.jsonl") == ["bad_row", "bad_row", "empty"]


def test_table_of_figures_is_a_text() -> None:
    data = "年份,产量\n2020,5\n2021,6\n".encode()
    assert texts(data, "a.csv") == [data.decode()]


def test_long_fields() -> None:
    data = f"标题,正文\n题,{'字' * 200_000}\n".encode()
    assert [len(text) for text in texts(data, "a.csv")] == [200_000]


def test_no_such_file_and_no_access(tmp_path) -> None:
    assert [x.code for x in read(tmp_path / "none.txt", "none.txt")] == ["unreadable"]
    assert [x.code for x in read(tmp_path, "folder")] == ["unreadable"]
    (tmp_path / "empty.txt").write_bytes(b"")
    assert [x.code for x in read(tmp_path / "empty.txt", "empty.txt")] == ["empty"]


def test_too_large_for_memory() -> None:
    assert codes(TEXT.encode() * 100, "a.txt", Limits(whole=1000)) == ["too_large"]
