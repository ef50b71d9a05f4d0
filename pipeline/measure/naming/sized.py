"""The thing that sizes told before it are sizes of: 总投资3亿元、占地200亩的⟦物流园⟧, 一座投资2亿元的⟦水厂⟧."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.counted import counted_noun
from pipeline.measure.naming.figure import Setting
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

SIZES = frozenset({"money", "area", "length"})
"""Kinds of quantity that tell the size of what follows them (总投资2亿元的新校区…)."""
CHAIN = re.lazy("[YS]{0,2}(?:Q[z&][NYASV]{0,4})*QU")
"""Sizes of a thing, and the 的 that leads to it."""


def sized_thing(setting: Setting, known: Lexicon) -> Words:
    """The thing that further sizes tell of behind the quantity (一座⟦占地30亩、投资2亿元的⟧水厂), else empty."""
    rest, unit = setting.rest, setting.quantity.unit or ""
    begin = rest.letters[:1] in ("z", "&") and setting.quantity.kind in SIZES
    size = len(rest.letters) - len(rest.letters[1:].lstrip("NYASV")) if begin else 0
    sizes = CHAIN.match(rest.letters, size)
    if sizes is None or (not begin and setting.quantity.kind != "count"):
        return EMPTY
    return counted_noun(rest[sizes.end() - 1 :], known, classifier=False, unit=unit)[0]
