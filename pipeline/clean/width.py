"""To come."""

from __future__ import annotations

from pipeline.records import Page
from pipeline.resources import Resources


def normalize_width(page: Page, resources: Resources) -> Page:
    """To come."""
    return page
