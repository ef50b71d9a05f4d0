"""What a character may have been of which a slip left one byte, or only a reading.

A slip leaves a byte pending: the first half of a character, or, from `ANY` on, what is known of such a half.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from pipeline.clean.characters import grams, normal_form
from pipeline.clean.han import IS_HAN, plain_readings, readings, scripts, spelled, toneless
from pipeline.clean.slip_program import code, pair
from pipeline.records import Script

Key = TypeVar("Key")

ANY = 256
"""A pending byte that was lost."""
LED = 257
"""The same, and what comes next must be the false mark."""
BESIDE = 512
"""BESIDE + b: a pending byte that makes no character with b, so that the pair of them vanished."""

BRANCHES = 8
"""So many characters are tried for one place where a byte is unknown."""
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


@functools.lru_cache(maxsize=1 << 15)
def halves(
    pending: int, trail: int | None, script: Script, before: str, reading: str, vanishing: bool
) -> tuple[str, ...]:
    """Known characters of a script that the pending byte begins and `trail` ends, one of them lost, common ones first.

    Where both are lost, those with the reading, or those that are known behind the character `before`. `vanishing`:
    only those whose second byte makes few characters. Of many the `BRANCHES` most common ones, and those that are known
    behind `before`.
    """
    lost = trail is None and pending >= ANY and not reading
    found = _halves(pending, trail, script, before if lost else "", reading, vanishing)
    if before == "。":
        found = tuple(char for char in found if char != "。")
    known = grams().likely(before)
    return found[:BRANCHES] + tuple(char for char in found[BRANCHES:] if plain(char) in known)


@functools.lru_cache(maxsize=1 << 13)
def _halves(
    pending: int, trail: int | None, script: Script, before: str, reading: str, vanishing: bool
) -> tuple[str, ...]:
    found: Iterable[str]
    if trail is not None:
        found = _by_trail(script).get(trail, ())
    elif pending < ANY:
        found = _by_lead(script).get(pending, ())
    elif reading:
        found = _by_reading(script).get(toneless(spelled(reading.strip(BRACKETS))), ())
    else:
        found = [form for char in grams().likeliest(before) for form in forms(char, script)]
    if vanishing:
        found = [char for char in found if code(char)[1] in vanishing_bytes()]
    elif trail is None:
        # A byte below would be shown as the ASCII character that it is.
        found = [char for char in found if code(char)[1] >= 0x80]
    if pending >= BESIDE:
        alone = alone_behind(pending - BESIDE)
        found = [char for char in found if code(char)[0] in alone]
    if reading:
        found = [char for char in found if fits(char, reading)]
    return tuple(found)


@functools.cache
def forms(simple: str, script: Script) -> tuple[str, ...]:
    """The characters of a script that the model sees as this one."""
    if script != "hant":
        return (simple,) if len(code(simple)) == 2 else ()
    return _traditional_forms().get(simple, (simple,) if len(code(simple)) == 2 else ())


@functools.cache
def vanishing_bytes() -> frozenset[int]:
    """Bytes that make no character with many others."""
    return frozenset(first for first in range(0x80, 0xFF) if len(alone_behind(first)) > 30)


@functools.cache
def alone_behind(first: int) -> frozenset[int]:
    """Bytes that begin a character, but make none with this one before them."""
    return frozenset(second for second in range(0x81, 0xFF) if not pair(first, second))


@functools.cache
def _in_script(char: str, script: Script) -> bool:
    table = scripts()
    return char not in (table.simplified if script == "hant" else table.traditional)


@functools.cache
def _written(script: Script) -> list[tuple[int, int, str]]:
    """The characters of GBK that text of the script is written with and the model knows, with their two bytes, common
    ones first."""
    known, chance = grams().number, grams().singles
    found = [
        (lead, trail, char)
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if (char := pair(lead, trail))
        and (IS_HAN.match(char) or char in PUNCTUATION)
        and plain(char) in known
        and _in_script(char, script)
    ]
    return sorted(found, key=lambda entry: -chance[plain(entry[2])])


@functools.cache
def _by_lead(script: Script) -> dict[int, list[str]]:
    return _grouped((lead, char) for lead, _, char in _written(script))


@functools.cache
def _by_trail(script: Script) -> dict[int, list[str]]:
    return _grouped((trail, char) for _, trail, char in _written(script))


@functools.cache
def _by_reading(script: Script) -> dict[str, list[str]]:
    return _grouped((reading, char) for _, _, char in _written(script) for reading in plain_readings(char))


@functools.cache
def _traditional_forms() -> dict[str, tuple[str, ...]]:
    """The traditional forms of each simplified character that GBK holds; itself, if it is used there too."""
    found: dict[str, tuple[str, ...]] = {}
    for _, _, char in _written("hant"):
        found[plain(char)] = (*found.get(plain(char), ()), char)
    return found


def _grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, list[str]]:
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for key, char in pairs:
        found[key].append(char)
    return found
