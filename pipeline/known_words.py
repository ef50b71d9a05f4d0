"""Many words in a text: the longest at each place.

A pattern of all words tries one beginning after the other at each place; here one look at two characters tells whether
any word begins there, and of which lengths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.openings import first_characters
from pipeline.patterns import re


class KnownWords:
    """A set of words that are looked for together.

    >>> list(KnownWords(["棉布", "棉布产量", "棉花"]).spans("棉花和棉布产量", 0, 7))
    [(0, 2), (3, 7)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in self._words:
            lengths[word[:2]].add(len(word))
        for word in self._words:
            lengths[word[:2]] |= lengths.get(word[0], set())
        self._lengths = {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()}
        """The lengths of the words that begin so, longest first: by two characters, by one for words of one."""
        self._begins = re.compile(first_characters(self._lengths)).finditer

    def spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the words stand in `text[start:end]`, from left to right, without overlap."""
        done, lengths, words = start, self._lengths.get, self._words
        for begin in self._begins(text, start, end):
            at = begin.start()
            if at >= done:
                for length in lengths(text[at : at + 2]) or lengths(text[at], ()):
                    if at + length <= end and text[at : at + length] in words:
                        done = at + length
                        yield at, done
                        break
