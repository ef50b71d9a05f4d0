"""Ratios of more than two parts, one quantity for each: 三次产业结构由上年的10:45:45调整为9:45:46."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import LONGEST, Base, Named
from pipeline.measure.naming.phrase import content, tail
from pipeline.records import Quantity

RULE = "ratio-list"
"""The rule that finds the parts of such a ratio."""
INDUSTRY = "产业"
STRUCTURE = Words(["三次产业", "结构"], "NN")
"""What the three parts are parts of if the text lists them (一、二、三产业增加值比例)."""
SHARE = "占比"
NUMBERS = "一二三"


def whole_of(left: Words) -> Words:
    """What stands in the ratio by the words before it; empty if they only tell of a change (调整为)."""
    at = next((at for at, mark in enumerate(left.letters) if mark == "P"), len(left))
    phrase = content(left[:at] if any(mark in "NY" for mark in left.letters[:at]) else left)
    return phrase if any(mark in "NYA" for mark in phrase.letters) else EMPTY


def of_industries(whole: Words, size: int) -> bool:
    """Whether the parts are the three industries."""
    return size == len(NUMBERS) and INDUSTRY in str(whole)


def industry_shares(whole: Words, quantities: list[Quantity]) -> list[Named]:
    """The names of the parts, each with its industry; the whole stays the topic."""
    if "z" in whole.letters or whole.length > LONGEST // 2:
        whole = STRUCTURE
    base = tail(whole[: len(whole.letters.rstrip("Y"))], LONGEST)
    if base.texts[-1].endswith(INDUSTRY):
        base = base + STRUCTURE[-1:]
    return [
        Named(f"{base}第{number}产业{SHARE}", Base(base, quantity.unit, quantity.kind), ["naming.ratio"])
        for number, quantity in zip(NUMBERS, quantities, strict=True)
    ]
