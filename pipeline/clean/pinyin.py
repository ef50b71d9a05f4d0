"""Readings that a site injected behind characters: `發(fā)展`, `會(huì )議`, `省(sheng)(sheng)`."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.han import HAN, IS_HAN, common, plain_readings, readings, scripts, spelled, toneless
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources

LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿêăĕĭŏŭɡɑ"
BLANK = "[ \u00a0\u3000]?"
BRACKETED = re.lazy(rf"[(（]{BLANK}([{LETTERS}]{{1,6}}){BLANK}[)）]")
READING = re.lazy(BLANK + BRACKETED.pattern)
CUT_OFF = re.lazy(rf"(?<=[{HAN}])[(（]([{LETTERS}]{{0,6}})$")

ENOUGH_TONED = 3
"""So many verified readings with tones make a page an injected one; a text on places has a gloss or two."""
ENOUGH_FLAT = 10
"""The same for readings without tones, which look more like abbreviations and English words."""
ALL = 0.3
"""The share of readings behind characters that both scripts write alike, from which a page is taken to annotate all."""


class Reading(NamedTuple):
    """A bracketed reading, and the character it stands behind."""

    start: int
    end: int
    han: str
    letters: str
    fits: bool
    toned: bool


def remove_readings(page: Page, resources: Resources) -> Page:
    """Remove pinyin that a site put behind characters to foil copying, mostly behind those that differ by script.

    Looks like: `發(fā)展`, `增長(zhǎng)`, `會(huì )`, `省(sheng)(sheng)`, cut off at the end of the page `展(zh`.
    Proof: the letters are a reading of the character they follow, by pypinyin's list of all its readings.
    Wrong when: the author glossed a character. So tones are asked for unless a page is full of readings, and a
    reading of a rare character that every script writes alike (`圳(zhèn)`) stays unless the page annotates all.

    >>> from pipeline.clean.change import opened
    >>> remove_readings(opened("全縣(xiàn)經(jīng)濟發(fā)展(zhǎn)"), Resources()).text.text
    '全縣經濟發展'
    >>> remove_readings(opened("深圳(zhèn)的GDP(亿元)"), Resources()).text.text
    '深圳(zhèn)的GDP(亿元)'
    """
    text = page.text.text
    if not BRACKETED.search(text):
        return page
    found = _found(text)
    removed = _injected(found)
    if not removed:
        return page
    edits = [Edit(one.start, one.end, "", "pinyin", evidence="proved") for one in removed]
    cut = CUT_OFF.search(text)
    if cut and any(reading.startswith(spelled(cut[1])) for reading in readings(text[cut.start() - 1])):
        edits.append(Edit(cut.start(), cut.end(), "", "pinyin.cut_off", confidence=0.95))
    return change(page, edits, [Damage(kind="pinyin", start=0, end=0, detail=f"{len(removed)} readings")])


def _found(text: str) -> list[Reading]:
    """All bracketed letters behind a character, or behind another such reading of it."""
    found: list[Reading] = []
    for match in READING.finditer(text):
        start = match.start()
        if found and found[-1].end == start:
            han = found[-1].han
        elif start and IS_HAN.match(text[start - 1]):
            han = text[start - 1]
        else:
            continue
        letters = spelled(match[1])
        toned = letters != toneless(letters)
        fits = letters in readings(han) or toneless(letters) in plain_readings(han)
        found.append(Reading(start, match.end(), han, letters, fits, toned))
    return found


def _injected(found: list[Reading]) -> list[Reading]:
    """Those of the readings that the site put there."""
    fitting = [one for one in found if one.fits]
    toned = [one for one in fitting if one.toned]
    flat = [one for one in fitting if not one.toned]
    traditional = scripts().traditional
    everyday = {one.han for one in toned if one.han in traditional or common(one.han)}
    if len(everyday) > 1 and len(toned) >= ENOUGH_TONED:
        usual = {pair for pair, count in Counter((one.han, one.letters) for one in found).items() if count > 2}
        accepted = [one for one in found if one.fits or (one.toned and (one.han, one.letters) in usual)]
    elif len(flat) >= ENOUGH_FLAT and len(flat) >= 0.9 * sum(not one.toned for one in found):
        accepted = fitting
    else:
        # One or two readings, as on a short page: nobody glosses 發, so there the character itself is proof enough.
        return [one for one in toned if one.han in traditional and common(one.han)]
    if sum(one.han not in traditional for one in accepted) >= ALL * len(accepted):
        return accepted
    counts = Counter(one.han for one in accepted)
    return [one for one in accepted if common(one.han) or one.han in traditional or counts[one.han] > 1]
