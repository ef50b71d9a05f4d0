"""Rich text (.rtf, and many a .doc in disguise), after the RTF specification 1.9.

Read by our own small reader: the general ones stop at embedded binary data, do not tell cells apart from text, and take
one code page for the whole file, where a Chinese document has one for each font.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import msgspec

from pipeline.patterns import re
from pipeline.read.dates import iso_date
from pipeline.read.file import File, sha256
from pipeline.records import Problem, Source

CODE_PAGES = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8", 10000: "mac_roman", 10008: "gb18030", 54936: "gb18030"}
FONT_CHARSETS = {
    134: "gb18030",
    136: "big5hkscs",
    128: "cp932",
    129: "cp949",
    204: "cp1251",
    161: "cp1253",
    238: "cp1250",
}
"""`\\fcharsetN` → codec; fonts of charset 0 and 1 take the code page of the document."""

SIGNS = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "sect": "\n",
    "page": "\n",
    "cell": "\t",
    "nestcell": "\t",
    "nestrow": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "~": " ",
    "_": "-",
    "\n": "\n",
    "\r": "\n",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

# fmt: off
SKIPPED = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "objclass", "objname", "header", "headerl",
    "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "annotation", "atnid", "atnauthor",
    "bkmkstart", "bkmkend", "nonshppict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable",
    "listoverridetable", "rsidtbl", "generator", "xmlnstbl", "sn", "sv", "sp", "xe", "tc", "template", "filetbl",
    "revtbl", "ftnsep", "aftnsep", "ftnsepc", "pgptbl", "userprops", "wgrffmtfilter", "mmathPr", "pntxta", "pntxtb",
))
"""Destinations that hold no text of the document."""

STARRED = frozenset(("shpinst", "shptxt", "listtext", "pntext", "hyphen"))
"""Destinations that a reader may skip if it does not know them, and that hold text."""
# fmt: on

_TOKEN = re.lazy(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\x00]+|([^\\{}\r\n\x00]+)"
)
_CODE_PAGE = re.lazy(r"\\ansicpg(\d{3,5})")
_FONT = re.lazy(r"\\f(\d+)\b[^{};]*?\\fcharset(\d+)")
_REVISED = re.lazy(r"\\revtim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")


class Group(msgspec.Struct):
    """The state that braces open and close."""

    skipped: bool = False
    hidden: bool = False
    replacements: int = 1
    """How many characters behind `\\u` stand for readers without Unicode (`\\uc`)."""
    codec: str = "cp1252"
    note: bool = False
    label: bool = False
    """Inside the label of a numbered paragraph, where a tab is no end of a cell."""


def read_rtf(file: File) -> Iterator[Source | Problem]:
    """One source; footnotes stand behind the text. Labels of numbered lists stand in the file as text."""
    data = file.bytes()
    rtf = data.decode("latin-1")
    codec = default_codec(rtf)
    text = rtf_text(rtf, codec)
    if not text:
        yield file.problem("no_text" if r"\pict" in rtf else "empty")
        return
    if not data.rstrip(b"\0 \r\n\t\x1a").endswith(b"}"):
        yield file.problem("truncated_file", "the outermost group is not closed")
    if "\ufffd" in text:
        places, first = text.count("\ufffd"), text.find("\ufffd")
        yield file.problem("replaced_bytes", f"{places} places that are not {codec}, the first at {first}", first)
    revised = _REVISED.search(rtf)
    yield Source(
        path=file.path,
        text=text,
        media_type="application/rtf",
        encoding=codec,
        sha256=sha256(data),
        published=iso_date("-".join(revised.groups())) if revised else None,
    )


def default_codec(rtf: str) -> str:
    """The codec of the code page that the document states."""
    stated = _CODE_PAGE.search(rtf)
    page = int(stated.group(1)) if stated else 1252
    codec = CODE_PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(codec)
    except LookupError:
        return "cp1252"
    return codec


def rtf_text(rtf: str, codec: str) -> str:
    """The lines of a document whose bytes are given as Latin-1 characters."""
    fonts = {font: FONT_CHARSETS.get(int(charset), codec) for font, charset in _FONT.findall(rtf)}
    writer = _Writer(codec)
    groups: list[Group] = []
    group = Group(codec=codec)
    at = replaced = 0
    starred = False
    while token := _TOKEN.match(rtf, at):
        at = token.end()
        word, number, byte, sign, brace, run = token.groups()
        if brace == "{":
            groups.append(group)
            group = msgspec.structs.replace(group)
        elif brace == "}":
            group = groups.pop() if groups else group
        elif word == "bin":
            at += max(0, int(number or 0))
        elif word is not None:
            if word in SKIPPED or (starred and word not in STARRED):
                group.skipped = True
            elif word in ("footnote", "endnote"):
                group.note = True
            elif word in ("listtext", "pntext"):
                group.label = True
            elif word == "v":
                group.hidden = number != "0"
            elif word == "uc":
                group.replacements = int(number or 1)
            elif word == "f" and number is not None:
                group.codec = fonts.get(number, codec)
            elif word == "plain":
                group.hidden, group.codec = False, codec
            elif word == "u" and number is not None:
                writer.character(int(number) % 0x10000, group)
                replaced = group.replacements
                continue
            elif word in SIGNS:
                writer.text(" " if group.label else SIGNS[word], group)
            replaced = 0
        elif byte is not None:
            if replaced:
                replaced -= 1
            else:
                writer.bytes(bytes((int(byte, 16),)), group)
        elif sign is not None:
            if sign in SIGNS:
                writer.text(SIGNS[sign], group)
        elif run is not None:
            run, replaced = run[replaced:], max(0, replaced - len(run))
            writer.bytes(run.encode("latin-1"), group)
        starred = sign == "*"
    return writer.lines()


class _Writer:
    """Collects the text; bytes that belong together are decoded together, since a character may have two of them."""

    def __init__(self, codec: str) -> None:
        self._body: list[str] = []
        self._notes: list[str] = []
        self._pending = b""
        self._codec = codec
        self._note = False

    def bytes(self, data: bytes, group: Group) -> None:
        """Bytes in the code page of the font."""
        if group.skipped or group.hidden:
            return
        if (group.codec, group.note) != (self._codec, self._note):
            self._flush()
            self._codec, self._note = group.codec, group.note
        self._pending += data

    def text(self, words: str, group: Group) -> None:
        """Characters that are known."""
        if group.skipped or group.hidden:
            return
        self._flush()
        self._out(group.note).append(words)

    def character(self, unit: int, group: Group) -> None:
        """A unit of UTF-16; the halves of a pair come one after the other."""
        self.text(chr(unit), group)

    def lines(self) -> str:
        self._flush()
        text = "".join(self._body) + ("\n" + "".join(self._notes) if self._notes else "")
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        lines = (line.strip(" \t\xa0\u3000\r") for line in text.split("\n"))
        return "\n".join(line for line in lines if line)

    def _flush(self) -> None:
        if self._pending:
            self._out(self._note).append(self._pending.decode(self._codec, "replace"))
            self._pending = b""

    def _out(self, note: bool) -> list[str]:
        return self._notes if note else self._body
