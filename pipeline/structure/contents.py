"""The outline that a site prints above a report: what it lists checks the body, and supplies what the body lacks."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from pipeline.structure.outline import Heading

ALIKE = 0.75
"""Share of characters that a listed heading and one of the body have in common, at least."""


def supply(body: Sequence[Heading], listed: Sequence[Heading], gaps: Sequence[int]) -> tuple[Heading, ...]:
    """The outline of the body with the listed headings that it lacks, marked missing, in the order of the list.

    `gaps` are the places where the page left something out, in order. A missing heading stands in the gap between its
    neighbours, else right before the next heading that is there, else at the end.
    """
    matches = _matches(body, listed)
    if not matches:
        return tuple(body)
    end = max((heading.end for heading in body), default=0)
    known = set(matches.values())
    merged = [replace(heading, gap=heading.gap and index not in known) for index, heading in enumerate(body)]
    for number, heading in enumerate(listed):
        if number in matches:
            continue
        left = max((body[matches[n]].end for n in range(number) if n in matches), default=0)
        following = next((body[matches[n]].start for n in range(number + 1, len(listed)) if n in matches), None)
        right = end + 1 if following is None else following
        gap = next((gap for gap in gaps if left <= gap <= right or (following is None and gap >= left)), None)
        place = gap if gap is not None else following if following is not None else max(end, left)
        merged.append(replace(heading, start=place, end=place, missing=True, gap=False))
    merged.sort(key=lambda heading: (heading.start, not heading.missing))
    return nested(merged)


def nested(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings with parents, and points one level below the heading that they stand under, worked out anew."""
    path: list[int] = []
    result: list[Heading] = []
    for heading in headings:
        if heading.kind == "heading":
            while path and result[path[-1]].level >= heading.level:
                path.pop()
        parent = path[-1] if path else None
        level = heading.level if heading.kind == "heading" else (result[parent].level + 1 if parent is not None else 1)
        result.append(replace(heading, parent=parent, level=level))
        if heading.kind == "heading":
            path.append(len(result) - 1)
    return tuple(result)


def _matches(body: Sequence[Heading], listed: Sequence[Heading]) -> dict[int, int]:
    """Index in the list → index in the body, both growing."""
    found: dict[int, int] = {}
    at = 0
    for number, heading in enumerate(listed):
        for index in range(at, len(body)):
            if body[index].kind == "heading" and _same(heading.text, body[index].text):
                found[number] = index
                at = index + 1
                break
    return found


def _same(one: str, other: str) -> bool:
    a, b = _bare(one), _bare(other)
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if not shorter or abs(len(a) - len(b)) > 0.5 * max(len(a), len(b)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
