"""What may have stood where a window is: the ways of the search, judged by everything that is known, and verified."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean.characters import ORDER, CharacterModel, grams, normal_form
from pipeline.clean.han import HAN
from pipeline.clean.slip_program import code, shown
from pipeline.clean.slip_search import Search
from pipeline.clean.slip_ways import Stretch, Way
from pipeline.clean.word_lattice import BETWEEN, OpenWords, read_on, words
from pipeline.patterns import re
from pipeline.records import Script

WORDS_SHARE = 0.15
"""The share of the words in the chance of a character, against the character model."""
WORDS_AGAIN = 0.5
"""The weight of the words alone on top: they tell 。科學 from 專科學, which characters hardly do."""
COMMON = 5
"""So much of what all candidates begin or end with is looked at: words may reach into it."""
UNVERIFIED = -4.0
"""What counts against a candidate that the program does not turn into what is seen."""
UNPAIRED = -7.0
"""Log-probability of a quotation mark that its paragraph does not open or close, or that closes too soon."""
ODD_LETTER = -4.0
"""Log-probability of a wide letter, or one letter alone behind a mark, that the author wrote so."""
ODD_LETTERS = re.lazy(f"[ａ-ｚＡ-Ｚ]|(?<=[,!?;:])[A-Za-z](?=[{HAN}、(（])")
CUT_SHORT = re.lazy("“[^“”,，。;；:：\\n]{1,8}。”")
"""A sentence in quotation marks that is too short to be one: `“三。”` is “三保”, which ends in the same byte."""
NO_PAIR = re.lazy("[^“”《》「」〈〉]+")
CLOSED = re.lazy("“”|《》|「」|〈〉")


class Candidate(NamedTuple):
    """What may have stood where the window is."""

    text: str
    score: float
    stretches: tuple[Stretch, ...]
    """What of the window differs; empty for the window as it is seen."""
    verified: bool
    """Whether the program, run forwards over it, shows what is seen."""


class _Read(NamedTuple):
    """A text that was read up to some character."""

    gains: tuple[float, ...]
    """What its characters add to its score."""
    open_words: OpenWords


def candidates(
    window: str, before: str, after: str, model: CharacterModel, script: Script, *, marks_losses: bool
) -> list[Candidate]:
    """What may have stood where `window` is seen between `before` and `after`, best first; one of them is the window.

    `marks_losses` tells which kind of converter the page seems to come from. The other kind, and `?` for a byte that
    was lost otherwise than by a false mark, are tried only if what is likelier explains nothing.
    """
    if "?" not in window and "？" not in window:
        kinds = [(False, False)]
    elif marks_losses:
        kinds = [(True, False), (True, True)]
    else:
        kinds = [(False, False), (True, False), (True, True)]
    found: list[Way] = []
    verified: set[str] = set()
    for marked, unexplained in kinds:
        ways = Search(model, script, marks_losses=marked, unexplained=unexplained).ways(window, before)
        found += ways
        verified = {way.text for way in ways if _shows(way, before, window, marked)}
        if verified:
            break
    found = _one_of_each(found, verified)
    scores = _likelihoods([window, *(way.text for way in found)], before, after, model)
    literal = Candidate(window, scores[0] + ODD_LETTER * len(ODD_LETTERS.findall(window)), (), True)
    others = [
        Candidate(way.text, score + way.price, way.stretches, way.text in verified)
        for way, score in zip(found, scores[1:], strict=True)
    ]
    return sorted([literal, *others], key=lambda one: -one.score)


def log_odds(stretch: Stretch, found: list[Candidate]) -> float:
    """The log-odds that a stretch was written so, among all candidates.

    Those that the program does not turn into what is seen count a little: if they alone make sense, none is to trust.
    """
    meant = _meaning(stretch)
    top = max(one.score for one in found)
    agreeing = others = 1e-9
    for one in found:
        weight = math.exp(one.score - top + (0.0 if one.verified else UNVERIFIED))
        if any(_meaning(other) == meant for other in one.stretches):
            agreeing += weight
        else:
            others += weight
    return math.log(agreeing / others)


def _meaning(stretch: Stretch) -> tuple[int, int, str]:
    return stretch.start, stretch.end, normal_form(stretch.text)


def _one_of_each(ways: list[Way], verified: set[str]) -> list[Way]:
    """Of the ways that differ only by forms of the same characters one, best a verified one."""
    kept: dict[str, Way] = {}
    for way in ways:
        meant = normal_form(way.text)
        if meant not in kept or (way.text in verified and kept[meant].text not in verified):
            kept[meant] = way
    return list(kept.values())


def _shows(way: Way, before: str, window: str, marks_losses: bool) -> bool:
    """Whether the program makes of the way's bytes what is seen."""
    prefix = code(before[-1:]) if before else b""
    out = shown(prefix + way.stream, marks_losses=marks_losses)
    return _comparable("".join(one.text for one in out if one.start >= len(prefix))) == _comparable(window)


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _likelihoods(texts: Sequence[str], before: str, after: str, model: CharacterModel) -> list[float]:
    """The log-probability of each text in its place, without what is the same for all."""
    seen = [normal_form(text) for text in texts]
    head = max(0, _common(seen) - COMMON)
    tail = max(0, _common([text[:head:-1] for text in seen]) - COMMON)
    left = normal_form(before)[-COMMON:] + seen[0][:head][-COMMON:]
    right = normal_form(after)[:2] if not tail else ""
    marks_before, marks_after = NO_PAIR.sub("", before), NO_PAIR.sub("", after)
    read: dict[str, _Read] = {"": _Read((), BETWEEN)}  # by what was read, since the texts begin alike
    scores = []
    for text, whole in zip(seen, texts, strict=True):
        part = left + text[head : len(text) - tail] + right
        for end in range(1, len(part) + 1):
            if part[:end] not in read:
                read[part[:end]] = _one_more(read[part[: end - 1]], part[max(0, end - ORDER) : end], model)
        odd = _unpaired(marks_before + NO_PAIR.sub("", whole) + marks_after)
        score = UNPAIRED * (odd + len(CUT_SHORT.findall(before[-10:] + whole)))
        scores.append(sum(read[part].gains, score))
    return scores


def _one_more(before: _Read, text: str, model: CharacterModel) -> _Read:
    """What was read, and one character more: the last of `text`, behind the others."""
    by_characters = model.behind(text[:-1])[text[-1]]
    by_words, open_words = read_on(before.open_words, text[-1], words(), _alone)
    both = math.log((1 - WORDS_SHARE) * by_characters + WORDS_SHARE * by_words)
    return _Read((*before.gains, both, WORDS_AGAIN * math.log(by_words)), open_words)


def _alone(char: str) -> float:
    return grams().singles.get(char, 1e-8)


def _common(texts: Sequence[str]) -> int:
    """How many characters all texts begin with."""
    shortest, longest = min(texts), max(texts)
    for at, (one, other) in enumerate(zip(shortest, longest, strict=False)):
        if one != other:
            return at
    return min(len(shortest), len(longest))


def _unpaired(marks: str) -> int:
    """How many of a paragraph's quotation marks and brackets, one kind within another, have no other half."""
    reduced = marks
    while (shorter := CLOSED.sub("", reduced)) != reduced:
        reduced = shorter
    return len(reduced)
