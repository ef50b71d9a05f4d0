"""Clean: source → page, whose text is what the author wrote, with every change recorded.

Each pass undoes one kind of damage. Their order matters, and each reason is one of these: a reading that fits no
character betrays a byte slip, byte slips must be read while the bytes of odd characters are still there (width would
turn ⑼ into 9, script would change bytes), words can be compared only in one script, and what a site put between the
words must go before words that it cut in two are judged.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.aligned import AlignedText
from pipeline.clean.anchored_years import note_contradicted_years
from pipeline.clean.blanks import note_lost_figures
from pipeline.clean.byteslips import undo_byte_slips
from pipeline.clean.dates import restore_dates
from pipeline.clean.fingerprint import fingerprint
from pipeline.clean.furniture import remove_furniture
from pipeline.clean.hard_wraps import join_hard_wraps
from pipeline.clean.hidden import note_hidden
from pipeline.clean.homoglyphs import undo_homoglyphs
from pipeline.clean.markup import remove_markup
from pipeline.clean.masks import note_masks
from pipeline.clean.omissions import note_broken_end, note_omissions
from pipeline.clean.outlines import note_outline
from pipeline.clean.page_marks import remove_chunk_counters, remove_page_marks
from pipeline.clean.pinyin import remove_readings
from pipeline.clean.quotes import note_lost_quotes
from pipeline.clean.repeats import remove_repeats
from pipeline.clean.script import simplify
from pipeline.clean.spun import note_spun_words
from pipeline.clean.strays import remove_stray_marks
from pipeline.clean.title_years import restore_title_year
from pipeline.clean.titles import break_after_title, note_publication, note_title
from pipeline.clean.watermarks import remove_watermarks
from pipeline.clean.width import close_up_numbers, normalize_width
from pipeline.clean.years import note_rewritten_years
from pipeline.records import Page, Source
from pipeline.resources import Resources

Pass = Callable[[Page, Resources], Page]

CHARACTERS_AND_PAGE: tuple[tuple[str, Pass], ...] = (
    # The characters.
    ("hidden", note_hidden),
    ("markup", remove_markup),
    ("fingerprint", fingerprint),
    ("pinyin", remove_readings),
    ("byteslips", undo_byte_slips),
    ("width", normalize_width),
    ("script", simplify),
    ("numbers", close_up_numbers),
    ("homoglyphs", undo_homoglyphs),
    ("strays", remove_stray_marks),
    # The page.
    ("page_marks", remove_page_marks),
    ("chunk_counters", remove_chunk_counters),
    ("omissions", note_omissions),
    ("watermarks", remove_watermarks),
    ("furniture", remove_furniture),
    ("hard_wraps", join_hard_wraps),
    ("repeats", remove_repeats),
    ("broken_end", note_broken_end),
    ("titles", break_after_title),
    ("publication", note_publication),
    ("outlines", note_outline),
)
WORDS_AND_FIGURES: tuple[tuple[str, Pass], ...] = (
    ("spun", note_spun_words),
    ("dates", restore_dates),
    ("title_years", restore_title_year),
    ("title", note_title),
    ("masks", note_masks),
    ("quotes", note_lost_quotes),
    ("years", note_rewritten_years),
    ("anchored_years", note_contradicted_years),
    ("lost_figures", note_lost_figures),
)
PASSES = CHARACTERS_AND_PAGE + WORDS_AND_FIGURES
JOINING = ("page_marks.", "chunk_counters.", "watermarks.", "hard_wraps.")
"""Rules whose edits bring together what stood apart: a number, a reading, an address that a line break had cut."""
ROUNDS = 3
"""Damage lies over damage; after so many rounds none was ever left to find."""


def clean(source: Source, resources: Resources) -> Page:
    """The page of a source text, repaired."""
    page = Page(source=source, text=AlignedText.of(source.text))
    for _ in range(ROUNDS):
        done = len(page.text.history)
        for _, undo in CHARACTERS_AND_PAGE:
            page = undo(page, resources)
        if not any(step.rule.startswith(JOINING) for step in page.text.history[done:]):
            break
    for _, undo in WORDS_AND_FIGURES:
        page = undo(page, resources)
    return page
