"""What kind of file it is: by its content first, by its name where the content leaves it open."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from pipeline.patterns import re
from pipeline.read.file import File

Kind = Literal["text", "html", "mhtml", "docx", "doc", "rtf", "pdf", "zip", "csv", "tsv", "json", "jsonl", "unknown"]

ENDINGS: dict[str, Kind] = {
    # what a file with this ending is expected to be
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".mht": "mhtml",
    ".mhtml": "mhtml",
    ".docx": "docx",
    ".docm": "docx",
    ".doc": "doc",
    ".wps": "doc",
    ".dot": "doc",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".zip": "zip",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# magic numbers of kinds that hold no text that could be read here
FOREIGN = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"OTTO", "a font"),
    (b"\0\x01\0\0", "a font"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
    (b"CAJ\0", "a CAJ document"),
    (b"HN\0\0", "a CAJ document"),
)

_HTML = re.lazy(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b|<meta\b|<title\b)",
    re.IGNORECASE | re.DOTALL,
)
_TAGS = re.lazy(rb"<(?:p|div|table|tr|td|span|br|a|h\d|ul|li|script|style)\b[^<>]*>", re.IGNORECASE)
_MHTML = re.lazy(rb"^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?MIME-Version:", re.IGNORECASE)
_RTF = re.lazy(rb"^\s*\{\\rtf")


def expected(name: str) -> Kind | None:
    """The kind that the name promises, None if its ending says nothing."""
    return ENDINGS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())


def sniff(file: File) -> tuple[Kind, str]:
    """The kind of the file, and for `unknown` what it seems to be."""
    head = file.head()
    named = expected(file.name)
    plain = _without_mark(head)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(file)
    if head.startswith(OLE):
        return "doc", ""
    if b"%PDF-" in head[:1024]:
        return "pdf", ""
    if _RTF.match(plain):
        return "rtf", ""
    for magic, what in FOREIGN:
        # BM and MZ might begin a text; no text of these kinds has zero bytes in its first line
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head[:64] or magic[0] > 0x7F or magic[0] == 0x1F):
            return "unknown", what
    if _MHTML.match(plain) and named != "text":
        return "mhtml", ""
    if _HTML.match(plain) or (named in ("html", "doc") and len(_TAGS.findall(plain)) >= 3):
        return "html", ""
    if named in ("csv", "tsv", "json", "jsonl"):
        return named, ""
    if named is None and plain.lstrip()[:1] in (b"{", b"["):
        return "jsonl" if re.search(rb"\}\s*\n\s*\{", plain) else "json", ""
    return "text", ""


def _without_mark(head: bytes) -> bytes:
    """The head as single bytes: without byte order mark, UTF-16 narrowed as far as it is ASCII."""
    for mark, keep in (
        (b"\xef\xbb\xbf", slice(3, None)),
        (b"\xff\xfe", slice(2, None, 2)),
        (b"\xfe\xff", slice(3, None, 2)),
        # Markup without a mark: its first characters are ASCII.
        (b"<\0", slice(0, None, 2)),
        (b"\0<", slice(1, None, 2)),
    ):
        if head.startswith(mark):
            return head[keep]
    return head


def _packed(file: File) -> tuple[Kind, str]:
    """A zip archive: of files, or an Office document."""
    try:
        with file.open() as stream, zipfile.ZipFile(_seekable(stream, file)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        # A cut-off archive has lost its directory; what it was is told by its first member or its name.
        head = file.head()
        return "docx" if b"word/" in head or b"[Content_Types].xml" in head[:200] else "zip", ""
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx", ""
    if "[Content_Types].xml" in names:
        return "unknown", "a workbook" if any(n.startswith("xl/") for n in names) else "an Office file other than text"
    if "mimetype" in names and "content.xml" in names:
        return "unknown", "an OpenDocument file"
    return "zip", ""


def _seekable(stream: BinaryIO, file: File) -> BinaryIO:
    """zipfile must seek; a member of an archive is taken into memory for that."""
    return io.BytesIO(file.bytes()) if file.inside_archive else stream
