"""Word 97-2003 documents (.doc, .wps): the text by the piece table of the WordDocument stream.

Offsets and special characters are those of [MS-DOC]; documents of Word 6 and 95 keep their text in one stretch of a
code page. Many a scraped .doc is something else in disguise; `sniff` has sent those to their own readers.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import msgspec

from pipeline.patterns import re
from pipeline.read.charset import charsets
from pipeline.read.file import File, sha256
from pipeline.read.properties import summary
from pipeline.records import Problem, Source

MEDIA_TYPE = "application/msword"

WORD_MAGIC = (0xA5EC, 0xA5DC)
"""wIdent of Word 97 and later, and of Word 6 and 95 ([MS-DOC] 2.5.2)."""

WORD_97 = 0x00C1
"""nFib from which text is Unicode with a piece table in a table stream."""

ENCRYPTED, TABLE_1 = 0x0100, 0x0200
"""Flags at offset 10 of the FIB: fEncrypted, fWhichTblStm."""

FC_CLX = 0x01A2
"""Where the FIB tells offset and size of the piece table."""

COUNTS = 0x4C
"""Where the FIB tells how many characters each part of the document has: main text, footnotes, page heads, a reserved
one, annotations, endnotes, text boxes, text boxes of page heads."""

KEPT = (0, 1, 5, 6)
"""The parts that are read: main text, footnotes, endnotes, text boxes."""


class BrokenDocumentError(Exception):
    """A structure of the document points outside the file or is not what it should be."""


class Fib(msgspec.Struct, frozen=True):
    """What is needed of the file information block."""

    version: int
    flags: int
    text_start: int
    text_end: int
    counts: tuple[int, ...]
    clx_start: int
    clx_size: int


def read_doc(file: File) -> Iterator[Source | Problem]:
    """One source; footnotes, endnotes and text boxes stand behind the text."""
    import olefile

    data = file.bytes()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                yield file.problem("encrypted", "an Office document with a password")
                return
            if not ole.exists("WordDocument"):
                names = ", ".join("/".join(path) for path in ole.listdir()[:5])
                yield file.problem("unknown_format", f"an Office file without a Word document ({names})")
                return
            stream = ole.openstream("WordDocument").read()
            fib = read_fib(stream)
            if fib.flags & ENCRYPTED:
                yield file.problem("encrypted", "a Word document with a password")
                return
            table_name = "1Table" if fib.flags & TABLE_1 else "0Table"
            table = ole.openstream(table_name).read() if ole.exists(table_name) else b""
            named = ole.exists("\x05SummaryInformation")
            title, published = summary(ole.openstream("\x05SummaryInformation").read()) if named else (None, None)
    except (BrokenDocumentError, struct.error) as error:
        yield file.problem("truncated_file", str(error))
        return
    except Exception as error:  # olefile raises what it meets: OSError, IndexError, its own errors
        yield file.problem("truncated_file", f"{type(error).__name__}: {error}")
        return
    raw, whole = document_text(stream, table, fib, file)
    text = lines_of(raw)
    if not text:
        yield file.problem("no_text" if "\x01" in raw or "\x08" in raw else "empty")
        return
    if not whole:
        yield file.problem("truncated_file", "parts of the text lie beyond the end of the file")
    yield Source(
        path=file.path,
        text=text,
        media_type=MEDIA_TYPE,
        encoding="utf-16-le" if fib.version >= WORD_97 else "gb18030",
        sha256=sha256(data),
        title=_title(title, file),
        published=published,
    )


def read_fib(stream: bytes) -> Fib:
    """The file information block at the beginning of the WordDocument stream."""
    if len(stream) < 0x60:
        raise BrokenDocumentError("the WordDocument stream breaks off in its first block")
    magic, version = struct.unpack_from("<HH", stream)
    if magic not in WORD_MAGIC:
        raise BrokenDocumentError(f"no Word document: it begins with {magic:#06x}")
    (flags,) = struct.unpack_from("<H", stream, 10)
    text_start, text_end = struct.unpack_from("<II", stream, 0x18)
    if version < WORD_97 or len(stream) < FC_CLX + 8:
        return Fib(min(version, WORD_97 - 1), flags, text_start, text_end, (), 0, 0)
    counts = struct.unpack_from("<8i", stream, COUNTS)
    clx_start, clx_size = struct.unpack_from("<II", stream, FC_CLX)
    return Fib(version, flags, text_start, text_end, counts, clx_start, clx_size)


def document_text(stream: bytes, table: bytes, fib: Fib, file: File) -> tuple[str, bool]:
    """The characters of the parts that are read, and whether all of them lie in the file."""
    if fib.version < WORD_97:
        data = stream[fib.text_start : fib.text_end]
        decoded = file.rules.make(charsets).decode(data.replace(b"\x07", b"\t\r"))
        return (decoded.text if decoded else ""), len(data) == fib.text_end - fib.text_start
    pieces = list(read_pieces(table[fib.clx_start : fib.clx_start + fib.clx_size]))
    if not pieces:  # a table stream that is lost: one stretch of text is what simple documents have
        data = stream[fib.text_start : fib.text_end]
        wide = len(data) >= 2 * max(1, fib.counts[0])
        return data.decode("utf-16-le" if wide else "cp1252", "replace"), False
    whole = True
    out: list[str] = []
    for characters, offset, narrow in pieces:
        size = characters if narrow else 2 * characters
        data = stream[offset : offset + size]
        whole = whole and len(data) == size
        out.append(data.decode("cp1252" if narrow else "utf-16-le", "replace"))
    return _kept("".join(out), fib.counts), whole


def read_pieces(clx: bytes) -> Iterator[tuple[int, int, bool]]:
    """The pieces of the text in order: number of characters, byte offset, whether a byte a character."""
    at = 0
    while at < len(clx) and clx[at] == 1:  # property modifiers stand before the piece table
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0] if at + 3 <= len(clx) else len(clx)
    if at + 5 > len(clx) or clx[at] != 2:
        return
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    if count <= 0:
        return
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        (position,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        narrow = bool(position & 0x40000000)
        offset = position & 0x3FFFFFFF
        if ends[number + 1] >= ends[number]:
            yield ends[number + 1] - ends[number], offset // 2 if narrow else offset, narrow


def _kept(text: str, counts: tuple[int, ...]) -> str:
    """The parts that are read, out of all characters of the document. Counts are of UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    out: list[str] = []
    at = 0
    for number, count in enumerate(counts):
        count = max(0, count)
        if number in KEPT:
            out.append(units[2 * at : 2 * (at + count)].decode("utf-16-le", "replace"))
        at += count
    return "\r".join(out)


