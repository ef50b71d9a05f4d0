"""Resolve: indicators → taxonomy ids, regions, arithmetic, and the observations of the panel.

Three steps: say which indicator of the taxonomy each figure states, from the words of its clause and from its name
(`identify`), check the figures against each other (`arithmetic`), and put together what the report says of its own
region (`panel`).
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.records import Report
from pipeline.resolve.governing import sentence_start
from pipeline.resolve.identify import Identified, identify
from pipeline.resolve.meaning import Units
from pipeline.resolve.panel import VARIANTS, Statement, observations
from pipeline.resolve.periods import observed_period
from pipeline.resolve.taxonomy import Taxonomy
from pipeline.resources import Resources


def resolve(report: Report, resources: Resources) -> Report:
    """The report with `indicator`, `region_code` and `flags` of its indicators filled, and its observations."""
    if not report.indicators:
        return report
    folded = fold(report.text)
    identified = identify(report, folded, resources)
    indicators = tuple(
        replace(indicator, indicator=found.sense.indicator) if found.sense else indicator
        for indicator, found in zip(report.indicators, identified, strict=True)
    )
    report = replace(report, indicators=indicators)
    taxonomy, units = resources.rules.make(Taxonomy), resources.rules.make(Units)
    statements = _statements(report, folded, identified, taxonomy)
    return replace(report, observations=tuple(observations(statements, report.document, taxonomy, units)))


def _statements(report: Report, folded: str, identified: list[Identified], taxonomy: Taxonomy) -> list[Statement]:
    """The indicators that are values of the taxonomy for the own region in a known period."""
    statements = []
    for indicator, found in zip(report.indicators, identified, strict=True):
        sense = found.sense
        if sense is None or not sense.observed or not found.own or indicator.status == "standard":
            continue
        growth = taxonomy.is_growth(sense.indicator)
        period = observed_period(
            indicator,
            taxonomy.rule(sense.indicator),
            growth=growth,
            words=found.words,
            before=folded[sentence_start(folded, indicator.start) : found.since],
            between=folded[found.since : indicator.start],
        )
        if period is not None:
            statements.append(
                Statement(
                    indicator=indicator,
                    id=sense.indicator,
                    period=period,
                    down=sense.down and taxonomy.states_change(sense.indicator),
                    expected="expected" in found.words,
                    variant=tuple(word for kind, word in VARIANTS.items() if growth and kind in found.words),
                )
            )
    return statements
