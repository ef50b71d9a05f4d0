"""What a match of a pattern can begin with, read off the pattern: so that it is tried only where that stands.

A match of `(?<!不)(?:增长|下降)了?` begins with 增长 or 下降, and a text has few of either. Where many patterns are
looked for, one pass over the text finds the places where any of them can begin, and hardly one is then tried in vain.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.cache import Cache
from pipeline.patterns import re, regex

LENGTH = 3
"""Characters of a beginning that are told apart."""
_cache = Cache("openings")
_MOST = 500
"""What can go on in more ways than this is not followed further."""
_FEW = 8
"""Of more characters or words than this a repetition is not followed."""
_WIDEST = 64
"""A range of more characters than this is not written out."""
_NUMERALS = "零〇○一二三四五六七八九十百千万亿两几半"
_SPACES, _DIGITS, _LETTERS = r"\s", r"\d", "A-Za-z"
_KINDS = {" ": _SPACES, "0": _DIGITS, "A": _LETTERS, "一": _NUMERALS}
"""What stands for all characters of a kind: 12月 and 30月 begin alike."""

_SET = regex.lazy(r"\[\^?(?:[^\[\]\\]|\\.|(?R))*+\]")
_REST = regex.lazy(
    r"(?:(?<plain>[^()|\[\]\\]|\\.|(?<set>\[\^?(?:[^\[\]\\]|\\.|(?&set))*+\]))"
    r"|(?<group>\((?:(?&plain)|\||(?&group))*+\)))*+"
)
"""What follows in a pattern, to the end of the alternative."""
_AHEAD = regex.lazy(r"\(\?=")
_LOOK = regex.lazy(r"\(\?(?:!|<[=!])")
_GROUP = regex.lazy(r"\((?!\?)|\(\?(?::|>|P?<\w+>)")
_FLAGS = regex.lazy(r"\(\?[ms]+\)")
_REPEAT = regex.lazy(r"(?:(?<sign>[?*+])|\{(?<least>\d*)(?:,\d*)?\})[?+]?")
_PROPERTY = regex.lazy(r"\\[pP]\{[^{}]*\}")
_CODE = regex.lazy(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_NOWHERE = frozenset("bBAZmM")
"""Escapes that match a place and no character."""


class _UnclearError(ValueError):
    """The pattern holds something that is not read here."""


class Beginning(NamedTuple):
    """What the matches of a piece of a pattern begin with."""

    whole: frozenset[str]
    """All that is matched, where it is shorter than `LENGTH`."""
    begun: frozenset[str] = frozenset()
    """The first characters of what is longer or not known further; the empty string if nothing is known."""

    def then(self, following: Beginning) -> Beginning:
        """What this piece begins with where the other follows it."""
        if len(self.whole) * (len(following.whole) + len(following.begun)) > _MOST:
            following = Beginning(frozenset(), frozenset(text[:1] for text in following.whole | following.begun))
        if len(self.whole) * len(following.begun) > _MOST:
            return Beginning(frozenset(), self.begun | self.whole)
        begun = {(first + second)[:LENGTH] for first in self.whole for second in following.begun}
        whole = {first + second for first in self.whole for second in following.whole}
        long = {text for text in whole if len(text) >= LENGTH}
        return Beginning(frozenset(whole - long), self.begun.union(begun, (text[:LENGTH] for text in long)))

    def or_else(self, other: Beginning) -> Beginning:
        """What one or the other piece begins with."""
        return Beginning(self.whole | other.whole, self.begun | other.begun)


_NOTHING = Beginning(frozenset([""]))
_ANYTHING = Beginning(frozenset(), frozenset([""]))


@functools.lru_cache(maxsize=1 << 14)
def kinds(text: str) -> str:
    """The text with one character for all of a kind: digits, letters, Chinese numerals, blanks.

    >>> kinds("二是12月")
    '一是00月'
    """
    return "".join(map(_kind, text))


def _kind(char: str) -> str:
    if char.isdecimal():
        return "0"
    if char in _NUMERALS:
        return "一"
    if char.isspace():
        return " "
    return "A" if char.isascii() and char.isalpha() else char


@functools.lru_cache(maxsize=1 << 12)
def openings(pattern: str) -> frozenset[str] | None:
    r"""The beginnings of a pattern's matches as `kinds` writes them, of `LENGTH` characters or fewer.

    What is shorter may be followed by anything. None if a match may begin with anything, or if the pattern is one that
    cannot be read here. What a pattern looks at behind and ahead does not count.

    >>> sorted(openings(r"(?<!不)(?:增长|下降)了?|两?年(?=底)|\d{1,2}月[初末]"))
    ['000', '00月', '0月初', '0月末', '一年底', '下降', '下降了', '增长', '增长了', '年底']
    """
    key = f"{_own_digest()} {pattern}"
    known = _cache.get(key)
    if known is not None:
        with contextlib.suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(known, type=frozenset[str] | None)
    found = _read(pattern)
    _cache.put(key, msgspec.msgpack.encode(found))
    return found


@functools.cache
def _own_digest() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _read(pattern: str) -> frozenset[str] | None:
    if "[]" in pattern or "[^]" in pattern:
        return None
    try:
        found = _Reader(pattern).all()
    except _UnclearError:
        return None
    beginnings = found.whole | found.begun
    return None if "" in beginnings else beginnings


class _Reader:
    """Reads a pattern from left to right, each alternative as far as it tells something."""

    def __init__(self, pattern: str, *, in_set: bool = False) -> None:
        self.pattern = pattern
        self.in_set = in_set
        self.at = 0

    def all(self) -> Beginning:
        found = self._alternatives()
        if self.at < len(self.pattern):
            raise _UnclearError
        return found

    def _alternatives(self) -> Beginning:
        found = self._sequence()
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found = found.or_else(self._sequence())
        return found

    def _sequence(self) -> Beginning:
        found = _NOTHING
        while found.whole and self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            found = found.then(self._repeated(self._piece()))
        self._skip(_REST)
        return found

    def _repeated(self, piece: Beginning) -> Beginning:
        repeat = self._skip(_REPEAT)
        if repeat is None:
            return piece
        if repeat["sign"] == "?":
            return piece.or_else(_NOTHING)
        optional = repeat["sign"] == "*" or (repeat["sign"] is None and not int(repeat["least"] or 0))
        if len(piece.whole) > _FEW:
            return Beginning(frozenset([""]) if optional else frozenset(), piece.begun | piece.whole)
        several = piece
        for _ in range(LENGTH - 1):
            several = piece.or_else(piece.then(several))
        return several.or_else(_NOTHING) if optional else several

    def _piece(self) -> Beginning:
        char = self.pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._set()
        if char in ".^$":
            self.at += 1
            return _ANYTHING if char == "." else _NOTHING
        return self._characters()

    def _group(self) -> Beginning:
        if self._skip(_FLAGS):
            return _NOTHING
        if self._skip(_AHEAD):
            found = self._alternatives()
            found = Beginning(frozenset(), found.whole | found.begun)
        elif self._skip(_LOOK):
            found = _NOTHING
            while self._skip(_REST) and self.pattern.startswith("|", self.at):
                self.at += 1
        elif self._skip(_GROUP):
            found = self._alternatives()
        else:
            raise _UnclearError
        if not self.pattern.startswith(")", self.at):
            raise _UnclearError
        self.at += 1
        return found

    def _set(self) -> Beginning:
        whole = self._skip(_SET)
        if whole is None:
            raise _UnclearError
        members = whole[0][1:-1]
        if members.startswith("^") or "[" in members or any(sign in members for sign in ("--", "&&", "||", "~~")):
            return _ANYTHING
        return _Reader(members, in_set=True).members()

    def members(self) -> Beginning:
        """Any one of the characters of a set, whose brackets are left out."""
        found = Beginning(frozenset())
        while self.at < len(self.pattern):
            found = found.or_else(self._characters())
        return found

    def _characters(self) -> Beginning:
        """A character, a range of them, or an escape for many."""
        first = self._literal()
        if first is None:
            return self._class()
        if not (self.in_set and self.pattern.startswith("-", self.at) and self.at + 1 < len(self.pattern)):
            return _any_of(first)
        self.at += 1
        last = self._literal()
        if last is None:
            raise _UnclearError
        codes = range(ord(first), ord(last) + 1)
        return _any_of(map(chr, codes)) if len(codes) <= _WIDEST else _ANYTHING

    def _literal(self) -> str | None:
        """The character that stands here, written plainly or escaped; None if many are meant."""
        if code := self._skip(_CODE):
            return chr(int(code[1] or code[2] or code[3], 16))
        char = self.pattern[self.at]
        if char == "\\":
            char = self.pattern[self.at + 1]
            if char not in _CONTROLS and char.isalnum():
                return None
            self.at += 1
            char = _CONTROLS.get(char, char)
        self.at += 1
        return char

    def _class(self) -> Beginning:
        if self._skip(_PROPERTY):
            return _ANYTHING
        char = self.pattern[self.at + 1]
        self.at += 2
        if char in "ds":
            return _any_of("0" if char == "d" else " ")
        if char in "SwWD" or char.isdecimal():
            return _ANYTHING
        if char in _NOWHERE:
            return _NOTHING
        raise _UnclearError

    def _skip(self, pattern: regex.Pattern[str]) -> regex.Match[str] | None:
        found = pattern.match(self.pattern, self.at)
        if found is not None:
            self.at = found.end()
        return found


def _any_of(chars: Iterable[str]) -> Beginning:
    return Beginning(frozenset(map(_kind, chars)))


class Openings:
    """The beginnings of many patterns, and the places of a text where one of them stands.

    Patterns are told by their numbers.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        found = [openings(pattern) for pattern in patterns]
        self.anywhere = tuple(number for number, beginnings in enumerate(found) if beginnings is None)
        """Numbers of the patterns whose matches may begin with anything."""
        numbers: dict[str, set[int]] = {}
        for number, beginnings in enumerate(found):
            for beginning in beginnings or ():
                numbers.setdefault(beginning, set()).add(number)
        self._thirds: dict[str, dict[str, tuple[int, ...]]] = {}
        for beginning in numbers:
            prefixes = [beginning[:length] for length in range(1, len(beginning) + 1)]
            every = tuple(sorted(set().union(*(numbers.get(prefix, ()) for prefix in prefixes))))
            self._thirds.setdefault(beginning[:2], {})[beginning[2:]] = every
        for pair, thirds in self._thirds.items():
            thirds.setdefault("", tuple(sorted(numbers.get(pair[0], ()))))
        self.places = re.compile(first_characters(numbers)).finditer
        """Finds the places: `places(text, start, end)` gives a match for each, of its first character."""
        self._known = functools.lru_cache(maxsize=1 << 14)(self._of_pair)

    def _of_pair(self, pair: str) -> dict[str, tuple[int, ...]] | None:
        """By the third character the numbers of the patterns that begin so, under "" for one of no account."""
        return self._thirds.get(kinds(pair)) or self._thirds.get(kinds(pair[:1]))

    def begun(self, text: str, at: int) -> Sequence[int]:
        """The numbers of the patterns whose known beginnings stand at a place, ascending."""
        thirds = self._known(text[at : at + 2])
        return thirds.get(kinds(text[at + 2 : at + 3]), thirds[""]) if thirds else ()

    def at(self, text: str, at: int) -> Sequence[int]:
        """The numbers of all patterns that may match at a place, ascending."""
        numbers = self.begun(text, at)
        return sorted((*numbers, *self.anywhere)) if self.anywhere else numbers


def first_characters(beginnings: Iterable[str]) -> str:
    """A pattern for the first characters of the beginnings: those that anything may follow, and those whose second
    character is one of a few. That the two belong together is cheaper to see in a dictionary than in a pattern."""
    alone = {text[0] for text in beginnings if len(text) == 1}
    longer = [text for text in beginnings if text[0] not in alone]
    parts = [_set(alone)] if alone else []
    if longer:
        parts.append(f"{_set({text[0] for text in longer})}(?={_set({text[1] for text in longer})})")
    return "|".join(parts) or "(?!)"


def _set(chars: Iterable[str]) -> str:
    """A set of characters, and of the kinds that some of them stand for."""
    return f"[{''.join(_KINDS.get(char, re.escape(char)) for char in sorted(chars))}]"
