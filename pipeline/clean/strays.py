"""Marks that nobody wrote: invisible characters, backticks behind 的, doubled commas, spaces before 。"""

from __future__ import annotations

import re

from pipeline.clean.rewrite import rewrite
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules, Scanner

SUSPECTS = tuple(
    re.compile(pattern)
    for pattern in (
        "[`〞〝\ufffd\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]",
        "[,，][,，.。;；]",
        "[ \u3000][。，；、]",
        "[\u4e00-\u9fff][.][\u4e00-\u9fff]",
        "[:：][?？]",
        "[,，。;；、”][*]",
    )
)
"""One of what every rule of rules/clean/strays.toml needs: pages without any of it pay for these quick looks only."""


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
    while page is not before and any(suspect.search(page.text.text) for suspect in SUSPECTS):
        before, page = page, rewrite(page, resources.rules.make(_scanner), "strays", flag=before is None)
    return page


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/strays"))
