"""Of which place a clause speaks, when it is another than the report's own."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.words import Lexicon

def region_of(words: Words, lexicon: Lexicon, own: str | None) -> str | None:
    return None
