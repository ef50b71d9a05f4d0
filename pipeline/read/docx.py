"""Word documents (.docx): paragraphs with the labels that Word numbers automatically, tables, text boxes, notes.

Read from the XML itself, without a document model: the automatic numbers 一、 (二) 1. are no text of the file but
follow from numbering.xml, and no library renders them. What Word does not print (deleted and hidden text, field codes,
comments, tables of contents, page heads and feet) is left out.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.read.dates import iso_date
from pipeline.read.file import ENTITY, File, TooLargeError, sha256
from pipeline.read.numbering import Numbering, Styles, local, value
from pipeline.records import Problem, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEEP = 100
"""Elements nested deeper than this are not read: content controls and tables in tables never go so deep."""


class BrokenDocumentError(Exception):
    """A part of the document is missing or is no XML; the message says which."""


def read_docx(file: File) -> Iterator[Source | Problem]:
    """One source; footnotes, endnotes and text boxes stand behind the text, each on lines of their own."""
    data = file.bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            document = _Package(package, file)
            text = document.text()
            title, published = document.facts()
    except (zipfile.BadZipFile, zlib.error, EOFError):
        yield from _cut_off(file, data)
        return
    except (BrokenDocumentError, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        code = "encrypted" if "password" in str(error) else "unreadable"
        yield file.problem(code, str(error))
        return
    if document.declares_entities:
        yield file.problem("entities_ignored")
    if not text:
        code = "no_text" if document.has_pictures() else "empty"
        yield file.problem(code)
        return
    yield Source(
        path=file.path, text=text, media_type=MEDIA_TYPE, sha256=sha256(data), title=title, published=published
    )


class _Package:
    """The parts of one document."""

    def __init__(self, package: zipfile.ZipFile, file: File) -> None:
        self._package = package
        self._file = file
        self.declares_entities = False
        """Whether a part that was read declares entities, as no word processor does."""
        self._names = {name.lower().lstrip("/"): name for name in package.namelist()}
        if sum(info.file_size for info in package.infolist()) > file.limits.unpacked:
            raise TooLargeError(f"unpacks to more than {file.limits.unpacked} bytes")

    def text(self) -> str:
        styles, numbers = self._part("word/styles.xml"), self._part("word/numbering.xml")
        document = self._part(self._main())
        if document is None:
            raise BrokenDocumentError("word/document.xml is missing or no XML")
        body = next((element for element in document.iter() if local(element) == "body"), document)
        writer = Writer(Numbering(numbers), Styles(styles))
        lines = writer.blocks(body)
        lines += writer.text_boxes
        for part, name in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            notes = self._part(part)
            for note in notes if notes is not None else ():
                # separator lines are notes of a type of their own
                if local(note) == name and value(note, "type") in (None, "normal"):
                    lines += writer.blocks(note)
        return "\n".join(line for line in lines if line.strip())

    def facts(self) -> tuple[str | None, str | None]:
        """Title and date of the document properties; the date is that of the last change."""
        core = self._part("docProps/core.xml")
        found = {local(element): (element.text or "").strip() for element in core} if core is not None else {}
        return found.get("title") or None, iso_date(found.get("modified") or found.get("created"))

    def has_pictures(self) -> bool:
        return any(name.startswith("word/media/") for name in self._names)

    def _main(self) -> str:
        """The name of the main part, which need not be word/document.xml."""
        relations = self._part("_rels/.rels")
        for relation in relations if relations is not None else ():
            if (relation.get("Type") or "").endswith("/officeDocument"):
                target = (relation.get("Target") or "").lstrip("/")
                if target.lower() in self._names:
                    return target
        return "word/document.xml"

    def _part(self, name: str) -> etree._Element | None:
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        with self._package.open(stored) as stream:
            data = stream.read(self._file.limits.whole + 1)
        if len(data) > self._file.limits.whole:
            raise TooLargeError(f"a part of more than {self._file.limits.whole} bytes")
        self.declares_entities |= ENTITY in data
        return parse_xml(data)


def parse_xml(data: bytes) -> etree._Element | None:
    """An XML part, mended where it is broken; no entities are expanded, nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


