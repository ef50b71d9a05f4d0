"""Words of a site that stand inside the sentences of a report."""

from __future__ import annotations

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.patterns import re
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import PatternRule, Rules
from pipeline.scanner import Scanner


def remove_watermarks(page: Page, resources: Resources) -> Page:
    """Cut addresses, slogans and template fields that a site set between the words.

    Why: they cut sentences and numbers in two. What it looks like: `推进www.example.com工作`, `精品文档 欢迎下载`, `-
    - - 名师归纳 - - -`, `[标签:标题]`. When it would be wrong: a report that gives its own address or speaks of 名师;
    so a slogan must be whole.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "完成投资4精品文档 欢迎下载2万元。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> remove_watermarks(page, Resources()).text.text
    '完成投资42万元。'
    """
    text = page.text.text
    words, rules = resources.rules.make(_by_word)
    found = set(words.findall(text))
    active = [rule for word, rule in rules if not found.isdisjoint(word)]
    if not active:
        return page
    edits = [
        Edit(match.start(), match.end(), rule.replacement or "", rule.id, rule.confidence, rule.evidence)
        for rule, match in Scanner(tuple(active)).scan(text)
    ]
    return change(page, edits)


def _by_word(rules: Rules) -> tuple[re.Pattern[str], list[tuple[frozenset[str], PatternRule]]]:
    """A pattern for all words of which a rule needs one, and the rules with their words."""
    by_word = [(frozenset(rule.value.split(";")), rule) for rule in rules.patterns("clean/watermarks")]
    every = sorted({word for words, _ in by_word for word in words}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every))), by_word
