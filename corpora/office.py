"""Small writers of .docx, .doc and .pdf, deterministic to the byte, for the sample corpus and the tests of read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

MOMENT = (2022, 1, 28, 9, 0, 0)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(members: dict[str, bytes], *, names: str = "utf-8") -> bytes:
    """A zip archive; `names` is the encoding of the member names (gb18030 as Windows in China writes them)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            # zipfile writes names that are cp437 without the UTF-8 flag, which is how foreign bytes get in
            stored = name if names == "utf-8" else name.encode(names).decode("cp437")
            info = _Info(stored, MOMENT) if names != "utf-8" else zipfile.ZipInfo(stored, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


class _Info(zipfile.ZipInfo):
    """A member whose name is stored in cp437 bytes, without the flag for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the name is zipfile's
        return self.filename.encode("cp437"), self.flag_bits


# ---------------------------------------------------------------- .docx

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>
</Types>"""
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
LEVELS = (
    # number format and label text of the three levels that official documents number
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
)


def docx(source: str, *, title: str = "", modified: str = "2022-01-28T09:00:00Z") -> bytes:
    """A Word document. Lines that begin with `@1 `, `@2 `, `@3 ` are numbered automatically on that level, lines with
    a footnote of what follows the last `^`."""
    body: list[str] = []
    notes: list[str] = []
    rows: list[str] = []
    for line in [*source.splitlines(), ""]:
        if "|" in line:
            rows.append("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.split("|")))
            continue
        if rows:
            body.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
            rows = []
        level = int(line[1]) if line[:1] == "@" else 0
        if line:
            body.append(_paragraph(line[3 if level else 0 :], level, notes))
    footnotes = "".join(f'<w:footnote w:id="{n}">{_paragraph(text)}</w:footnote>' for n, text in enumerate(notes, 1))
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(LEVELS)
    )
    core = f"""<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{escape(title)}</dc:title>
<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"""
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {W}>{separator}{footnotes}</w:footnotes>",
        "docProps/core.xml": core,
    }
    return packed({name: text.encode("utf-8") for name, text in parts.items()})


def _paragraph(text: str, level: int = 0, notes: list[str] | None = None) -> str:
    """A paragraph; what stands in `^[…]` becomes a footnote, its text is added to `notes`."""
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>' if level else ""
    runs = ""
    for position, words in enumerate(re.split(r"\^\[(.*?)\]", text)):
        if position % 2 and notes is not None:
            notes.append(words)
            runs += f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>'
        elif words:
            runs += f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    return f"<w:p><w:pPr>{number}</w:pPr>{runs}</w:p>"


# ---------------------------------------------------------------- .doc

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def doc(source: str, *, flags: int = 0) -> bytes:
    """A Word 97 document: the lines of the source as paragraphs, cells parted by bars as table cells."""
    text = ""
    for line in source.splitlines():
        text += "".join(f"{cell}\x07" for cell in line.split("|")) + "\x07" if "|" in line else line + "\r"
    data = text.encode("utf-16-le")
    count = len(data) // 2
    start = 0x800
    fib = bytearray(start)
    struct.pack_into("<HHH", fib, 0, 0xA5EC, 0x00C1, 0)
    struct.pack_into("<H", fib, 10, 0x0200 | flags)
    struct.pack_into("<II", fib, 0x18, start, start + len(data))
    struct.pack_into("<i", fib, 0x4C, count)
    # the piece table: one piece, of two bytes a character
    plc = struct.pack("<II", 0, count) + struct.pack("<HIH", 0, start, 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", fib, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(fib) + data, "1Table": clx})


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB], version 3); streams are padded so that none goes into the mini stream."""
    padded = {
        name: data + bytes(max(0, 4096 - len(data)) + -max(len(data), 4096) % SECTOR) for name, data in streams.items()
    }
    sectors: list[bytes] = []
    chain: list[int] = []
    starts: dict[str, int] = {}
    for name, data in padded.items():
        starts[name] = len(sectors)
        count = len(data) // SECTOR
        chain += [*range(len(sectors) + 1, len(sectors) + count), END]
        sectors += [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
    directory = [_entry("Root Entry", 5, END, 0, child=1)]
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    for number, name in enumerate(names, 1):
        sibling = number + 1 if number < len(names) else FREE
        directory.append(_entry(name, 2, starts[name], len(padded[name]), right=sibling))
    while len(directory) % 4:
        directory.append(_entry("", 0, 0, 0))
    directory_start = len(sectors)
    count = len(directory) // 4
    chain += [*range(directory_start + 1, directory_start + count), END]
    sectors += [b"".join(directory[at : at + 4]) for at in range(0, len(directory), 4)]
    tables = 1
    while (len(sectors) + tables) * 4 > tables * SECTOR:
        tables += 1
    fat_start = len(sectors)
    chain += [FAT] * tables
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    fat = struct.pack(f"<{len(chain)}I", *chain)
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, tables, directory_start, 0, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, *[*range(fat_start, fat_start + tables), *[FREE] * (109 - tables)])
    return bytes(header) + b"".join(sectors) + fat


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBB", entry, 64, len(encoded) + 2 if name else 0, kind, 1)
    struct.pack_into("<III", entry, 68, FREE, right, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)


# ---------------------------------------------------------------- .pdf

WIDTH, HEIGHT, SIZE, LEADING = 595, 842, 15, 24
LEFT, TOP, COLUMNS, ROWS = 85, 740, 28, 25


def pdf(source: str, *, head: str = "", title: str = "") -> bytes:
    """A PDF with lines of 28 characters, 25 lines a page, a head and a page number; paragraphs are indented by two
    characters, a line that begins with `#` is set in the middle, cells parted by bars stand in columns."""
    lines: list[tuple[float, str]] = []
    for paragraph in source.splitlines():
        if paragraph.startswith("#"):
            words = paragraph.lstrip("# ")
            lines.append((LEFT + max(0, COLUMNS - len(words)) * SIZE / 2, words))
        elif "|" in paragraph:
            lines.append((LEFT, paragraph))
        else:
            rest, left = paragraph, LEFT + 2 * SIZE
            while rest:
                room = COLUMNS - (2 if left > LEFT else 0)
                # no line begins with a stop or comma
                room += sum(1 for _ in [1] if rest[room : room + 1] in "，。；：、）”％%")
                lines.append((left, rest[:room]))
                rest, left = rest[room:], LEFT
    pages = [lines[at : at + ROWS] for at in range(0, len(lines), ROWS)]
    objects: list[bytes] = [b"", b"", b"", b""]
    kids = []
    for number, page in enumerate(pages, 1):
        parts = [_shown(LEFT, HEIGHT - 50, head, 10)] if head else []
        for row, (left, text) in enumerate(page):
            for column, cell in enumerate(text.split("|")):
                parts.append(_shown(left + column * 110, TOP - row * LEADING, cell, SIZE))
        parts.append(_shown(WIDTH / 2 - 15, 45, f"— {number} —", 10))
        content = zlib.compress("\n".join(parts).encode("ascii"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (WIDTH, HEIGHT, len(objects))
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 880/Descent -120>>>>]>>"
    )
    encoded = (b"\xfe\xff" + title.encode("utf-16-be")).hex().encode()
    objects[3] = b"<</Title<%s>/CreationDate(D:20220128090000+08'00')>>" % encoded
    out = bytearray(b"%PDF-1.5\n%\xe4\xb8\xad\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)
    return bytes(out)


def _shown(x: float, y: float, text: str, size: int) -> str:
    return f"BT /F {size} Tf {x:.0f} {y:.0f} Td <{text.encode('utf-16-be').hex()}> Tj ET"
