"""Structure: the outline of a report, and the facts about it."""

from __future__ import annotations

from pipeline.records import Report
from pipeline.resources import Resources


def structure(report: Report, resources: Resources) -> Report:
    """The report with its sections and document facts."""
    return report
