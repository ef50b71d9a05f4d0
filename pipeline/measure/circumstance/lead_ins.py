"""Words at the head of a paragraph, or of a list, that hold for the sentences after them.

今年以来,… says when for its paragraph; 下一步,我们打算:一是… says for the points of its list that they are intended.
"""

from __future__ import annotations

from pipeline.measure.circumstance.anchor import Anchor
from pipeline.measure.circumstance.calendar import first_year, last_year
from pipeline.measure.circumstance.passages import Passage, clause_start
from pipeline.measure.circumstance.times import TimeCue
from pipeline.patterns import regex

_OPENS = 8
"""A lead-in stands within so many characters of the beginning of its sentence or clause."""
_LONGEST = 80
"""What stands before the colon of a list is no longer than this."""
_WILL = regex.lazy(r"(?:将|拟|计划|预计|力争|争取|可望|有望|确保)(?:于|在|到)?$")
_LABEL = (
    r"\s*(?:[一二三四五六七八九十]{1,2}(?:是|要|、)|第[一二三四五六七八九十][,、是]|首先|其次|再次|最后|[①-⑳]"
    r"|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)、.])"
)
_LABELLED = regex.lazy(_LABEL)
_LIST_BEGINS = regex.lazy(rf":(?={_LABEL}|\s*$)")


def leads(folded: str, cue: TimeCue, passage: Passage, anchor: Anchor, paragraph: int) -> bool:
    """Whether a word of time is a lead-in: an adverbial at the head of its sentence, or of a clause of its own; a year
    long past holds only if it opens the paragraph, which begins at `paragraph`."""
    at = cue.start
    if at - paragraph > _OPENS and _is_long_past(cue, anchor):
        return False
    if _WILL.search(folded, max(passage.start, at - 6), at):
        return False
    if at - passage.start <= _OPENS:
        here = cue.kind == "sub" or (cue.kind == "relative" and cue.period == str(anchor.now))
        return here or (cue.leads and at - clause_start(folded, passage.start, at) <= 3)
    return cue.leads and at - clause_start(folded, passage.start, at) <= 2 and folded.startswith(",", cue.end)


def _is_long_past(cue: TimeCue, anchor: Anchor) -> bool:
    """Whether a year lies before what the report covers, so that only its own sentence is told of it."""
    year, begin = last_year(cue.period), first_year(anchor.own)
    return cue.kind == "year" and year is not None and begin is not None and year < begin - 1


def ends_with_colon(folded: str, passage: Passage) -> bool:
    """Whether a passage opens a list that stands in the paragraphs after it."""
    last = min(passage.end, len(folded)) - 1
    while last > passage.start and folded[last].isspace():
        last -= 1
    return folded[last] == ":"


def list_lead_in(folded: str, passage: Passage) -> str | None:
    """The words of a passage that open a list of points, in it or behind it; None if there are none."""
    if folded.find(":", passage.start, min(passage.end, passage.start + _LONGEST)) < 0:
        return None
    colon = _LIST_BEGINS.search(folded, passage.start, min(passage.end, passage.start + _LONGEST + 4))
    return folded[passage.start : colon.start()] if colon else None


def is_labelled(folded: str, start: int) -> bool:
    """Whether a paragraph begins with the label of a point: 一是, 2., 其次."""
    return _LABELLED.match(folded, start) is not None
