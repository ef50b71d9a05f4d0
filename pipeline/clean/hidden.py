"""Characters that show nothing, or show a text in another order than it has: they are named before they are removed."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.signs import DECEIVING, signs
from pipeline.problems import problem
from pipeline.records import Page
from pipeline.resources import Resources

CODE = "hidden_characters"
NAMED = 8
"""Kinds of characters that a problem names."""


def note_hidden(page: Page, resources: Resources) -> Page:
    """Report control characters, direction marks and lone surrogates, which the rules of strays.toml cut afterwards.

    Why: with `\\u202e` before it 21万 is shown as 12万, so that a reader of the page sees another figure than stands
    there; the tables hold what stands there. A lone surrogate, which no file can hold, becomes U+FFFD.

    >>> from pipeline.clean.change import opened
    >>> [one.detail for one in note_hidden(opened("投资\\u202e21万元\\u202c。\\0"), Resources()).problems]
    ['U+202E × 1, U+202C × 1, U+0000 × 1']
    """
    if DECEIVING.isdisjoint(signs(page)) or any(one.code == CODE for one in page.problems):
        return page
    found = [(at, char) for at, char in enumerate(page.text.text) if char in DECEIVING]
    if not found:
        return page
    counts = Counter(char for _, char in found).most_common(NAMED)
    first, _ = found[0]
    start, end = page.text.source_span(first, first + 1)
    detail = ", ".join(f"U+{ord(char):04X} × {number}" for char, number in counts)
    noted = problem(CODE, page.source.path, detail=detail, start=start, end=end)
    lone = [at for at, char in found if "\ud800" <= char <= "\udfff"]
    page = change(page, [Edit(at, at + 1, "\ufffd", "hidden.surrogate") for at in lone])
    return replace(page, problems=(*page.problems, noted))
