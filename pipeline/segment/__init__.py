"""Segment: body text → sentences, with tokens where there are numbers.

Sentences come from `sentences`, words from one of `segmenters`, and `numbers` keeps every number whole; `cutter` knows
which sentences to cut, and when.
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.records import Report, Sentence
from pipeline.resources import Resources
from pipeline.segment.cutter import Cutter
from pipeline.segment.numbers import number_finder
from pipeline.segment.sentences import sentences


def segment(report: Report, resources: Resources) -> Report:
    """The report with its sentences, spans in the repaired text of the page; tokens only where a numeral stands."""
    text, part = report.text, report.part
    cutter = Cutter(text, resources.segmenter, resources.rules.make(number_finder))
    found = []
    for start, end, paragraph in sentences(text, part.body_start, part.body_end):
        cutter.ahead(start, end)
        found.append(Sentence(start=start, end=end, paragraph=paragraph, cut=cutter))
    return replace(report, sentences=tuple(found))
