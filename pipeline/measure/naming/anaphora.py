"""Words that point back: 该项目 stands for what the clause before names, 前者 and 后者 for the last two measured."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Clause, Words
from pipeline.measure.naming.phrase import subject
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon

POINTING = frozenset({"该", "此", "这个", "这一", "这项", "此项"})
SAME = 2
"""Characters that the end of a name and what stands for it must share (实验小学 … 该小学)."""
LONGEST_NAMED = 16
"""Characters of a name that may be pointed at; what is longer is more than a name."""

FORMER, LATTER, ONE = "前者", "后者", "一个"
"""What stands for the first and the second of two, and for one after the other."""
SAYING = frozenset("CcBJEKM")
"""Letters of verbs that say something of a figure told before."""


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
    return _begun(named, clause, 2)


def told_apart(clause: Clause, context: Context) -> Clause:
    """棉花1万吨,油料6万吨,前者下降5%,后者增长2%: the clause with what was measured in place of the word for it."""
    word, letters = clause.words.texts[0], clause.words.letters
    if word not in (FORMER, LATTER, ONE) or letters[1:].lstrip("DT")[:1] not in SAYING:
        return clause
    two = context.bases[-2:]
    if (word == FORMER or not context.pair) and len(two) == 2 and two[0].unit == two[1].unit:
        context.pair = two
    if not context.pair:
        return clause
    meant = context.pair[-1] if word == LATTER else context.pair[0]
    context.pair = context.pair[1:]
    return _begun(meant.measured, clause, 1)


def _begun(named: Words, clause: Clause, size: int) -> Clause:
    """The clause with its first `size` words replaced."""
    moved = len(named) - size
    return Clause(
        named + clause.words[size:],
        [place + moved for place in clause.places],
        clause.numbers,
        clause.mark,
        clause.bracketed,
    )


def _named(idle: Words) -> Words:
    """The noun phrase at the end of a clause."""
    phrase = subject(idle)
    return phrase if phrase.letters.strip("NAYUS&z") == "" else EMPTY
