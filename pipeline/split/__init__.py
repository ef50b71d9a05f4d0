"""Split: page → its reports. A compilation holds several, most pages one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.lost_breaks import with_breaks
from pipeline.problems import problem
from pipeline.records import Document, Page, Part, Problem, Report
from pipeline.resources import Resources
from pipeline.split.front import find_front
from pipeline.split.parts import Mark, marks
from pipeline.split.seams import seams
from pipeline.split.tail import find_tail


def split(page: Page, resources: Resources) -> list[Report]:
    """The reports of a page, in reading order; at least one.

    A page whose text is empty, or holds nothing but a title, gives one report with an empty body and a `no_report`
    problem.
    """
    text = page.text.text
    folded = with_breaks(fold(text), resources.rules)
    found = marks(folded, resources.rules) or seams(folded, resources.rules)
    ends = [*(mark.start for mark in found[1:]), len(text)]
    spans = [(mark.start, end) for mark, end in zip(found, ends, strict=True)] if found else [(0, len(text))]
    reports = []
    for number, (start, end) in enumerate(spans, 1):
        mark = found[number - 1] if found else None
        top = max(mark.end if mark else start, _outline_end(page, start, end))
        front = find_front(folded, top, end, resources.rules)
        title = _joined([text[first:last] for first, last in front.title])
        part = Part(
            number=number,
            start=start,
            end=end,
            body_start=front.body_start,
            body_end=find_tail(folded, front.body_start, end, resources.rules),
            title=title or (_mark_title(mark, found) if mark else page.title),
            site_heading=next((one.title for one in found if one.title), None),
        )
        reports.append(report(page, part))
    if all(one.part.body_start >= one.part.body_end for one in reports):
        reports[0] = replace(reports[0], problems=(_nothing(reports[0]),))
    return reports


def _outline_end(page: Page, start: int, end: int) -> int:
    """Where an outline that the site printed above the report ends, `start` if there is none."""
    ends = [damage.end for damage in page.damage if damage.kind == "outline_block" and start <= damage.start < end]
    return max((at for at in ends if at < end), default=start)


def _joined(lines: Sequence[str]) -> str | None:
    """A title of several lines as one: 某县人民政府 above 政府工作报告 says 政府 once."""
    title = ""
    for line in lines:
        shared = next((length for length in (4, 3, 2) if title.endswith(line[:length])), 0)
        title += line[shared:]
    return title or None


def _mark_title(mark: Mark, found: list[Mark]) -> str | None:
    """The name that a mark gives its part, unless it is the one that the page gives them all: that is the site's."""
    return mark.title if [other.title for other in found].count(mark.title) == 1 else None


def _nothing(empty: Report) -> Problem:
    return problem("no_report", empty.document.path, document_id=empty.document.document_id)


def report(page: Page, part: Part) -> Report:
    """A report that knows no more of itself than the page does."""
    source = page.source
    return Report(
        page=page,
        part=part,
        document=Document(
            document_id=document_id(source.path, part.number),
            path=source.path,
            part=part.number,
            title=part.title,
            published=page.published,
            script=page.script,
            encoding=source.encoding,
            media_type=source.media_type,
            complete=page.complete,
            damage=tuple(
                sorted(
                    {
                        damage.kind
                        for damage in page.damage
                        if damage.whole_page or (part.start <= damage.start < part.end)
                    }
                )
            ),
            source_sha256=source.sha256,
            source_chars=len(source.text),
            text_chars=len(page.text.text),
            body_start=part.body_start,
            body_end=part.body_end,
        ),
    )


def document_id(path: str, number: int) -> str:
    """Twelve hex digits that depend on nothing but the path inside the corpus and the number of the part."""
    return hashlib.sha256(f"{path}\0{number}".encode()).hexdigest()[:12]
