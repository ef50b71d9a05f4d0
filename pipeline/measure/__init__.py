"""Measure: sentences and outline → indicators, one for every number that measures or counts something.

Four steps, each from records to records: find the quantities (`quantities`), read how they are meant (`circumstance`),
name what they measure (`naming`), and put the rows together with the chance that each is right (here, `confidence`).
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from pipeline.measure.circumstance import read_circumstances
from pipeline.measure.confidence import Confidence
from pipeline.measure.naming import name_quantities
from pipeline.measure.quantities import find_quantities
from pipeline.records import Circumstance, Indicator, Naming, Quantity, Report
from pipeline.resources import Resources


def measure(report: Report, resources: Resources) -> Report:
    """The report with its quantities, what it counts as no quantity, and its indicators, all in reading order."""
    quantities, skipped = find_quantities(report, resources)
    report = replace(report, quantities=quantities, skipped=skipped)
    report = replace(report, circumstances=read_circumstances(report, resources))
    report = replace(report, namings=name_quantities(report, resources))
    return replace(report, indicators=_indicators(report, resources.rules.make(Confidence)))


def _indicators(report: Report, confidence: Confidence) -> tuple[Indicator, ...]:
    section_starts = [section.start for section in report.sections if not section.missing]
    sections = [section for section in report.sections if not section.missing]
    sentence_starts = [sentence.start for sentence in report.sentences]
    rows = []
    readings = zip(report.quantities, report.circumstances, report.namings, strict=True)
    for number, (quantity, circumstance, naming) in enumerate(readings, 1):
        section = bisect_right(section_starts, quantity.start) - 1
        sentence = report.sentences[bisect_right(sentence_starts, quantity.start) - 1]
        rows.append(
            _indicator(
                report,
                number,
                quantity,
                circumstance,
                naming,
                section_id=sections[section].section_id if section >= 0 else None,
                sentence=report.text[sentence.start : sentence.end].strip(),
                confidence=confidence.of(quantity, circumstance, naming),
            )
        )
    return tuple(rows)


def _indicator(
    report: Report,
    number: int,
    quantity: Quantity,
    circumstance: Circumstance,
    naming: Naming,
    *,
    section_id: str | None,
    sentence: str,
    confidence: float,
) -> Indicator:
    source_start, source_end = report.page.text.source_span(quantity.start, quantity.end)
    return Indicator(
        indicator_id=f"{report.document.document_id}-i{number:04}",
        document_id=report.document.document_id,
        section_id=section_id,
        surface=report.page.source.text[source_start:source_end],
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        kind=quantity.kind,
        approx=quantity.approx,
        name=naming.name,
        entity=naming.entity,
        aspect=circumstance.aspect,
        direction=circumstance.direction,
        status=circumstance.status,
        time_period=circumstance.time_period,
        basis=circumstance.basis,
        damaged=quantity.damaged,
        region=naming.region,
        sentence=sentence,
        start=quantity.start,
        end=quantity.end,
        source_start=source_start,
        source_end=source_end,
        modifier=(*quantity.modifier, *circumstance.commitment),
        rule=quantity.rule,
        confidence=confidence,
    )
