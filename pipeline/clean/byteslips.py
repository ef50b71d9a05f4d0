"""To come."""

from __future__ import annotations

from pipeline.records import Page
from pipeline.resources import Resources


def undo_byte_slips(page: Page, resources: Resources) -> Page:
    """To come."""
    return page
