"""Structure: the outline of a report, and the facts about it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.problems import problem
from pipeline.records import Problem, Report, Section
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.structure.contents import supply
from pipeline.structure.facts import facts
from pipeline.structure.outline import Heading, outline

OUTLINE = "outline_block"
OMITTED = "omission"
"""Kinds of damage, as clean names them: a site's outline, and places where the page leaves something out."""


def structure(report: Report, resources: Resources) -> Report:
    """The report with its sections and document facts."""
    rules = resources.rules
    body = fold(report.text[report.part.body_start : report.part.body_end])
    headings = _headings(report, body, rules)
    document, doubts = facts(report, body, headings, rules)
    return replace(
        report,
        document=document,
        sections=_sections(report, headings),
        problems=(*report.problems, *_miscounted(report, headings), *doubts),
    )


def _headings(report: Report, body: str, rules: Rules) -> tuple[Heading, ...]:
    """The outline of the body, completed by the outline that the site printed above it, if any."""
    part, damage = report.part, report.page.damage
    headings = outline(report.text, rules, part.body_start, part.body_end, body)
    block = next((one for one in damage if one.kind == OUTLINE and part.start <= one.start < part.body_start), None)
    if block is None:
        return headings
    listed = [one for one in outline(report.text, rules, block.start, block.end) if one.kind == "heading"]
    gaps = [one.start for one in damage if one.kind == OMITTED and part.body_start <= one.start <= part.body_end]
    return supply(headings, listed, sorted(gaps))


def _sections(report: Report, headings: Sequence[Heading]) -> tuple[Section, ...]:
    """The outline as rows; ids follow reading order."""
    document_id = report.document.document_id
    rows = []
    for ordinal, heading in enumerate(headings, 1):
        source_start, source_end = report.page.text.source_span(heading.start, heading.end)
        rows.append(
            Section(
                section_id=section_id(document_id, ordinal),
                document_id=document_id,
                parent_id=None if heading.parent is None else section_id(document_id, heading.parent + 1),
                ordinal=ordinal,
                level=heading.level,
                kind=heading.kind,
                label=heading.label,
                text=heading.text,
                missing=heading.missing,
                start=heading.start,
                end=heading.end,
                source_start=source_start,
                source_end=source_end,
            )
        )
    return tuple(rows)


def section_id(document_id: str, ordinal: int) -> str:
    """The id of the section that comes `ordinal`-th in a document."""
    return f"{document_id}-s{ordinal:03}"


def _miscounted(report: Report, headings: Sequence[Heading]) -> list[Problem]:
    """Series that do not count on: headings that the page lost, or that were not found."""
    found = []
    for heading in headings:
        if heading.missing or not (heading.gap or heading.restart):
            continue
        code, fault = ("label_gap", "skips a number") if heading.gap else ("label_restart", "counts anew")
        found.append(
            problem(
                code,
                report.document.path,
                document_id=report.document.document_id,
                detail=f"{heading.label}{heading.text[:20]} {fault}",
                start=heading.start,
                end=heading.end,
            )
        )
    return found
