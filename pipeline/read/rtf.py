"""Rich text (.rtf, and many a .doc in disguise)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.dates import iso_date
from pipeline.read.file import File, sha256
from pipeline.records import Problem, Source

_CELL = re.compile(rb"\\cell(?![a-z0-9]) ?")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_CHARSETS = {b"134": 936, b"136": 950, b"128": 932, b"129": 949}
_CHARSET = re.compile(rb"\\fcharset(\d+)")
_REVISED = re.compile(rb"\\revtim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


def read_rtf(file: File) -> Iterator[Source | Problem]:
    """One source. The labels of numbered lists stand in the file as text, so nothing is to be counted."""
    from striprtf.striprtf import rtf_to_text

    data = file.bytes()
    code_page = _code_page(data)
    # Cells are told apart by a tab here as in every other format, not by a bar, which also stands in text.
    marked = _CELL.sub(rb"\\tab ", data).decode("latin-1")
    try:
        text = rtf_to_text(marked, encoding=f"cp{code_page}", errors="replace")
    except (ValueError, LookupError, IndexError, KeyError, UnicodeError) as error:
        yield file.problem("unreadable", f"{type(error).__name__}: {error}")
        return
    lines = (line.strip(" \t\xa0\u3000\r") for line in text.replace("\f", "\n").split("\n"))
    text = "\n".join(line for line in lines if line)
    if not text:
        yield file.problem("no_text" if rb"\pict" in data else "empty")
        return
    if not data.rstrip(b"\0 \r\n\t\x1a").endswith(b"}"):
        yield file.problem("truncated_file", "the outermost group is not closed")
    revised = _REVISED.search(data)
    yield Source(
        path=file.path,
        text=text,
        media_type="application/rtf",
        encoding={936: "gb18030", 950: "big5hkscs"}.get(code_page, f"cp{code_page}"),
        sha256=sha256(data),
        published=iso_date("-".join(part.decode() for part in revised.groups())) if revised else None,
    )


def _code_page(data: bytes) -> int:
    """The code page of the bytes: that of the document, or of its Chinese fonts where the document says Latin."""
    stated = _CODE_PAGE.search(data)
    page = int(stated.group(1)) if stated else 1252
    if page in (1252, 0, 10000):
        fonts = [found for found in _CHARSET.findall(data) if found in _CHARSETS]
        if fonts:
            return _CHARSETS[max(set(fonts), key=fonts.count)]
    return page
