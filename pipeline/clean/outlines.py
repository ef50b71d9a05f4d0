"""Outlines that a site prints above the report: they stay, since they name headings that the body may lack."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.change import change
from pipeline.clean.lines import LABEL, Line, lines
from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Damage, Page
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

DOTS = regex.lazy(r"[.…。·\s]+")
LEADERS = regex.lazy(r"[.…·\s]*\(?\d{0,3}\)?$")
LONGEST_HEADING = 80
REACH = 60
"""An outline opens within so many lines from the top."""


def note_outline(page: Page, resources: Resources) -> Page:
    """Note the place of an outline as damage of the kind `outline_block`, so that the body begins behind it.

    Why: its lines look like the headings of the report and would be read twice; but where a page leaves a part of the
    report out, only the outline tells what is missing. What it looks like: `目录/提纲:……`, headings, `……`. When it
    would be wrong: a report that only has headings; so the line that opens the outline must be there.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "目录\\n一、造林\\n二、护林\\n某局总结\\n一、造林\\n全年造林。\\n"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> [(one.kind, text[one.start:one.end]) for one in note_outline(page, Resources()).damage]
    [('outline_block', '目录\\n一、造林\\n二、护林\\n')]
    """
    text = page.text.text
    if not any(word in text[:6000] for word in ("目", "提纲", "导读")):
        return page
    found = lines(text, 0, _reach(text))
    opens = resources.rules.make(_opening)
    for index, line in enumerate(found[:REACH]):
        if len(line.text) <= 24 and any(True for _ in opens.scan(fold(line.text))):
            end = outline_end(found, index)
            if end - index >= 3:
                stop = found[end].start if end < len(found) else len(text)
                return change(page, damage=[Damage(kind="outline_block", start=line.start, end=stop)])
    return page


def outline_end(found: Sequence[Line], start: int) -> int:
    """Index of the first line behind the outline that opens at `start`; `start + 1` if no headings follow."""
    seen: set[str] = set()
    index = start + 1
    while index < len(found):
        text = found[index].text
        if DOTS.fullmatch(text):
            index += 1
            continue
        heading = LEADERS.sub("", text)
        if heading in seen or len(text) > LONGEST_HEADING or not LABEL.match(text):
            break
        seen.add(heading)
        index += 1
    return index


def _opening(rules: Rules) -> Scanner:
    return Scanner(tuple(rule for rule in rules.patterns("clean/report_lines") if rule.value == "outline"))


def _reach(text: str) -> int:
    """The end of the line in which the first 20,000 characters end: no outline stands further down."""
    end = text.find("\n", 20_000)
    return len(text) if end < 0 else end
