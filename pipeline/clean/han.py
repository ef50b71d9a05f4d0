"""What is known of single Han characters: how common they are, which script they belong to, how they are read.

The tables come from OpenCC and pypinyin and from the order of GB 2312, are made when first asked for, and kept.
"""

from __future__ import annotations

import functools
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from pipeline.patterns import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Han characters as the inside of a character class."""

UNIFIED = "".join(map(chr, range(0x4E00, 0xA000)))
"""The block of unified ideographs, in which all but rare characters are."""
IS_HAN = re.lazy(f"[{HAN}]")

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿêếề", "aaaaeeeeiiiioooouuuuüüüünnnmeee")
_SPELLINGS = str.maketrans("ɡɑăĕĭŏŭv", "gaǎěǐǒǔü")


class Scripts:
    """Which characters are traditional or simplified only, by OpenCC's tables, character for character."""

    def __init__(self) -> None:
        self.to_simplified = {ord(char): simple for char, simple in _converted("t2s").items()}
        self.traditional = frozenset(map(chr, self.to_simplified))
        """Characters that simplified text does not use: 發, 學, 縣."""

    @functools.cached_property
    def simplified(self) -> frozenset[str]:
        """Characters that traditional text does not use: 发, 学, 县."""
        in_big5 = encodable(UNIFIED, "big5")
        return frozenset(
            char
            for char, full in _converted("s2t").items()
            # 后, 里, 干, 于 are simplified forms and old characters of their own: they say nothing of the script.
            if char not in self.traditional and char not in in_big5 and full in self.traditional
        )

    def simple(self, text: str) -> str:
        """The text with each traditional character as its simplified one; as long as before."""
        return text.translate(self.to_simplified)


def _converted(config: str) -> dict[str, str]:
    """The characters that a converter changes, and what it makes of them."""
    found = converter(config).convert("\n".join(UNIFIED)).split("\n")
    return {char: other for char, other in zip(UNIFIED, found, strict=True) if char != other}


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
    package = find_spec("pypinyin")
    file = Path(package.origin).with_name("pinyin_dict.json") if package and package.origin else Path()
    if file.is_file():  # importing the package would read its phrases as well: a third of a second, for nothing
        return msgspec.json.decode(file.read_bytes(), type=dict[int, str])
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


@functools.lru_cache(maxsize=4096)
def spelled(reading: str) -> str:
    """A reading as sites spell it, in pypinyin's spelling: `ɡ` is g, a breve is the third tone, `v` is ü."""
    return reading.lower().translate(_SPELLINGS)


@functools.lru_cache(maxsize=4096)
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


def encodable(characters: str, encoding: str) -> frozenset[str]:
    """Those of the characters that an encoding has."""
    return frozenset(characters.encode(encoding, "ignore").decode(encoding))
