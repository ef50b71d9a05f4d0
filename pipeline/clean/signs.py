"""The rare characters that betray damage: which of them a page holds is found out once, for all passes.

Most pages have nothing for most passes to do, and one look at each character is enough to know.
"""

from __future__ import annotations

import functools

from pipeline.clean.han import scripts
from pipeline.patterns import re
from pipeline.records import Page


def _of(inside: str) -> frozenset[str]:
    """The characters that the inside of a character class stands for: `a-c_` is a, b, c and _."""
    found: list[str] = []
    for first, last, single in re.findall(r"(.)-(.)|(.)", inside, re.DOTALL):
        found += single or map(chr, range(ord(first), ord(last) + 1))
    return frozenset(found)


MARKUP = _of("<&[#*")
"""One of them stands in all that is left of HTML, BBCode and Markdown."""
WIDE = _of("０-９Ａ-Ｚａ-ｚ．")
COMPOSED = _of("⑴-⒛㈠-㈩㎎㎏㎜㎝㎞㏎㎖㏕")
_RADICALS = "\u2e80-\u2eff\u2f00-\u2fdf\uf900-\ufaff"
RADICALS = _of(_RADICALS)
LOOK_ALIKES = _of("臵囯吿")
LETTER_RANGES = "\u3041-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\ua000-\ua4cf\uac00-\ud7a3"
"""Kana, bopomofo, Hangul and Yi, as the inside of a character class."""
LETTERS = _of(LETTER_RANGES)
_HIDDEN = "`〞〝\ufffd\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff"
HIDDEN = _of(_HIDDEN)
DECEIVING = _of("\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff")
"""Control characters, direction marks and lone surrogates: see `hidden`."""
MASKS = _of("xXｘＸ×*＊_＿○□Χ")


def signs(page: Page) -> frozenset[str]:
    """Those of the characters above, and of those that only traditional text uses, that the page may hold.

    A character that an edit removed is still named, so that a pass may look in vain; none is overlooked.
    """
    found = _found(page.source.text)
    written = "".join([step.after for step in page.text.history])
    return found.union(_pattern().findall(written)) if written else found


@functools.lru_cache(maxsize=2)
def _found(text: str) -> frozenset[str]:
    return frozenset(_pattern().findall(text))


@functools.cache
def _pattern() -> re.Pattern[str]:
    single = scripts().traditional.union(MARKUP, WIDE, COMPOSED, LOOK_ALIKES, MASKS)
    return re.compile(rf"[{_RADICALS}{LETTER_RANGES}{_HIDDEN}\ud800-\udfff{re.escape(''.join(sorted(single)))}]")
