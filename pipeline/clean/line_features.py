"""What a line looks like to the classifier of lines: shape, punctuation, classes of words, neighbours, place.

No feature holds a word of the line: none can be read back from them.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from math import log1p
from typing import NamedTuple

from pipeline.clean.lines import HAN, LABEL, is_prose
from pipeline.fold import fold
from pipeline.known_words import KnownWords
from pipeline.patterns import re, regex
from pipeline.rules import Rules

CLASSES = (
    "button",
    "navigation",
    "publication",
    "community",
    "commerce",
    "legal",
    "media",
    "file",
    "report",
    "paper",
    "office",
)
"""The values of rules/clean/line_words.csv."""
SITE = CLASSES[:8]
SHAPES = (
    "length",
    "tiny",
    "short",
    "long",
    "ends_sentence",
    "ends_colon",
    "ends_open",
    "han",
    "digits",
    "latin",
    "symbols",
    "commas",
    "pieces",
    "bars",
    "arrows",
    "brackets",
    "date",
    "clock",
    "label",
    "number_only",
    "counters",
)
NEAR = ("short", "long", "ends_sentence", "label")
"""What of the shape of its neighbours says something about a line."""
NAMES = (
    *SHAPES,
    *CLASSES,
    *(f"has_{name}" for name in CLASSES),
    *(f"{side}_{name}" for side in ("outside", "inside") for name in ("site", *NEAR)),
    "distance",
    "foot",
)
"""The features, in the order of `Features.of`."""

_CHARACTERS = {
    "字": HAN,
    "0": regex.lazy(r"\d"),
    "a": regex.lazy(r"[A-Za-z]"),
    "#": regex.lazy(r"[^\p{Han}\p{L}\d\s,，、。;；:：]"),
}
DATE = regex.lazy(r"\d{1,4} ?[-/.年月] ?\d{1,2}")
CLOCK = regex.lazy(r"\d{1,2}:\d\d")
COUNT = re.lazy(r"\d[万次条篇人+]{0,2}\)?(?=[ |·┊]|$)")
COUNTER = regex.lazy(r"(?<!\p{Han})\p{Han}{1,4} ?[:(]? ?\d+(?:\.\d+)?[万次条篇人+]{0,2}\)?(?=[ |·┊]|$)")
"""A count behind its word: 评论 8, 喜欢(3), 浏览:1022次. `COUNT` is how it ends, which is found sooner."""
LONG = 120
"""So many characters of a line are looked at; a line that is longer is a paragraph."""
TELLING = 0.1
"""Words of a class that cover less of a line than this say nothing: any long line has some."""
FAR = 12
"""Further from the end of the page than so many lines is just far."""


class Look(NamedTuple):
    """What a line is like by itself."""

    shape: tuple[float, ...]
    words: tuple[float, ...]
    """Share of the line's characters that words of each class cover."""

    @property
    def site(self) -> float:
        return sum(self.words[: len(SITE)])


class Lookout:
    """Looks at lines; the words of each class are sorted by their first characters once."""

    def __init__(self, rules: Rules) -> None:
        self._kinds: dict[str, int] = {}
        for entry in rules.words("clean/line_words"):
            self._kinds.setdefault(entry.word, CLASSES.index(entry.value))
        self._words = KnownWords(self._kinds)

    def look(self, text: str) -> Look:
        """What a line is like, without the blanks around it."""
        flat, last = fold(text[:LONG]), fold(text[-1])
        size = len(flat)
        characters = "".join(map(_kind, flat))
        digits = characters.count("0")
        shape = (
            log1p(size),
            size <= 4,
            size <= 12,
            is_prose(flat),
            last in "。!?;",
            last in ":>",
            last in ",、",
            characters.count("字") / size,
            digits / size,
            characters.count("a") / size,
            characters.count("#") / size,
            min(5, flat.count(",") + flat.count("、") + flat.count("。")),
            log1p(max(0, len(flat.split()) - 1)),
            min(4, flat.count("|") + flat.count("·") + flat.count("┊")),
            min(3, flat.count(">") + flat.count("›") + flat.count("»")),
            flat[0] in "【[(《" or last in "】])》",
            digits > 0 and DATE.search(flat) is not None,
            digits > 0 and CLOCK.search(flat) is not None,
            LABEL.match(flat) is not None,
            flat.isdigit(),
            min(3, len(COUNTER.findall(flat))) if COUNT.search(flat) else 0,
        )
        return Look(tuple(map(float, shape)), self._shares(flat))

    def _shares(self, line: str) -> tuple[float, ...]:
        shares = [0.0] * len(CLASSES)
        for start, end in self._words.spans(line, 0, len(line)):
            shares[self._kinds[line[start:end]]] += (end - start) / len(line)
        return tuple(shares)


@functools.cache
def _kind(character: str) -> str:
    """What a character is: 字 for any Han character, 0 for a digit, a for a letter, # for a mark that no sentence
    needs, a blank for all else."""
    return next((kind for kind, pattern in _CHARACTERS.items() if pattern.match(character)), " ")


def features(looks: Sequence[Look], at: int, *, foot: bool) -> list[float]:
    """The features of line `at`, in the order of `NAMES`; the lines are those of one end of a page, outermost first."""
    look = looks[at]
    outside = _summary(looks[max(0, at - 2) : at])
    inside = _summary(looks[at + 1 : at + 3])
    has = [float(share >= TELLING) for share in look.words]
    return [*look.shape, *look.words, *has, *outside, *inside, log1p(min(at, FAR)), float(foot)]


def _summary(looks: Sequence[Look]) -> list[float]:
    many = len(looks) or 1
    site = sum(min(1.0, look.site) for look in looks) / many
    return [site, *(sum(look.shape[SHAPES.index(name)] for look in looks) / many for name in NEAR)]
