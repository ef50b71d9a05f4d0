"""Segment: body text → sentences, with tokens where there are numbers."""

from __future__ import annotations

import re

from msgspec.structs import replace

from pipeline.records import Report, Sentence
from pipeline.resources import Resources


def segment(report: Report, resources: Resources) -> Report:
    """The report with its sentences."""
    text, part = report.text, report.part
    sentences = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text[part.body_start : part.body_end])):
        for m in re.finditer(r"[^。!?！？]+[。!?！？]*", line.group()):
            start = part.body_start + line.start() + m.start()
            sentences.append(Sentence(start=start, end=start + len(m.group()), paragraph=paragraph))
    return replace(report, sentences=tuple(sentences))
