"""The front of a report: its title, and what else stands above its first words.

All texts are folded, with lost line breaks put back (`lost_breaks.with_breaks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.split.rows import Row, rows

RULES = "split/front"
REACH = 25
"""Lines at the top among which title and bylines are looked for."""
TITLE_MAX = 60
"""A longer line is prose, not a title."""
LINE_MAX = 40
"""Longest line of a title that is set in several lines."""
LINES_MAX = 3
"""A title is set in at most so many lines."""
UNKNOWN_MAX = 3
"""The front is over when so many lines in a row are neither title nor byline."""

_LABEL = regex.lazy(
    r"[(\[【]?[一二三四五六七八九十]{1,3}[)\]】、.]|[甲乙丙丁壹贰叁Ⅰ-Ⅻ][、.]|\d{1,2}[、.]\s?\p{Han}|第[一二三四五六七八九十]{1,3}[章节部]",
    regex.VERSION1,
)
_SALUTATION = regex.lazy(r"(?:尊敬的|各位|同志们)[^。;,]{0,20}:", regex.VERSION1)
_SEPARATOR = regex.lazy(r"[\s|:【】_]+", regex.VERSION1)
_GOES_ON = regex.lazy(r"-{2}|[与和及暨]|以及")

_GLUED = regex.lazy(
    r"[\p{Han}\d“”()·、-]{2,56}?(?:总结|小结|计划|汇报|报告|公报|要点|安排|打算)"
    r"(?=(?:19|20)\d{2}年|今年|一年来|上半年|本学[期年]|各位|尊敬的|同志们|一、|\(一\)|近年来|在[\p{Han}、]{4,30}(?:下|中),)",
    regex.VERSION1,
)
"""A title with nothing between it and the first words of the report."""

Span = tuple[int, int]


class Front(msgspec.Struct, frozen=True):
    """Where the report proper begins, and the lines of its title; none if it has no title."""

    body_start: int
    title: tuple[Span, ...] = ()


class FrontRules:
    """The rules for lines at the top, compiled."""

    def __init__(self, rules: Rules) -> None:
        self._rules: list[tuple[str, Any]] = [
            (rule.value, regex.compile(rule.pattern, regex.VERSION1)) for rule in rules.patterns(RULES)
        ]

    def kind(self, words: str) -> str | None:
        """What a line at the top is: a value of rules/split/front.toml, `body` for what can only be the report's own
        words, or None if nothing is known of it."""
        if len(words) > 3 * TITLE_MAX:
            return "body"
        found = next((value for value, pattern in self._rules if pattern.search(words)), None)
        if found in ("byline", "salutation"):
            return found
        return "body" if len(words) > TITLE_MAX or words[-1] in "。;:" or _LABEL.match(words) else found


def find_front(folded: str, start: int, end: int, rules: Rules) -> Front:
    """The front of the report that lies in `folded[start:end]`. The title is the last of the lines above the body that
    look like one, since sites put theirs first; a first heading may look like one too."""
    known = rules.make(FrontRules)
    lines = rows(folded, start, end, REACH)
    if not lines:
        return Front(start)
    kinds = [known.kind(line.words) for line in lines]
    titles: list[int] = []
    body = None
    after = 0
    for number, kind in enumerate(kinds):
        if kind == "title" or (kind == "heading" and not titles):
            titles.append(number)
            after = number + 1
        elif kind == "byline" or (kind == "issuer" and titles):
            after = number + 1
        elif kind in ("body", "salutation", "heading"):
            body = number
            break
        elif number > after + UNKNOWN_MAX:
            break
    if not after:
        return _inline(folded, lines[0], known)
    body = after if body is None else body
    body_start = lines[body].start if body < len(lines) else end
    return Front(body_start, _title(lines, kinds, titles[-1]) if titles else ())


def _title(lines: Sequence[Row], kinds: Sequence[str | None], last: int) -> tuple[Span, ...]:
    """The lines of the title whose last line is `last`."""
    first = last
    while first > 0 and last - first < LINES_MAX - 1 and _belongs(lines[first - 1], kinds[first - 1], lines[first]):
        first -= 1
    return tuple((line.start, line.end) for line in lines[first : last + 1])


def _belongs(above: Row, kind: str | None, line: Row) -> bool:
    """Whether the line above a title is its beginning: the body that reports, words that are not finished, or a main
    title to which this one is the subtitle."""
    if len(above.words) > LINE_MAX or kind in ("byline", "body", "salutation", "heading"):
        return False
    if _GOES_ON.match(line.words):
        return True
    return kind in ("issuer", "unfinished") and above.words[-3:] not in line.words


def _inline(folded: str, line: Row, known: FrontRules) -> Front:
    """A title that runs into the first paragraph of a page without line breaks, divided from it by a blank or by
    nothing."""
    head = line.words[: 3 * TITLE_MAX]
    salutation = _SALUTATION.search(head)
    limit = salutation.start() if salutation else len(head)
    for match in _SEPARATOR.finditer(head, 0, limit):
        before = head[: match.start()]
        if len(before) > TITLE_MAX:
            break
        if not before:
            continue
        if known.kind(before) == "title":
            body = limit if salutation else match.end()
            return Front(line.start + body, ((line.start, line.start + match.start()),))
    glued = _GLUED.match(head)
    if glued and known.kind(glued.group()) == "title":
        return Front(line.start + glued.end(), ((line.start, line.start + glued.end()),))
    return Front(line.start + (limit if salutation and limit <= TITLE_MAX else 0))
