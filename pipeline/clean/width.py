"""Digits, letters and composed forms in their plain width, and numbers that were spaced out."""

from __future__ import annotations

import unicodedata

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.rewrite import rewrite
from pipeline.clean.signs import COMPOSED, WIDE, signs
from pipeline.patterns import re
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

WIDE_NUMBER = re.lazy("(?:(?<=[0-9０-９])[．](?=[0-9０-９])|[０-９Ａ-Ｚａ-ｚ])+[％]?|(?<=[0-9])[％．](?=[０-９])")
COMPOSED_FORM = re.lazy("(?<![\u4e00-\u9fff])[⑴-⒛㈠-㈩]|[㎎㎏㎜㎝㎞㏎㎖㏕]")
LOST_BYTE = re.lazy("[!?][^\\x00-\\x7f。，；：、！？]*$")
"""An ASCII mark that a lost byte left, with what was read one byte off behind it."""
LONGEST_SLIP = 16
SPACED = re.lazy(r"[0-9０-９.．][ \u00a0\u2009\u202f]+[0-9０-９.．%％‰年月日万亿个元人吨]")


def normalize_width(page: Page, resources: Resources) -> Page:
    """Write fullwidth digits and letters as plain ones, and forms such as `⒈` `㎏` as what they are composed of.

    Looks like: `增长３．６８％`, `ＧＤＰ`, `⒈加强领导`.
    Punctuation stays as it is: both widths are right, and rules match the folded view. `①`, `Ⅲ`, `㎡`, `℃` stay too,
    they are written on purpose.
    Wrong when: a composed form stands inside a garbled stretch, where it is half of something else.

    >>> from pipeline.clean.change import opened
    >>> normalize_width(opened("⒈增长３．６８％，ＧＤＰ"), Resources()).text.text
    '1.增长3.68%，GDP'
    """
    for sought, pattern in ((COMPOSED, COMPOSED_FORM), (WIDE, WIDE_NUMBER)):
        if sought.isdisjoint(signs(page)):
            continue
        text = page.text.text
        edits = [
            Edit(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()), "width")
            for match in pattern.finditer(text)
            if not _garbled(page, match.start(), match.end())
        ]
        page = change(page, edits)
    return page


def close_up_numbers(page: Page, resources: Resources) -> Page:
    """Take out the spaces that layout put into numbers, by the rules of rules/clean/width.toml.

    Looks like: `出生率1 0 .0 6 ‰`, `4 9 2 5 0 万吨`. Comes after `simplify`: units tell numbers from lists.
    Wrong when: single digits stand side by side as a list.

    >>> from pipeline.clean.change import opened
    >>> close_up_numbers(opened("出生率1 0 ．0 6 ‰"), Resources()).text.text
    '出生率10.06‰'
    """
    before = None
    # A number that was closed up may stand so close to the next that the two are one.
    while page is not before and SPACED.search(page.text.text):
        before, page = page, rewrite(page, resources.rules.make(_scanner), "width")
    return page


def _garbled(page: Page, start: int, end: int) -> bool:
    """Whether a place is garbled: there ⒔ is half a character, and must not become a number.

    That is known where byte slips were noted; and a page that sets ASCII marks holds no wide forms but such.
    """
    if any(one.kind == "mojibake" and one.start < end and start < one.end for one in page.damage):
        return True
    before = page.text.text[max(0, start - LONGEST_SLIP) : start]
    return end == start + 1 and LOST_BYTE.search(before) is not None


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/width"))
