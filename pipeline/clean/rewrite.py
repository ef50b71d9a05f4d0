"""Passes that are nothing but rules: each match of a pattern of a rule file becomes its replacement, or is flagged."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.scanner import Scanner

GAP = re.lazy(r"[ \u00a0\u2009\u202f]*([.．])[ \u00a0\u2009\u202f]*|[ \u00a0\u2009\u202f]+")


def rewrite(page: Page, scanner: Scanner, stage: str, *, flag: bool = True) -> Page:
    """Apply the rules of a scanner from left to right: those with a replacement edit, those without note damage.

    A flagging rule names in `value` the damage kind of its matches; an editing rule with the value `close_up` takes
    the spaces out of its match and makes its point a plain one. Edits carry `stage.id` as their rule.
    Without `flag` nothing is noted: for a second look at the same page.
    """
    edits: list[Edit] = []
    damage: list[Damage] = []
    for rule, match in scanner.scan(page.text.text):
        start, end = match.span()
        name = f"{stage}.{rule.id}"
        if rule.value == "close_up":
            edits += _closed_up(match.group(), start, name, rule.confidence)
        elif rule.replacement is None:
            damage.append(Damage(kind=rule.value, start=start, end=end))
        else:
            edits.append(Edit(start, end, match.expand(rule.replacement), name, rule.confidence, rule.evidence))
    return change(page, edits, damage if flag else ())


def _closed_up(text: str, start: int, name: str, confidence: float) -> Iterator[Edit]:
    """An edit for each space, so that the digits between them keep their places in the source."""
    for gap in GAP.finditer(text):
        yield Edit(start + gap.start(), start + gap.end(), "." if gap[1] else "", name, confidence)
