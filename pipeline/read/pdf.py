"""PDF: the text of each page, with the line ends of the layout taken out again.

A line of a PDF ends where the paper ends. Lines are joined into paragraphs by where they stand: a line that reaches the
right edge of its column goes on in the next one unless that is indented, as the first line of a Chinese paragraph is.
Page numbers and heads that repeat from page to page are known by standing at the edge of the paper, and are left out,
so that a sentence goes on across pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from pipeline.patterns import re
from pipeline.read.dates import iso_date
from pipeline.read.file import File, sha256
from pipeline.records import Problem, Source

MARGIN = 0.12
"""Share of the height of a page, at the top and at the bottom, in which heads and page numbers stand."""

GAP = 1.6
"""A gap within a line wider than this many characters parts two cells of a table."""

SCANNED = 10
"""A document with pictures and fewer characters a page than this has been scanned."""

_NUMBER = re.lazy(
    r"[-—－–·.\s]*(?:第?\s*(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*页?(?:\s*[/,，共]\s*共?\s*\d{1,4}\s*页?)?)[-—－–·.\s]*"
)
_DIGITS = re.lazy(r"\d+")


class Line(msgspec.Struct, frozen=True):
    """A line of a page: its text and its box in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        return max(self.top - self.bottom, 1.0)


class Sheet(msgspec.Struct, frozen=True):
    """The lines of a page in reading order, and its height."""

    lines: tuple[Line, ...]
    height: float


def read_pdf(file: File) -> Iterator[Source | Problem]:
    """One source for the document."""
    import pypdfium2

    data = file.bytes()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            yield file.problem("encrypted", str(error))
        else:
            yield file.problem("unreadable" if _ends(data) else "truncated_file", str(error))
        return
    try:
        sheets, pictures, lost = _sheets(document)
        facts = _facts(document)
    finally:
        document.close()
    text = "\n".join(paragraphs(sheets))
    if len(text) < SCANNED * max(1, len(sheets)) and pictures:
        yield file.problem("no_text", f"{len(sheets)} pages, {len(text)} characters")
        return
    if not text:
        yield file.problem("unreadable" if lost else "empty", f"{lost} pages cannot be read" if lost else "")
        return
    if lost or not _ends(data):
        yield file.problem("truncated_file", f"{lost} pages cannot be read" if lost else "the end mark is missing")
    yield Source(
        path=file.path,
        text=text,
        media_type="application/pdf",
        sha256=sha256(data),
        title=facts.get("Title") or None,
        published=iso_date(facts.get("ModDate") or facts.get("CreationDate")),
    )


def _ends(data: bytes) -> bool:
    return b"%%EOF" in data[-2048:]


def _facts(document: Any) -> dict[str, str]:
    """The document properties, none if they are broken."""
    try:
        facts: dict[str, str] = document.get_metadata_dict()
    except (UnicodeDecodeError, RuntimeError):
        return {}
    return facts


def _sheets(document: Any) -> tuple[list[Sheet], bool, int]:
    """The pages, whether pages without text have pictures, and how many pages cannot be read."""
    import pypdfium2
    from pypdfium2 import raw

    sheets: list[Sheet] = []
    pictures, lost = False, 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            lost += 1
            continue
        sheets.append(Sheet(tuple(_lines(text_page)), page.get_height()))
        if not sheets[-1].lines and not pictures:
            pictures = any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
        text_page.close()
        page.close()
    return sheets, pictures, lost


def _lines(text_page: Any) -> Iterator[Line]:
    """The lines as they are drawn, with a tab where a gap parts cells."""
    from pypdfium2 import raw

    # The loose box is that of the type, not of the ink: a full stop fills the space of a character.
    box_of = raw.FS_RECTF()
    text: list[str] = []
    box: list[float] = []
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if char in "\r\n" or code in (0xFFFE, 0xFFFF):
            if char == "\n" or code >= 0xFFFE:
                yield from _line(text, box)
                text, box = [], []
            continue
        if not raw.FPDFText_GetLooseCharBox(text_page, index, box_of):
            continue
        left, right, bottom, top = box_of.left, box_of.right, box_of.bottom, box_of.top
        if char.isspace():
            text.append(" ")
            continue
        if not box:
            box = [left, right, bottom, top]
        else:
            height = max(box[3] - box[2], 1.0)
            if left - box[1] > GAP * height:
                text.append("\t")
            elif bottom > box[3] or top < box[2] - height or left < box[0] - 4 * height:
                yield from _line(text, box)
                text, box = [], [left, right, bottom, top]
            box = [min(box[0], left), max(box[1], right), min(box[2], bottom), max(box[3], top)]
        text.append(char)
    yield from _line(text, box)


def _line(text: list[str], box: list[float]) -> Iterator[Line]:
    words = re.sub(r" *\t *", "\t", "".join(text)).strip()
    if words and box:
        yield Line(re.sub(r" +", " ", words), *box)


# ---------------------------------------------------------------- layout → paragraphs


def paragraphs(sheets: list[Sheet]) -> list[str]:
    """The lines of all pages joined into paragraphs, without page numbers and heads that repeat."""
    repeated = _repeated(sheets)
    lines = [line for sheet in sheets for line in sheet.lines if not _furniture(line, sheet, repeated)]
    if not lines:
        return []
    edge = _right_edge(lines)
    out: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None and _goes_on(last, line, edge):
            out[-1] += _glue(out[-1], line.text) + line.text
        else:
            out.append(line.text)
        last = line
    return out


def _at_edge(line: Line, sheet: Sheet) -> bool:
    return line.bottom > sheet.height * (1 - MARGIN) or line.top < sheet.height * MARGIN


def _repeated(sheets: list[Sheet]) -> frozenset[str]:
    """Lines at the edge of the paper that stand on several pages, numbers apart."""
    if len(sheets) < 2:
        return frozenset()
    seen = Counter(
        key
        for sheet in sheets
        for key in {_DIGITS.sub("#", line.text) for line in sheet.lines if _at_edge(line, sheet)}
    )
    return frozenset(key for key, count in seen.items() if count >= max(2, len(sheets) // 3))


def _furniture(line: Line, sheet: Sheet, repeated: frozenset[str]) -> bool:
    if not _at_edge(line, sheet):
        return False
    return _DIGITS.sub("#", line.text) in repeated or (
        _NUMBER.fullmatch(line.text) is not None and line in (sheet.lines[0], sheet.lines[-1])
    )


def _right_edge(lines: list[Line]) -> float:
    """Where full lines end: the right edge that most of the text reaches."""
    ends = Counter(round(line.right / 6) for line in lines for _ in range(len(line.text)))
    most = max(ends.values())
    return 6 * max(end for end, count in ends.items() if count >= most / 3)


def _goes_on(last: Line, line: Line, edge: float) -> bool:
    """Whether a line continues the one before it."""
    size = last.size
    if "\t" in last.text or "\t" in line.text:
        return False
    reaches = last.right >= edge - 1.7 * size
    indented = line.left > last.left + 1.2 * size
    if re.match(
        r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第[一二三四五六七八九十]+[章节部])",
        line.text,
    ):
        return False
    return reaches and not indented and 0.6 < line.size / size < 1.6


def _glue(left: str, right: str) -> str:
    """Between Latin words a blank, between Han nothing, and a hyphen at the line's end stays."""
    return " " if left[-1:].isascii() and right[:1].isascii() and left[-1:].isalpha() and right[:1].isalpha() else ""
