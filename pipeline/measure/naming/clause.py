"""Runs of words, and the clauses of a sentence."""

from __future__ import annotations

import msgspec

from pipeline.patterns import re


class Words(msgspec.Struct, eq=False, gc=False):
    """A run of words: their texts, and their letters (see `words`), one character for each."""

    texts: list[str]
    letters: str

    def __getitem__(self, at: slice) -> Words:
        return Words(self.texts[at], self.letters[at])

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: Words) -> Words:
        return Words(self.texts + other.texts, self.letters + other.letters)

    def __str__(self) -> str:
        return "".join(self.texts)

    @property
    def length(self) -> int:
        """In characters."""
        return len("".join(self.texts))

    def pick(self, places: list[int]) -> Words:
        """The words at these places."""
        return Words([self.texts[at] for at in places], "".join([self.letters[at] for at in places]))


EMPTY = Words([], "")


class Clause(msgspec.Struct, eq=False, gc=False):
    """What stands between two marks: its words, and for each quantity its place among them and its number."""

    words: Words
    places: list[int]
    numbers: list[int]
    mark: str
    """The mark that ends it: , ; : ( ) or nothing."""
    bracketed: bool


STOPS = re.lazy(r"[,;:()]")
LONGEST_CLAUSE = 400
"""Words; a longer run is cut at its next bracket."""
FARTHEST = 80
"""Words in brackets; what is not closed by then is taken for a stray bracket."""


def clauses_of(words: Words, numbers: list[int]) -> list[Clause]:
    """The clauses of a sentence. What stands in brackets is a clause of its own if it holds a quantity, else it goes.

    `numbers` has the number of the quantity for each `Q` among the words, in order.
    """
    clauses: list[Clause] = []
    letters = words.letters
    run = EMPTY
    outer: Words | None = None
    used = begin = 0

    def close(mark: str) -> None:
        nonlocal run, used
        if run.letters:
            places = _places(run.letters)
            first, used = used, used + len(places)
            clauses.append(Clause(run, places, numbers[first:used], mark, outer is not None))
        run = EMPTY

    for stop in STOPS.finditer(letters):
        at = stop.start()
        if at < begin:
            continue
        mark = letters[at]
        run = run + words[begin:at] if run.letters else words[begin:at]
        begin = at + 1
        if mark in ",;:" or (outer is None and len(run) > LONGEST_CLAUSE):
            close(mark)
        elif mark == "(" and outer is None:
            end = letters.find(")", at, at + FARTHEST)
            if end > 0 and letters.find("Q", at, end) < 0:
                begin = end + 1
            elif end > 0:
                before = EMPTY if "Q" in run.letters else run
                close("(")
                outer = before
        elif mark == ")" and outer is not None:
            close(")")
            run, outer = outer, None
    run = run + words[begin:] if run.letters else words[begin:]
    close("")
    return clauses


def _places(letters: str) -> list[int]:
    """Where the quantities stand."""
    places = []
    at = letters.find("Q")
    while at >= 0:
        places.append(at)
        at = letters.find("Q", at + 1)
    return places
