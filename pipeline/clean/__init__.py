"""Clean: source → page, whose text is what the author wrote, with every change recorded.

Each pass undoes one kind of damage. Their order matters, and each reason is one of these: byte slips must be read
while the bytes of odd characters are still there (width would turn ⑼ into 9), scripts can be told apart only once
injected readings are gone, words can be compared only in one script, and what a site put between the words must go
before words that it cut in two are judged.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.aligned import AlignedText
from pipeline.clean.byteslips import undo_byte_slips
from pipeline.clean.fingerprint import fingerprint
from pipeline.clean.furniture import remove_furniture
from pipeline.clean.homoglyphs import undo_homoglyphs
from pipeline.clean.markup import remove_markup
from pipeline.clean.outlines import note_outline
from pipeline.clean.page_marks import remove_chunk_counters, remove_page_marks
from pipeline.clean.pinyin import remove_readings
from pipeline.clean.script import simplify
from pipeline.clean.strays import remove_stray_marks
from pipeline.clean.width import normalize_width
from pipeline.records import Page, Source
from pipeline.resources import Resources

Pass = Callable[[Page, Resources], Page]

PASSES: tuple[tuple[str, Pass], ...] = (
    # The characters.
    ("markup", remove_markup),
    ("fingerprint", fingerprint),
    ("byteslips", undo_byte_slips),
    ("pinyin", remove_readings),
    ("width", normalize_width),
    ("script", simplify),
    ("homoglyphs", undo_homoglyphs),
    ("strays", remove_stray_marks),
    # The page.
    ("page_marks", remove_page_marks),
    ("chunk_counters", remove_chunk_counters),
    ("furniture", remove_furniture),
    ("outlines", note_outline),
)


def clean(source: Source, resources: Resources) -> Page:
    """The page of a source text, repaired."""
    page = Page(source=source, text=AlignedText.of(source.text))
    for _, undo in PASSES:
        page = undo(page, resources)
    return page