class Writer:
    """Turns the content of one document into lines, in reading order. Lists go on counting from call to call."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self.text_boxes: list[str] = []
        """Lines of the text boxes met so far."""

    def blocks(self, parent: etree._Element, depth: int = 0) -> list[str]:
        """The paragraphs and table rows below an element."""
        lines: list[str] = []
        if depth > DEEP:
            return lines
        for element in parent:
            match local(element):
                case "p":
                    lines += self._paragraph(element)
                case "tbl":
                    lines += self._table(element, depth + 1)
                case "del" | "moveFrom" | "sectPr" | "tblPr" | "tblGrid":
                    pass
                case "AlternateContent":
                    lines += self.blocks(_choice(element), depth + 1)
                case _:  # content controls, insertions, custom XML
                    lines += self.blocks(element, depth + 1)
        return lines

    def _paragraph(self, paragraph: etree._Element) -> list[str]:
        properties = next((element for element in paragraph if local(element) == "pPr"), None)
        style = self._styles.of(properties)
        if self._styles.is_contents(style):
            return []
        pieces: list[str] = []
        self._inline(paragraph, pieces, _Fields(), 0)
        text = "".join(pieces).strip(" \t\u3000\xa0")
        # Word counts a paragraph without text too, though it prints nothing but the number.
        number = self._numbering.next(self._styles.numbering(properties, style, self._numbering))
        return (number + text).split("\n") if text else []

    def _inline(self, parent: etree._Element, pieces: list[str], fields: _Fields, depth: int) -> None:
        if depth > DEEP:
            return
        for element in parent:
            match local(element):
                case "t" if fields.shown:
                    pieces.append(element.text or "")
                case "tab" | "ptab":
                    pieces.append("\t")
                case "br" | "cr":
                    pieces.append("\n" if value(element, "type") in (None, "textWrapping") else "")
                case "noBreakHyphen":
                    pieces.append("-")
                case "fldChar":
                    fields.meet(value(element, "fldCharType"))
                case "r":
                    if not _hidden(element):
                        self._inline(element, pieces, fields, depth + 1)
                case "del" | "moveFrom" | "pPr" | "rPr" | "instrText" | "rt" | "t":
                    pass
                case "AlternateContent":
                    self._inline(_choice(element), pieces, fields, depth + 1)
                case "txbxContent":
                    self.text_boxes += self.blocks(element, depth + 1)
                case _:  # hyperlinks, insertions, content controls, drawings, formulas
                    self._inline(element, pieces, fields, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> list[str]:
        lines: list[str] = []
        for row in _rows(table):
            cells: list[str] = []
            nested: list[str] = []
            for cell in (element for element in row.iter() if local(element) == "tc" and _row_of(element) is row):
                content = self.blocks(cell, depth + 1)
                if any("\t" in line for line in content):  # a table within the cell
                    nested += content
                    content = []
                properties = next((element for element in cell if local(element) == "tcPr"), None)
                span = _child_value(properties, "gridSpan")
                cells += [
                    "".join(line.strip() for line in content),
                    *[""] * (min(int(span), 60) - 1 if span.isdigit() else 0),
                ]
            if any(cells):
                lines.append("\t".join(cell.replace("\t", " ") for cell in cells).rstrip("\t"))
            lines += nested
        return lines


class _Fields:
    """Where in the nested fields of a paragraph the text stands: codes are not shown, results are."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    def meet(self, kind: str | None) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code and kind == "separate":
            self._in_code[-1] = False
        elif self._in_code and kind == "end":
            self._in_code.pop()

    @property
    def shown(self) -> bool:
        return not any(self._in_code)


def _choice(alternatives: etree._Element) -> etree._Element:
    """Of content that is stored in several forms, the first."""
    return next((element for element in alternatives if local(element) in ("Choice", "Fallback")), alternatives)


def _hidden(run: etree._Element) -> bool:
    properties = next((element for element in run if local(element) == "rPr"), None)
    if properties is None:
        return False
    return any(local(e) in ("vanish", "webHidden") and value(e, "val") not in ("0", "false", "off") for e in properties)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (element for element in table.iter() if local(element) == "tr" and _table_of(element) is table)


def _table_of(element: etree._Element) -> etree._Element | None:
    return next((up for up in element.iterancestors() if local(up) == "tbl"), None)


def _row_of(element: etree._Element) -> etree._Element | None:
    return next((up for up in element.iterancestors() if local(up) == "tr"), None)


def _child_value(parent: etree._Element | None, name: str) -> str:
    found = next((element for element in parent if local(element) == name), None) if parent is not None else None
    return (value(found, "val") or "") if found is not None else ""


def _cut_off(file: File, data: bytes) -> Iterator[Source | Problem]:
    """A document whose archive is broken: what its main part still holds."""
    from pipeline.read.archive import salvage

    for name, content in salvage(data, file.limits.whole):
        if name == "word/document.xml":
            body = parse_xml(content)
            lines = Writer(Numbering(None), Styles(None)).blocks(body) if body is not None else []
            text = "\n".join(line for line in lines if line.strip())
            if text:
                yield file.problem("truncated_file", "the archive is broken; automatic numbers are lost")
                yield Source(path=file.path, text=text, media_type=MEDIA_TYPE, sha256=sha256(data))
                return
    yield file.problem("truncated_file", "the archive is broken, and no text can be got out")
