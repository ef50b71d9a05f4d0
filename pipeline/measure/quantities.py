"""Find the quantities of a report."""

from __future__ import annotations

import re

from pipeline.fold import fold
from pipeline.records import Quantity, Report, Skipped
from pipeline.resources import Resources


def find_quantities(report: Report, resources: Resources) -> tuple[tuple[Quantity, ...], tuple[Skipped, ...]]:
    """All quantities of the body, and all numbers in it that are none."""
    found = []
    for m in re.finditer(r"(\d+(?:\.\d+)?)([万亿]*)(元|%|个|名|人|所)", fold(report.text)):
        if report.part.body_start <= m.start() < report.part.body_end:
            scale = {"": 1, "万": 1e4, "亿": 1e8, "万亿": 1e12}.get(m.group(2), 1)
            found.append(
                Quantity(
                    start=m.start(),
                    end=m.end(),
                    value=float(m.group(1)) * scale,
                    unit=m.group(3),
                    modifier_start=m.start(),
                    modifier_end=m.end(),
                    noun_start=m.end(),
                    noun_end=m.end(),
                    rule="plain",
                )
            )
    return tuple(found), ()
