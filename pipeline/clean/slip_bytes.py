"""What a character may have been of which a slip left one byte, or only a reading."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from pipeline.clean.characters import grams, normal_form
from pipeline.clean.han import IS_HAN, plain_readings, readings, scripts, spelled, toneless
from pipeline.clean.slip_program import code, pair
from pipeline.records import Script

PUNCTUATION = "。、“”‘’《》〈〉【】（）［］—…·％＋－．／～，；：？！"
BRACKETS = "()（） "


@functools.cache
def plain(char: str) -> str:
    """A character as the model sees it."""
    return normal_form(char)


@functools.cache
def fits(char: str, reading: str) -> bool:
    """Whether a character is read so; the reading may have its brackets around it."""
    letters = spelled(reading.strip(BRACKETS))
    return bool(char) and (letters in readings(char) or toneless(letters) in plain_readings(char))


@functools.cache
def leads_read(last: bytes, reading: str) -> tuple[int, ...]:
    """The bytes that, behind the last byte of a character, make one that is read so."""
    return tuple(lead for lead in range(0x81, 0xFF) if last and fits(pair(last[0], lead), reading))


@functools.cache
def plausible(char: str, script: Script) -> bool:
    """Whether reports of the script are written with a character: Han, usual punctuation, wide letters and digits."""
    return _in_script(char, script) if IS_HAN.match(char) else char in PUNCTUATION or char.isalnum()


@functools.cache
def by_lead(byte: int, script: Script, vanishing: bool) -> tuple[str, ...]:
    """Known characters of a script that begin with a byte; `vanishing`: whose second byte makes few characters."""
    return _by_frequency(
        char for lead, trail, char in _written(script) if lead == byte and (not vanishing or trail in vanishing_bytes())
    )


@functools.cache
def by_trail(byte: int, script: Script) -> tuple[str, ...]:
    """Known characters of a script that end in a byte."""
    return _by_frequency(char for _, trail, char in _written(script) if trail == byte)


@functools.cache
def by_reading(letters: str, script: Script) -> tuple[str, ...]:
    """Known characters of a script that are read so."""
    flat = toneless(letters)
    return _by_frequency(char for _, _, char in _written(script) if flat in plain_readings(char))


@functools.cache
def forms(simple: str, script: Script) -> tuple[str, ...]:
    """The characters of a script that the model sees as this one."""
    if script != "hant":
        return (simple,) if len(code(simple)) == 2 else ()
    return _traditional_forms().get(simple, (simple,) if len(code(simple)) == 2 else ())


@functools.cache
def vanishing_bytes() -> frozenset[int]:
    """Bytes that make no character with many others."""
    return frozenset(
        first for first in range(0x80, 0xFF) if sum(not pair(first, second) for second in range(0x81, 0xFF)) > 30
    )


@functools.cache
def _in_script(char: str, script: Script) -> bool:
    table = scripts()
    return char not in (table.simplified if script == "hant" else table.traditional)


@functools.cache
def _written(script: Script) -> list[tuple[int, int, str]]:
    """The characters of GBK that text of the script is written with and the model knows, with their two bytes."""
    known = grams().number
    return [
        (lead, trail, char)
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if (char := pair(lead, trail))
        and (IS_HAN.match(char) or char in PUNCTUATION)
        and plain(char) in known
        and _in_script(char, script)
    ]


@functools.cache
def _traditional_forms() -> dict[str, tuple[str, ...]]:
    """The traditional forms of each simplified character that GBK holds; itself, if it is used there too."""
    found: dict[str, tuple[str, ...]] = {}
    for _, _, char in _written("hant"):
        found[plain(char)] = (*found.get(plain(char), ()), char)
    return found


def _by_frequency(characters: Iterable[str]) -> tuple[str, ...]:
    chance = grams().singles
    return tuple(sorted(characters, key=lambda char: -chance[plain(char)]))
