"""Spun pages: reports rewritten word by word from a list of synonyms, to hide that they are copies."""

from __future__ import annotations

from math import exp, log
from typing import NamedTuple

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

IS_SPUN = 13.0
"""Log-odds from which a page counts as spun; most clean reports lie below 0, none above 7."""
MIN_PAIRS = 3
"""So many pairs must speak for it, however often a single one does, …"""
MIN_TELLING = 2
"""… and so many of them must have a spun form that hardly stands in clean text, …"""
STRANGE = 0.007
"""Where none of the spun forms stands that clean text has so rarely, the page is not spun: a quick first look."""
TELLING = 0.06
"""… that is, in at most this share of the hits of the two words."""
ACTIVE = 0.5
"""Chance that a spinner's list holds a pair at all."""
REPLACED = 0.97
"""Share of the right words that a spinner replaces if its list holds the pair; it is blind, so nearly all."""
CAP, COMMON_CAP = 5.0, 1.0
"""The most that one pair may say, and one whose spun form is common: a word that an author likes must not decide."""
SURVIVES = 0.2
"""A pair is undone only if the right word stands at most this often for each spun one."""


class Pair(NamedTuple):
    """A word and what a spinner makes of it."""

    spun: str
    right: str
    share: float
    """Of the two words' hits in clean reports, the share that the spun form has."""


def note_spun_words(page: Page, resources: Resources) -> Page:
    """Find out whether the page is spun; if so say so, and undo the words that their neighbours prove.

    Why: labels change while figures stay: 到达 for 达到 is no arrival, 平安 for 安全 no campaign; and a spun page's
    years are rewritten as well. What it looks like: 根底 for 基础, 效劳 for 服务, 开展 for 发展, and not one 基础,
    服务 or 发展 on the whole page. When it would be wrong: authors use each of the spun words now and then; so a page
    counts as spun only by the odds of many pairs together, and a word is changed only where its right form is missing
    from the page and its neighbours fit. All other words stay, and the page keeps the mark `spun`.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "奠定了根底,提升了效劳水平,屡次召开会议,经济开展到达新水平,稳固了成果,局部群众满意。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> page = note_spun_words(page, Resources())
    >>> page.text.text, [one.kind for one in page.damage]
    ('奠定了基础,提升了服务水平,多次召开会议,经济发展达到新水平,巩固了成果,部分群众满意。', ['spun'])
    """
    text = page.text.text
    pairs = resources.rules.make(_pairs)
    if not resources.rules.make(_strange).search(text):
        return page
    counts = {pair: (text.count(pair.spun), text.count(pair.right)) for pair in pairs if pair.spun in text}
    score, speaking = _odds(counts)
    telling = sum(pair.share <= TELLING for pair in speaking)
    if score < IS_SPUN or len(speaking) < MIN_PAIRS or telling < MIN_TELLING:
        return page
    active = {(pair.spun, pair.right) for pair, (spun, right) in counts.items() if right <= SURVIVES * spun}
    edits = [
        Edit(
            match.start(),
            match.end(),
            rule.replacement or "",
            rule.id,
            rule.confidence,
            "guessed",
            log(rule.confidence / (1 - rule.confidence)),
        )
        for rule, match in resources.rules.make(_scanner).scan(text)
        if (match.group(), rule.replacement) in active
    ]
    detail = f"log-odds {score:.0f} from {len(speaking)} words"
    return change(page, edits, [Damage(kind="spun", start=0, end=0, detail=detail)])


def is_spun(page: Page) -> bool:
    """Whether the page was found to be spun."""
    return any(one.kind == "spun" for one in page.damage)


def _odds(counts: dict[Pair, tuple[int, int]]) -> tuple[float, list[Pair]]:
    """The log-odds that the page is spun, and the pairs that speak for it.

    Each pair is a mixture: the spinner's list may lack it, then both words stand as in clean text. A pair whose right
    word stands on the page as usual thus costs little, and one that is wholly replaced says much.
    """
    total = 0.0
    speaking = []
    for pair, (spun, right) in counts.items():
        clean = spun * log(pair.share) + right * log(1 - pair.share)
        replaced = spun * log(REPLACED) + right * log(1 - REPLACED)
        gain = max(replaced - clean, -50.0)
        says = min(CAP if pair.share <= TELLING else COMMON_CAP, log((1 - ACTIVE) + ACTIVE * exp(min(gain, 50.0))))
        total += says
        if says > 0.5:
            speaking.append(pair)
    return total, speaking


def _pairs(rules: Rules) -> tuple[Pair, ...]:
    return tuple(Pair(word.word, word.value, float(word.note)) for word in rules.words("clean/spun"))


def _strange(rules: Rules) -> re.Pattern[str]:
    """The spun words that hardly any author writes."""
    return re.compile("|".join(pair.spun for pair in rules.make(_pairs) if pair.share <= STRANGE))


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/spun"))
