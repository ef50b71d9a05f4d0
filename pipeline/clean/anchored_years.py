"""Years that cannot be true, since the text names an event whose year is known."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.clean.change import change
from pipeline.fold import fold
from pipeline.numerals import number_of
from pipeline.patterns import re, regex
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules

YEAR = re.lazy("(?:19|20)[0-9]{2}(?= ?年)(?<![0-9]{5})")
NEAR = 1
"""An anniversary is spoken of in its year, the year before and the year after."""
TERM = 6
"""A congress and its sessions are followed for so many years, until the next."""
FOLLOW = re.lazy(
    r"(?:贯彻|学习|落实|领会|以|围绕|按照|遵循|宣传)[^。;;\n]{0,12}?(?:党的)?(?P<congress>(?:二?十[一二三四五六七八九]?|二十))"
    r"(?:大(?!队|量|型|会战)|届[一二三四五六七]中全会)"
)


class Anchors(NamedTuple):
    """Events with their years, from rules/structure/anchors.csv, and patterns for them."""

    born: dict[str, int]
    congresses: dict[str, int]
    anniversary: regex.Pattern[str]


def note_contradicted_years(page: Page, resources: Resources) -> Page:
    """Note `yearshift` where every year of the page contradicts the events that the text names.

    Why: sites date old reports anew, year by year; the period of such a page must come from within. What it looks
    like: 纪念建党89周年 (2010) on a page of nothing but 2022年; 贯彻十六届四中全会精神 (2004) on one of 2021年. When it
    would be wrong: an event long past that the text remembers; so no year of the page may lie near any of its events.

    >>> from pipeline.clean.change import opened
    >>> page = note_contradicted_years(opened("2022年,我局纪念建党89周年。2022年造林5万亩。"), Resources())
    >>> [(one.kind, one.detail) for one in page.damage]
    [('yearshift', '建党89周年 was in 2010, but the page says 2022')]
    >>> note_contradicted_years(opened("2010年,我局纪念建党89周年。"), Resources()).damage
    ()
    """
    text = page.text.text
    if ("周年" not in text and "贯彻" not in text) or any(one.kind == "yearshift" for one in page.damage):
        return page
    stated = {int(year) for year in YEAR.findall(text)}
    if not stated:
        return page
    events = _events(fold(text), resources.rules.make(_anchors))
    if not events or any(first <= year <= last for year in stated for _, first, last in events):
        return page
    words, first, last = max(events, key=lambda event: event[2])
    when = str(first + NEAR) if last - first == 2 * NEAR else f"{first}–{last}"
    shown = ", ".join(map(str, sorted(stated)[-3:]))
    detail = f"{words} was in {when}, but the page says {shown}"
    return change(page, damage=[Damage(kind="yearshift", start=0, end=0, detail=detail)])


def _events(text: str, anchors: Anchors) -> list[tuple[str, int, int]]:
    """The events that the text speaks of as present: their words, and the first and last year that may do so."""
    found = []
    for match in anchors.anniversary.finditer(text):
        year = anchors.born[match["event"]] + number_of(match["number"])
        found.append((match.group(), year - NEAR, year + NEAR))
    held = ((match.group(), anchors.congresses.get(match["congress"])) for match in FOLLOW.finditer(text))
    return [*found, *((words, year, year + TERM) for words, year in held if year)]


def _anchors(rules: Rules) -> Anchors:
    words = rules.words("structure/anchors")
    born = {word.word: int(word.value) for word in words if word.note == "anniversary"}
    congresses = {
        word.word.removeprefix("党的").removesuffix("大"): int(word.value[:4])
        for word in words
        if word.note == "congress" and word.word.endswith("大")
    }
    names = "|".join(sorted(born, key=len, reverse=True))
    number = r"(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,5})周年"
    return Anchors(born, congresses, regex.compile(rf"(?P<event>{names})[^,。;、\d]{{0,6}}?{number}"))
