"""Damage to characters: readings behind them, the other script, the other width, stray marks."""

from __future__ import annotations

import re
from random import Random

from benchmarks.damage.injury import Damaged, damaged
from pipeline.clean.han import IS_HAN, converter, readings, scripts, toneless


def to_traditional(text: str) -> str:
    """The text in traditional characters, as long as before."""
    full = converter("s2t").convert(text)
    return full if len(full) == len(text) else text


def _inject(text: str, rng: Random, *, share: float, every: bool, form: str) -> Damaged:
    """Readings behind a share of the characters (or of those that differ by script), always the same characters."""
    full = to_traditional(text)
    alphabet = sorted({char for char in full if IS_HAN.match(char)})
    chosen = {
        char
        for char in alphabet
        if (every or char in scripts().traditional) and len(readings(char)) and rng.random() < share
    }
    changes = []
    for at, char in enumerate(full):
        if char in chosen:
            reading = sorted(readings(char))[0]
            changes.append((at + 1, at + 1, form.format(reading=reading, plain=toneless(reading))))
    return damaged(full, changes)


def toned_readings(text: str, rng: Random) -> Damaged:
    """`發(fā)展`: behind a third of the characters that differ by script."""
    return _inject(text, rng, share=0.35, every=False, form="({reading})")


def dense_readings(text: str, rng: Random) -> Damaged:
    """`增長(zhǎng)`: behind every character that differs by script."""
    return _inject(text, rng, share=1.0, every=False, form="({reading})")


def flat_readings(text: str, rng: Random) -> Damaged:
    """`省(sheng)(sheng)`: doubled, without tones, behind nearly every character."""
    return _inject(text, rng, share=0.9, every=True, form="({plain})({plain})")


def spaced_readings(text: str, rng: Random) -> Damaged:
    """`會(huì )`: with a space inside."""
    return _inject(text, rng, share=0.35, every=False, form="({reading} )")


def traditional(text: str, rng: Random) -> Damaged:
    """The whole text in traditional characters."""
    full = to_traditional(text)
    changed = (match for match in re.finditer(r"[^\n]+", text))
    return damaged(text, [(m.start(), m.end(), full[m.start() : m.end()]) for m in changed])


def wide(text: str, rng: Random) -> Damaged:
    """Digits and letters in fullwidth forms."""
    return damaged(
        text,
        [
            (m.start(), m.end(), "".join(chr(ord(char) + 0xFEE0) for char in m.group()))
            for m in re.finditer("[0-9A-Za-z]+", text)
        ],
    )


def stray_marks(text: str, rng: Random) -> Damaged:
    """A backtick behind some 的, some commas doubled, spaces before some full stops, zero-width spaces."""
    changes = []
    for match in re.finditer(
        "的(?=[\u4e00-\u9fff])|[,，](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])。|(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])",
        text,
    ):
        if rng.random() < 0.02:
            mark = match.group()
            if mark == "的":
                changes.append((match.end(), match.end(), "`"))
            elif mark == "。":
                changes.append((match.start(), match.start(), " "))
            elif mark:
                changes.append((match.end(), match.end(), mark))
            else:
                changes.append((match.start(), match.start(), "\u200b"))
    return damaged(text, sorted(changes))
