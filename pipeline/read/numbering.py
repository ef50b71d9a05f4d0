"""Word's automatic numbering: what numbering.xml and styles.xml say, and the counters of the lists of a document.

A paragraph names a list (numId) and a level, itself or through its style; the list is an instance of an abstract list,
which gives each level its number format, start, label text such as `（%1）` and what follows it. Counters belong to the
abstract list: instances of it go on counting together unless one overrides a start (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import msgspec
from lxml import etree

from pipeline.patterns import re
from pipeline.read.labels import label


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; transitional and strict documents differ only in that."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element, name: str) -> str | None:
    """The attribute of that name, whatever its namespace."""
    for key, text in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(text)
    return None


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child element of that name."""
    if element is None:
        return None
    return next((found for found in element if local(found) == name), None)


def child_value(element: etree._Element | None, name: str) -> str | None:
    """The `val` of the first child element of that name."""
    found = child(element, name)
    return value(found, "val") if found is not None else None


class Level(msgspec.Struct, frozen=True):
    """How one level of a list is labelled."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = ""
    restart: int | None = None
    """Number (from 1) of the level after which this one starts again, 0 for never, None for any higher one."""
    legal: bool = False
    style: str | None = None


class Reference(msgspec.Struct, frozen=True):
    """The list and level of a paragraph."""

    list_id: str
    level: int


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        abstracts: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        self._abstract_of: dict[str, str] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        self._by_style: dict[tuple[str, str], int] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                abstract_id = value(element, "abstractNumId") or ""
                abstracts[abstract_id] = {
                    _number(value(found, "ilvl"), 0): _level(found) for found in element if local(found) == "lvl"
                }
                for role in ("styleLink", "numStyleLink"):
                    style = child_value(element, role)
                    if style:
                        linked[f"{role} {style}"] = abstract_id
        for element in root if root is not None else ():
            if local(element) == "num":
                self._add(element, abstracts, linked)

    def _add(self, element: etree._Element, abstracts: dict[str, dict[int, Level]], linked: dict[str, str]) -> None:
        list_id = value(element, "numId") or ""
        abstract_id = child_value(element, "abstractNumId") or ""
        if not abstracts.get(abstract_id):
            # a list that only points to a list style: take the list that defines the style
            style = next((key.split(" ", 1)[1] for key, known in linked.items() if known == abstract_id), "")
            abstract_id = linked.get(f"styleLink {style}", abstract_id)
        levels = dict(abstracts.get(abstract_id, {}))
        starts: dict[int, int] = {}
        for override in element:
            if local(override) == "lvlOverride":
                number = _number(value(override, "ilvl"), 0)
                new_level = child(override, "lvl")
                if new_level is not None:
                    levels[number] = _level(new_level)
                start = child_value(override, "startOverride")
                if start is not None:
                    starts[number] = _number(start, 1)
        self._abstract_of[list_id] = abstract_id
        self._levels[list_id] = levels
        self._starts[list_id] = starts
        for number, level in levels.items():
            if level.style:
                self._by_style[list_id, level.style] = number

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list that is bound to a paragraph style."""
        return self._by_style.get((list_id, style))

    def next(self, reference: Reference | None) -> str:
        """Count one more paragraph of a list; its label with what follows it, empty for bullets and no list."""
        if reference is None or reference.level not in self._levels.get(reference.list_id, {}):
            return ""
        levels = self._levels[reference.list_id]
        counters = self._counters.setdefault(self._abstract_of[reference.list_id], {})
        if reference.list_id not in self._begun:
            self._begun.add(reference.list_id)
            for number in self._starts[reference.list_id]:
                counters.pop(number, None)
        at = reference.level
        starts = self._starts[reference.list_id]
        counters[at] = counters[at] + 1 if at in counters else starts.get(at, levels[at].start)
        for deeper in [number for number in counters if number > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and at < restart):
                del counters[deeper]
        return _label(levels, counters, starts, at)


