"""Resolve: indicators → taxonomy ids, regions, arithmetic, and the observations of the panel.

Three steps: say which indicator of the taxonomy each figure states, from the words of its clause and from its name
(`identify`), check the figures against each other (`arithmetic`), and put together what the report says of its own
region (`panel`).
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.problems import problem
from pipeline.records import Indicator, Problem, Report
from pipeline.resolve import arithmetic
from pipeline.resolve.identify import Identified, identify
from pipeline.resolve.meaning import TIMES, Units
from pipeline.resolve.panel import VARIANTS, Statement, observations
from pipeline.resolve.periods import observed_period
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.regions import place
from pipeline.resolve.sentences import Sentences
from pipeline.resolve.taxonomy import Taxonomy
from pipeline.resources import Resources
from pipeline.structure.gazetteer import Gazetteer

EXPECTED = "预计"
COMMITTED = frozenset(("力争", "确保", "计划", "拟", "争取", "要求"))


def resolve(report: Report, resources: Resources) -> Report:
    """The report with `indicator`, `region_code` and `flags` of its indicators filled, and its observations."""
    if not report.indicators:
        return report
    folded = fold(report.text)
    sentences = Sentences(folded)
    taxonomy, units = resources.rules.make(Taxonomy), resources.rules.make(Units)
    identified = identify(report, folded, sentences, resources)
    indicators = tuple(
        replace(
            indicator,
            indicator=found.sense.indicator if found.sense else None,
            region_code=_code(indicator.region, report, resources) if indicator.region else None,
        )
        for indicator, found in zip(report.indicators, identified, strict=True)
    )
    findings = arithmetic.check(indicators, folded, sentences, resources.rules.make(Phrases), units)
    problems = tuple(_problem(report, finding) for finding in findings if finding.verdict != "confirmed")
    indicators = arithmetic.apply(indicators, findings)
    report = replace(report, indicators=indicators, problems=(*report.problems, *problems))
    statements = _statements(report, folded, sentences, identified, taxonomy)
    return replace(report, observations=tuple(observations(statements, report.document, taxonomy, units)))


def _code(name: str, report: Report, resources: Resources) -> str | None:
    gazetteer, phrases = resources.rules.make(Gazetteer), resources.rules.make(Phrases)
    found = place(name, report.document, gazetteer, phrases)
    return found.code if found else None


def _problem(report: Report, finding: arithmetic.Finding) -> Problem:
    figure = report.indicators[finding.figures[-1]]
    return problem(
        "figure_restored" if finding.verdict == "restored" else "figure_conflict",
        report.document.path,
        document_id=report.document.document_id,
        detail=finding.proof,
        start=figure.start,
        end=figure.end,
    )


def _statements(
    report: Report, folded: str, sentences: Sentences, identified: list[Identified], taxonomy: Taxonomy
) -> list[Statement]:
    """The indicators that are values of the taxonomy for the own region in a known period."""
    done = {
        sentences.number(one.start)
        for one, found in zip(report.indicators, identified, strict=True)
        if one.status == "actual" and found.sense
    }
    statements = []
    for indicator, found in zip(report.indicators, identified, strict=True):
        sense = found.sense
        if sense is None or not sense.observed or not found.own or indicator.status == "standard":
            continue
        if indicator.status == "target" and "hold" in found.words and sentences.number(indicator.start) in done:
            continue  # 控制在5%以内 among what was done is no goal; but what it is of is not sure either
        growth = taxonomy.is_growth(sense.indicator)
        period = observed_period(
            indicator,
            taxonomy.rule(sense.indicator),
            report.document.period,
            growth=growth,
            words=found.words,
            before=sentences.lead(found.since),
            between=folded[found.since : indicator.start],
            context=(sentences.whole_lead(found.since), sentences.intro(found.since)) if growth else (),
        )
        if period is not None:
            # What is expected of the very period that is reported on is an estimate of its outcome, no goal.
            estimated = indicator.status == "target" and period == report.document.period and _is_estimate(indicator)
            if estimated:
                indicator = replace(indicator, status="actual")
            statements.append(
                Statement(
                    indicator=_in_percent(indicator) if growth else indicator,
                    id=sense.indicator,
                    period=period,
                    down=sense.down and taxonomy.states_change(sense.indicator),
                    expected="expected" in found.words or estimated,
                    crossed="over" in found.words,
                    variant=tuple(word for kind, word in VARIANTS.items() if growth and kind in found.words),
                )
            )
    return statements


def _in_percent(growth: Indicator) -> Indicator:
    """A growth that is stated in times, in percent."""
    if growth.unit != TIMES:
        return growth
    value, low, high = (None if one is None else round(one * 100, 9) for one in (growth.value, growth.low, growth.high))
    return replace(growth, value=value, low=low, high=high, unit="%", kind="percent")


def _is_estimate(indicator: Indicator) -> bool:
    """Whether the only word that commits is one for what is expected (预计)."""
    return bool(indicator.modifier) and EXPECTED in indicator.modifier and not set(indicator.modifier) & COMMITTED
