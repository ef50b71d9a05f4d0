"""The facts about a report: title, issuer, region, type, period, whether it is complete."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.problems import problem
from pipeline.records import Document, Problem, Report
from pipeline.rules import Rules
from pipeline.structure.issuer import find_issuer
from pipeline.structure.outline import Heading
from pipeline.structure.period import are_rewritten, read_period
from pipeline.structure.places import Place, find_place
from pipeline.structure.title import clean_title, report_type
from pipeline.structure.unlisted import own_town

FRONT = 600
"""Characters above the body that may name place and date."""


def facts(report: Report, body: str, headings: Sequence[Heading], rules: Rules) -> tuple[Document, list[Problem]]:
    """The document row of a report, filled in, and what is doubtful in it; `body` is its body, folded."""
    part, document = report.part, report.document
    front = fold(report.text[max(part.start, part.body_start - FRONT) : part.body_start])
    title = fold(part.title or "")
    kind = report_type(title or fold(part.site_heading or ""), body, rules)
    tops = [heading.text for heading in headings if heading.level == 1 and heading.kind == "heading"]
    damage = {one.kind for one in report.page.damage if one.whole_page or part.start <= one.start < part.end}
    period = read_period(title, body, [fold(top) for top in tops], kind, damage, rules)
    place = find_place(title, front, body, period.year, rules)
    town = own_town(title, front, rules)
    problems = []
    if period.conflict:
        problems.append(_problem("period_conflict", report, period.conflict))
    if place.rivals:
        problems.append(_problem("unsure_region", report, "; ".join(place.rivals)))
    last = report.part.end >= len(report.text.rstrip())
    filled = replace(
        document,
        title=clean_title(part.title, period.year, are_rewritten(frozenset(damage)), rules),
        issuer=find_issuer(title, front, body, place.region, town, rules),
        region=_with_town(place, town),
        region_code=place.code,
        report_type=kind,
        period=period.period,
        period_evidence=period.evidence,
        complete=report.page.complete or not last,
    )
    return filled, problems


def _with_town(place: Place, town: str | None) -> str | None:
    """The name of the place, down to the town that reports."""
    if (
        town is None
        or place.region is None
        or place.region.level not in ("county", "")
        or place.region.name.endswith(town)
    ):
        return place.name
    return f"{place.name}{town}"


def _problem(code: str, report: Report, detail: str) -> Problem:
    return problem(code, report.document.path, document_id=report.document.document_id, detail=detail)