def _label(levels: dict[int, Level], counters: dict[int, int], starts: dict[int, int], at: int) -> str:
    level = levels[at]
    if level.number_format in ("none", "bullet"):
        # a bullet is a picture of a font; a level without number may still have words: 附件
        return (
            "" if level.number_format == "bullet" else _PLACE.sub("", level.text) + (level.suffix if level.text else "")
        )

    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        if place not in levels:
            return ""
        shown = counters.get(place, starts.get(place, levels[place].start))
        number_format = levels[place].number_format
        return label(shown, "decimal" if level.legal and place != at else number_format)

    return _PLACE.sub(number, level.text) + level.suffix


_PLACE = re.lazy(r"%([1-9])")


def _level(element: etree._Element) -> Level:
    number_format = child_value(element, "numFmt")
    alternate = child(element, "AlternateContent")
    if number_format is None and alternate is not None:
        fallback = child(alternate, "Fallback")
        number_format = child_value(fallback, "numFmt")
    text = child_value(element, "lvlText") or ""
    restart = child_value(element, "lvlRestart")
    legal = child(element, "isLgl")
    # Word puts a tab or blank behind every label; behind a Chinese mark it would only be in the way of matching.
    apart = child_value(element, "suff") != "nothing" and _PLACE.sub("#", text).endswith(("#", "."))
    suffix = " " if apart and "Enclosed" not in (number_format or "") else ""
    return Level(
        number_format=number_format or "decimal",
        text=text,
        start=_number(child_value(element, "start"), 0 if number_format is None else 1),
        suffix=suffix,
        restart=_number(restart, 0) if restart is not None else None,
        legal=legal is not None and value(legal, "val") not in ("0", "false"),
        style=child_value(element, "pStyle"),
    )


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else otherwise


class Styles:
    """The paragraph styles of one document, as far as they bear on numbering."""

    def __init__(self, root: etree._Element | None) -> None:
        self._based_on: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._numbers: dict[str, tuple[str | None, str | None]] = {}
        self._default = ""
        for element in root if root is not None else ():
            if local(element) != "style" or value(element, "type") not in (None, "paragraph"):
                continue
            style = value(element, "styleId") or ""
            self._names[style] = (child_value(element, "name") or "").lower()
            self._based_on[style] = child_value(element, "basedOn") or ""
            number = child(child(element, "pPr"), "numPr")
            if number is not None:
                self._numbers[style] = (child_value(number, "numId"), child_value(number, "ilvl"))
            if value(element, "default") in ("1", "true"):
                self._default = style

    def of(self, properties: etree._Element | None) -> str:
        """The style of a paragraph."""
        return child_value(properties, "pStyle") or self._default

    def is_contents(self, style: str) -> bool:
        """Whether it is a line of a table of contents, which repeats the headings of the document."""
        return self._names.get(style, style.lower()).startswith(("toc ", "toc1", "toc2", "toc3", "table of figures"))

    def numbering(self, properties: etree._Element | None, style: str, lists: Numbering) -> Reference | None:
        """The list and level of a paragraph: its own, else its style's or that of a style below it."""
        own = child(properties, "numPr")
        list_id, level = child_value(own, "numId"), child_value(own, "ilvl")
        for known in self._chain(style):
            if known in self._numbers:
                style_list, style_level = self._numbers[known]
                list_id = list_id if list_id is not None else style_list
                level = level if level is not None else style_level
        if list_id is None or list_id == "0":
            return None
        if level is None:  # a list may bind its levels to styles
            bound = (lists.level_of_style(list_id, known) for known in self._chain(style))
            return Reference(list_id, next((number for number in bound if number is not None), 0))
        return Reference(list_id, _number(level, 0))

    def _chain(self, style: str) -> list[str]:
        chain: list[str] = []
        while style and style not in chain:
            chain.append(style)
            style = self._based_on.get(style, "")
        return chain
