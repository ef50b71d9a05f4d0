"""Series: which labels count on from each other, and which series stand inside which item of another.

Levels come from how the series of a document nest, not from a table of labels: a label that counts on from an open
series (二、 after 一、) belongs to it and closes what was opened inside; a label that starts a series opens it inside
the item that stands before. A table of usual ranks helps only where a page starts or breaks off in the middle.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from pipeline.structure.labels import POINT, Label

RANK = {
    "chapter-编": -3,
    "chapter-篇": -3,
    "chapter-部分": -2,
    "chapter-章": -1,
    "chapter-节": 0,
    "stem": 0,
    "capital": 0,
    "roman": 0,
    "chinese": 1,
    "chinese-half-bracket": 2,
    "chinese-bracket": 2,
    "ordinal": 3,
    "number": 3,
    "number-tree": 4,
    "number-half-bracket": 4,
    "number-bracket": 4,
    "circled": 5,
    "dash": 6,
    "lead": 6,
}
"""How far in a series of each kind usually stands."""

_FIRM = frozenset(("line", "stop", "space"))
_GAP = 9
"""A series that skips this many numbers is another one."""

LINE = "line"
TOP = "top"
LEAD = "lead"
UNLABELLED = frozenset((LINE, TOP, LEAD))
"""Kinds for headings without a label: `top` always stands at the first level (结束语), `line` where it is found, and so
does `lead`, a sentence set apart, but no numbered series is opened inside that."""


class Item(msgspec.Struct):
    """A label that belongs to a series. `parent` is the index of the item in which its series was opened, None at the
    top; `expected` is the number that was due."""

    label: Label
    series: int
    parent: int | None
    expected: int | None
    restarts: bool = False
    """A series of this kind was open under the same item, and the count began anew."""


class _Open(msgspec.Struct):
    """A series that may be counted on from."""

    kind: str
    series: int
    parent: int | None
    last: int | None
    item: int


def group(labels: Sequence[Label], squeezed: bool = False) -> list[Item]:
    """The labels that form series, in reading order; the others (a stray `5.` in a sentence) are left out. On a page
    that is `squeezed` into one line a series may begin right behind the heading around it."""
    return _Grouper(labels, squeezed).run()


class _Grouper:
    def __init__(self, labels: Sequence[Label], squeezed: bool) -> None:
        self.squeezed = squeezed
        self.labels = [label for label in labels if label.kind != POINT]
        self.items: list[Item] = []
        self.open: list[_Open] = []
        self.series = 0
        self.firm: dict[str, list[Label]] = defaultdict(list)
        for label in self.labels:
            if label.boundary in _FIRM:
                self.firm[label.kind].append(label)
        self.seen: dict[str, int] = {}
        """Depth at which a series of a kind stood last."""

        self.around: dict[str, str] = {}
        """In which kind of series one of a kind stood last: what a document did once it does again."""

    def run(self) -> list[Item]:
        for label in self.labels:
            if label.kind in UNLABELLED:
                self._unlabelled(label)
            else:
                self._place(label)
        return self.items

    def _place(self, label: Label) -> None:
        number = label.number
        for depth in range(len(self.open) - 1, -1, -1):
            series = self.open[depth]
            if series.kind == label.kind and (number is None or series.last is None or number == series.last + 1):
                self._continue(label, depth)
                return
        if label.boundary not in _FIRM and not (number == 1 and self._second_follows(label)):
            return
        same = next((d for d in range(len(self.open) - 1, -1, -1) if self.open[d].kind == label.kind), None)
        if number is None or number == 1:
            self._start(label, same)
        elif same is not None:
            self._jump(label, same)
        elif label.boundary == "line" and label.kind != "number-tree":
            self._enter(label)

    def _second_follows(self, label: Label) -> bool:
        """Whether (二) is the next of its kind in a firm place: then a (一) glued to the heading before it counts."""
        firm = self.firm[label.kind]
        at = bisect_right(firm, label.start, key=_start)
        return (self.squeezed or label.kind.endswith("bracket")) and at < len(firm) and firm[at].number == 2

    def _start(self, label: Label, same: int | None) -> None:
        """一、 opens a series inside the item before it. With a series of its kind open already, it is a list inside an
        item if that series goes on later, else the count starts anew."""
        if same is None:
            self._close_inner(label)
            self._push(label)
        elif self._goes_on(self.open[same], label) or any(
            series.kind in (LINE, TOP) or self._is_next(series, label) for series in self.open[same + 1 :]
        ):
            self._push(label)
        else:
            parent = self.open[same].parent
            del self.open[same:]
            self._push(label)
            self.items[-1].restarts = self.items[-1].parent == parent

    def _close_inner(self, label: Label) -> None:
        """一、 behind 1. 2. 3. does not stand inside 3. unless 4. follows: what usually stands further in is over."""
        rank = RANK.get(label.kind, 9)
        while self.open and RANK.get(self.open[-1].kind, -1) > rank:
            if self._is_next(self.open[-1], label) or self.around.get(label.kind) == self.open[-1].kind:
                return
            self.open.pop()

    def _is_next(self, series: _Open, label: Label) -> bool:
        """Whether the next label of the kind of a series, behind `label`, is the one that is due in it."""
        firm = self.firm[series.kind]
        at = bisect_right(firm, label.start, key=_start)
        return at < len(firm) and series.last is not None and firm[at].number == series.last + 1

    def _goes_on(self, series: _Open, label: Label) -> bool:
        """Whether the count that starts at `label` is broken by the number that is due in the series around it."""
        if series.last is None:
            return False
        firm = self.firm[label.kind]
        last = 1
        for at in range(bisect_right(firm, label.start, key=_start), len(firm)):
            if firm[at].number != last + 1:
                return firm[at].number == series.last + 1
            last += 1
        return False

    def _jump(self, label: Label, depth: int) -> None:
        """A number that is not due: some labels were lost, or one was miscounted."""
        series = self.open[depth]
        assert series.last is not None and label.number is not None
        ahead = label.number - series.last
        if (label.boundary == "line" and -1 <= ahead <= _GAP) or (label.boundary == "stop" and ahead == 2):
            self._continue(label, depth)

    def _enter(self, label: Label) -> None:
        """四、 with no series of its kind open: the page starts late, or what opened the series was lost."""
        depth = self.seen.get(label.kind)
        if depth is not None:
            del self.open[depth:]
        elif self.open and RANK.get(label.kind, 9) < min(RANK.get(series.kind, 9) for series in self.open):
            self.open.clear()
        self._push(label)

    def _push(self, label: Label) -> None:
        parent = self.open[-1].item if self.open else None
        self.seen[label.kind] = len(self.open)
        if self.open:
            self.around[label.kind] = self.open[-1].kind
        self.open.append(_Open(label.kind, self.series, parent, label.number or 1, len(self.items)))
        self.items.append(Item(label, self.series, parent, 1))
        self.series += 1

    def _continue(self, label: Label, depth: int) -> None:
        del self.open[depth + 1 :]
        series = self.open[depth]
        expected = None if series.last is None else series.last + 1
        series.last = label.number if label.number is not None else expected
        series.item = len(self.items)
        self.items.append(Item(label, series.series, series.parent, expected))

    def _unlabelled(self, label: Label) -> None:
        if label.kind == TOP:
            self.open.clear()
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].kind == label.kind:
                self._continue(label, depth)
                return
        self._push(label)


def _start(label: Label) -> int:
    return label.start
