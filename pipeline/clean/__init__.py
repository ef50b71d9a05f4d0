"""Clean: source → page, whose text is what the author wrote, with every change recorded."""

from __future__ import annotations

from pipeline.aligned import AlignedText
from pipeline.records import Page, Source
from pipeline.resources import Resources


def clean(source: Source, resources: Resources) -> Page:
    """The page of a source text, repaired."""
    return Page(source=source, text=AlignedText.of(source.text))
