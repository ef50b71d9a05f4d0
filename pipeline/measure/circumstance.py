"""Read how each quantity is meant: aspect, direction, status, period, basis."""

from __future__ import annotations

from pipeline.records import Circumstance, Report
from pipeline.resources import Resources


def read_circumstances(report: Report, resources: Resources) -> tuple[Circumstance, ...]:
    """One for each of `report.quantities`, in order."""
    return tuple(Circumstance() for _ in report.quantities)
