"""All that the rules of this step are compiled to."""

from __future__ import annotations

import msgspec

from pipeline.measure.circumstance.aspect import AspectReader, build_aspect_reader
from pipeline.measure.circumstance.basis import BasisReader, build_basis_reader
from pipeline.measure.circumstance.frames import HeadingReader, build_heading_reader
from pipeline.measure.circumstance.status import StatusReader, build_status_reader
from pipeline.measure.circumstance.times import TimeReader, build_time_reader
from pipeline.rules import Rules


class Readers(msgspec.Struct, frozen=True):
    """One for each kind of words. Built once for a set of rules."""

    times: TimeReader
    status: StatusReader
    aspect: AspectReader
    basis: BasisReader
    headings: HeadingReader


def build_readers(rules: Rules) -> Readers:
    """The readers of a set of rules."""
    times = build_time_reader(rules)
    return Readers(
        times,
        build_status_reader(rules),
        build_aspect_reader(rules),
        build_basis_reader(rules),
        build_heading_reader(rules, times),
    )
