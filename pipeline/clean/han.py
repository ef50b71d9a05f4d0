"""What is known of single Han characters: how common they are, which script they belong to, how they are read.

The tables come from OpenCC and pypinyin and from the order of GB 2312, are made when first asked for, and kept.
"""

from __future__ import annotations

import functools
from typing import Any

from pipeline.patterns import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Han characters as the inside of a character class."""

IS_HAN = re.lazy(f"[{HAN}]")

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêếề", "aaaaeeeeiiiioooouuuuüüüünnnmeee")
_SPELLINGS = str.maketrans("ɡɑăĕĭŏŭv", "gaǎěǐǒǔü")


class Scripts:
    """Which characters are traditional or simplified only, by OpenCC's tables, character for character."""

    def __init__(self) -> None:
        block = "\n".join(map(chr, range(0x4E00, 0xA000)))
        pairs = list(zip(block.split("\n"), converter("t2s").convert(block).split("\n"), strict=True))
        self.to_simplified = {ord(char): simple for char, simple in pairs if char != simple}
        back = converter("s2t").convert(block).split("\n")
        changed = {char: full for (char, _), full in zip(pairs, back, strict=True) if char != full}
        self.traditional = frozenset(map(chr, self.to_simplified))
        """Characters that simplified text does not use: 發, 學, 縣."""
        self.simplified = frozenset(
            char
            for char, full in changed.items()
            # 后, 里, 干, 于 are simplified forms and old characters of their own: they say nothing of the script.
            if char not in self.traditional and not _in_big5(char) and full in self.traditional
        )
        """Characters that traditional text does not use: 发, 学, 县."""

    def simple(self, text: str) -> str:
        """The text with each traditional character as its simplified one; as long as before."""
        return text.translate(self.to_simplified)


@functools.cache
def scripts() -> Scripts:
    """The tables of both scripts, made once."""
    return Scripts()


@functools.cache
def converter(config: str) -> Any:
    """An OpenCC converter, made once."""
    import opencc

    return opencc.OpenCC(config)


@functools.cache
def readings(char: str) -> frozenset[str]:
    """All readings of a character, and of its simplified form, with tone marks.

    >>> sorted(readings("發"))
    ['bō', 'fà', 'fā']
    """
    table = _reading_table()
    forms = {char, scripts().simple(char)}
    return frozenset(reading for form in forms for reading in table.get(ord(form), "").split(",") if reading)


@functools.cache
def _reading_table() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    table: dict[int, str] = pinyin_dict
    return table


def spelled(reading: str) -> str:
    """A reading as sites spell it, in pypinyin's spelling: `ɡ` is g, a breve is the third tone, `v` is ü."""
    return reading.lower().translate(_SPELLINGS)


def toneless(reading: str) -> str:
    """A reading without its tone.

    >>> toneless("lǜ"), toneless("huì")
    ('lü', 'hui')
    """
    return reading.translate(_TONES)


@functools.cache
def plain_readings(char: str) -> frozenset[str]:
    """The readings of a character without tones; ü also as u, which is how pages without tones print it."""
    plain = {toneless(reading) for reading in readings(char)}
    return frozenset(plain | {reading.replace("ü", "u") for reading in plain})


@functools.cache
def common(char: str) -> bool:
    """Whether a character, or its simplified form, is one of the 3,755 everyday characters of GB 2312's first level.

    >>> common("發"), common("县"), common("圳")
    (True, True, False)
    """
    try:
        first, _ = scripts().simple(char).encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return False
    return 0xB0 <= first <= 0xD7


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
