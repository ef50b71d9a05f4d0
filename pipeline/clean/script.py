"""Traditional characters as simplified ones, where the page or the passage is traditional."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.fingerprint import script_marks, traditional_only
from pipeline.clean.han import common, converter, scripts
from pipeline.clean.signs import signs
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources

LINE = re.lazy(r"[^\n]+")
PASSAGE = 8
"""So many traditional characters, and none that is simplified, make a line of a simplified page a traditional one."""


def simplify(page: Page, resources: Resources) -> Page:
    """Write simplified characters for traditional ones, one for one.

    Looks like: `全縣學校總結`. All later rules are written in simplified characters.
    Only traditional pages and passages are converted whole: OpenCC would turn 昇腾 and 乾县 of a simplified page into
    升腾 and 干县. A lone traditional character on a simplified page is replaced if it has but one simplified form,
    an everyday one, and is none that the standard of 2013 keeps for names.
    Wrong when: a simplified page quotes a name in traditional characters on purpose.

    >>> from msgspec.structs import replace
    >>> from pipeline.clean.change import opened
    >>> simplify(replace(opened("發展松緊適度"), script="hant"), Resources()).text.text
    '发展松紧适度'
    >>> simplify(opened("乾县的问題,昇腾的芯片"), Resources()).text.text
    '乾县的问题,昇腾的芯片'
    """
    text = page.text.text
    if page.script == "hant":
        edits = list(_converted(text, 0, len(text), "script"))
        return change(page, edits, [Damage(kind="tradclean", start=0, end=0)])
    traditional = traditional_only(resources)
    if scripts().traditional.isdisjoint(signs(page)) or not traditional.search(text):
        return page
    edits = []
    for line in LINE.finditer(text):
        if not traditional.search(text, line.start(), line.end()):
            continue
        full, short = script_marks(line.group(), resources)
        if full >= PASSAGE and not short:
            edits += _converted(text, line.start(), line.end(), "script.passage")
        else:
            edits += [
                Edit(match.start(), match.end(), scripts().simple(match.group()), "script.stray", 0.9)
                for match in traditional.finditer(text, line.start(), line.end())
                if _unmistakable(match.group())
            ]
    return change(page, edits)


def _converted(text: str, start: int, end: int, rule: str) -> Iterator[Edit]:
    """Edits, one for each changed character, so that each keeps its place in the source, that make the text simple."""
    before = text[start:end]
    after = converter("t2s").convert(before)
    if len(after) != len(before):
        after = scripts().simple(before)
    for at, (old, new) in enumerate(zip(before, after, strict=True), start):
        if old != new:
            yield Edit(at, at + 1, new, rule)


def _unmistakable(char: str) -> bool:
    """Whether a character is the traditional form of one everyday character and nothing else in simplified text."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return common(char)
    return False
