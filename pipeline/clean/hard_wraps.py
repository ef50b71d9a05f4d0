"""Line breaks and blanks that a printed page left inside its sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.heading_lines import STOP, HeadingLines
from pipeline.clean.lines import BLANK, ENDS_SENTENCE, LABEL, Line, lines, width
from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Page
from pipeline.resources import Resources

NARROWEST, WIDEST = 12, 90
"""Widths of a printed line, in Han characters."""
SLACK = 2.5
"""How much narrower than the measure a full line may be: a number or a mark that did not fit went to the next line."""
SHARP = 0.35
"""At least this share of the broken lines must come within one character of the measure; lists are ragged."""
PUNCTUATED = 0.4
"""At least this share of the lines must have a mark of punctuation inside; lines of a list have few."""
EXACT = 0.97
"""At least this share of the lines near the measure have it exactly, where a program broke them."""
MIN_LINES = 4
INDENT = regex.lazy(r"^[ \t]{2,}|^\u3000")
BLANKS = regex.lazy(r"(?<=[\p{Han}\d,，、。;；:：”’）)%])[ \u3000]+(?=[\p{Han}\d“‘（(,，、。])")
WORD = regex.lazy(r"[\dA-Za-z.%,]+\p{Han}?")
CUT_NUMBER = regex.lazy(r"\d(?:[百千万亿]{1,2}|[xX×*]{1,4})?$")
CUT_UNIT = regex.lazy(r"[万亿元人个户所亩吨名台套件%％]")
ACROSS_PAGES = ("page_marks.", "watermarks.")
"""Rules that join what a mark between two pages had cut."""
LEADERS = regex.lazy(r"[.…·]{4,} ?\d*$")
NEVER_FIRST = frozenset("，、；。：）”％,;:%")
"""No author begins a line with these."""
ENDS_FIRMLY = frozenset("。!?！？”’〞")


def join_hard_wraps(page: Page, resources: Resources) -> Page:
    """Join lines that were broken at the measure of a printed page, and close the blanks that such breaks became.

    Why: a sentence cut in two loses its figures' names; `万` at the end of a line and `元` on the next is no unit.
    What it looks like: line after line of the same width that end in the middle of a sentence; or, where a site
    turned the breaks into blanks, a blank inside a word every so many characters. When it would be wrong: headings,
    list items, tables and verses. So the page must have a measure that its broken lines share, only full lines are
    joined, and never to a line that begins like a heading or is indented.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> wrapped = ["全年造林五万亩,育苗三万株,投入", "资金四百万元,新修林道十二公里,", "建成苗圃七个,培训林农两千人次,"]
    >>> text = "\\n".join([*wrapped, "发放林权证九千本,成活率达到九", "成。", "二、不足"])
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> join_hard_wraps(page, Resources()).text.text.split("\\n")[1:]
    ['二、不足']
    """
    text = page.text.text
    found = lines(text)
    edits = _line_edits(text, found, _rows(page, found))
    return change(change(page, edits), ()) if edits else change(page, _blank_edits(text, found))


def _rows(page: Page, found: Sequence[Line]) -> list[str]:
    """The lines as they were printed, each with its indent: of one that goes on behind a page mark, its last row."""
    text = page.text.text
    joins = sorted(
        page.text.text_span(step.source_start, step.source_end)[0]
        for step in page.text.history
        if step.rule.startswith(ACROSS_PAGES) and "\n" in step.before and "\n" not in step.after
    )
    rows = []
    for line in found:
        last = joins[at - 1] if (at := bisect_left(joins, line.end)) else 0
        rows.append(text[max(line.start, last) : line.end])
    return rows


def _line_edits(text: str, found: Sequence[Line], rows: Sequence[str]) -> list[Edit]:
    if len(found) < MIN_LINES:
        return []
    widths, measure = max(((widths, *_measure(found, widths)) for widths in _all_widths(rows)), key=lambda one: one[2])[
        :2
    ]
    if not measure:
        return []
    indented = _indents(text, found)
    exact = _exact(widths, measure)
    headings = HeadingLines(found, [one >= measure - (0 if exact else SLACK) for one in widths])
    edits = []
    for index, (line, following) in enumerate(pairwise(found)):
        if not _goes_on(text, line, following, indented):
            continue
        slack = 0 if exact and not STOP.search(line.text) else SLACK
        least = measure - slack - _unbroken(line.text, following.text, exact)
        if not least <= widths[index] <= measure + SLACK and not _is_cut(line.text, following.text):
            continue
        if line.text[-1] in ENDS_FIRMLY and (widths[index] < measure - 1 or headings.may_open(index + 1)):
            continue
        if headings.ends(index):
            continue
        glue = " " if line.text[-1].isascii() and line.text[-1].isalpha() and following.text[0].isascii() else ""
        edits.append(Edit(line.end, following.begin, glue, "hard_wraps.line", 0.97))
    return edits


def _all_widths(rows: Sequence[str]) -> Iterator[list[float]]:
    """The widths in print, and in characters: a printer breaks by the one, a program by the other; without the indent,
    and with it."""
    bare = [row.lstrip(BLANK) for row in rows]
    for kind in (bare,) if bare == rows else (bare, rows):
        yield [width(row) for row in kind]
        yield [float(len(row)) for row in kind]


def _measure(found: Sequence[Line], widths: list[float]) -> tuple[float, float]:
    """The width at which the page breaks its lines, 0 if it has none, and how many of its broken lines share it.

    A measure shows in lines of one width that end in the middle of a sentence; where nothing was wrapped such lines
    are rare, and differ in width.
    """
    broken = [
        widths[index]
        for index, (line, following) in enumerate(pairwise(found))
        if line.text[-1] not in ENDS_SENTENCE
        and NARROWEST <= widths[index] <= WIDEST
        and not LABEL.match(following.text)
        and not LEADERS.search(line.text)
    ]
    if len(broken) < MIN_LINES - 1:
        return 0, 0
    counts = Counter(round(one) for one in broken)
    best = max(counts, key=lambda one: (sum(counts[one + step] for step in (-2, -1, 0, 1)), one))
    near = Counter(one for one in broken if best - SLACK <= one <= best + 1.5)
    full = {top: sum(count for one, count in near.items() if top - 1 <= one <= top) for top in near}
    measure = max(full, key=lambda top: (full[top], top))
    wider = sum(one > measure + SLACK for one in widths)
    close = near.total()
    if close < 0.5 * len(broken) or wider > 0.15 * len(widths) or close < 0.2 * len(widths):
        return 0, 0
    inner = sum(any(mark in line.text[:-1] for mark in ",，。;；、") for line in found if len(line.text) >= NARROWEST)
    if inner < PUNCTUATED * sum(len(line.text) >= NARROWEST for line in found):
        return 0, 0
    sharp = full[measure] / len(broken)
    return (measure, sharp) if sharp >= SHARP else (0, 0)


def _exact(widths: list[float], measure: float) -> bool:
    """Whether a program broke the lines after so many characters, whatever stood there: then a full line is exactly
    full, and one that is a little shorter was ended by its author."""
    near = [one for one in widths if measure - SLACK <= one <= measure + SLACK]
    return sum(one == measure for one in near) >= EXACT * len(near)


def _indents(text: str, found: Sequence[Line]) -> bool:
    """Whether paragraphs of this page begin with an indent."""
    return sum(INDENT.match(text, line.start, line.end) is not None for line in found) >= max(2, len(found) // 40)


def _goes_on(text: str, line: Line, following: Line, indented: bool) -> bool:
    """Whether `following` is the rest of the sentence or paragraph of `line`, a full line."""
    if INDENT.match(text, following.start, following.end) and not INDENT.match(text, line.start, line.end):
        return False
    if "\n" in text[line.stop : following.start] and line.text[-1] in ENDS_SENTENCE:
        return False
    if following.text.startswith(("……", "各位")):
        return False
    label = LABEL.match(fold(following.text))
    if line.text[-1] in ENDS_SENTENCE:
        return label is None
    return label is None or not _is_heading_mark(label.group(), line.text)


def _is_cut(before: str, after: str) -> bool:
    """Whether a line has no end here, however long it is: a number and its unit belong together, and some marks begin
    no line."""
    return after[0] in NEVER_FIRST or (CUT_UNIT.match(after) and CUT_NUMBER.search(before)) is not None


def _unbroken(before: str, after: str, exact: bool) -> float:
    """How much room the next line's first word would have needed: numbers and Latin words are not broken, except by a
    program that breaks after so many characters."""
    word = None if exact else WORD.match(after)
    return width(word.group()) if word and before[-1] not in ENDS_SENTENCE else 0.0


def _is_heading_mark(label: str, before: str) -> bool:
    """Whether a label at the start of a line opens a heading although the line before it has no end.

    A number with a mark may also be the rest of a sentence: `投入资金\\n3.5万元` is no item, `一是` may stand
    anywhere.
    """
    return label[-1] not in "是,，" and before[-1] not in ",，、(（"


def _blank_edits(text: str, found: Sequence[Line]) -> list[Edit]:
    """Blanks inside words at even distances: line breaks that became blanks."""
    edits: list[Edit] = []
    for line in found:
        if len(line.text) < 4 * NARROWEST or (" " not in line.text and "\u3000" not in line.text):
            continue
        blanks = list(BLANKS.finditer(text, line.begin, line.end))
        if len(blanks) < MIN_LINES:
            continue
        full = max((_full(text, line, blanks, measure) for measure in (width, len)), key=len)
        if len(full) < MIN_LINES or len(full) < 0.5 * len(blanks):
            continue
        for blank in full:
            before, after = text[blank.start() - 1], fold(text[blank.end() : blank.end() + 6])
            if before in ENDS_SENTENCE and LABEL.match(after):
                continue
            edits.append(Edit(blank.start(), blank.end(), "", "hard_wraps.blank", 0.95))
    return edits


def _full(
    text: str, line: Line, blanks: list[regex.Match[str]], measure: Callable[[str], float]
) -> list[regex.Match[str]]:
    """The blanks that stand a full line behind the one before them, or the one before that, by the commonest length."""
    nearest, next_but_one = (_runs(text, line, blanks, reach, measure) for reach in (1, 2))
    counts = Counter(round(run) for run in nearest if NARROWEST <= run <= WIDEST)
    if not counts:
        return []
    best = max(counts, key=lambda one: (sum(counts[one + step] for step in (-2, -1, 0, 1)), one))
    return [
        blank
        for blank, run, longer in zip(blanks, nearest, next_but_one, strict=True)
        if abs(run - best) <= SLACK or (run < best - SLACK and abs(longer - best) <= SLACK)
    ]


def _runs(
    text: str, line: Line, blanks: list[regex.Match[str]], reach: int, measure: Callable[[str], float]
) -> list[float]:
    """How long the text is between each blank and the `reach`-th blank before it, or the start of the line."""
    starts = [line.begin] * reach + [blank.end() for blank in blanks]
    return [measure(text[start : blank.start()]) for start, blank in zip(starts, blanks, strict=False)]
