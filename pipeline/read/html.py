"""HTML: the part of a page that holds the report, as lines of text.

What a browser does not show (scripts, styles, comments, hidden elements, ruby glosses) is no text. Tables become rows
with a tab between the cells, lists get the labels that a browser would show. Where the report stands is told by the
elements that site builders use (rules/read/html_elements.csv), else by where the prose is.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from pipeline.patterns import re
from pipeline.read.charset import charsets, stated_charset
from pipeline.read.dates import iso_date
from pipeline.read.file import ENTITY, File, sha256
from pipeline.read.html_text import SKIPPED, render
from pipeline.read.plain import replaced
from pipeline.read.selectors import Elements, html_elements
from pipeline.records import Problem, Source

ENOUGH = 0.5
"""Share of a page's prose that an element known by its name must hold to be taken for the report."""

NEARLY_ALL = 0.9
"""Share of the prose that an element must keep for the search to step down into it."""


def read_html(file: File) -> Iterator[Source | Problem]:
    """One source."""
    data = file.bytes()
    yield from read_html_bytes(file, data, stated_charset(data))


def read_html_bytes(file: File, data: bytes, stated: str | None) -> Iterator[Source | Problem]:
    """One source from the bytes of a page whose maker says that its charset is `stated`."""
    decoded = file.rules.make(charsets).decode(data, stated)
    if decoded is None:
        yield file.problem("undecodable")
        return
    page = parse(decoded.text)
    if page is None:
        yield file.problem("empty")
        return
    if ENTITY.decode() in decoded.text:
        yield file.problem("entities_ignored")
    elements = file.rules.make(html_elements)
    title, published = _title(page, elements), _published(page, elements)
    text = page_text(page, elements, title)
    if not text:
        yield file.problem("empty")
        return
    yield from replaced(file, decoded)
    yield Source(
        path=file.path,
        text=text,
        media_type="text/html",
        encoding=decoded.encoding,
        sha256=sha256(data),
        title=title,
        published=published,
    )


def parse(text: str) -> etree._Element | None:
    """The tree of a page; broken markup is mended as browsers do. Nothing is fetched, entities are plain characters."""
    # Characters that XML forbids would end the parse early.
    text = _FORBIDDEN.sub(" ", text)
    tree, too_deep = _parse(text)
    if too_deep:
        # The parser gives up at 2,048 levels and drops what lies deeper: without their containers the words stay.
        tree, _ = _parse(_CONTAINERS.sub("<br>", text))
    return tree


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        tree = None
    return tree, any("depth" in entry.message for entry in parser.error_log)


_CONTAINERS = re.lazy(
    r"</?(?:div|span|font|section|center|table|tbody|tr|td|ul|ol|li|b|strong|em|i|u)\b[^>]*>", re.IGNORECASE
)
_FORBIDDEN = re.lazy("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


def page_text(page: etree._Element, elements: Elements, title: str | None) -> str:
    """The lines of the report, under its heading if that stands elsewhere on the page."""
    root = page.find("body")
    root = page if root is None else root
    prose = _prose(root)
    named: list[tuple[str, etree._Element]] = []
    for element in list(root.iterdescendants(etree.Element)):
        for selector in elements.of(element):
            if selector.role == "content":
                named.append((selector.site, element))
            elif prose[element] <= ENOUGH * prose[root]:
                # An element named like furniture that holds most of the page is not furniture.
                _remove(element)
    content = _content(root, named, _site(page))
    text = render(content)
    heading = None if content is root else _heading(root, content, title)
    if heading and heading not in "".join(text[:500].split()):
        return f"{heading}\n{text}"
    return text


def _content(root: etree._Element, named: list[tuple[str, etree._Element]], site: str) -> etree._Element:
    """The element that holds the report: one that its name gives away, else the smallest with nearly all the prose."""
    prose = _prose(root)
    total = prose[root]
    if not total:
        return root
    for wanted in (True, False):  # first what is known of this site, then what is known of all
        known = [
            element
            for of_site, element in named
            if bool(of_site) is wanted and site.endswith(of_site) and prose.get(element, 0) >= ENOUGH * total
        ]
        if known:
            # Of those that hold the report, the innermost: `main` is often the whole page, `content` rarely.
            most = max(prose[element] for element in known)
            full = [element for element in known if prose[element] >= NEARLY_ALL * most]
            return min(full, key=lambda element: sum(len(text) for text in element.itertext()))
    element = root
    while True:
        inner = max(element, key=lambda child: prose.get(child, 0), default=None)
        if inner is None or prose.get(inner, 0) < NEARLY_ALL * total or inner.tag not in STEPS:
            return element
        element = inner


STEPS = frozenset(("div", "section", "article", "main", "form", "center", "table", "tbody", "tr", "td", "font", "body"))


def _prose(root: etree._Element) -> dict[etree._Element, int]:
    """For each element the characters of sentences in it: runs with a stop or comma, links and scripts apart."""
    prose: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        if element.tag in ("a", *SKIPPED) or not isinstance(element.tag, str):
            prose[element] = 0
            continue
        runs = (element.text, *(child.tail for child in element))
        prose[element] = sum(len(run.strip()) for run in runs if run and _STOPS.search(run)) + sum(
            prose[child] for child in element
        )
    return prose


_STOPS = re.lazy("[，。；、,;]")


def _remove(element: etree._Element) -> None:
    """Take an element out, but keep the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


# ---------------------------------------------------------------- what the page says of itself


def _site(page: etree._Element) -> str:
    """The host that the page says it comes from."""
    for url in page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content | //base/@href"):
        match = re.match(r"https?://([\w.-]+)", url)
        if match:
            return match.group(1).lower()
    return ""


def _metas(page: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


def _title(page: etree._Element, elements: Elements) -> str | None:
    metas = _metas(page)
    for name in elements.title:
        if name in metas:
            return metas[name]
    title = page.find(".//title")
    return " ".join(title.text_content().split()) or None if title is not None else None


def _published(page: etree._Element, elements: Elements) -> str | None:
    metas = _metas(page)
    candidates = [metas[name] for name in elements.published if name in metas]
    candidates += [time.get("datetime") or time.text_content() for time in page.iter("time")]
    return next((date for text in candidates if (date := iso_date(text))), None)


def _heading(root: etree._Element, content: etree._Element, title: str | None) -> str | None:
    """The page's own heading, if it stands outside the element that holds the report."""
    whole = "".join((title or "").split())
    inside = set(content.iter())
    for element in root.iter("h1", "h2", "h3"):
        words = "".join(element.text_content().split())
        if 4 <= len(words) <= 80 and words in whole and element not in inside:
            return words
    return None
