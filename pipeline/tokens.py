"""Words, as a segmenter cuts them: where each stands, and its tag.

Positions count code points of the repaired text, as in `records`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec


class Token(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A word of the repaired text. `tag` is a jieba/ICTCLAS part-of-speech tag, `m` for numbers and quantities."""

    start: int
    end: int
    tag: str


class Lexeme(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A word with its tag, one object wherever it stands, so that what is known of it is found by the object."""

    text: str
    tag: str


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """The words of a stretch of text in order, without gap or overlap."""

    lexemes: list[Lexeme]
    bounds: list[int]
    """Where each word begins, and where the last one ends."""

    def __len__(self) -> int:
        return len(self.lexemes)

    def __iter__(self) -> Iterator[Token]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, at: int) -> Token:
        return Token(self.bounds[at], self.bounds[at + 1], self.lexemes[at].tag)

    def holding(self, position: int, first: int = 0) -> int:
        """Which word holds a position that is not before the word `first`; behind the last word, how many there are."""
        return bisect_right(self.bounds, position, first) - 1

    def within(self, start: int, end: int) -> Tokens:
        """The words that lie in `start:end` as a whole."""
        first = bisect_left(self.bounds, start)
        last = max(first, bisect_right(self.bounds, end) - 1)
        return Tokens(self.lexemes[first:last], self.bounds[first : last + 1] or [end])
