"""Resolve: indicators → taxonomy ids, regions, arithmetic, and the observations of the panel."""

from __future__ import annotations

from pipeline.records import Report
from pipeline.resources import Resources


def resolve(report: Report, resources: Resources) -> Report:
    """The report with its indicators resolved and its observations."""
    return report
