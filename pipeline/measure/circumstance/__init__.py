"""Read how each quantity is meant: aspect, direction, status, period, basis.

One pass over the report in reading order. Words of time and of status are found in one scan each; headings and lead-ins
leave a small state behind them (`period.Context`, `frames.Frame`); for each figure the nearest words decide.

    anchor    what 今年 means here            frames    what headings decide
    times     words of time → periods          dating    in which years they are
    period    which of them governs a figure   series    one figure for each year of a span
    status    done, intended, norm             aspect    level, change, share, rank
    basis     against what                     calendar  how periods are written
    passages  sentences and clauses            table     heads of columns
    walk      the pass that brings them together
    readers   what the rules are compiled to   alternatives  patterns taken apart for speed
"""

from __future__ import annotations

from pipeline.measure.circumstance.readers import build_readers
from pipeline.measure.circumstance.walk import Walk
from pipeline.records import Circumstance, Report
from pipeline.resources import Resources


def read_circumstances(report: Report, resources: Resources) -> tuple[Circumstance, ...]:
    """One for each of `report.quantities`, in order."""
    if not report.quantities:
        return ()
    return tuple(Walk(report, resources.rules.make(build_readers)).run())
