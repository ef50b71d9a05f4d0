"""Bytes → text: which of the encodings that Chinese pages use the bytes are in.

Byte order marks and strict UTF-8 decide first. GB18030 (which holds GB2312 and GBK) and Big5-HKSCS accept each other's
bytes nearly everywhere, so the better reading is the one with more common characters. What a page says of its own
encoding is only heard where the bytes leave it open.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

import msgspec

from pipeline.patterns import re
from pipeline.rules import Rules

MARKS = (
    # UTF-32 before UTF-16: the little-endian marks begin alike
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
WIDER = {
    # an encoding as it is named, and the one that holds all of it
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "hz",
    "cp936": "gb18030",
    "cp950": "big5hkscs",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "big5-tw": "big5hkscs",
    "utf8": "utf-8",
}
EAST_ASIAN = ("gb18030", "big5hkscs")
UTF_16 = ("utf-16-le", "utf-16-be")
LOOKED_AT = 100_000
"""Bytes from the beginning on which encodings are compared; decoding then takes all."""

MOSTLY = 0.9
"""Share of the bytes above 7F that must read as UTF-8 for the text to be damaged UTF-8 rather than something else."""

READABLE = 0.25
"""Share of common characters among the Han of a reading, under which it is not Chinese. The commonest characters make
up 0.9 of a report, 0.6 of a list of names; bytes in a wrong encoding reach 0.1."""


class Decoded(msgspec.Struct, frozen=True):
    """A text with the encoding it was read in. `replaced` bytes became U+FFFD, the first of them at `first`."""

    text: str
    encoding: str
    replaced: int = 0
    first: int = -1


class Charsets:
    """Decides on encodings by the common characters of rules/read/common_characters.csv."""

    def __init__(self, rules: Rules) -> None:
        self._common = frozenset(word.word for word in rules.words("read/common_characters"))

    def decode(self, data: bytes, stated: str | None = None) -> Decoded | None:
        """The text of `data` without byte order mark, None if it is no text in any encoding.

        `stated` is what the page says of itself; it is believed only if the bytes fit and nothing reads better.
        """
        for mark, encoding in MARKS:
            if data.startswith(mark):
                return _decoded(data[len(mark) :], encoding)
        found = self.encoding(data, stated)
        return _decoded(data, found) if found else None

    def encoding(self, data: bytes, stated: str | None = None) -> str | None:
        """The name of the encoding of bytes without byte order mark, None if they are no text."""
        sample = data[:LOOKED_AT]
        cut = len(sample) < len(data)
        if b"\0" in sample:
            return self._best(sample, UTF_16) or self._stray_zeros(sample)
        if _binary(sample):
            return self._best(sample, UTF_16)
        if sample.isascii():
            return "hz" if b"~{" in sample and b"~}" in sample and self._share(sample, "hz") > READABLE else "utf-8"
        if _utf_8_share(sample, cut=cut) >= MOSTLY:
            return "utf-8"
        return self._best(sample, EAST_ASIAN) or self._best(sample, UTF_16) or self._other(sample, stated)

    def _best(self, sample: bytes, encodings: Iterable[str]) -> str | None:
        best, encoding = max((self._share(sample, name), name) for name in encodings)
        return encoding if best >= READABLE else None

    def _stray_zeros(self, sample: bytes) -> str | None:
        """Zero bytes that something left in a text that is not UTF-16."""
        few = sample.count(0) <= max(2, len(sample) // 1000)
        return self.encoding(sample.replace(b"\0", b" ")) if few else None

    def _share(self, sample: bytes, encoding: str) -> float:
        """Share of common characters among what is not ASCII, Chinese punctuation apart; errors count against it."""
        text = sample.decode(encoding, "replace")
        others = [c for c in text if c > "\x7f" and c not in PUNCTUATION]
        return sum(c in self._common for c in others) / len(others) if others else 0.0

    def _other(self, sample: bytes, stated: str | None) -> str | None:
        """Neither of the usual ones: what the page says, then what chardet says, if the bytes fit without an error."""
        import chardet

        guess = chardet.detect(sample)
        names = [stated, guess["encoding"] if (guess["confidence"] or 0) > 0.5 else None]
        for name in _known(names):
            try:
                sample[: len(sample) - len(sample) % 2].decode(name)
            except UnicodeDecodeError as error:
                if error.start < len(sample) - 4:
                    continue
            return name
        return None


PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～％　０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩")


def charsets(rules: Rules) -> Charsets:
    """For `Rules.make`."""
    return Charsets(rules)


def stated_charset(head: bytes) -> str | None:
    """What an HTML or XML page says of its encoding, as a Python codec name; None if it says nothing usable."""
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", head[:4096], re.IGNORECASE)
    return next(_known([match.group(1).decode("ascii")]), None) if match else None


def _known(names: Iterable[str | None]) -> Iterator[str]:
    for name in names:
        if name:
            try:
                yield WIDER.get(name.lower(), codecs.lookup(name).name)
            except (LookupError, ValueError):
                continue


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    # Lone surrogates and the like cannot be written to any table; they count as bytes that do not decode.
    return Decoded(text, encoding, text.count("\ufffd"), text.find("\ufffd"))


def _utf_8_share(sample: bytes, *, cut: bool) -> float:
    """Share of the bytes above 7F that belong to well-formed UTF-8 sequences."""
    try:
        sample.decode("utf-8")
        return 1.0
    except UnicodeDecodeError as error:
        if (cut or error.reason == "unexpected end of data") and error.start >= len(sample) - 3 and error.start > 0:
            return 1.0
    high = sum(byte > 0x7F for byte in sample)
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    return 1.0 - bad / high


def _binary(sample: bytes) -> bool:
    """Whether control characters stand in it as no text has them."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(2, len(sample) // 200)


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\b\x1a\x1b\0"))
