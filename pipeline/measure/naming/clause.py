"""Runs of words, and the clauses of a sentence."""

from __future__ import annotations

from itertools import islice

import msgspec
from msgspec.structs import replace

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


def alike(phrases: list[Words]) -> Words:
    """The words that all phrases begin with."""
    first, *others = phrases
    size = min(map(len, phrases))
    while any(other.texts[:size] != first.texts[:size] for other in others):
        size -= 1
    return first[:size]


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

    `numbers` has the number of the quantity for each `Q` among the words, in order. Brackets between a figure and the
    的 that leads to what it is of (总投资2亿元(其中贷款1亿元)的水厂) come behind the clause that they stand in.
    """
    clauses: list[Clause] = []
    letters = words.letters
    run = EMPTY
    outer: Words | None = None
    asides: list[Clause] = []
    unused = iter(numbers)
    waiting: list[int] = []
    begin = 0

    def close(mark: str) -> None:
        nonlocal run
        if run.letters:
            places = _places(run.letters)
            clauses.append(Clause(run, places, waiting[: len(places)], mark, outer is not None))
            del waiting[: len(places)]
        clauses.extend(asides)
        asides.clear()
        run = EMPTY

    def take(end: int) -> None:
        nonlocal run
        more = words[begin:end]
        waiting.extend(islice(unused, more.letters.count("Q")))
        run = run + more if run.letters else more

    for stop in STOPS.finditer(letters):
        at = stop.start()
        if at < begin:
            continue
        mark = letters[at]
        take(at)
        begin = at + 1
        if mark in ",;:" or (outer is None and len(run) > LONGEST_CLAUSE):
            close(mark)
        elif mark == "(" and outer is None:
            end = letters.find(")", at, at + FARTHEST)
            held = letters.count("Q", at, end) if end > 0 else 0
            if end > 0 and not held:
                begin = end + 1
            elif held and letters[end + 1 : end + 2] == "U" and run.letters[-1:] == "Q":
                inner = clauses_of(words[begin:end], list(islice(unused, held)))
                asides += [replace(clause, bracketed=True) for clause in inner]
                begin = end + 1
            elif end > 0:
                before = EMPTY if "Q" in run.letters else run
                close("(")
                outer = before
        elif mark == ")" and outer is not None:
            close(")")
            run, outer = outer, None
    take(len(letters))
    close("")
    return clauses


def following(clauses: list[Clause], index: int) -> Words:
    """The clause after one, brackets aside; empty if it is the last."""
    bracketed = clauses[index].bracketed
    return next((clause.words for clause in clauses[index + 1 :] if bracketed or not clause.bracketed), EMPTY)


def _places(letters: str) -> list[int]:
    """Where the quantities stand."""
    places = []
    at = letters.find("Q")
    while at >= 0:
        places.append(at)
        at = letters.find("Q", at + 1)
    return places
