"""Sentences → clauses of words with their letters; a quantity with the words that belong to it is one word, `Q`."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.measure.naming.words import PLAN, Lexicon, letter
from pipeline.records import Quantity, Token

VERBS = frozenset("VSZ")
PREFIXES = {"可": frozenset({"支配", "再生", "持续"}), "再": frozenset({"就业", "生产", "贷款", "生", "制造"})}
"""Words that the segmenter cuts after their prefix (可支配, 再就业)."""
GOVERNED = frozenset("省市县区镇乡")
"""One-character words for places that make a name with the institution behind them (县医院)."""
PER = frozenset("人生师校户亩班村县日月")
"""What an average is taken over: 生均, 人均, 亩均."""


class Words:
    """A run of words: their texts, their letters (one character each), and where each begins in the text."""

    __slots__ = ("letters", "starts", "texts")

    def __init__(self, texts: list[str], letters: str, starts: list[int]) -> None:
        self.texts = texts
        self.letters = letters
        self.starts = starts

    def __getitem__(self, at: slice) -> Words:
        return Words(self.texts[at], self.letters[at], self.starts[at])

    def __len__(self) -> int:
        return len(self.texts)

    def __add__(self, other: Words) -> Words:
        return Words(self.texts + other.texts, self.letters + other.letters, self.starts + other.starts)

    def __str__(self) -> str:
        return "".join(self.texts)

    @property
    def length(self) -> int:
        """In characters."""
        return sum(map(len, self.texts))


EMPTY = Words([], "", [])


class Clause:
    """What stands between two marks: its words, and for each quantity its place among them and its number."""

    __slots__ = ("bracketed", "mark", "numbers", "places", "words")

    def __init__(self, words: Words, places: list[int], numbers: list[int], mark: str, bracketed: bool) -> None:
        self.words = words
        self.places = places
        self.numbers = numbers
        self.mark = mark
        """The mark that ends it: , ; : ( ) or nothing."""
        self.bracketed = bracketed


def words_of(
    text: str, folded: str, tokens: Sequence[Token], quantities: Sequence[tuple[int, Quantity]], lexicon: Lexicon
) -> tuple[Words, list[int]]:
    """The words of a sentence, and the number of the quantity for each `Q` among them in order.

    Of a token that reaches into a quantity only the part outside is kept.
    """
    texts: list[str] = []
    letters: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    known = lexicon.letters
    pending = iter(quantities)
    number, quantity = next(pending, (-1, None))
    low = quantity.modifier_start if quantity else 1 << 60
    high = quantity.modifier_end if quantity else 1 << 60
    covered = 0
    quote = -1

    def add(start: int, end: int, tag: str) -> None:
        nonlocal quote
        if start >= end:
            return
        word = text[start:end]
        mark = letter(folded[start:end], tag, known)
        if mark == "“":
            if quote < 0:
                quote = len(texts)
            mark = "N"
        elif mark == "”":
            if 0 <= quote < len(texts) and "Q" not in letters[quote:]:
                texts[quote:] = ["".join(texts[quote:]) + word]
                letters[quote:] = ["T" if PLAN.fullmatch(texts[quote]) else "N"]
                starts[quote:] = starts[quote : quote + 1]
                quote = -1
                return
            if quote >= 0:
                letters[quote] = "x"
            quote, mark = -1, "x"
        elif mark in ",;:" and quote >= 0 and len(texts) - quote > 25:
            letters[quote] = "x"
            quote = -1
        elif (
            len(word) > 1
            and word[-1] in "为达降升增"
            and (word[:-1] in lexicon.properties or (mark == "N" and len(word) > 2))
        ):
            add(start, end - 1, "n")
            add(end - 1, end, "v")
            return
        elif mark in "OT" and letters and letters[-1] == "Q" and (mark == "T" or len(word) == 1):
            mark = "N"
        elif word == "均" and texts and texts[-1] in PER and letters[-1] == "N":
            texts[-1] += word
            return
        elif (
            word[0] in "率额量内"
            and len(word) > 1
            and (word[1:] in known or (word[0] == "内" and letters[-1:] == ["T"]))
        ):
            # 率控制 for 率 and 控制
            if word not in known:
                add(start, start + 1, "f" if word[0] == "内" else "n")
                add(start + 1, end, "v")
                return
        elif len(word) >= 4 and word not in known and known.get(word[-2:]) in ("C", "c"):
            # 价格上涨 is one word of the dictionary, but the change of the price
            add(start, end - 2, "n")
            add(end - 2, end, "v")
            return
        elif texts and texts[-1] in PREFIXES and word in PREFIXES[texts[-1]]:
            texts[-1] += word
            letters[-1] = known.get(texts[-1], "N")
            return
        elif word == "比" and texts and texts[-1] == "占":
            texts[-1], letters[-1] = "占比", "Y"
            return
        elif mark == "F" and len(word) == 2 and word[1] == "中":
            # 前200名中: cut 名中
            add(start, end - 1, "n")
            add(end - 1, end, "f")
            return
        texts.append(word)
        letters.append(mark)
        starts.append(start)

    for token in tokens:
        start, end = token.start, token.end
        while quantity is not None and end > low:
            if start < low:
                add(max(start, covered), low, token.tag)
            texts.append(text[low:high])
            letters.append("Q")
            starts.append(low)
            numbers.append(number)
            covered = high
            number, quantity = next(pending, (-1, None))
            low = max(quantity.modifier_start, covered) if quantity else 1 << 60
            high = max(quantity.modifier_end, low) if quantity else 1 << 60
        if end > covered:
            start = max(start, covered)
            add(start, end, token.tag if start == token.start else "n")
    if quote >= 0:
        letters[quote] = "x"
    _nominalize(texts, letters, lexicon)
    return Words(texts, "".join(letters), starts), numbers


def _nominalize(texts: list[str], letters: list[str], lexicon: Lexicon) -> None:
    """A verb that makes one name with the noun behind it (改造项目, 巩固率) is a noun."""
    for at in range(len(texts) - 2, -1, -1):
        here = letters[at]
        if here == "O" and (
            texts[at + 1] in ("级", "属", "直", "管") or (texts[at] in GOVERNED and letters[at + 1] in "NY")
        ):
            letters[at] = "N"
            continue
        if here == "W" and letters[at + 1] == "N" and len(texts[at + 1]) == 1:
            letters[at] = "N"
        elif here in "VWSZC" and (
            (letters[at + 1] == "Y" and here != "S" and here != "C")
            or (letters[at + 1] == "N" and texts[at + 1] in lexicon.heads and here in "VW")
        ):
            if here == "W" and (at == 0 or letters[at - 1] not in "NY"):
                continue
            if here == "V" and letters[at + 1] == "N" and (at == 0 or letters[at - 1] not in "NYR"):
                continue
            letters[at] = "N"
        elif here == "N" and letters[at + 1] == "Y" and len(texts[at + 1]) == 1 and texts[at + 1] in "率额量数值费":
            letters[at] = "N"


def clauses_of(words: Words, numbers: list[int]) -> list[Clause]:
    """The clauses of a sentence. What stands in brackets is a clause of its own if it holds a quantity."""
    clauses: list[Clause] = []
    letters = words.letters
    run: list[int] = []
    places: list[int] = []
    outer: list[int] | None = None
    count = used = 0

    def close(mark: str) -> None:
        nonlocal run, places, used
        if run:
            texts, starts = words.texts, words.starts
            inside = Words([texts[i] for i in run], "".join([letters[i] for i in run]), [starts[i] for i in run])
            clauses.append(Clause(inside, places, numbers[used:count], mark, outer is not None))
        run, places, used = [], [], count

    at, size = 0, len(letters)
    while at < size:
        mark = letters[at]
        if mark == "Q":
            places.append(len(run))
            run.append(at)
            count += 1
        elif mark in ",;:":
            close(mark)
        elif mark == "(":
            stop = letters.find(")", at, at + 80)
            if stop > 0 and outer is None:
                if letters.find("Q", at, stop) < 0:
                    at = stop
                else:
                    before = [] if places else list(run)
                    close("(")
                    outer = before
        elif mark == ")":
            if outer is not None:
                close(")")
                run, outer = outer, None
        else:
            run.append(at)
        at += 1
    close("")
    return clauses
