"""Labels: where 一、 (一) 1. ① 第一章 一是 stand, each with its kind, its number and what stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from pipeline.numerals import number_of
from pipeline.patterns import regex
from pipeline.rules import RuleError, Rules

Boundary = Literal["line", "stop", "space", "comma", "glued"]
"""What stands before a label: the start of a line; the end of a sentence; a blank (in a page without line breaks often
all that is left of one); a comma; or other text, without anything between."""

RULES = "structure/labels"
POINT = "point"
DASH = "dash"
CHAPTER = "chapter"
"""Chapters of each unit count for themselves: `chapter-章`, `chapter-节`."""

_FIRST = (
    r"(?:[一二三四五六七八九十\d][一二三四五六七八九十\d\s、.,)\]】是要]"
    r"|[首第(\[【①-⑳❶-❿⑴-⒛㈠-㈩Ⅰ-ⅫxX*\-]|[甲乙丙丁戊己庚辛壬癸壹贰叁肆伍陆柒捌玖拾][\s、.:])"
)
"""What a label may begin with: looked at before any rule is tried, which is six times as fast."""
_BEGINS = regex.lazy(_FIRST)
_STOPS = frozenset("。!?;:…！？；：")
_CLOSING = frozenset("”’\"')》")
_COMMAS = frozenset(",，、")
_BLANKS = frozenset(" \t\u3000\u00a0\u200d\u200b\ufeff")
_UNIT = regex.lazy(r"[章节编篇]|部分")
_DIGITS = regex.lazy(r"\d+")
_ROWS = ("甲乙丙丁戊己庚辛壬癸", "壹贰叁肆伍陆柒捌玖拾")
_SIGNS = (("①", 20), ("⑴", 20), ("⒈", 20), ("㈠", 10), ("❶", 10), ("Ⅰ", 12))
"""First of each row of signs that are numbers, and how many it has."""
_NUMERALS = frozenset("一二三四五六七八九十")


class Label(msgspec.Struct, frozen=True, gc=False):
    """A label as it stands in the text; `number` is None where a mask or a dash stands in its place."""

    kind: str
    number: int | None
    start: int
    end: int
    boundary: Boundary


class LabelPattern:
    """All label rules in one expression: one pass over the text, whatever their number."""

    def __init__(self, rules: Rules) -> None:
        patterns = rules.patterns(RULES)
        for rule in patterns:
            if not all(_BEGINS.match(example.partition("⟦")[2] or example) for example in rule.examples):
                raise RuleError(f"{RULES}: rule {rule.id!r}: no label begins like that; add the character to _FIRST")
        joined = "|".join(f"({rule.pattern})" for rule in patterns)
        self._kinds = [rule.value for rule in patterns]
        self._joined = regex.compile(rf"(?={_FIRST})(?<![\d.%])(?<!\d:)(?:{joined})", regex.VERSION1)

    def find(self, folded: str, start: int, end: int) -> list[Label]:
        """The labels of `folded[start:end]`, in order; a label that runs into digits or a point is none."""
        found: list[Label] = []
        following: int | None = None
        for label in reversed(list(self._find(folded, start, end))):
            if label.kind == "ordinal":
                stands_alone = folded[label.start] == "首" and following != 2
                following = label.number
                if stands_alone:
                    continue
            found.append(label)
        return found[::-1]

    def _find(self, folded: str, start: int, end: int) -> Iterator[Label]:
        for match in self._joined.finditer(folded, start, end):
            kind = self._kinds[match.lastindex - 1]
            if kind == CHAPTER:
                kind += "-" + _UNIT.search(match.group()).group()
            boundary = _boundary(folded, start, match.start())
            if _possible(kind, boundary, folded, match):
                yield Label(kind, _number(match.group()), match.start(), match.end(), boundary)


def _boundary(folded: str, start: int, at: int) -> Boundary:
    before = at - 1
    while before >= start and folded[before] in _BLANKS:
        before -= 1
    if before < start or folded[before] == "\n":
        return "line"
    mark = folded[before]
    if mark in _STOPS or (mark in _CLOSING and before > start and folded[before - 1] in _STOPS):
        return "stop"
    if before < at - 1:
        return "space"
    return "comma" if mark in _COMMAS else "glued"


def _possible(kind: str, boundary: Boundary, folded: str, match: Any) -> bool:
    """Whether a label of this kind may stand here at all."""
    if kind == DASH:
        return boundary == "line"
    if kind in ("ordinal", "number-tree", "stem", "capital", "roman"):
        return boundary == "line"
    if kind.startswith(CHAPTER):
        return boundary in ("line", "stop", "space")
    if match.group()[-1] == ",":
        return boundary == "line"
    if boundary == "glued":
        before = folded[match.start() - 1]
        return (
            before not in "第百千零初高之其约近达这那有共每各〇○" and not before.isascii() and before not in _NUMERALS
        )
    return True


def _number(label: str) -> int | None:
    """The number that a label states (of 2.1 the last), None for a mask or a dash; (-) is (一).

    >>> [_number(label) for label in ("十二、", "(-)", "⑶", "第2章", "2.1", "x.", "--", "丙、", "Ⅳ.")]
    [12, 1, 3, 2, 1, None, None, 3, 4]
    """
    digits = _DIGITS.findall(label)
    if digits:
        return int(digits[-1])
    numerals = [character for character in label if character in _NUMERALS]
    if numerals:
        return number_of("".join(numerals))
    for character in label:
        for row in _ROWS:
            if character in row:
                return row.index(character) + 1
        for first, count in _SIGNS:
            if 0 <= ord(character) - ord(first) < count:
                return ord(character) - ord(first) + 1
    return 1 if label.startswith("首") or ("-" in label and label[0] in "([【") else None
