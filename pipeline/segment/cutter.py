"""Cuts the sentences of a text into words."""

from __future__ import annotations

from pipeline.fold import fold
from pipeline.patterns import re, regex
from pipeline.segment.numbers import NumberFinder, cut
from pipeline.segment.segmenters import segmenter
from pipeline.tokens import Tokens

NUMERAL = regex.lazy(
    # A digit or numeral, a unit whose number is gone (增长%), a mask that may stand for a number (xx, **, __), or a
    # word that is a quantity without any of these (居全国首位, 产值翻番).
    r"[\p{N}○〇零一二三四五六七八九十百千万萬亿億两兩半几%％‰]|[xX×*＊_]{2}|首位|翻番",
    regex.VERSION1,
)
FIGURE = re.lazy(r"\d")
"""Nearly all sentences with a digit hold a quantity."""


class Cutter:
    """Cuts spans of one text into words, and keeps what it has cut.

    Sentences with a figure are cut ahead, one after another while the dictionary is at hand. A numeral in words stands
    mostly in a word of another sense (一般, 统一) whose neighbours nobody looks at, so that those sentences, half of
    all with a numeral, wait until their words are asked for.
    """

    __slots__ = ("_cut", "_finder", "_folded", "_segmenter", "_text")

    def __init__(self, text: str, segmenter_name: str, finder: NumberFinder) -> None:
        self._text = text
        self._folded = fold(text)
        self._segmenter = segmenter_name
        self._finder = finder
        self._cut: dict[tuple[int, int], Tokens] = {}

    def ahead(self, start: int, end: int) -> None:
        """Cut a sentence now if it holds a figure."""
        if FIGURE.search(self._text, start, end) is not None:
            self._cut[start, end] = self._words(start, end)

    def __call__(self, start: int, end: int) -> Tokens:
        """The words of a sentence, numbers with their units whole; none if there is no numeral in it."""
        known = self._cut.get((start, end))
        if known is None:
            numeral = NUMERAL.search(self._text, start, end)
            known = self._cut[start, end] = self._words(start, end) if numeral else Tokens([], [start])
        return known

    def _words(self, start: int, end: int) -> Tokens:
        return cut(self._text, self._folded, start, end, segmenter(self._segmenter), self._finder)
