"""Words that point back: 该项目, 该工程 stand for what the clause before names."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Clause, Words
from pipeline.measure.naming.phrase import subject
from pipeline.measure.naming.words import Lexicon

POINTING = frozenset({"该", "此", "这个", "这一", "这项", "此项"})
SAME = 2
"""Characters that the end of a name and what stands for it must share (实验小学 … 该小学)."""
LONGEST_NAMED = 16
"""Characters of a name that may be pointed at; what is longer is more than a name."""


def resolved(clause: Clause, idle: Words, lexicon: Lexicon) -> Clause:
    """推进实验小学搬迁工程,该项目总投资6800万元: the clause with what it points at in place of 该项目.

    `idle` is the content of the clause before, which holds no figure. The same clause if it points at nothing known.
    """
    words = clause.words
    if words.texts[0] not in POINTING or words.letters[1:2] != "N" or not idle.letters:
        return clause
    named = _named(idle)
    pointing = words.texts[1]
    same = str(named)[-SAME:] == pointing[-SAME:] or (pointing in lexicon.generic and named.letters[-1:] == "N")
    if not named.letters or not same or named.length > LONGEST_NAMED:
        return clause
    moved = len(named) - 2
    return Clause(
        named + words[2:], [place + moved for place in clause.places], clause.numbers, clause.mark, clause.bracketed
    )


def _named(idle: Words) -> Words:
    """The noun phrase at the end of a clause."""
    phrase = subject(idle)
    return phrase if phrase.letters.strip("NAYUS&z") == "" else EMPTY
