"""Where a text shows marks of a byte slip."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.clean.characters import START, normal_form, unpaged
from pipeline.clean.han import HAN, IS_HAN, UNIFIED, encodable, plain_readings, readings, scripts, spelled, toneless
from pipeline.clean.slip_program import MARKS
from pipeline.patterns import re

MARK = "[,，!！?？;；:：。]"
ODD = "\u3041-\u30ff\u0400-\u04ff\u0370-\u03ff\u3105-\u312f\u2500-\u25bf\u2474-\u249b\u2170-\u2179ａ-ｚＡ-Ｚ"
"""What the rows of GBK beside Han hold: kana, Cyrillic, Greek, bopomofo, box drawing, enclosed numbers."""
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"

ENDS = re.lazy("[,，!！?？;；:：。@-~]")
"""What sets the reading of bytes right again."""
READING = re.lazy(rf"[(（]?\s?(?=[a-zü]{{0,5}}[{TONED}])([a-zü{TONED}]{{1,6}})\s?[)）]")
ASKS = re.lazy("[吗呢么谁哪嗎麼誰]|为何|如何|几[个年次]|多少|怎样|是否|能否|可否")
"""Words before `?` that make it a question mark."""

REACH = 5
"""A mark and the first odd character behind it are at most so far apart."""
LONGEST = 48
"""A slip ends at the next real mark or ASCII character; windows longer than this are none."""
IMPROBABLE = -5.5
"""Mean log-probability of a mark and what is behind it, below which a page that is known to slip may have done so."""


class Window(NamedTuple):
    """A stretch that may have slipped."""

    start: int
    end: int
    certain: bool
    """Whether its marks have no other explanation than damage."""


@functools.cache
def suspects() -> tuple[re.Pattern[str], ...]:
    """The things without one of which no slip is looked for, each quick to search for on its own."""
    return (
        re.compile(f"[{ODD}{_rare()}{TONED}]"),
        re.compile("[?？](?=[^\\s”\"'’)）])"),
        re.compile(f"{MARK}[A-Za-z](?=[{HAN}(（])"),
    )


@functools.cache
def suspect() -> re.Pattern[str]:
    """One of these things."""
    return re.compile("|".join(pattern.pattern for pattern in suspects()))


@functools.cache
def _garbled_behind() -> re.Pattern[str]:
    """A question mark with something behind it that no new sentence begins with."""
    return re.compile(f"[?？][^\\n,，。;；]{{0,8}}?[{ODD}{_rare()}@-~?？]")


@functools.cache
def _rare() -> str:
    """Characters that neither they nor their simplified forms belong to GB 2312, as the inside of a class."""
    simplified = scripts().simple(UNIFIED)
    known = encodable(simplified, "gb2312")
    return "".join(char for char, simple in zip(UNIFIED, simplified, strict=True) if simple not in known)


def windows_of(text: str) -> list[Window]:
    """Where the text shows marks of a slip."""
    found: list[Window] = []
    for match in suspect().finditer(text):
        at = match.start()
        char = match.group()[0]
        certain = False
        if char in TONED:
            reading = _misplaced_reading(text, at)
            if reading is None:
                continue
            start, certain = _mark_before(text, reading.start(), 3 * REACH), True
            at = reading.end()
        elif char in "?？":
            if ASKS.search(text, max(0, at - 12), at) or not _garbled_behind().match(text, at):
                continue
            start = at
        else:
            start = at if re.match(MARK, char) else _mark_before(text, at, REACH)
        if start is not None:
            found.append(Window(start, at, certain))
    return joined(found, text)


def _misplaced_reading(text: str, at: int) -> re.Match[str] | None:
    """The bracketed reading around a vowel with a tone mark, if the character before it has no such reading."""
    for start in range(max(0, at - 8), at + 1):
        match = READING.match(text, start)
        if match and match.start(1) <= at < match.end(1):
            before = text[start - 1] if start else ""
            letters = spelled(match[1])
            closed = match.group()[0] in "(（" and before and IS_HAN.match(before)
            if closed and (letters in readings(before) or toneless(letters) in plain_readings(before)):
                return None
            return match if before and (closed or before in "?？" or before.isascii() or match[0][0] in "(（") else None
    return None


def _mark_before(text: str, at: int, reach: int) -> int | None:
    """The first of the marks that stand within reach before a place, in its line."""
    low = max(text.rfind("\n", 0, at) + 1, at - reach)
    match = re.compile(MARK).search(text, low, at)
    return match.start() if match else None


def senseless(text: str, window: Window) -> bool:
    """Whether the beginning of a window makes no sense as it stands."""
    seen = normal_form(text[window.start : min(window.end, window.start + 8)])
    before = normal_form(text[max(0, window.start - 2) : window.start]).rjust(2, START)
    return unpaged().score(seen, before) < IMPROBABLE * len(seen)


def improbable(text: str) -> Iterator[Window]:
    """Marks before and behind which nothing makes sense."""
    model = unpaged()
    plain = normal_form(text)
    for match in re.finditer(f"(?<=[^\n]{{2}}){MARK}", text):
        at = match.start()
        behind = plain[at : at + 4].partition("\n")[0]
        if len(behind) < 3:
            behind += START
        two_marks = behind[1:2] in MARKS and behind[0] in ";:!?"
        if two_marks or model.score(behind, plain[at - 3 : at]) < IMPROBABLE * len(behind):
            yield Window(at, min(at + 2, len(text)), certain=False)


def joined(found: list[Window], text: str) -> list[Window]:
    """Windows up to where a slip that is seen there must have ended, those that touch as one."""
    joined: list[Window] = []
    for window in sorted(found):
        end = min(_end_of_slip(text, window.end), window.start + LONGEST)
        if joined and window.start < joined[-1].end:
            last = joined.pop()
            if end - last.start <= LONGEST:
                window = Window(last.start, max(end, last.end), last.certain or window.certain)
            else:
                joined.append(last._replace(end=window.start))
                window = window._replace(end=end)
        else:
            window = window._replace(end=end)
        joined.append(window)
    return [window for window in joined if window.start < window.end]


def _end_of_slip(text: str, at: int) -> int:
    """Behind the next real mark or ASCII character and some characters that follow it, in the same line."""
    limit = text.find("\n", at)
    limit = len(text) if limit < 0 else limit
    match = ENDS.search(text, at + 1, min(at + 24, limit))
    return min(match.end() + 3 if match else at + 10, limit)
