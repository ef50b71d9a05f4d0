"""Markup that a text was copied with: tags, forum codes, entities, empty pictures."""

from __future__ import annotations

from pipeline.clean.rewrite import rewrite
from pipeline.clean.signs import MARKUP, signs
from pipeline.patterns import re
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

SUSPECT = re.lazy(r"[<&\[!]\s?/?[A-Za-z#(\[]|</|<正>|\*\*[\u4e00-\u9fff]|^#{1,6} ", re.MULTILINE)


def remove_markup(page: Page, resources: Resources) -> Page:
    """Remove what is left of HTML, BBCode and Markdown in a text, by the rules of rules/clean/markup.toml.

    Looks like: `<p class=a>全年</p>`, `[B]一、[/B]`, `![](图)`, `&nbsp;`, `<正>`.
    Tags that end a block become line breaks, so that paragraphs stay apart.
    Wrong when: a text is about markup. A bare `<` (增幅<5%) is none.

    >>> from pipeline.clean.change import opened
    >>> remove_markup(opened("<p class=a>全年&nbsp;增长<5%</p><b>一、</b>"), Resources()).text.text
    '全年 增长<5%\\n一、'
    """
    if MARKUP.isdisjoint(signs(page)) or not SUSPECT.search(page.text.text):
        return page
    return rewrite(page, resources.rules.make(_scanner), "markup")


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/markup"))
