"""The two edges of a report: what stands before its first words, and behind its last ones."""

from __future__ import annotations

from typing import Any

import msgspec
import regex

from pipeline.fold import fold
from pipeline.rules import Rules

FRONT = 25
"""Lines at the top among which title and bylines are looked for."""
TITLE_MAX = 60
PROSE_MIN = 60
"""A line of so many characters is prose, not a title."""
TAIL_REACH = 400
"""Lines at the bottom that are tested against the rules for what follows a report."""
GLOSSARY_MIN = 3

_LABEL = regex.compile(
    r"[(\[【]?[一二三四五六七八九十]{1,3}[)\]】、.]|\d{1,2}[、.]\s?\p{Han}|第[一二三四五六七八九十]{1,3}[章节部]",
    regex.VERSION1,
)
_NOTE = regex.compile(r"(?m)^[ \t\u3000]*[\[〔［【](\d{1,3})[\]〕］】]", regex.VERSION1)
_SALUTATION = regex.compile(r"(?:尊敬的|各位|同志们)[^。;,]{0,20}:", regex.VERSION1)
_ANNEX = regex.compile(r"附\s?件?\s?\d{0,2}\s?[:：]?")
_INLINE_GLOSSARY = regex.compile(
    r"(?<=[。！!])\s*附\s?件?\s?\d{0,2}\s[^。\n]{0,24}名词(?:术语)?(?:解释|注释|说明)(?=\s)", regex.VERSION1
)
_FIRST_HEADING = regex.compile(
    r"(?:(?:19|20)\d{2}年)?(?:主要|上半年|下半年|全年)?(?:工作|基本|总体)\p{Han}{1,6}", regex.VERSION1
)
_SEPARATOR = regex.compile(r"[\s|:【】_]+", regex.VERSION1)


class Edges(msgspec.Struct, frozen=True):
    """Where the report proper begins and ends, and its title as it stands."""

    body_start: int
    body_end: int
    title: str | None


class _Line(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    words: str
    """Folded, without blanks around."""


class EdgeRules:
    """The rules for both edges, compiled."""

    def __init__(self, rules: Rules) -> None:
        front = rules.patterns("split/front")
        self._front: list[tuple[str, Any]] = [(rule.value, regex.compile(rule.pattern)) for rule in front]
        tail = rules.patterns("split/tail")
        self._tail: list[tuple[str, Any]] = [(rule.value, regex.compile(rule.pattern)) for rule in tail]

    def front(self, words: str) -> str | None:
        """What a line at the top is: title, byline, body, or None if nothing is known of it."""
        return next((value for value, pattern in self._front if pattern.search(words)), None)

    def tail(self, words: str) -> str | None:
        """What a line behind the report opens: furniture, glossary, or None."""
        return next((value for value, pattern in self._tail if pattern.search(words)), None)


def edges(text: str, start: int, end: int, rules: Rules, outline_end: int | None = None) -> Edges:
    """The edges of the report that lies in `text[start:end]`; `outline_end` is where an outline that the site printed
    above it ends."""
    compiled = rules.make(EdgeRules)
    top = start if outline_end is None or not start <= outline_end < end else outline_end
    body_start, title = _front(text, top, end, compiled)
    body_end = _tail(text, body_start, end, compiled)
    return Edges(body_start, max(body_end, body_start), title)


def _lines(text: str, start: int, end: int, most: int) -> list[_Line]:
    found: list[_Line] = []
    at = start
    while at < end and len(found) < most:
        newline = text.find("\n", at, end)
        stop = end if newline < 0 else newline
        row = text[at:stop]
        words = row.strip()
        if words:
            first = at + row.index(words[0])
            found.append(_Line(first, first + len(words), fold(words) if len(words) <= 400 else words))
        at = stop + 1
    return found


def _front(text: str, start: int, end: int, rules: EdgeRules) -> tuple[int, str | None]:
    """Where the body begins, and the title. The title is the last of the lines above the body that look like one, since
    sites put theirs first."""
    lines = _lines(text, start, end, FRONT)
    if not lines:
        return start, None
    titles: list[int] = []
    body = None
    known = 0
    for number, line in enumerate(lines):
        kind = "prose" if len(line.words) > 400 else rules.front(line.words)
        if kind == "title" and not _LABEL.match(line.words) and len(line.words) <= TITLE_MAX:
            titles.append(number)
            known = number + 1
        elif kind == "byline":
            known = number + 1
        elif kind == "body" or len(line.words) >= PROSE_MIN or _LABEL.match(line.words) or line.words[-1] in "。;:":
            body = number
            break
        elif number > known + 3:
            break
    if len(titles) > 1 and _FIRST_HEADING.fullmatch(lines[titles[-1]].words):
        body = known = titles.pop()
    title = text[lines[titles[-1]].start : lines[titles[-1]].end] if titles else None
    if titles or known:
        if body is None or body >= known:
            body = known if body is None else body
            return (lines[body].start if body < len(lines) else end), title
        return lines[body].start, title
    return _inline(text, lines[0], rules)


def _inline(text: str, line: _Line, rules: EdgeRules) -> tuple[int, str | None]:
    """A title that runs into the first paragraph of a page without line breaks, divided from it by a blank."""
    head = fold(text[line.start : min(line.end, line.start + 3 * TITLE_MAX)])
    salutation = _SALUTATION.search(head)
    limit = salutation.start() if salutation else len(head)
    title_end = 0
    body = 0
    for match in _SEPARATOR.finditer(head, 0, limit):
        before = head[title_end and body : match.start()]
        if len(before) <= TITLE_MAX and rules.front(before) == "title" and not _LABEL.match(before):
            title_end, body = match.start(), match.end()
            break
    if not title_end:
        return line.start + (limit if salutation and limit <= TITLE_MAX else 0), None
    if salutation:
        body = limit
    return line.start + body, text[line.start : line.start + title_end]


def _tail(text: str, start: int, end: int, rules: EdgeRules) -> int:
    """Where the report's last words end: before links, licences and a glossary."""
    first = start
    count = 0
    at = end
    while at > start and count < TAIL_REACH:
        newline = text.rfind("\n", start, at)
        first = at = newline if newline >= 0 else start
        count += 1
    stop = end
    half = start + (end - start) // 4
    for line in _lines(text, first, end, TAIL_REACH + 1):
        if line.start < half or len(line.words) > 60:
            continue
        kind = rules.tail(line.words)
        if kind is not None:
            stop = line.start
            break
    inline = _INLINE_GLOSSARY.search(text, half, stop)
    if inline:
        stop = inline.start()
    stop = min(stop, _notes(text, half, stop))
    stop = _stripped(text, start, stop)
    newline = text.rfind("\n", start, stop)
    if _ANNEX.fullmatch(text[newline + 1 : stop].strip()):
        stop = _stripped(text, start, max(newline, start))
    return stop


def _stripped(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _notes(text: str, start: int, end: int) -> int:
    """Where a list of notes [1] [2] [3] begins that closes the text, each on its own line; `end` if there is none."""
    due, first = 1, end
    for match in _NOTE.finditer(text, start, end):
        number = int(match.group(1))
        if number == due:
            first = match.start() if due == 1 else first
            due += 1
        elif number == 1:
            due, first = 2, match.start()
    return first if due > GLOSSARY_MIN else end
