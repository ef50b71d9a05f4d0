"""Page numbers and chunk counters that stand between the words."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.lines import BLANK, ENDS_SENTENCE, LABEL, Line, lines
from pipeline.fold import fold
from pipeline.patterns import re, regex
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

COUNTER = regex.lazy(r"(?:^|\n)[ \t\u3000]*(?P<number>\d{1,3})、[ \t\u3000]*")
FEW_DIGITS = re.lazy("[0-9]、")
BARE = regex.lazy(r"(?:[-·.]{0,3} ?)?(\d{1,3})(?: ?[-·.]{0,3})?")
"""A line that is a page number and nothing else, folded: `33`, `-12`, `- 3 -`."""
DASHED = regex.lazy(r"-{1,2} ?(\d{1,3}) ?-{1,2}")
MIN_RUN = 3
"""Fewer bare numbers than these, each one more than the last, may be cells of a table."""
MIN_PAGE = 150
"""Characters of a printed page; numbers that follow each other more closely are a list or a table."""
LONGEST_HEADING = 24
INSIDE = regex.lazy(r"[,，;；。]")
"""A line with such a mark in it is no heading."""
HEADING_LABEL = regex.lazy(r"[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?=\p{Han})")
UNEVEN = 0.35
"""How far, as a share of the middle length, the lengths of chunks may lie from it and still be even."""


class Counter(NamedTuple):
    """A number with 、 at the start of a line."""

    start: int
    """With the line break before it."""
    end: int
    number: int
    cuts: bool
    """Whether the line before it breaks off in the middle of a sentence."""


def remove_page_marks(page: Page, resources: Resources) -> Page:
    """Cut page numbers, and join the words that they stood between.

    Why: a converter writes the foot of each page where the next page begins, in the middle of a sentence, a word or a
    number; the number would be read as a figure, and the sentence be lost. What it looks like: `新建4座,第 2 页 共 7
    页改建2座`, a line `— 3 —`, bare numbers `11`, `12`, `13` on lines a page apart. When it would be wrong: `第3页`
    in a text that speaks of pages, so a lone one counts only on a line of its own; a column of a table, so bare
    numbers must rise by one and stand a page apart.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "新建泵站4座,第 2 页 共 7 页改建2座。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> remove_page_marks(page, Resources()).text.text
    '新建泵站4座,改建2座。'
    """
    text = page.text.text
    edits = list(_inline(text, resources.rules)) + list(_on_lines(text))
    return change(page, _without_overlap(edits))


def remove_chunk_counters(page: Page, resources: Resources) -> Page:
    """Cut the counters of a page that was re-cut into numbered pieces of even length, and join the pieces.

    Why: document sites cut a preview every few hundred characters and number the pieces; the cut goes through words
    and numbers. What it looks like: a line break, `2、`, then the rest of the word; 3、 and 4、 follow at even
    distances. When it would be wrong: the items of a list, which end in a full stop, and headings, which are short.
    So a series must run without a gap from 1 or 2, most of its cuts must fall inside a sentence, and the pieces must
    be about equally long.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> grown = "某镇果园面积扩大," * 9
    >>> pieces = ["1、" + grown + "共2", "2、7亩" + grown + "修", "3、渠" + grown]
    >>> text = "\\n".join(pieces)
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> "共27亩某镇" in remove_chunk_counters(page, Resources()).text.text
    True
    """
    text = page.text.text
    if FEW_DIGITS.search(text) is None:
        return page
    return change(page, _counter_edits(text))


# ---------------------------------------------------------------- page numbers


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/page_marks"))


def _inline(text: str, rules: Rules) -> list[Edit]:
    edits: list[Edit] = []
    if "页" not in text and "頁" not in text and "Page" not in text:
        return edits
    for rule, match in rules.make(_scanner).scan(text):
        start, end = match.span()
        edits.append(_cut(text, start, end, rule.id))
    return edits


def _cut(text: str, start: int, end: int, rule: str) -> Edit:
    """Cut a mark with the blanks around it; where it stood between two sentences or lines, one line break stays."""
    left, right = start, end
    while left and text[left - 1] in BLANK:
        left -= 1
    while right < len(text) and text[right] in BLANK:
        right += 1
    around = text[left:start] + text[end:right]
    goes_on = left > 0 and right < len(text) and text[left - 1] not in ENDS_SENTENCE
    both = "\n" in text[left:start] and "\n" in text[end:right]
    if both and _parts_headings(text, left, right):
        goes_on = False
    keep = "" if goes_on and (both or "\n" not in around) else "\n" if "\n" in around else ""
    if left == 0 or right == len(text):
        keep = ""
    return Edit(left, right, keep, rule, 0.98)


def _parts_headings(text: str, left: int, right: int) -> bool:
    """Whether the line that ends at `left` is a heading, or the one that begins at `right` has a label."""
    line = text[text.rfind("\n", 0, left) + 1 : left].strip(BLANK)
    if len(line) <= LONGEST_HEADING and LABEL.match(fold(line)) and INSIDE.search(line) is None:
        return True
    return HEADING_LABEL.match(fold(text[right : right + 8])) is not None


def _on_lines(text: str) -> list[Edit]:
    """Lines that hold a page number alone: those between dashes by themselves, bare numbers in a run."""
    numbers = [
        (line, int(match.group(1)), bool(DASHED.fullmatch(folded)))
        for line in lines(text)
        if len(line.text) <= 9 and (match := BARE.fullmatch(folded := fold(line.text)))
    ]
    dashed = [entry for entry in numbers if entry[2]]
    edits = [_cut(text, line.begin, line.end, "page_marks.dashed") for line, _, _ in dashed]
    bare = [(line, number) for line, number, marked in numbers if not marked]
    run: list[tuple[Line, int]] = []
    for line, number in bare:
        if run and (number != run[-1][1] + 1 or line.start - run[-1][0].end < MIN_PAGE):
            edits += _run_edits(text, run)
            run = []
        run.append((line, number))
    return edits + _run_edits(text, run)


def _run_edits(text: str, run: list[tuple[Line, int]]) -> list[Edit]:
    if len(run) < MIN_RUN and not (len(run) == MIN_RUN - 1 and run[0][1] <= 2):
        return []
    return [_cut(text, line.begin, line.end, "page_marks.run") for line, _ in run]


def _without_overlap(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


# ---------------------------------------------------------------- chunk counters


def _counter_edits(text: str) -> list[Edit]:
    found = []
    for match in COUNTER.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()].rstrip(BLANK)
        cuts = bool(before) and before[-1] not in ENDS_SENTENCE
        found.append(Counter(match.start(), match.end(), int(match["number"]), cuts))
    series = _best_series(found)
    cut = sum(counter.cuts for counter in series[1:] if counter.start)
    if len(series) < 2 or (cut < 2 and not (cut == 1 and len(series) == 2 and series[0].start == 0)):
        return []
    pieces = [b.start - a.end for a, b in pairwise(series)]
    middle = median(pieces)
    even = sum(abs(piece - middle) <= UNEVEN * middle for piece in pieces)
    if middle < 60 or even < 0.7 * len(pieces) or cut < 0.5 * (len(series) - 1):
        return []
    edits = []
    for counter in series:
        start, end = counter.start, counter.end
        if start and counter.number > 1 and (counter.cuts or not LABEL.match(fold(text[end : end + 8]))):
            while start and text[start - 1] in BLANK:
                start -= 1
            edits.append(Edit(start, end, "", "chunk_counters.joined", 0.98 if counter.cuts else 0.9))
        else:
            edits.append(Edit(start + (text[start] == "\n"), end, "", "chunk_counters.cut", 0.95))
    return edits


def _best_series(found: list[Counter]) -> list[Counter]:
    """The series n, n+1, … from 1 or 2 that cuts the most sentences in two.

    Real list items may stand between: where the next number is there more than once, the one at the usual distance
    or the first that cuts wins.
    """
    places: dict[int, list[int]] = {}
    for place, counter in enumerate(found):
        places.setdefault(counter.number, []).append(place)
    best: list[Counter] = []
    for first in sorted([*places.get(1, [])[:4], *places.get(2, [])[:4]]):
        series, at = [found[first]], first
        while following := places.get(series[-1].number + 1):
            nearest = bisect_right(following, at)
            wanted = following[nearest : nearest + 6]
            if not wanted:
                break
            at = _next([(place, found[place]) for place in wanted], series)
            series.append(found[at])
        if sum(one.cuts for one in series) > sum(one.cuts for one in best):
            best = series
    return best


def _next(wanted: list[tuple[int, Counter]], series: list[Counter]) -> int:
    """Of several counters with the right number the one at the distance of the pieces so far, else the first cut."""
    if len(wanted) > 1 and len(series) > 1:
        usual = median(b.start - a.end for a, b in pairwise(series))
        close = [one for one in wanted if abs(one[1].start - series[-1].end - usual) <= UNEVEN * usual]
        if close:
            return min(close, key=lambda one: (not one[1].cuts, abs(one[1].start - series[-1].end - usual)))[0]
    return next((place for place, one in wanted if one.cuts), wanted[0][0])
