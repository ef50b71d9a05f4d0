"""Headings without a label: short lines of their own between paragraphs.

A short line that ends without a mark is a heading if paragraphs stand on both sides. A short *sentence* on a line of
its own is one only where a text has many of them, each before a long paragraph: the bold lead-ins that a page set
apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.structure.labels import POINT, Label
from pipeline.structure.series import LEAD, LINE, TOP

RULES = "structure/lines"
LONGEST = 30
WRAP_MIN = 15
"""Two lines of the same length, if they have so many characters, were wrapped by a machine."""
BARE_MAX = 5
"""A labelled line this short is a bare label, and the line below it is its heading."""
PARAGRAPH = 45
"""A line of so many characters is a paragraph."""
LEAD_MIN, LEAD_SHARE = 4, 0.1
"""Sentences on lines of their own are headings if there are so many, and if they are this share of all lines."""

FRAME = 4
"""Sentences that begin alike and share so many last characters (这是…的五年。) are headings, however they begin."""

_ENDS = frozenset("。!?;:…”’)》]！？；：")
_HAN = regex.lazy(r"\p{Han}")


class _Line(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int
    labelled: bool

    @property
    def length(self) -> int:
        return self.end - self.start


class LinePattern:
    """Finds lines that are headings though they carry no label."""

    def __init__(self, rules: Rules) -> None:
        found = rules.patterns(RULES)
        self._top, self._last, self._never = (
            regex.compile("|".join(rule.pattern for rule in found if rule.value == value), regex.VERSION1)
            for value in ("top", "last", "never")
        )

    def find(self, folded: str, labels: Sequence[Label]) -> list[Label]:
        """The headings as labels of kind `line` or `top`, empty before their text."""
        lines = _lines(folded, labels)
        last = max((label.start for label in labels if label.kind != POINT), default=len(folded))
        leads: list[Label] = []
        found: list[Label] = []
        frames: dict[str, list[Label]] = defaultdict(list)
        for at, line in enumerate(lines):
            if line.length > LONGEST + 1 or line.labelled or line.length < 2:
                continue
            words = folded[line.start : line.end]
            before = lines[at - 1] if at else None
            after = lines[at + 1] if at + 1 < len(lines) else None
            if before is not None and before.labelled and before.length <= BARE_MAX:
                continue
            top = self._top.search(words) or (line.start > last and self._last.search(words))
            if after is not None and top and _ended(folded, before):
                found.append(Label(TOP, None, line.start, line.start, "line"))
            elif after is not None and before is not None:
                kind = _kind(folded, before, line, after)
                if kind is not None and self._never.search(words):
                    frames[words[:2] + words[-FRAME:]].append(Label(LEAD, None, line.start, line.start, "line"))
                elif kind is not None:
                    (leads if kind == LEAD else found).append(Label(kind, None, line.start, line.start, "line"))
        for alike in frames.values():
            found += alike if len(alike) >= LEAD_MIN else []
        if len(leads) >= max(LEAD_MIN, LEAD_SHARE * len(lines)):
            found += leads
        return sorted(found, key=lambda label: label.start)


def _lines(folded: str, labels: Sequence[Label]) -> list[_Line]:
    """The lines that are not blank, without the blanks around them."""
    starts = {label.start for label in labels if label.boundary == "line"}
    found = []
    at = 0
    for row in folded.split("\n"):
        words = row.strip()
        if words:
            start = at + row.index(words[0])
            found.append(_Line(start, start + len(words), start in starts))
        at += len(row) + 1
    return found


def _ended(folded: str, line: _Line | None) -> bool:
    """Whether what stands before may be followed by a heading: the end of a sentence, or a heading."""
    return line is None or folded[line.end - 1] in _ENDS or line.labelled


def _kind(folded: str, before: _Line, line: _Line, after: _Line) -> str | None:
    if not _ended(folded, before) and before.length > PARAGRAPH:
        return None
    words = folded[line.start : line.end]
    if len(_HAN.findall(words)) < 4 or sum(map(str.isalnum, words)) < 0.6 * line.length or words[-1].isdigit():
        return None
    last = words[-1]
    ends = folded[after.end - 1] in _ENDS and after.length > line.length
    opens = after.length >= PARAGRAPH or after.labelled or ends
    if last not in "。!;:,，、?》)":
        ended = folded[before.end - 1] in _ENDS
        return (
            LINE
            if ended and opens and "," not in words[-6:] and (before.length != line.length or line.length < WRAP_MIN)
            else None
        )
    if last in "。" and "。" not in words[:-1] and ";" not in words and after.length >= PARAGRAPH:
        return LEAD
    return None
