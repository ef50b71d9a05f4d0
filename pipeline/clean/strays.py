"""Marks that nobody wrote: invisible characters, backticks behind 的, doubled commas, spaces before 。"""

from __future__ import annotations

from pipeline.clean.rewrite import rewrite
from pipeline.clean.signs import HIDDEN, signs
from pipeline.patterns import re
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

PAIR = re.lazy(
    "[,， \u3000:：。;；、”](?:(?<=[,，])[,，.。;；]|(?<=[ \u3000])[。，；、]|(?<=[:：])[?？]|(?<=[,，。;；、”])[*])"
)
"""Marks that are damage one behind the other; their first characters come first, because those are found fastest."""
STOP = re.lazy("[.](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")
"""A full stop inside a sentence. Every rule of rules/clean/strays.toml needs this, one of HIDDEN, or PAIR."""


def remove_stray_marks(page: Page, resources: Resources) -> Page:
    """Remove marks that copying left between the words, by the rules of rules/clean/strays.toml.

    Looks like: ``的`渠道``, `工作成效明显,,`, `财政.收入`, `36% 。`, zero-width characters that watermark a text.
    Wrong when: the text quotes code or a formula.

    >>> from pipeline.clean.change import opened
    >>> remove_stray_marks(opened("拓宽增收的`渠道,,增长36% 。"), Resources()).text.text
    '拓宽增收的渠道,增长36%。'
    """
    before = None
    # What was removed may have kept apart what another rule looks for.
    while page is not before and _suspicious(page):
        before, page = page, rewrite(page, resources.rules.make(_scanner), "strays", flag=before is None)
    return page


def _suspicious(page: Page) -> bool:
    text = page.text.text
    return not HIDDEN.isdisjoint(signs(page)) or PAIR.search(text) is not None or STOP.search(text) is not None


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/strays"))
