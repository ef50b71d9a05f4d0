"""A phrase before a quantity, with all that may complete it."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.figure import Base, Setting
from pipeline.measure.naming.phrase import thin
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon


class Draft:
    """A phrase before a quantity, with what may complete it."""

    __slots__ = ("compared", "context", "last", "lexicon", "noun", "phrase", "rules", "setting", "text", "thin")

    def __init__(
        self, phrase: Words, setting: Setting, context: Context, lexicon: Lexicon, rules: list[str], compared: bool
    ) -> None:
        self.phrase = phrase
        self.setting = setting
        self.context = context
        self.lexicon = lexicon
        self.rules = rules
        self.compared = compared
        """Whether the quantity is only compared with (比去年的5亿元), so that it is of what was said before."""
        self.last: Base | None = context.bases[-1] if context.bases else None
        self.noun = EMPTY
        """What is counted, if the phrase has only been found to be its verb."""
        self.text = str(phrase)
        self.thin = thin(phrase, lexicon)
        """Whether the phrase says nothing of whose or what for."""

    def last_alike(self) -> Base | None:
        """What was measured last; at the beginning of a sentence that a semicolon parts from another, what was there in
        the same unit (城镇居民恩格尔系数32%,下降1个百分点;农村36%)."""
        if self.last is not None:
            return self.last
        unit = self.setting.quantity.unit
        return next((base for base in reversed(self.context.continued) if base.unit == unit), None)


def only_verbs(phrase: Words) -> bool:
    """Whether a phrase is verbs and nothing else (审结, 未开工)."""
    verbs = phrase.letters.lstrip("D")
    return bool(verbs) and verbs.strip("V") == ""
