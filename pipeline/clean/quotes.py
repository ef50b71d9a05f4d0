"""Quotation marks that were lost."""

from __future__ import annotations

from pipeline.clean.change import change
from pipeline.patterns import re
from pipeline.records import Damage, Page
from pipeline.resources import Resources

UNCLOSED = re.lazy("“(?=[^“”\n]{0,80}“[^“”\n]{1,80}”)")
"""An opening mark that is followed by another before any closing one, which has its own."""


def note_lost_quotes(page: Page, resources: Resources) -> Page:
    """Note `quotelost` where a quotation is never closed before the next one opens.

    Why: where the name ends that the marks set off is not known. What it looks like: `“六有工程，建设“三园”`. When it
    would be wrong: quotations inside quotations, which have marks of their own, `‘’`; a quotation of several paragraphs
    opens in each, and does not count.

    >>> from pipeline.clean.change import opened
    >>> [one.start for one in note_lost_quotes(opened("实施“六有工程,建设“三园”工程,“两基”达标。"), Resources()).damage]
    [2]
    """
    text = page.text.text
    return change(
        page, damage=[Damage(kind="quotelost", start=m.start(), end=m.end()) for m in UNCLOSED.finditer(text)]
    )