_FIELD_MARKS = re.lazy("([\x13\x14\x15])")
_SIGNS = {
    0x0B: "\n",  # line break
    0x0C: "\n",  # page or section break
    0x0E: "\n",  # column break
    0x1E: "-",  # hyphen that does not break
    0xA0: " ",
    **dict.fromkeys((0, 1, 2, 3, 4, 5, 8, 0x13, 0x14, 0x15, 0x1F, 0xAD), None),
    # pictures, references to notes and annotations, drawn objects, field marks, optional hyphens
}


def lines_of(raw: str) -> str:
    """The characters of Word as lines: fields by their results, cells of a row with tabs between them."""
    lines: list[str] = []
    for paragraph in _without_codes(raw).translate(_SIGNS).split("\r"):
        # Each cell ends with a mark, each row with one more: an empty cell at a row's end is taken for that.
        for row in paragraph.split("\x07\x07"):
            line = row.rstrip("\x07").replace("\x07", "\t")
            lines += [part.strip(" \u3000") for part in line.split("\n")]
    return "\n".join(line for line in lines if line.strip())


def _without_codes(raw: str) -> str:
    """Fields as they are shown: a code stands between 13 and 14 (or 15, if there is no result), fields nest."""
    out: list[str] = []
    in_code: list[bool] = []
    for piece in _FIELD_MARKS.split(raw):
        if piece == "\x13":
            in_code.append(True)
        elif piece == "\x14" and in_code:
            in_code[-1] = False
        elif piece == "\x15" and in_code:
            in_code.pop()
        elif not any(in_code):
            out.append(piece)
    return "".join(out)


def _title(title: object, file: File) -> str | None:
    """A title of the document properties, which are bytes in the code page of the writer."""
    if isinstance(title, bytes):
        decoded = file.rules.make(charsets).decode(title.rstrip(b"\0"))
        title = decoded.text if decoded else None
    return title.strip() or None if isinstance(title, str) else None
