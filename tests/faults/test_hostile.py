"""Files made to harm: each is bounded in time, gives what can be read of it, and is named by its problem code."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.run import run
from pipeline.config import Config
from pipeline.flow import process
from pipeline.read import read, read_file
from pipeline.read.file import File, Limits
from pipeline.records import Problem, Source
from pipeline.resources import Resources

TEXT = "岭川县教育局2019年工作总结\n2019年,新建学校12所,完成投资4612万元,比上年增长8.5%。\n"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "哈哈">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)
SECONDS = 120
"""Of the processor; all take less than two on a machine that is free."""


def packed(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def unnamed() -> bytes:
    """An archive with a member without a name, which `zipfile` writes only by a detour."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        info = zipfile.ZipInfo("x")
        info.filename = ""
        with archive.open(info, "w") as member:
            member.write(TEXT.encode())
        archive.writestr("t.txt", TEXT)
    return data.getvalue()


def nested(depth: int) -> bytes:
    data = packed({"t.txt": TEXT})
    for _ in range(depth):
        data = packed({"inner.zip": data, "t.txt": TEXT})
    return data


def word(body: str, before: str = "") -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = f"{before}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return packed({"[Content_Types].xml": types, "word/document.xml": document})


def pdf(*objects: bytes) -> bytes:
    data, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return data + tail % (size, table, size, len(data))


HOSTILE: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    # name of the file: (its bytes, codes of its problems)
    "bomb.zip": (lambda: packed({"zeros.txt": bytes(30_000_000), "t.txt": TEXT}), {"too_large"}),
    "nested.zip": (lambda: nested(20), {"nested_archive"}),
    "names.zip": (lambda: packed({"../../x.txt": TEXT, "/y.txt": TEXT, "C:\\z.txt": TEXT}), {"unsafe_name"}),
    "unnamed.zip": (lambda: unnamed(), set()),
    "laughs.docx": (lambda: word("<w:p><w:r><w:t>甲&a11;&file;</w:t></w:r></w:p>", LAUGHS), {"entities_ignored"}),
    "laughs.html": (lambda: f"<!DOCTYPE html>{LAUGHS}<html><body><p>{TEXT}&a11;&file;</p>".encode(), {"entities_ignored"}),
    "deep.docx": (lambda: word("<w:sdt><w:sdtContent>" * 20000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 20000), {"empty"}),
    "deep.html": (lambda: ("<html><body>" + "<div>" * 50_000 + TEXT).encode(), set()),
    "deep.rtf": (lambda: ("{\\rtf1" + "{" * 100_000 + "a" + "}" * 100_000 + "}").encode(), set()),
    "table.html": (lambda: ("<html><h1>公报</h1><table>" + "<tr><td>学校<td>12<td>所" * 3000).encode(), set()),
    "nul.txt": (lambda: TEXT.encode() + bytes(100_000) + TEXT.encode(), {"undecodable"}),
    "control.txt": (lambda: TEXT.encode() + bytes(range(1, 9)) * 5000, {"undecodable"}),
    "surrogates.txt": (lambda: TEXT.encode() + b"\xed\xa0\x80" * 100, {"undecodable"}),
    "surrogates.json": (lambda: json.dumps([{"title": "\ud800", "content": TEXT + "\udc00"}]).encode(), set()),
    "bidi.txt": (lambda: (TEXT + "\u202e投资" + "\u202d\u2066" * 200 + "12万元。\n").encode(), {"hidden_characters"}),
    "controls.txt": (lambda: (TEXT + "新建学校\x0012\x7f所。\n").encode(), {"hidden_characters"}),
    "quote.csv": (lambda: ('编号,正文\n1,"' + "新建学校12所。" * 20_000).encode(), set()),
    "wide.csv": (lambda: ("正文" + ",a" * 50_000 + "\n甲" + ",1" * 50_000).encode(), set()),
    "kids.pdf": (
        lambda: pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"),
        {"unreadable"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def resources() -> Resources:
    made = Resources()
    process(Source(path="a.txt", text=TEXT), made)
    return made


def found(name: str, data: bytes, resources: Resources) -> list[Source | Problem]:
    file = File(
        path=name, name=name, size=len(data), open=partial(io.BytesIO, data), rules=resources.rules, limits=Limits()
    )
    return list(read_file(file))


@pytest.mark.parametrize("name", HOSTILE)
def test_is_bounded_and_named(name: str, resources: Resources) -> None:
    make, codes = HOSTILE[name]
    data = make()
    started = time.process_time()
    items = found(name, data, resources)
    named = {item.code for item in items if isinstance(item, Problem)}
    for item in items:
        if isinstance(item, Source):
            assert "root:" not in item.text and item.text.count("哈") < 100
            named |= {
                row.code for report in process(item, resources) for row in (*report.page.problems, *report.problems)
            }
    assert time.process_time() - started < SECONDS
    assert "stage_failed" not in named
    assert named >= codes if len(codes) < 2 else named & codes


@pytest.mark.timed
@pytest.mark.parametrize(
    "unit",
    [
        "新建学校12所,投资3万元,",
        "小学、初中分别为12所、3所,",
        "12所\t",
        "1.",
        "1,",
        "、一",
        "(",
        "“",
        "。",
        "a\u0301",
        "第1页",
        "2019年",
        "*",
        " ",
        "<",
        "\t1",
    ],
)
def test_one_long_line_takes_linear_time(unit: str, resources: Resources) -> None:
    def seconds(length: int) -> float:
        text = TEXT + (unit * length)[:length] + "\n" + TEXT
        started = time.process_time()
        process(Source(path="a.txt", text=text), resources)
        return time.process_time() - started

    short, long = min(seconds(2_000), seconds(2_000)), seconds(16_000)
    assert long < 0.5 or long < 24 * short, f"{short:.3f} s, and {long:.3f} s for 8 times the length"


def test_a_picture_that_holds_itself_three_times_costs_its_file_only(tmp_path: Path) -> None:
    """The PDF library draws it until memory or time end, which is why a run reads files in watched processes."""
    draw = b"/F Do /F Do /F Do"
    picture = b"/Resources<</XObject<</F 4 0 R>>>>"
    stream = b"/Length %d>>stream\n%s\nendstream" % (len(draw), draw)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus" / "form.pdf").write_bytes(
        pdf(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R" + picture + b">>",
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]" + picture + stream,
            b"<<" + stream,
        )
    )
    run(tmp_path / "corpus", tmp_path / "out", Config(workers=1, timeout=20, memory=1500))
    with (tmp_path / "out" / "problems.csv").open(encoding="utf-8", newline="") as file:
        named = {row["path"]: row["code"] for row in csv.DictReader(file)}
    assert named.keys() == {"form.pdf"} and named["form.pdf"] in ("timeout", "worker_died", "empty", "no_text")


