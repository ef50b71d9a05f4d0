"""A tree of HTML elements → the lines of text that a browser would show."""

from __future__ import annotations

from lxml import etree

from pipeline.patterns import re
from pipeline.read.labels import label

# fmt: off
SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "object", "embed", "iframe",
    "svg", "canvas", "audio", "video", "input", "select", "textarea", "button", "datalist", "map", "rt", "rp",
    "rtc", "frameset", "frame", "applet", "del", "s", "strike",
))
BLOCKS = frozenset((
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "dl", "dt", "dd", "pre", "blockquote", "table", "tbody", "thead", "tfoot", "tr",
    "caption", "form", "fieldset", "figure", "figcaption", "address", "center", "hr", "details", "summary",
    "body", "html",
))
# fmt: on
_HIDDEN = re.lazy(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])", re.IGNORECASE
)
_BLANKS = re.lazy(r"[ \t\r\n\f\u200b\ufeff\xad]+")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]"
_WRAP = re.lazy(rf"(?<={_HAN})\n(?={_HAN})")
_NUMBERING = re.lazy(r"list-style(?:-type)?\s*:[^;]*?\b(cjk-ideographic|[a-z]+-chinese-(?:in)?formal)", re.IGNORECASE)

CELL = 200
"""A row is a row of data if none of its cells holds more characters; otherwise the table only lays out the page."""

DEEP = 200
"""Elements nested deeper than this are flattened: no page of text is."""

LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def render(root: etree._Element) -> str:
    """The text of an element: one line for each block, none empty, cells of a row joined by tabs.

    To be called once on a tree: numbered lists are counted in their `start`.
    """
    out: list[str] = []
    _walk(root, out, 0)
    lines = (_tidy(line) for line in "".join(out).split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy(line: str) -> str:
    if "\t" in line:
        return "\t".join(cell.strip() for cell in line.split("\t")).rstrip("\t")
    return re.sub(r"[ \xa0]{2,}", " ", line).strip()


def _walk(element: etree._Element, out: list[str], depth: int) -> None:
    """Append the text of an element. A line break is `\\n`; blanks of the markup are already narrowed."""
    tag = element.tag
    if not isinstance(tag, str):
        return
    if tag in SKIPPED or _hidden(element):
        return
    if depth > DEEP:
        out.append(_blanks("".join(element.itertext()), out))
        return
    if tag == "br":
        out.append("\n")
        return
    if tag == "tr":
        _row(element, out, depth)
        return
    if tag in ("sup", "sub"):
        _raised(element, out, depth)
        return
    block = tag in BLOCKS
    if block:
        _break(out)
    if tag == "li":
        out.append(_list_label(element))
    if element.text:
        out.append(element.text.replace("\t", " ") if tag == "pre" else _blanks(element.text, out))
    for child in element:
        _walk(child, out, depth + 1)
        if child.tail:
            out.append(child.tail.replace("\t", " ") if tag == "pre" else _blanks(child.tail, out))
    if block:
        _break(out)


def _blanks(text: str, out: list[str]) -> str:
    """Blanks and line ends of the markup, as a browser shows them; between Han a line end is nothing."""
    text = _WRAP.sub("", text)
    text = _BLANKS.sub(" ", text)
    return text.lstrip(" ") if not out or out[-1].endswith(("\n", "\t")) else text


def _break(out: list[str]) -> None:
    if out and not out[-1].endswith("\n"):
        out.append("\n")


def _hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _row(row: etree._Element, out: list[str], depth: int) -> None:
    """Cells with tabs between them; what a cell spans stays empty, so that columns keep their places."""
    cells: list[str] = []
    for cell in row:
        if cell.tag not in ("td", "th") or _hidden(cell):
            continue
        inner: list[str] = []
        for part in (cell.text, *cell):
            if isinstance(part, str):
                inner.append(_blanks(part, inner))
            elif part is not None:
                _walk(part, inner, depth + 2)
                if part.tail:
                    inner.append(_blanks(part.tail, inner))
        cells += ["".join(inner).strip(), *[""] * (_span(cell, "colspan") - 1)]
    _break(out)
    if sum(bool(cell) for cell in cells) > 1 and all(len(cell) <= CELL for cell in cells):
        out.append("\t".join(_one_line(cell) for cell in cells))
    else:
        out.append("\n".join(cell for cell in cells if cell))
    _break(out)


def _one_line(cell: str) -> str:
    return re.sub(r"[\s\xa0]+", " ", re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", cell)).strip()


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or ""
    return min(max(int(value), 1), 50) if value.isascii() and value.isdigit() and len(value) < 4 else 1


def _raised(element: etree._Element, out: list[str], depth: int) -> None:
    """`m<sup>2</sup>` is m², any other raised or lowered text stands as it is."""
    words = "".join(element.itertext()).strip()
    last = out[-1][-1:] if out else ""
    if element.tag == "sup" and words in ("2", "3") and last in ("m", "M", "米"):
        out.append("²" if words == "2" else "³")
    else:
        out.append(words)


def _list_label(item: etree._Element) -> str:
    """The label that a browser shows before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = parent.get("style") or ""
    if re.search(r"list-style(?:-type)?\s*:\s*none", style):
        return ""
    number = _integer(item.get("value"))
    if number is None:
        number = _integer(parent.get("start"))
    number = 1 if number is None else number
    parent.set("start", str(number + 1))  # the list counts on as it is walked: counting siblings would be quadratic
    if _NUMBERING.search(style):
        return label(number, "chineseCounting") + "、"
    return label(number, LIST_STYLES.get(parent.get("type") or "1", "decimal")) + "."


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text) else None
