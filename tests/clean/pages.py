"""What the tests of the passes over a page share."""

from __future__ import annotations

from pipeline.aligned import AlignedText
from pipeline.clean import Pass
from pipeline.records import Page, Source
from pipeline.resources import Resources

RESOURCES = Resources()


def page_of(text: str) -> Page:
    return Page(source=Source(path="test.txt", text=text), text=AlignedText.of(text))


def after(undo: Pass, text: str) -> str:
    """The text behind one pass; the alignment is checked on the way."""
    page = undo(page_of(text), RESOURCES)
    assert page.text.source == text
    return page.text.text


def found(undo: Pass, text: str) -> list[tuple[str, str]]:
    """Kind and words of all damage that one pass notes at a place."""
    page = undo(page_of(text), RESOURCES)
    return [(one.kind, page.text.text[one.start : one.end]) for one in page.damage if not one.whole_page]


def whole_page(undo: Pass, text: str) -> list[str]:
    """Kinds of damage that one pass notes of the page as a whole."""
    return [one.kind for one in undo(page_of(text), RESOURCES).damage if one.whole_page]
