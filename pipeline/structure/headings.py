"""Headings: how far the text of a labelled heading reaches, and whether a series is one of headings or a list.

A heading stands on a line of its own or opens its paragraph and ends with its first sentence. Items of a list look
alike but say something else: they are whole sentences with nothing under them, or clauses divided by semicolons. The
decision is taken for a series as a whole, since its items were written alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.structure.labels import DASH, Label
from pipeline.structure.run_on import RunOnPattern, squeezed
from pipeline.structure.series import UNLABELLED, Item

Shape = Literal["own", "opens", "last", "lone", "list"]
"""`own`: the line ends with the heading; `opens`: its sentence opens a paragraph; `lone`: a sentence with nothing under
it; `last`: the last of its series on a line of its own, where what follows may stand under it or not; `list`: a clause
that ends in a semicolon or comma."""

OWN_MAX = 60
"""Longest heading on a line of its own, in characters; the longest found in reports had 52."""
OPENING_MAX = 60
"""Longest sentence that opens a paragraph and is a heading; the longest found had 45, most have under 30."""
COLON_MAX = 25
"""Longest heading that ends in a colon with text behind it on the same line."""
ACCEPTED = 0.25
"""A series is one of headings if its items speak for it by this much on average."""
LONE_MAX, STATED_MAX = 34, 20
"""A sentence with nothing under it that is longer is no heading even among headings; stating facts, less is enough."""
POINT_MAX = 40
"""Points are cut after so many characters (annotation guidelines)."""

_STOP = regex.lazy(r"[。!;\n]|[:?](?!\d)|(?<=\p{Han})\.(?=\p{Han})", regex.VERSION1)
_POINT_STOP = regex.lazy(r"[。!;:\n]|(?<=\p{Han})\.(?=\p{Han}{4})", regex.VERSION1)
_BLANK = regex.lazy(r"(?<=[\p{Han}”）)》\d])[ \t\u3000]+(?=[\p{Han}“《\d])", regex.VERSION1)
_TRAILING = " \t\u3000。.:;,、!?-"
_SENTENCE = "structure/sentences"


class Extent(msgspec.Struct, frozen=True, gc=False):
    """Span of the heading's text behind its label, trailing marks left out; `stop` is the mark that ended it, empty at
    the end of a line."""

    start: int
    end: int
    stop: str
    shape: Shape
    alone: bool = False
    """Whether the sentence fills its line."""


class SentencePattern:
    """What tells a sentence that states facts from a heading."""

    def __init__(self, rules: Rules) -> None:
        self._pattern = regex.compile("|".join(rule.pattern for rule in rules.patterns(_SENTENCE)), regex.VERSION1)

    def states(self, folded: str, extent: Extent) -> bool:
        """Whether the text of the extent reads like a statement."""
        return self._pattern.search(folded, extent.start, extent.end) is not None


def extents(
    folded: str, end: int, items: Sequence[Item], points: Sequence[Label], run_on: RunOnPattern
) -> list[Extent]:
    """How far the text of each item reaches, and its shape. `end` is the end of the document."""
    flat = squeezed(folded)
    point_starts = {point.start for point in points}
    starts = sorted({*(item.label.start for item in items), *point_starts})
    last = {item.series: number for number, item in enumerate(items)}
    found = []
    for number, item in enumerate(items):
        limit = _next(starts, item.label.start, end)
        inside = limit in point_starts or (number + 1 < len(items) and items[number + 1].parent == number)
        extent = _extent(folded, item.label, limit, end, inside)
        if flat and extent.shape in ("opens", "lone", "list"):
            stop = run_on.end(folded, extent.start, extent.end)
            extent = extent if stop is None else _trimmed(folded, extent.start, stop, "", "own")
        if extent.shape == "opens" and last[item.series] == number and not inside and extent.alone:
            extent = msgspec.structs.replace(extent, shape="last")
        found.append(extent)
    return found


def _next(starts: Sequence[int], start: int, end: int) -> int:
    at = bisect_right(starts, start)
    return starts[at] if at < len(starts) else end


def _extent(folded: str, label: Label, limit: int, end: int, inside: bool) -> Extent:
    """`limit` is where the next label stands, `inside` whether that is one of a series inside this item."""
    start = _skip_blanks(folded, label.end, limit)
    if start < limit and folded[start] == "\n" and label.kind not in UNLABELLED:
        start = _skip_blanks(folded, start, limit, also="\n")
    line_end = folded.find("\n", start, limit)
    line_end = limit if line_end < 0 else line_end
    match = _STOP.search(folded, start, line_end)
    stop_at = match.start() if match else line_end
    if match and match.group() in ":;?" and _rest_is_short(folded, start, match, line_end):
        stop_at = line_end
    broken = _break(folded, start, stop_at)
    if broken:
        return _trimmed(folded, start, broken, "", "own")
    if stop_at == line_end:
        shape: Shape = "list" if limit == line_end < end and folded[limit - 1] in ",，" else "own"
        return _trimmed(folded, start, line_end, "", shape)
    stop = folded[stop_at]
    rest = _skip_blanks(folded, stop_at + 1, line_end, also="”’。")
    alone = rest >= line_end
    if stop == ";":
        shape = "list"
    elif stop == ":" and alone and (line_end == end or folded[line_end - 1] == "\n" or folded[line_end] == "\n"):
        shape = "own"
    elif not alone or inside:
        shape = "opens"
    else:
        shape = "opens" if _has_content(folded, line_end, limit, end) else "lone"
    return msgspec.structs.replace(_trimmed(folded, start, stop_at, stop, shape), alone=alone)


def _rest_is_short(folded: str, start: int, match: Any, line_end: int) -> bool:
    """A colon inside a heading on its own line: 一、一个中心:以质量为本."""
    return (
        match.group() == ":"
        and line_end - start <= OWN_MAX // 2
        and match.end() < line_end
        and line_end < len(folded)
        and folded[line_end] == "\n"
        and not _STOP.search(folded, match.end(), line_end)
    )


def _break(folded: str, start: int, stop_at: int) -> int | None:
    """A blank that stands for a lost line break, behind what could be no heading otherwise."""
    if stop_at - start <= OPENING_MAX:
        return None
    blank = _BLANK.search(folded, start, stop_at)
    return int(blank.start()) if blank and 1 < blank.start() - start <= OWN_MAX else None


def _has_content(folded: str, line_end: int, limit: int, end: int) -> bool:
    """Whether anything stands between the sentence and the next label; the end of the text proves nothing."""
    at = line_end
    while at < limit and folded[at] in " \t\n\u3000":
        at += 1
    return at < limit or limit >= end


def _skip_blanks(folded: str, at: int, limit: int, also: str = "") -> int:
    while at < limit and (folded[at] in " \t\u200d" or folded[at] in also):
        at += 1
    return at


def _trimmed(folded: str, start: int, end: int, stop: str, shape: Shape) -> Extent:
    while end > start and folded[end - 1] in _TRAILING + "\n":
        end -= 1
    return Extent(start, end, stop, shape)


def point_extent(folded: str, label: Label, limit: int) -> Extent:
    """The clause of a point, up to its first stop."""
    start = _skip_blanks(folded, label.end, limit)
    match = _POINT_STOP.search(folded, start, limit)
    stop_at = min(match.start() if match else limit, start + POINT_MAX)
    return _trimmed(folded, start, stop_at, folded[stop_at : stop_at + 1], "opens")


def keep(folded: str, items: Sequence[Item], spans: Sequence[Extent], sentences: SentencePattern) -> list[bool]:
    """For each item whether it is a heading: its series is one of headings, and it is none of the odd ones in it."""
    votes: dict[int, list[float]] = defaultdict(list)
    for item, extent in zip(items, spans, strict=True):
        votes[item.series].append(_vote(folded, item, extent, sentences))
    accepted = {series for series, cast in votes.items() if sum(cast) >= ACCEPTED * len(cast)}
    return [
        item.series in accepted and extent.end > extent.start and _may_be(folded, item, extent, sentences)
        for item, extent in zip(items, spans, strict=True)
    ]


def _may_be(folded: str, item: Item, extent: Extent, sentences: SentencePattern) -> bool:
    length = extent.end - extent.start
    if item.label.kind in UNLABELLED or item.label.kind == DASH:
        return True
    if extent.shape == "list":
        return length <= OPENING_MAX // 2
    if extent.shape in ("lone", "last") and sentences.states(folded, extent):
        return length <= STATED_MAX
    if extent.shape == "lone":
        return length <= LONE_MAX
    return length <= (OWN_MAX if extent.shape == "own" else OPENING_MAX)


def _vote(folded: str, item: Item, extent: Extent, sentences: SentencePattern) -> float:
    """How much an item speaks for its series being headings, in [-2, 2]."""
    length = extent.end - extent.start
    if item.label.kind in UNLABELLED:
        return 2
    if item.label.kind == DASH:
        return 2 if extent.shape == "own" or _own_line(folded, extent) else -2
    if length == 0:
        return -1
    if extent.shape == "list" or (extent.shape != "own" and "\n" in folded[item.label.end : extent.start]):
        return -2  # A label set apart from its sentence is bold print in the middle of running text.
    if extent.shape == "own":
        vote = 2.0 if length <= OWN_MAX else -1.0
    elif extent.shape == "last":
        vote = 0.25
    elif extent.shape == "lone":
        vote = -0.5 if length <= 25 else -1.5
    elif extent.stop == ":":
        vote = 1.0 if length <= COLON_MAX else -1.0
    else:
        vote = 2.0 if length <= 32 else 1.0 if length <= 48 else 0.25 if length <= OPENING_MAX else -1.5
    if sentences.states(folded, extent):
        vote -= 1.5
    if item.label.boundary in ("comma", "glued"):
        vote -= 0.5
    return vote


def _own_line(folded: str, extent: Extent) -> bool:
    newline = folded.find("\n", extent.end)
    return not folded[extent.end : newline if newline >= 0 else len(folded)].strip("。!; ")
