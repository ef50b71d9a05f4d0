"""Characters that only look like the right ones: radicals and foreign letters for characters, letters for zeros."""

from __future__ import annotations

import unicodedata

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.han import HAN
from pipeline.clean.rewrite import rewrite
from pipeline.clean.signs import LETTER_RANGES, LETTERS, LOOK_ALIKES, RADICALS, signs
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

RADICAL = re.lazy("[\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff]")
LONE_LETTER = re.lazy(f"(?<=[{HAN}])[{LETTER_RANGES}](?=[{HAN}])")
ZERO = re.lazy("[一二三四五六七八九〇零两][ＯOoО0]|[0-9][OО][0-9年]")
"""A letter, or a plain zero, between the digits of a year."""


def undo_homoglyphs(page: Page, resources: Resources) -> Page:
    """Replace radicals (U+2E80–2FDF) and compatibility ideographs by the characters that they look like, and letters
    inside numbers by digits (rules/clean/homoglyphs.toml).

    Looks like: `⼯作`, `⻓期` (extracted from PDF), `エ作`, `人ロ` (recognized print), `二OO五年`, `2O31年`, `配臵`.
    A lone letter of another script between Han that looks like nothing known is noted as damage `homoglyph`.
    Wrong when: a text is about radicals, or `O` inside digits is part of a code; words of another script are left.

    >>> from pipeline.clean.change import opened
    >>> undo_homoglyphs(opened("⼯作⻓期配臵,二OO五年"), Resources()).text.text
    '工作长期配置,二〇〇五年'
    """
    found = signs(page)
    text = page.text.text
    if not RADICALS.isdisjoint(found):
        table = resources.rules.make(_radicals)
        edits = [
            Edit(match.start(), match.end(), plain, "homoglyphs.radical")
            for match in RADICAL.finditer(text)
            if (plain := table.get(match.group()) or unicodedata.normalize("NFKC", match.group()))
        ]
        page = change(page, edits)
    if not LETTERS.isdisjoint(found) and not any(one.kind == "mojibake" for one in page.damage):
        page = _without_letters(page, resources)
    if not LOOK_ALIKES.isdisjoint(found) or ZERO.search(page.text.text):
        page = rewrite(page, resources.rules.make(_scanner), "homoglyphs")
    return page


def _without_letters(page: Page, resources: Resources) -> Page:
    """Lone letters between Han: those that look like a character become it, the others are noted."""
    table = resources.rules.make(_radicals)
    edits, damage = [], []
    for match in LONE_LETTER.finditer(page.text.text):
        if plain := table.get(match.group()):
            edits.append(Edit(match.start(), match.end(), plain, "homoglyphs.letter", 0.9))
        else:
            damage.append(Damage(kind="homoglyph", start=match.start(), end=match.end()))
    return change(page, edits, damage)


def _radicals(rules: Rules) -> dict[str, str]:
    return {word.word: word.value for word in rules.words("clean/homoglyphs")}


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/homoglyphs"))
