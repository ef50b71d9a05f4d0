"""Figures that a page lost: the number, with its unit left; the percent sign; or every digit of the text."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.clean.change import change
from pipeline.clean.nearby import scan_around
from pipeline.patterns import re, regex
from pipeline.problems import problem
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

UNITS = (
    "%",
    "％",
    "‰",
    "个百分点",
    "万",
    "亿",
    "平方",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "人次",
    "立方米",
    "余",
    "元",
    "吨",
    "亩",
    "千瓦",
)
"""Units that only follow a number."""
COUNTED = "0123456789０１２３４５６７８９.．万亿千百十零〇一二三四五六七八九两几数半多余.·)）xX*_"
"""What may stand before a unit where nothing is lost."""
UNCOUNTED = re.lazy(
    f"[{''.join({unit[0] for unit in UNITS})}](?<![{re.escape(COUNTED)}].)"
    f"(?:{'|'.join(f'(?<={unit[0]}){unit[1:]}' for unit in UNITS)})"
)
"""A unit with nothing before it that counts; what it begins with comes first, because that is found fastest."""
PAUSE = re.lazy("[0-9][,，;；。]")
BARE_RATE = re.lazy("[率重例幅速比面达到为是在由了长降升高加少落的] ?[0-9][0-9.]{0,6}$")
BEFORE, AFTER = 2, 6
"""How far around a suspect its rule may match; what it looks at lies outside, too."""
DIGIT = re.lazy(r"[0-9０-９]")
WITHOUT_DIGITS = regex.lazy(
    r"\p{Han}\.(?:[%％]|个百分点|[万亿])|[,，。;；]年[,，]|(?:率|比重|增长|下降|达到|达|为)[%％万亿]"
)
MIN_TEXT = 200
MIN_LOST = 3


def note_lost_figures(page: Page, resources: Resources) -> Page:
    """Note where a number is missing before its unit, or a percent sign behind its number, or all digits are gone.

    Why: the unit that is left must not be given to the number before it; a share without its sign is a false count.
    What it looks like: `售票万张`, `巩固率%`, `合格率达到71.8;`, `年参保率为.%`. When it would be wrong: 上万人,
    近亿元 and other round words, and rates that are no percentages; so the word before the unit must not count, and
    the sign is only flagged. Kinds: `blankqty` (at the unit), `pctlost` (at the number), `alldigits` (the page).

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "售票万张,巩固率%,合格率达到71.8;上万人参加。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> [(one.kind, text[one.start:one.end]) for one in note_lost_figures(page, Resources()).damage]
    [('blankqty', '万张'), ('blankqty', '%'), ('pctlost', '71.8')]
    """
    text = page.text.text
    scanner = resources.rules.make(_scanner)
    damage = [
        Damage(kind=rule.value, start=match.start(), end=match.end(), detail=rule.id)
        for rule, match in scan_around(scanner, text, _suspects(text), before=BEFORE, after=AFTER)
    ]
    if len(text) >= MIN_TEXT and _without_digits(text):
        damage.append(Damage(kind="alldigits", start=0, end=0, detail="the page has lost every digit"))
        found = problem("damaged_page", page.source.path, detail="the page has lost every digit")
        page = replace(page, problems=(*page.problems, found))
    return change(page, damage=damage) if damage else page


def _without_digits(text: str) -> bool:
    """Whether points and signs of numbers are left, but not one digit."""
    if DIGIT.search(text) or not any(mark in text for mark in ".%％"):
        return False
    return len(WITHOUT_DIGITS.findall(text)) >= MIN_LOST


def _suspects(text: str) -> list[tuple[int, int]]:
    """Units without a number before them, and rates without a sign, in order; most of them are right as they are."""
    found = [match.span() for match in UNCOUNTED.finditer(text)]
    for match in PAUSE.finditer(text):
        end = match.start() + 1
        if rate := BARE_RATE.search(text, max(0, end - 9), end):
            found.append((rate.start(), end))
    return sorted(found)


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/lost_figures"))
