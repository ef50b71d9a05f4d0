"""Elements of a page by what site builders call them: rules/read/html_elements.csv, matched in one pass over a page."""

from __future__ import annotations

import msgspec
from lxml import etree

from pipeline.patterns import re
from pipeline.rules import RuleError, Rules

_PARTS = re.lazy(r"([\w-]*)(?:#([\w-]+)(\*?))?((?:\.[\w-]+)*)")


class Selector(msgspec.Struct, frozen=True):
    """`tag#id.class`, each part optional; an id that ends with `*` stands for all that begin so."""

    role: str
    """`content` or `drop`."""
    site: str
    """End of the host name that it holds for, empty for any."""
    tag: str
    element_id: str
    prefix: bool
    classes: frozenset[str]

    def matches(self, tag: str, element_id: str, classes: frozenset[str]) -> bool:
        """Whether an element of this tag, id and classes is meant."""
        if self.tag not in ("", tag) or not self.classes <= classes:
            return False
        return element_id.startswith(self.element_id) if self.prefix else self.element_id in ("", element_id)


class Elements(msgspec.Struct, frozen=True):
    """What is known of the elements of pages."""

    selectors: dict[str, list[Selector]]
    """By a word that the element must have: a class, an id or a tag."""
    prefixed: list[Selector]
    title: list[str]
    """Names of the meta elements that hold the title, best first; in lower case."""
    published: list[str]

    def of(self, element: etree._Element) -> list[Selector]:
        """The selectors that an element matches."""
        attributes = element.attrib
        element_id = str(attributes.get("id", ""))
        classes = frozenset(str(attributes["class"]).split()) if "class" in attributes else frozenset()
        candidates = [s for word in (element.tag, element_id, *classes) for s in self.selectors.get(word, ())]
        if element_id:
            candidates += self.prefixed
        return [selector for selector in candidates if selector.matches(element.tag, element_id, classes)]


def html_elements(rules: Rules) -> Elements:
    """For `Rules.make`. Raises `RuleError` for a selector that cannot be read."""
    elements = Elements({}, [], [], [])
    for word in rules.words("read/html_elements"):
        role, _, site = word.value.partition("@")
        if role == "title":
            elements.title.append(word.word.lower())
        elif role == "published":
            elements.published.append(word.word.lower())
        else:
            selector = parse_selector(word.word, role, site)
            if selector.prefix:
                elements.prefixed.append(selector)
            else:
                key = min(selector.classes, default="") or selector.element_id or selector.tag
                elements.selectors.setdefault(key, []).append(selector)
    return elements


def parse_selector(text: str, role: str, site: str = "") -> Selector:
    """A selector as it is written in the rules.

    >>> selector = parse_selector("div#vsb_*", "content")
    >>> selector.matches("div", "vsb_501", frozenset()), selector.matches("td", "vsb_501", frozenset())
    (True, False)
    """
    parts = _PARTS.fullmatch(text)
    if parts is None or not text or role not in ("content", "drop"):
        raise RuleError(f"read/html_elements: {text!r} ({role}) is no tag#id.class with a role content or drop")
    tag, element_id, star, classes = parts.groups()
    return Selector(role, site, tag, element_id or "", bool(star), frozenset(classes.split(".")[1:]))
