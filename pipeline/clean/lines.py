"""The lines of a text with their places: what the passes that judge whole lines have in common."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pipeline.patterns import regex

ENDS_SENTENCE = frozenset("。!?！？…;；:：”’〞」』")
"""What a finished line ends in. A comma, a word, a figure or an open bracket is a line that goes on."""
BLANK = " \t\r\n\f\v\u3000\u00a0\u2002\u2003\ufeff\u200b\u200d"
LABEL = regex.lazy(
    r"(?:第?[一二三四五六七八九十百]{1,4}(?:[、,，.．:：]|[章节篇部条]|是(?!否))"
    r"|[(（〔【\[［][一二三四五六七八九十\d]{1,3}[)）〕】\]］]"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、.．)）](?!\d)"
    r"|[①-⑳⒈-⒛㈠-㈩]|附(?:件|表|注|录)|[—－-]{2}|[●■◆★▲※•])"
)
"""How a heading, a list item or a point begins."""
PROSE = 36
"""A line this long with a mark of punctuation in it is prose."""
HAN = regex.lazy(r"\p{Han}")


class Line(NamedTuple):
    """A line without the blanks around it; `start:end` is its place, `stop` the start of the next line."""

    start: int
    end: int
    stop: int
    text: str

    @property
    def begin(self) -> int:
        """Where the first of its characters stands that is not blank."""
        return self.end - len(self.text)


@functools.lru_cache(maxsize=4)
def lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of `text[start:end]` that hold more than blanks, in order; the last answers are kept.

    >>> [(line.start, line.begin, line.end, line.stop, line.text) for line in lines("\\n  甲。\\n乙 ")]
    [(1, 3, 5, 6, '甲。'), (6, 6, 7, 8, '乙')]
    """
    found = []
    at = start
    for raw in text[start:end].split("\n"):
        stop = at + len(raw) + 1
        bare = raw.rstrip(BLANK)
        kept = bare.lstrip(BLANK)
        if kept:
            found.append(Line(at, at + len(bare), stop, kept))
        at = stop
    if found:
        found[-1] = found[-1]._replace(stop=min(found[-1].stop, len(text) if end is None else end))
    return tuple(found)


def is_prose(text: str) -> bool:
    """Whether a line is long enough for prose and holds a mark of punctuation.

    >>> is_prose("全年造林五万亩,育苗三百万株,新修林道十二公里,改建泵站四座,群众普遍满意。")
    True
    """
    return len(text) >= PROSE and any(mark in text for mark in ",，。;；!！")


def width(text: str) -> float:
    """How wide a line is in print, in Han characters: ASCII takes half.

    >>> width("共12所")
    3.0
    """
    return len(text) - len(text.encode("ascii", "ignore")) / 2
