"""Lost line breaks: the blanks that are all that is left of them on a page that was squeezed into one line.

Nothing is moved: a blank becomes a line break at the same position, in the folded text that the outline is read from.
So everything that holds for lines holds for what were lines.
"""

from __future__ import annotations

from typing import Any

from pipeline.patterns import regex
from pipeline.rules import Rules

LONG = 50
"""A line shorter than this was hardly made of several paragraphs."""
LEAST = 2
"""So many paragraphs of a line must be plain to see."""
HEADING_MAX = 60
"""What stands between two breaks without a stop in it is a heading up to this length."""

_BLANK = regex.lazy(r"(?<=[^\x00-\x7f]|[\d;:!?)\]%.,])[ \t\u3000]+(?=\S)(?!\d{1,2}(?:\s|$))", regex.VERSION1)
_STOP = regex.lazy(r"[。!?;]")
_MARK = regex.lazy(r"[,、。:;]")
_ENDS = frozenset("。!?;:…”’)")
_LABELS = "structure/labels"


def with_breaks(folded: str, rules: Rules) -> str:
    """The folded text with the blanks that stand for line breaks as line breaks; positions stay."""
    if " " not in folded and "\t" not in folded and "\u3000" not in folded:
        return folded
    label = rules.make(_label)
    breaks: list[int] = []
    at = 0
    while at < len(folded):
        newline = folded.find("\n", at)
        end = len(folded) if newline < 0 else newline
        if end - at >= LONG:
            breaks += _breaks(folded, at, end, label)
        at = end + 1
    if not breaks:
        return folded
    pieces = []
    last = 0
    for place in breaks:
        pieces += [folded[last:place], "\n"]
        last = place + 1
    return "".join([*pieces, folded[last:]])


def _breaks(folded: str, start: int, end: int, label: Any) -> list[int]:
    """The blanks of a line that stand for breaks: those behind a stop, before a label, and behind a heading; none if as
    many stand in the middle of sentences."""
    found = []
    sure = int(label.match(folded, start, end) is not None)
    inside = 0
    last = previous = start
    certain = True
    for blank in _BLANK.finditer(folded, start, end):
        before, certain = certain, folded[blank.start() - 1] in _ENDS or bool(label.match(folded, blank.end(), end))
        heading = blank.start() - last <= HEADING_MAX and not _STOP.search(folded, last, blank.start())
        sure += certain
        inside += not certain and not (heading and (before or not _MARK.search(folded, previous, blank.start())))
        previous = blank.end()
        if certain or heading:
            found.append(blank.start())
            last = blank.end()
    return found if sure >= max(LEAST, inside) else []


def _label(rules: Rules) -> Any:
    return regex.compile("|".join(f"(?:{rule.pattern})" for rule in rules.patterns(_LABELS)), regex.VERSION1)
