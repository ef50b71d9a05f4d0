"""Masks: years, numbers and names that were blotted out before the page was published."""

from __future__ import annotations

from pipeline.clean.change import change
from pipeline.clean.nearby import around, places
from pipeline.clean.signs import MASKS, signs
from pipeline.fold import fold
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

MARK = re.lazy(f"[{''.join(MASKS)}]")
PAIRS = ("某某", "??", "？？", "nn年", "NN年", "〇〇年")
"""Every mask holds one of these."""
AROUND = 40


def note_masks(page: Page, resources: Resources) -> Page:
    """Note every mask as damage, each kind by its own name: `maskyear`, `partmask`, `maskqty`, `maskname`, `masklist`.

    Why: what is left of a masked number is not the number (`xx3户` is not three), and a masked year must not be read
    as 20. What it looks like: `20xx`, `20___`, `201x`, `XX年`, `35920xx元`, `**`, `××乡`, `XX县区`, `X万元`. When it
    would be wrong: `3×5米`, `X光`, model numbers and formulas; so Latin letters and figures next to a mark are looked
    at. Masks are never replaced here: what the author wrote is not in them.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "20xx年××乡免收35920xx元,帮扶xx3户,投资X万元。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> [(one.kind, text[one.start:one.end]) for one in note_masks(page, Resources()).damage]
    [('maskyear', '20xx'), ('maskname', '××'), ('partmask', '35920xx'), ('partmask', 'xx3'), ('maskqty', 'X')]
    """
    text = page.text.text
    scanner = resources.rules.make(_scanner)
    damage = []
    suspects = _suspects(text, marked=not MASKS.isdisjoint(signs(page)))
    for start, end in around(suspects, len(text), AROUND, AROUND):
        folded = fold(text[start:end])
        for rule, match in scanner.scan(folded):
            damage.append(Damage(kind=rule.value, start=start + match.start(), end=start + match.end(), detail=rule.id))
    return change(page, damage=damage) if damage else page


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/masks"))


def _suspects(text: str, *, marked: bool) -> list[tuple[int, int]]:
    """Where a mask may stand, in order."""
    found = list(places(MARK, text)) if marked else []
    for pair in PAIRS:
        if pair in text:
            found += places(re.compile(re.escape(pair)), text)
    return sorted(found)
