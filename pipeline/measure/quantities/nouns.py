"""The noun that a number counts: right behind the measure word, or in its place."""

from __future__ import annotations

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.tokens import Token

_STOP = regex.lazy(r"[^\p{Han}A-Za-z\d“”()]|[的了在被将已把对从向由为以等于按并而则且或和与及至]")
_LONGEST = 16
_NOUN_TAGS = frozenset(
    [
        "n",
        "nr",
        "ns",
        "nt",
        "nz",
        "nl",
        "ng",
        "vn",
        "an",
        "j",
        "l",
        "b",
        "a",
        "s",
        "f",
        "i",
        "nrt",
        "nrfg",
        "eng",
        "k",
        "x",
        "g",
        "mq",
    ]
)

_ONLY_BEFORE = frozenset(["a", "s", "f", "i", "an"])
"""Stand before the noun, not behind it (12所|优质|学校, but 50个|事项|扎实…)."""


def counted_noun(text: str, start: int, tokens: list[Token]) -> int:
    """Where the noun phrase ends that begins at `start`; `start` itself if none does.

    The phrase is nouns and what may stand before them; it ends at the first function word.
    """
    if not tokens:
        return start
    stop = _STOP.search(text, start, start + _LONGEST)
    limit = stop.start() if stop else min(start + _LONGEST, len(text))
    end, noun_end = start, start
    for token in tokens:
        if token.end <= start:
            continue
        if token.start != end or token.end > limit or token.tag not in _NOUN_TAGS:
            break
        if noun_end > start and token.tag in _ONLY_BEFORE:
            break
        end = token.end
        if token.tag[0] in "nvjlikg" or token.tag == "x":
            noun_end = end
    return noun_end


class CountNouns:
    """The nouns of rules/measure/nouns.csv that are counted without a measure word (三县区, 四乡)."""

    def __init__(self, rules: Rules) -> None:
        self._units = {word.word: word.value or word.word for word in rules.words("measure/nouns")}
        self._sizes = sorted({len(word) for word in self._units}, reverse=True)
        self.firsts = frozenset(word[0] for word in self._units)

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """The noun that begins at `start` as unit (of 学生 it is 人), and where it ends."""
        if text[start : start + 1] not in self.firsts:
            return None
        for size in self._sizes:
            noun = text[start : start + size]
            if len(noun) == size and noun in self._units:
                return self._units[noun], start + size
        return None

    def before(self, text: str, end: int, least: int = 1) -> str | None:
        """The unit of the noun of at least `least` characters that ends at `end`."""
        for size in self._sizes:
            noun = text[max(0, end - size) : end]
            if size >= least and noun in self._units:
                return self._units[noun]
        return None


def talk_pattern(rules: Rules, *, chinese: bool) -> regex.Pattern[str]:
    """Finds a noun of talk (三个方面, 两个重要阶段) behind a measure word.

    In rules/measure/talk.csv `any` is talk behind any number, `directly` too but only right behind the measure word
    (三个坚持); words without a value are talk behind Chinese numerals only.
    """
    words: dict[str, list[str]] = {"any": [], "directly": [], "": []}
    for word in rules.words("measure/talk"):
        words[word.value].append(word.word)
    near = [*words["any"], *(words[""] if chinese else ())]
    near.sort(key=len, reverse=True)
    return regex.compile(
        rf"(?:[十百千]?[万亿]亿?元|重要|重大|关键|主要|基本|根本|显著|突出|明显|历史性|\p{{Han}}{{0,2}}?)(?:的|性|新的?|大的?)?(?:{'|'.join(near)})(?!项目|企业|工程|单位|学校)"
        rf"|(?:{'|'.join(words['directly'])})"
    )
