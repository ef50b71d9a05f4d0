"""Titles, first paragraphs and previews that a page gives twice."""

from __future__ import annotations

from itertools import islice, pairwise

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.lines import lines
from pipeline.patterns import re, regex
from pipeline.records import Page
from pipeline.resources import Resources

REACH = 6_000
"""A page repeats its beginning at its beginning: within so many characters."""
STARTS = 40
KEY = 8
"""So many characters that are not blank must agree before two stretches are compared."""
SHORTEST = 8
"""The shortest repeated stretch that is cut; half a title is no repetition."""
MOST = 5
"""A stretch that comes more often than this is a refrain or a form, no preview."""
LEFTOVER = 12
"""Dots and words like 更多 that may stand between a preview and the text."""
LONG_LINE = 24
"""Two lines in a row that are equal and as long as this are one paragraph given twice."""
GAP = " \t\u3000\n\r【】|:："
START = re.lazy(f"[ \t\u3000\n】|:：][{GAP}]*")


def remove_repeats(page: Page, resources: Resources) -> Page:
    """Cut a preview, a doubled title and a paragraph given twice; what is fuller stays, else what stands later.

    Why: each figure in a repeated stretch would be counted twice. What it looks like: the title, a preview that
    breaks off in a word, then the same beginning again in full; a first paragraph printed above the text as its
    summary. When it would be wrong: parallel sentences that begin alike; so the first stretch must agree to its very
    end with the second.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "某局总结 同志们:今年以来,造林工作进展顺 同志们:今年以来,造林工作进展顺利。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> remove_repeats(page, Resources()).text.text
    '某局总结 同志们:今年以来,造林工作进展顺利。'
    """
    for _ in range(6):
        text = page.text.text
        span = _preview(text[:REACH])
        if span is None:
            break
        page = change(page, [Edit(*span, "", "repeats.preview", 0.95)])
    return change(page, _equal_neighbours(page.text.text))


def _preview(text: str) -> tuple[int, int] | None:
    """The first stretch near the beginning that is given again right behind it; blanks do not count."""
    bare = "".join(text.split())
    first = len(text) - len(text.lstrip(GAP))
    starts = [match.end() for match in islice(START.finditer(text, first), STARTS - 1)]
    at, before = 0, 0
    for start in dict.fromkeys([0, first, *starts]):
        at += len("".join(text[before:start].split()))
        before = start
        key = bare[at : at + KEY]
        again = bare.find(key, at + KEY) if len(key) == KEY else -1
        refrain = again >= 0 and bare.count(key) > MOST
        while again >= 0 and not refrain:
            agree = _agreement(bare, at, again)
            if agree >= SHORTEST and at + agree >= again - _leftover(bare[at + agree : again]):
                return _place(text, at), _place(text, again)
            again = bare.find(key, again + 1)
    return None


def _agreement(text: str, at: int, again: int) -> int:
    """How many characters from `at` on, and not beyond `again`, stand once more from `again` on."""
    step, agree = 64, 0
    while at + agree < again:
        left = text[at + agree : min(at + agree + step, again)]
        if not text.startswith(left, again + agree):
            right = text[again + agree : again + agree + len(left)]
            return agree + next((at for at, pair in enumerate(zip(left, right)) if len(set(pair)) > 1), len(right))  # noqa: B905
        agree += len(left)
    return agree


def _place(text: str, number: int) -> int:
    """Where the character stands that is number `number` of those that are not blank."""
    return [place for place, character in enumerate(text) if not character.isspace()][number]


def _leftover(between: str) -> int:
    """How much may stand between the stretch and its repetition: dots, brackets and words like 更多, no sentence."""
    return len(between) if len(between) <= LEFTOVER and not regex.search(r"[。,,]|\d", between) else 0


def _equal_neighbours(text: str) -> list[Edit]:
    found = lines(text)
    return [
        Edit(one.start, other.start, "", "repeats.paragraph", 0.95)
        for one, other in pairwise(found)
        if len(one.text) >= LONG_LINE and one.text == other.text
    ]
