"""Money that is given to somebody, which the clauses after it need not name again (发放生活补助,每人每月200元)."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.phrase import PAID, last_object, tail, thin, without_per
from pipeline.measure.naming.words import Lexicon

GETTING = frozenset({"享受", "领取", "获得"})
"""What people do who are given money."""
LONGEST_GRANT = 14
"""Characters of the money that is given."""


def grant_named(phrase: Words, known: Words) -> Words:
    """The money that a phrase names if it is given to somebody, whatever each gets of it (补助每人每月) and whoever
    gets it (享受补助的学生); else `known`, which was named before; so too if the phrase is of a part of that."""
    phrase = without_per(phrase)
    if phrase.letters[:1] == "V" and phrase.texts[0] in GETTING and "U" in phrase.letters:
        phrase = phrase[1 : phrase.letters.index("U")]
    if not is_given(phrase):
        return known
    begin = len(phrase.letters[:-1]) - len(phrase.letters[:-1].lstrip("VSZW"))
    named = tail(phrase[begin:], LONGEST_GRANT)
    if known.letters and str(named).endswith(str(known)):
        return known  # 小学生活补助 is a part of 生活补助
    telling = named.length > len(named.texts[-1]) or len(named.texts[-1]) > 2
    return named if telling else known


def is_given(phrase: Words) -> bool:
    """Whether a phrase ends in money that is given to somebody."""
    return bool(phrase.texts) and phrase.texts[-1].endswith(PAID)


def object_given(phrase: Words, lexicon: Lexicon) -> Words:
    """The money itself that a phrase says is given (享受国家助学金 → 国家助学金); empty if that has no name."""
    given = last_object(phrase)
    given = given[1:] if len(given) > 1 and given.letters[0] in "VSZ" else given
    return EMPTY if len(given) == 1 and thin(given, lexicon) else given


def is_paid(phrase: Words) -> bool:
    """Whether a phrase is money paid (上缴税金), which owns nothing that the next sentence measures."""
    return phrase.letters[0] in "VS" and phrase.texts[-1][-1] in "金款税费"
