"""The pieces of a report that are read as one: sentences up to a full stop, clauses, stretches with figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from pipeline.patterns import regex
from pipeline.records import Quantity, Sentence

_LIST_JOINS = frozenset(("、", "和", "及", "与", "以及", "或", "/", ":", "~", "-", "至", "到", "、约", "和约"))
_JOINS = frozenset(";;,,、")
_LONGEST = 600
"""Text without a full stop is taken in pieces no longer than this, so that the time stays linear."""
_GAP = 400
"""Stretches without figures that are longer than this are not searched for words of status."""
_CLAUSE_BEGINS = regex.lazy(r"(?r)[;:。!?]|\((?![^()\d]{1,12}\))|(?<!\d),|,(?!\d)")
"""Thousands marks end no clause, and no bracket does that is closed again after a few words: 占县(市、区)总数的."""
_CLAUSE_ENDS = regex.lazy(r"[,;:。!?]")
_SENTENCE_ENDS = regex.lazy(r"[;。!?]")


class Passage(msgspec.Struct, frozen=True, gc=False):
    """Sentences of a paragraph up to a full stop; semicolons do not end a passage."""

    start: int
    end: int
    paragraph: int
    paragraph_length: int


def read_passages(sentences: Sequence[Sentence], folded: str) -> Iterator[Passage]:
    """The sentences joined over semicolons, with the length of the paragraph that each passage stands in."""
    lengths: dict[int, int] = {}
    for sentence in sentences:
        lengths[sentence.paragraph] = lengths.get(sentence.paragraph, 0) + sentence.end - sentence.start
    start: int | None = None
    for number, sentence in enumerate(sentences):
        if start is None:
            start = sentence.start
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        joined = following is not None and following.paragraph == sentence.paragraph
        if joined and folded[sentence.end - 1] in _JOINS:
            continue
        length = lengths[sentence.paragraph]
        while sentence.end - start > _LONGEST:
            cut = max(folded.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ",;、") + 1
            cut = cut or start + _LONGEST
            yield Passage(start, cut, sentence.paragraph, length)
            start = cut
        yield Passage(start, sentence.end, sentence.paragraph, length)
        start = None


def with_figures(passages: Sequence[Passage], quantities: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """The stretches of text whose passages hold figures, as few as possible."""
    starts = [quantity.start for quantity in quantities]
    begin = end = -1
    for passage in passages:
        at = bisect_left(starts, passage.start)
        if at < len(starts) and starts[at] < passage.end:
            if begin >= 0 and passage.start - end > _GAP:
                yield begin, end
                begin = -1
            begin = passage.start if begin < 0 else begin
            end = passage.end
    if begin >= 0:
        yield begin, end


def clause_start(folded: str, start: int, at: int) -> int:
    """Where the clause begins in which a figure stands; thousands marks do not end one."""
    found = _CLAUSE_BEGINS.search(folded, start, at)
    return found.end() if found else start


def clause_end(folded: str, at: int, end: int) -> int:
    """Where the clause ends in which a figure stands, `end` at the latest."""
    found = _CLAUSE_ENDS.search(folded, at, end)
    return found.start() if found else end


def clause_until(folded: str, at: int) -> int:
    """The first mark from `at` on that ends a clause; no passage is so long that a farther one would matter."""
    return clause_end(folded, at, min(len(folded), at + _LONGEST))


def sentence_until(folded: str, at: int) -> int:
    """The first mark from `at` on that ends a sentence or stands between two (;), as near as `clause_until`."""
    end = min(len(folded), at + _LONGEST)
    found = _SENTENCE_ENDS.search(folded, at, end)
    return found.start() if found else end


def goes_on_list(folded: str, before: Quantity, quantity: Quantity, start: int) -> bool:
    """Whether a quantity continues a list that the one before it belongs to (分别增长5%、6%和7%)."""
    between = folded[before.modifier_end : quantity.modifier_start].strip()
    if between in _LIST_JOINS:
        return True
    return between == "," and "分别" in folded[max(start, before.start - 40) : before.start]
