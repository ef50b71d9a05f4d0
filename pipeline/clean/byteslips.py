"""Stretches whose bytes were read one off: `學?冃ЧべY改革` for 學校績效工資改革."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.aligned import Edit, Evidence
from pipeline.clean.change import change
from pipeline.clean.characters import CharacterModel, grams
from pipeline.clean.han import HAN
from pipeline.clean.slip_candidates import Candidate, candidates, log_odds
from pipeline.clean.slip_windows import ASKS, ODD, Window, improbable, joined, senseless, suspect, suspects, windows_of
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources

GARBLED = re.lazy(rf"[?？][^\x00-\x7f]{{0,12}}[{ODD}][^\x00-\x7f]{{0,12}}[?？]|[?？]{{2}}[{HAN}]+[?？]")
"""Marks of lost bytes around what no sentence holds."""
MARKED = re.lazy("[?？][,，!！?？;；:：。]")
"""A lost byte before a false mark, as the converter shows it that marks losses."""
NUMBER = re.lazy(r"\d[\d,.]*")
ASKED_NUMBER = re.lazy(r"[?？]\d")
EATEN = re.lazy(rf"(?:(?<=[^\x00-\x7f])|[?？][,，!！;；:：。])[?？]+(?P<number>{NUMBER.pattern})")
NUMERAL = re.lazy("[\\d〇零一二三四五六七八九十百千万萬亿億两兩]")
CLAUSE = re.lazy("[^,，。;；:：!！\\n]*$")
"""What stands behind the last mark, question marks apart."""

LIKELY, SURE = 1.5, 4.0
"""Log-odds of what is restored in a stretch, against all else that explains what is seen: from which it is an edit, a
guess whose place stays flagged, and from which the converter's forward run proves it."""
CONFIDENCE: dict[Evidence, float] = {"proved": 0.98, "guessed": 0.85}
CLEAR, CLEAR_HERE = 9.0, 0.0
"""The margin over what is seen that a candidate needs to be considered at all; the same on pages known to slip."""


def undo_byte_slips(page: Page, resources: Resources) -> Page:
    """Restore stretches that a converter read one byte off, by running the converter backwards (slip_search) and the
    candidate forwards again (slip_candidates).

    Looks like: `學?冃ЧべY改革` (學校績效工資改革), `慶;顒。` (慶祝活動。), `向?qū)徲?jì)` (向審計).
    An edit needs a candidate from which the converter makes exactly what is seen, and good odds against all others.
    Less sure candidates are noted as damage `mojibake` with what they restore. Digits behind `?` lost one that nothing
    tells any more: damage `digiteaten`.
    Wrong when: rare names and foreign letters stand behind a mark; the margin keeps them as they are.

    >>> from pipeline.clean.change import opened
    >>> undo_byte_slips(opened("本校教职?286人"), Resources()).damage[0].kind
    'digiteaten'
    """
    text = page.text.text
    injected = any(one.kind == "pinyin" for one in page.damage)
    if not injected and not any(sign.search(text) for sign in suspects()):
        return page
    damage = list(_eaten_digits(text))
    windows = windows_of(text)
    if not windows and not injected:
        return change(page, damage=damage)
    slips = injected or any(window.certain for window in windows)
    if slips:
        windows = joined([*windows, *improbable(text)], text)
    else:
        windows = [window for window in windows if senseless(text, window)]
        if not windows:
            return change(page, damage=damage)
    model = CharacterModel(grams(), _without(text, windows))
    marks_losses = bool(MARKED.search(text))
    edits: list[Edit] = []
    for window in windows:
        start, end = text.rfind("\n", 0, window.start) + 1, text.find("\n", window.end)
        found = candidates(
            text[window.start : window.end],
            text[start : window.start],
            text[window.end : end if end >= 0 else len(text)] + "\n",
            model,
            page.script,
            marks_losses=marks_losses,
        )
        _judge(window, text, found, CLEAR_HERE if slips else CLEAR, edits, damage)
    return change(page, edits, dict.fromkeys(damage))


def _judge(
    window: Window, text: str, found: list[Candidate], clear: float, edits: list[Edit], damage: list[Damage]
) -> None:
    """Turn what was found for a window into edits and notes of damage."""
    literal = next(one for one in found if not one.stretches)
    slipped = [one for one in found if one.stretches]
    best = next((one for one in slipped if one.verified), slipped[0] if slipped else literal)
    if best is literal or best.score < literal.score + clear:
        return
    for stretch in best.stretches:
        start, end = window.start + stretch.start, window.start + stretch.end
        margin = log_odds(stretch, found) if best.verified else 0.0
        likely, sure = margin >= LIKELY, margin >= SURE
        if not likely and clear == CLEAR and not (window.certain or GARBLED.search(text, window.start, window.end)):
            continue
        if likely:
            evidence: Evidence = "proved" if sure else "guessed"
            edits.append(Edit(start, end, stretch.text, "byteslip", CONFIDENCE[evidence], evidence, round(margin, 2)))
        if not sure or (stretch.guessed > 1 and NUMERAL.search(stretch.text)):
            # The text is as good as its words; a number among guessed characters is never to be believed.
            detail = f"margin {margin:.1f}"
            damage.append(Damage(kind="mojibake", start=start, end=end, detail=detail, restored=stretch.text))
        cut = NUMBER.match(text, end)
        if cut and text[end - 1 : end] in ("?", "？"):
            damage.append(Damage(kind="digiteaten", start=cut.start(), end=cut.end()))


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
    if not ASKED_NUMBER.search(text):
        return
    for match in EATEN.finditer(text):
        clause = CLAUSE.search(text, max(0, match.start() - 16), match.start())
        before = clause.group() if clause else ""
        lone = match.start("number") - match.start() == 1 and "?" not in before
        if not (lone and ASKS.search(before) and suspect().search(before) is None):
            yield Damage(kind="digiteaten", start=match.start("number"), end=match.end("number"))
