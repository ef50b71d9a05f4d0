"""Walk over the numerals of a report's body and decide about each."""

from __future__ import annotations

from typing import Any

from pipeline.measure.quantities import grammar, judging, shapes
from pipeline.measure.quantities.context import Context, Lexicon
from pipeline.measure.quantities.findings import Findings
from pipeline.measure.quantities.plain import add_plain
from pipeline.records import Quantity, Report, Skipped
from pipeline.resources import Resources

_GLUED = frozenset(" 第前-+~/.:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Characters before a number that may make it a part of something else."""


def find_quantities(report: Report, resources: Resources) -> tuple[tuple[Quantity, ...], tuple[Skipped, ...]]:
    """All quantities of the body, and all numbers in it that are none, each in reading order."""
    context = Context(report, resources.rules.make(Lexicon))
    found = Findings(context)
    for match in grammar.CORE.finditer(context.text, context.start, context.end):
        _decide_all(found, match)
    found.add_masked()
    return tuple(found.quantities), tuple(found.skipped)


def _decide_all(found: Findings, match: Any) -> None:
    """What the match is where nothing before it holds it, and what follows where that is less than the match.

    A model's name ends within 308万亿2.5万 of Q308万亿2.5万, and no figure may go without a reason.
    """
    text, end = found.context.text, match.end()
    if match.start() < found.done:
        match = grammar.CORE.search(text, found.done, end)
    while match is not None:
        _decide(found, match)
        rest = found.done if found.done > match.start() else match.end()
        match = grammar.CORE.search(text, rest, end) if any(map(str.isdecimal, text[rest:end])) else None


def _decide(found: Findings, match: Any) -> None:
    """What the match of `grammar.CORE` is: its last group is that of its shape."""
    start, end = match.span()
    context, text, shape = found.context, found.context.text, match.lastgroup
    if shape == "masked":
        shapes.add_masked(found, start, end)
        return
    if shape == "chinese" and end - start == 1 and not judging.worth_a_look(context, start, end):
        return
    if (text[start - 1 : start] == "第" or text[start - 2 : start] == "第 ") and shapes.add_rank(found, start):
        return
    enclosed_until = context.enclosed_until(start)
    if enclosed_until is not None:
        found.skip(start, min(end, enclosed_until), "title-or-catchword")
        return
    match shape:
        case "portion":
            shapes.add_share(found, match)
        case "numerator":
            shapes.add_fraction(found, match)
        case "halved":
            shapes.add_half_of_one(found, start, end)
        case "top":
            shapes.add_top(found, start, end)
        case "doubled":
            shapes.add_doubled(found, start, end)
        case "zero":
            shapes.add_zero(found, start, end)
        case _:
            _number(found, start, end, shape)


def _number(found: Findings, start: int, end: int, shape: str) -> None:
    """A half, or a numeral that may be a part of a date, a label, a name or a word."""
    context, text, chinese = found.context, found.context.text, shape == "chinese"
    certain = not chinese and text[start - 1 : start] not in _GLUED and grammar.CERTAIN.match(text, end) is not None
    excluded = None if certain else context.lexicon.exclusions.at(text, start, chinese=chinese)
    if excluded is not None:
        rule, stop = excluded
        found.skip(start, max(stop, start + 1), rule)
        return
    if shape == "half":
        shapes.add_half(found, start, end)
        return
    if chinese:
        word_end = judging.word_end(context, start, end)
        if word_end is not None:
            found.skip(start, max(word_end, start + 1), "word")
            return
    add_plain(found, start, end, chinese=chinese)