def test_a_text_beyond_the_limit_is_named_and_not_processed(tmp_path: Path) -> None:
    """The real limit is ten million characters: 100 MB on one line take three seconds to be refused."""
    text = ("新建学校12所,完成投资3万元," * 70)[:1000]
    (tmp_path / "line.txt").write_text(text, encoding="utf-8")
    for limit, expected in ((1000, []), (999, ["too_large"])):
        items = list(read(tmp_path / "line.txt", "line.txt", limits=Limits(characters=limit)))
        assert [item.code for item in items if isinstance(item, Problem)] == expected


def test_a_figure_without_any_stop_does_not_blow_up_the_tables(tmp_path: Path) -> None:
    """Each row holds its sentence; a sentence of 100,000 characters would stand in 20,000 rows."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(TEXT + "小学12所," * 20_000, encoding="utf-8")
    counts = run(tmp_path / "corpus", tmp_path / "out", Config(workers=1))
    assert counts.indicators > 20_000
    assert (tmp_path / "out" / "indicators.csv").stat().st_size < 100_000_000


def test_nothing_is_written_beside_the_output_folder(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "names.zip").write_bytes(HOSTILE["names.zip"][0]())
    run(tmp_path / "corpus", tmp_path / "out", Config(workers=1))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "out"]
    assert sorted(path.name for path in (tmp_path / "corpus").iterdir()) == ["names.zip"]
