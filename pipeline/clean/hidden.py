"""Characters that show nothing, or show a text in another order than it has: they are named before they are removed."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.signs import DECEIVING, signs
from pipeline.patterns import re
from pipeline.problems import problem
from pipeline.records import Page
from pipeline.resources import Resources

CODE = "hidden_characters"
DECEIVER = re.lazy(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, direction overrides and isolates, lone surrogates; `DECEIVING` holds the same."""
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
    text = page.text.text
    found = list(DECEIVER.finditer(text))
    if not found:
        return page
    counts = Counter(match.group() for match in found).most_common(NAMED)
    start, end = page.text.source_span(*found[0].span())
    detail = ", ".join(f"U+{ord(char):04X} × {number}" for char, number in counts)
    noted = problem(CODE, page.source.path, detail=detail, start=start, end=end)
    lone = [match.start() for match in found if "\ud800" <= match.group() <= "\udfff"]
    page = change(page, [Edit(at, at + 1, "\ufffd", "hidden.surrogate") for at in lone])
    return replace(page, problems=(*page.problems, noted))
