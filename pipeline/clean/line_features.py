"""What a line looks like to the classifier of lines: shape, punctuation, classes of words, neighbours, place.

No feature holds a word of the line: none can be read back from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import log1p
from typing import NamedTuple

from pipeline.clean.lines import HAN, LABEL, is_prose
from pipeline.fold import fold
from pipeline.patterns import regex
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

LETTER = regex.lazy(r"[A-Za-z]")
DIGIT = regex.lazy(r"\d")
MARK = regex.lazy(r"[^\p{Han}\p{L}\d\s,，、。;；:：]")
DATE = regex.lazy(r"\d{1,4} ?[-/.年月] ?\d{1,2}")
CLOCK = regex.lazy(r"\d{1,2}:\d\d")
COUNTER = regex.lazy(r"(?<!\p{Han})\p{Han}{1,4} ?[:(]? ?\d+(?:\.\d+)?[万次条篇人+]{0,2}\)?(?=[ |·┊]|$)")
"""A count behind its word: 评论 8, 喜欢(3), 浏览:1022次."""
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
        self._words: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for entry in sorted(rules.words("clean/line_words"), key=lambda entry: -len(entry.word)):
            self._words[entry.word[0]].append((entry.word, CLASSES.index(entry.value)))

    def look(self, text: str) -> Look:
        """What a line is like, without the blanks around it."""
        flat, last = fold(text[:LONG]), fold(text[-1])
        size = len(flat)
        shape = (
            log1p(size),
            size <= 4,
            size <= 12,
            is_prose(flat),
            last in "。!?;",
            last in ":>",
            last in ",、",
            len(HAN.findall(flat)) / size,
            len(DIGIT.findall(flat)) / size,
            len(LETTER.findall(flat)) / size,
            len(MARK.findall(flat)) / size,
            min(5, flat.count(",") + flat.count("、") + flat.count("。")),
            log1p(max(0, len(flat.split()) - 1)),
            min(4, flat.count("|") + flat.count("·") + flat.count("┊")),
            min(3, flat.count(">") + flat.count("›") + flat.count("»")),
            flat[0] in "【[(《" or last in "】])》",
            DATE.search(flat) is not None,
            CLOCK.search(flat) is not None,
            LABEL.match(flat) is not None,
            flat.isdigit(),
            min(3, len(COUNTER.findall(flat))),
        )
        return Look(tuple(map(float, shape)), self._shares(flat))

    def _shares(self, line: str) -> tuple[float, ...]:
        shares = [0.0] * len(CLASSES)
        at = 0
        while at < len(line):
            for word, kind in self._words.get(line[at], ()):
                if line.startswith(word, at):
                    shares[kind] += len(word) / len(line)
                    at += len(word) - 1
                    break
            at += 1
        return tuple(shares)


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
