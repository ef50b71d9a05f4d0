"""The outline of a text: its headings and points, with their levels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

import msgspec

from pipeline.fold import fold
from pipeline.lost_breaks import with_breaks
from pipeline.rules import Rules
from pipeline.structure.headings import Extent, SentencePattern, extents, keep, point_extent
from pipeline.structure.labels import POINT, Label, LabelPattern
from pipeline.structure.points import points_of
from pipeline.structure.run_on import RunOnPattern, squeezed
from pipeline.structure.series import UNLABELLED, Item, group
from pipeline.structure.unlabelled import LinePattern


class Heading(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A heading or point of an outline. `start:end` spans label and text; `parent` is an index into the outline."""

    kind: Literal["heading", "point"]
    level: int
    label: str
    text: str
    start: int
    end: int
    parent: int | None
    gap: bool = False
    """The label skips a number of its series, or starts with another than the first."""
    restart: bool = False
    """The label begins to count anew where its series was not closed by a heading."""
    missing: bool = False
    """Known from the outline that a site printed; the body lacks it. The span is empty."""


def outline(
    text: str, rules: Rules, start: int = 0, end: int | None = None, folded: str | None = None
) -> tuple[Heading, ...]:
    """The headings and points of `text[start:end]` in reading order; spans lie in `text`. `folded` is
    `fold(text[start:end])`, for those who have it already."""
    stop = len(text) if end is None else end
    body = text[start:stop]
    found = _outline(with_breaks(fold(body) if folded is None else folded, rules), body, rules)
    return tuple(_moved(heading, start) for heading in found) if start else found


def _moved(heading: Heading, by: int) -> Heading:
    return msgspec.structs.replace(heading, start=heading.start + by, end=heading.end + by)


def _outline(folded: str, text: str, rules: Rules) -> tuple[Heading, ...]:
    labels = rules.make(LabelPattern).find(folded, 0, len(folded))
    lines = rules.make(LinePattern).find(folded, labels)
    labels = sorted([*labels, *lines], key=lambda label: label.start)
    points = points_of(folded, [label for label in labels if label.kind == POINT])
    items = group(labels, squeezed(folded))
    spans = extents(folded, len(folded), items, points, rules.make(RunOnPattern))
    kept = keep(folded, items, spans, rules.make(SentencePattern))
    return _tree(folded, text, items, spans, kept, points)


def _tree(
    folded: str,
    text: str,
    items: Sequence[Item],
    spans: Sequence[Extent],
    kept: Sequence[bool],
    points: Sequence[Label],
) -> tuple[Heading, ...]:
    """The kept items as headings, and the points below the heading that they stand under."""
    levels: list[int] = []
    for item in items:
        levels.append(_level(item, items, kept, levels))
    entries: list[tuple[int, int | None, Label]] = [
        (item.label.start, number, item.label) for number, item in enumerate(items) if kept[number]
    ]
    entries += [(point.start, None, point) for point in points]
    entries.sort(key=lambda entry: entry[0])
    limits = [*(entry[0] for entry in entries), len(folded)][1:]
    headings: list[Heading] = []
    path: list[int] = []
    for (_, number, label), limit in zip(entries, limits, strict=True):
        while path and (number is not None and headings[path[-1]].level >= levels[number]):
            path.pop()
        if number is None:
            extent = point_extent(folded, label, limit)
            level = (headings[path[-1]].level + 1 if path else 1) + _unkept_around(label, folded, items, kept)
        else:
            extent, level = spans[number], levels[number]
        headings.append(
            Heading(
                kind="point" if number is None else "heading",
                level=level,
                label="" if label.kind in UNLABELLED else clean_label(folded[label.start : label.end]),
                text=text[extent.start : extent.end].replace("\n", ""),
                start=label.start,
                end=max(extent.end, label.end),
                parent=path[-1] if path else None,
                gap=number is not None and _skips(items[number]),
                restart=number is not None and items[number].restarts,
            )
        )
        if number is not None:
            path.append(len(headings) - 1)
    return tuple(headings)


def _unkept_around(point: Label, folded: str, items: Sequence[Item], kept: Sequence[bool]) -> int:
    """How many labelled items that are no headings a point stands in: `1、下设五个小组:一是…` is one."""
    at = bisect_right(items, point.start, key=lambda item: item.label.start) - 1
    count = 0
    number: int | None = at if at >= 0 and "\n" not in folded[items[at].label.start : point.start] else None
    while number is not None and not kept[number]:
        count += items[number].label.kind not in UNLABELLED
        number = items[number].parent
    return count


def _skips(item: Item) -> bool:
    return item.expected is not None and item.label.number not in (None, item.expected)


def _level(item: Item, items: Sequence[Item], kept: Sequence[bool], levels: Sequence[int]) -> int:
    """One more than the level of the nearest kept item around."""
    parent = item.parent
    while parent is not None:
        if kept[parent]:
            return levels[parent] + 1
        parent = items[parent].parent
    return 1


def clean_label(label: str) -> str:
    """A label with plain brackets and no blanks.

    >>> clean_label("[ 一 ] "), clean_label("(-)"), clean_label("1.")
    ('(一)', '(一)', '1.')
    """
    plain = "".join(label.split()).replace("[", "(").replace("]", ")").replace("【", "(").replace("】", ")")
    return "(一)" if plain.strip("()-、.") == "" and "-" in plain and plain.startswith("(") else plain
