"""Stretches whose bytes were read one off: `學?冃ЧべY改革` for 學校績效工資改革."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.characters import START, CharacterModel, counts, normal_form, unpaged
from pipeline.clean.han import HAN, IS_HAN, plain_readings, readings, scripts, spelled, toneless
from pipeline.clean.slip_program import MARKS
from pipeline.clean.slip_search import Candidate, candidates
from pipeline.records import Damage, Page
from pipeline.resources import Resources

MARK = "[,，!！?？;；:：。]"
ODD = "\u3041-\u30ff\u0400-\u04ff\u0370-\u03ff\u3105-\u312f\u2500-\u25bf\u2474-\u249b\u2170-\u2179ａ-ｚＡ-Ｚ"
"""What the rows of GBK beside Han hold: kana, Cyrillic, Greek, bopomofo, box drawing, enclosed numbers."""
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"

ENDS = re.compile("[,，!！?？;；:：。@-~]")
"""What sets the reading of bytes right again."""
GARBLED = re.compile(rf"[?？][^\x00-\x7f]{{0,12}}[{ODD}][^\x00-\x7f]{{0,12}}[?？]|[?？]{{2}}[{HAN}]+[?？]")
"""Marks of lost bytes around what no sentence holds."""
READING = re.compile(rf"[(（]?\s?(?=[a-zü]{{0,5}}[{TONED}])([a-zü{TONED}]{{1,6}})\s?[)）]")
EATEN = re.compile(r"(?<=[^\x00-\x7f])[?？]+(?P<number>\d[\d,.]*)")
CLAUSE = re.compile("[^,，。;；:：!！\\n]*$")
"""What stands behind the last mark, question marks apart."""
ASKS = re.compile("[吗呢么谁哪嗎麼誰]|为何|如何|几[个年次]|多少|怎样|是否|能否|可否")
"""Words before `?` that make it a question mark."""

REACH = 5
"""A mark and the first odd character behind it are at most so far apart."""
LONGEST = 48
"""A slip ends at the next real mark or ASCII character; windows longer than this are none."""
IMPROBABLE = -5.5
"""Mean log-probability of a mark and what is behind it, below which a page that is known to slip may have done so."""
SURE = 3.0
"""Margin in nats over the runner-up from which a verified candidate becomes an edit."""
CLEAR, CLEAR_HERE = 9.0, 2.0
"""The margin over what is seen that a candidate needs to be considered at all; the same on pages known to slip."""


class Window(NamedTuple):
    """A stretch that may have slipped."""

    start: int
    end: int
    certain: bool
    """Whether its marks have no other explanation than damage."""


def undo_byte_slips(page: Page, resources: Resources) -> Page:
    """Restore stretches that a converter read one byte off, by running the converter backwards (slip_search) and the
    candidate forwards again (slip_program).

    Looks like: `學?冃ЧべY改革` (學校績效工資改革), `慶;顒。` (慶祝活動。), `向?qū)徲?jì)` (向審計).
    An edit needs a candidate from which the converter makes exactly what is seen, and a margin over the next best.
    Less sure candidates are noted as damage `mojibake` with what they restore. Digits behind `?` lost one that nothing
    tells any more: damage `digiteaten`.
    Wrong when: rare names and foreign letters stand behind a mark; the margin keeps them as they are.

    >>> from pipeline.clean.change import opened
    >>> undo_byte_slips(opened("本校教职?286人"), Resources()).damage[0].kind
    'digiteaten'
    """
    text = page.text.text
    injected = any(one.kind == "pinyin" for one in page.damage)
    if not injected and not any(suspect.search(text) for suspect in _suspects()):
        return page
    damage = list(_eaten_digits(text))
    windows = _windows(text)
    if not windows and not injected:
        return change(page, damage=damage)
    slips = injected or any(window.certain for window in windows)
    if slips:
        windows = _joined([*windows, *_improbable(text)], text)
    else:
        windows = [window for window in windows if _senseless(text, window)]
        if not windows:
            return change(page, damage=damage)
    model = CharacterModel(counts(), _without(text, windows))
    edits: list[Edit] = []
    for window in windows:
        before = text[max(0, window.start - 6) : window.start]
        found = candidates(text[window.start : window.end], before, model, page.script)
        _judge(window, text, found, CLEAR_HERE if slips else CLEAR, edits, damage)
    return change(page, edits, damage)


def _judge(
    window: Window, text: str, found: list[Candidate], clear: float, edits: list[Edit], damage: list[Damage]
) -> None:
    """Turn what was found for a window into an edit or a note of damage."""
    seen = text[window.start : window.end]
    literal = next((one.score for one in found if not one.slips), None)
    proved = [one for one in found if one.verified]
    best = proved[0] if proved else next((one for one in found if one.slips), None)
    if best is None or (literal is not None and best.score < literal + clear):
        return
    others = [one.score for one in found if one.text != best.text and (one.verified or not one.slips)]
    margin = best.score - max(others, default=best.score - 3 * SURE)
    sure = best.verified and margin >= SURE
    if not sure and clear == CLEAR and not (window.certain or GARBLED.search(seen)):
        return
    for start, end, replacement in _differences(seen, best.text):
        start, end = window.start + start, window.start + end
        if sure:
            edits.append(Edit(start, end, replacement, "byteslip", 0.97, "proved", round(margin, 2)))
        else:
            detail = f"margin {margin:.1f}"
            damage.append(Damage(kind="mojibake", start=start, end=end, detail=detail, restored=replacement))


def _differences(seen: str, better: str) -> Iterator[tuple[int, int, str]]:
    """The parts of `seen` that differ from `better`, and what stands in their place.

    Two slips of one window are told apart by what lies between them; fewer than three characters may agree by chance.
    """
    blocks = SequenceMatcher(None, seen, better, autojunk=False).get_matching_blocks()
    last = len(seen)
    left = right = 0
    for block in blocks:
        edge = block.a == block.b == 0 or block.a + block.size == last
        if block.size < 3 and not edge:
            continue
        if (left, right) != (block.a, block.b):
            yield left, block.a, better[right : block.b]
        left, right = block.a + block.size, block.b + block.size


# ---------------------------------------------------------------- where to look


@functools.cache
def _suspects() -> tuple[re.Pattern[str], ...]:
    """The things without one of which no slip is looked for, each quick to search for on its own."""
    return (
        re.compile(f"[{ODD}{_rare()}{TONED}]"),
        re.compile("[?？](?=[^\\s”\"'’)）])"),
        re.compile(f"{MARK}[A-Za-z](?=[{HAN}(（])"),
    )


@functools.cache
def _suspect() -> re.Pattern[str]:
    """One of these things."""
    return re.compile("|".join(pattern.pattern for pattern in _suspects()))


@functools.cache
def _garbled_behind() -> re.Pattern[str]:
    """A question mark with something behind it that no new sentence begins with."""
    return re.compile(f"[?？][^\\n,，。;；]{{0,8}}?[{ODD}{_rare()}@-~?？]")


@functools.cache
def _rare() -> str:
    """Characters that neither they nor their simplified forms belong to GB 2312, as the inside of a class."""
    simple = scripts().simple
    block = map(chr, range(0x4E00, 0xA000))
    return "".join(char for char in block if not simple(char).encode("gb2312", "ignore"))


def _windows(text: str) -> list[Window]:
    """Where the text shows marks of a slip."""
    found: list[Window] = []
    for match in _suspect().finditer(text):
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
    return _joined(found, text)


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


def _senseless(text: str, window: Window) -> bool:
    """Whether the beginning of a window makes no sense as it stands."""
    seen = normal_form(text[window.start : min(window.end, window.start + 8)])
    before = normal_form(text[max(0, window.start - 2) : window.start]).rjust(2, START)
    return unpaged().score(seen, before) < IMPROBABLE * len(seen)


def _improbable(text: str) -> Iterator[Window]:
    """Marks before and behind which nothing makes sense."""
    model = unpaged()
    plain = normal_form(text)
    for match in re.finditer(f"(?<=[^\n]{{2}}){MARK}(?=[^\n])", text):
        at = match.start()
        behind = plain[at : at + 4].partition("\n")[0]
        two_marks = len(behind) > 1 and behind[1] in MARKS and behind[0] in ";:!?"
        if two_marks or model.score(behind, plain[at - 2 : at]) < IMPROBABLE * len(behind):
            yield Window(at, min(at + 2, len(text)), certain=False)


def _joined(found: list[Window], text: str) -> list[Window]:
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


def _without(text: str, windows: list[Window]) -> str:
    """The text without the windows, for the page's own counts."""
    pieces, at = [], 0
    for window in windows:
        pieces.append(text[at : window.start])
        at = window.end
    return "\n".join([*pieces, text[at:]])


def _eaten_digits(text: str) -> Iterator[Damage]:
    """Numbers whose first digit, or the sign before them, went with a byte that was left alone.

    A question mark that a question word in its clause accounts for is none, if nothing else there is garbled.
    """
    for match in EATEN.finditer(text):
        clause = CLAUSE.search(text, max(0, match.start() - 16), match.start())
        before = clause.group() if clause else ""
        lone = match.start("number") - match.start() == 1 and "?" not in before
        if not (lone and ASKS.search(before) and _suspect().search(before) is None):
            yield Damage(kind="digiteaten", start=match.start("number"), end=match.end("number"))
