"""The one way in which a pass changes a page: edits to its text, and damage that it found but cannot undo."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from pipeline.aligned import AlignedText, Edit
from pipeline.records import Damage, Page, Source


def change(page: Page, edits: Iterable[Edit] = (), damage: Iterable[Damage] = ()) -> Page:
    """The page with the edits applied and the damage noted; all spans lie in the text that the pass saw.

    Damage that earlier passes noted moves along with the text. Damage whose place was cut stays as an empty span,
    except at the very start of the text, where an empty span would mean the whole page: there it is dropped. What is
    noted already is not noted again.
    """
    text = page.text.apply(edits)
    known = {(one.kind, one.start, one.end) for one in page.damage}
    found = (*page.damage, *(one for one in damage if (one.kind, one.start, one.end) not in known))
    if text is not page.text:
        found = tuple(moved for one in found if (moved := _carried(one, page.text, text)) is not None)
    if text is page.text and len(found) == len(page.damage):
        return page
    return replace(page, text=text, damage=found)


def _carried(damage: Damage, before: AlignedText, after: AlignedText) -> Damage | None:
    if damage.whole_page:
        return damage
    start, end = after.text_span(*before.source_span(damage.start, damage.end))
    return replace(damage, start=start, end=end) if end else None


def opened(text: str) -> Page:
    """A page of this text, nothing repaired yet.

    >>> opened("全年").text.text
    '全年'
    """
    return Page(source=Source(path="", text=text), text=AlignedText.of(text))
