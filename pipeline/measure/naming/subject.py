"""Who or what a clause is about that does not say so itself: the noun phrase before the verb of a clause before it."""

from __future__ import annotations

from pipeline.measure.naming.clause import EMPTY, Words
from pipeline.measure.naming.phrase import merged, owner, tail, thin
from pipeline.measure.naming.place import entity_of
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import re

ACTING = frozenset("VSZWJ")
"""Letters of verbs that a subject may stand before, beside some of those of `E`."""
VERBS = re.lazy("[VSZWJE]")
HAVING = frozenset({"有", "共有", "现有", "拥有", "设有", "建有", "还有", "具有", "具备", "实现", "完成", "取得"})
"""Verbs of having and reaching that have a subject; what stands before the others is measured itself."""
NOT_NOMINAL = frozenset("PGBQE,:")
"""Letters that no subject holds."""
UNTIL = frozenset({"至", "到"})
"""What leads to the end of a stretch (石桥至白河段)."""
AMOUNTS = (["比重"], ["占比"], ["强度"], ["余额"], ["总额"], ["规模"], ["增速"], ["总量"])
"""Behind a verb of spending these make a property of it (投资规模)."""
AUTHORITIES = ("政府", "局", "委", "委员会", "厅", "办公室", "督导室")
"""What the name of an authority ends in."""
PROGRAMMES = ("工程", "计划", "行动", "项目", "活动", "合作社", "”")
"""What the names end in of what is done by plan, and of those who do it together."""
UNNAMED = frozenset({"计划", "规划", "工程", "项目", "行动", "政策"})
"""Words for programmes, which alone are none."""
SETTLEMENTS = ("乡", "镇", "村", "街道", "社区")
LONGEST = 20
"""Characters; a longer phrase before a verb is more than a subject."""
LONGEST_OWNER = 10
SHORTEST_TELLING = 2
"""Characters of the end of a subject that tells nothing alone (工程)."""
SHORT = 6
"""Characters of a phrase that says too little without its subject."""


def acting(left: Words, lexicon: Lexicon) -> Words | None:
    """The subject that a clause names before its verb, or the institution that begins it (县职业中专|开设专业); empty
    if that is the report's own place or cannot be told, None if the clause leaves its subject unsaid."""
    letters, texts = left.letters, left.texts
    begin = len(letters) - len(letters.lstrip("DTHMx&O"))
    own = "O" in letters[:begin]
    if letters[begin : begin + 1] in ACTING and texts[begin] not in UNTIL:
        return EMPTY if own else None
    if begin < len(left) and texts[begin][0] == "每":
        return None
    ends = [verb.start() for verb in VERBS.finditer(letters, begin) if _is_verb(left, verb.start())]
    if not ends:
        institution = _institution(left[begin:], lexicon)
        return institution if institution.letters else EMPTY if own else None
    if ends[0] == begin:
        return EMPTY if own else None
    verb = ends[0]
    for at in ends:
        if texts[at - 1] in lexicon.heads or texts[at - 1].endswith(lexicon.institutions):
            verb = at
    end = verb
    while end > begin + 1 and letters[end - 1] in "TDE":
        end -= 1
    found = left[begin:end]
    if verb + 1 == len(left) and letters[verb] != "Z" and not does(found, lexicon):
        return EMPTY  # 供水管网改造42公里: that is what was done to it
    nominal = found.letters[-1] in "NA" and NOT_NOMINAL.isdisjoint(found.letters)
    return found if nominal and 2 <= found.length <= LONGEST else EMPTY


def _is_verb(left: Words, at: int) -> bool:
    """Whether the word is the verb of its clause: 投资 is none in 投资比重, nor in 投资增长."""
    mark, text = left.letters[at], left.texts[at]
    if mark == "E":
        return text in HAVING
    if mark not in ACTING or text in UNTIL:
        return False
    return mark != "S" or not (left.letters[at + 1 : at + 2] in ("C", "c") or left.texts[at + 1 : at + 2] in AMOUNTS)


def _institution(words: Words, lexicon: Lexicon) -> Words:
    """The institution that begins a phrase and is not all of it."""
    if words.letters[-1:] in ("&", "P") and words.texts[-2:-1] and words.texts[-2].endswith(lexicon.institutions):
        return words[:-1]
    name = entity_of(words, lexicon)
    return Words([name], "N") if name else EMPTY


class Subject:
    """What a sentence is about, looked for when it is asked for."""

    __slots__ = ("found", "is_thing", "leads", "lexicon")

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.found = EMPTY
        self.is_thing = False
        """Whether it is a thing whose size was told (投资2亿元的新校区落成), so that all that follows is its."""
        self.leads: list[tuple[Words, bool]] = []
        """How the clauses begin in which it has not been looked for, and whether they have a figure."""

    def tell(self, words: Words, *, is_thing: bool = False) -> None:
        """It is this; empty if nothing is."""
        self.found = words
        self.is_thing = is_thing
        self.leads.clear()

    def hear(self, left: Words, *, measures: bool = True) -> None:
        """A clause begins with these words; `measures` if it has a figure."""
        self.leads.append((left, measures))

    @property
    def words(self) -> Words:
        """The subject that was last named."""
        for left, measures in reversed(self.leads):
            said = acting(left, self.lexicon)
            if said is not None and (measures or goes_on(said, self.lexicon)):
                self.found, self.is_thing = said, False
                break
        self.leads.clear()
        return self.found


def goes_on(words: Words, lexicon: Lexicon) -> bool:
    """Whether a text goes on about what these words name: a school, a company, a programme; no authority or town."""
    if words.length <= SHORTEST_TELLING or words.texts[-1].endswith(AUTHORITIES + SETTLEMENTS):
        return False
    return words.texts[-1].endswith((*lexicon.institutions, *PROGRAMMES))


def built(phrase: Words, words: Words, lexicon: Lexicon) -> Words:
    """What is being built whose size a clause of these words measures last (县一中新校区|总投资), else empty."""
    if not phrase.texts or phrase.texts[-1] not in lexicon.sizes:
        return EMPTY
    whole = owner(phrase)
    told = whole.length > 2 and whole.texts[-1] in words.texts and not thin(whole, lexicon)
    return tail(whole, LONGEST) if told else EMPTY


def does(subject: Words, lexicon: Lexicon) -> bool:
    """Whether a subject is one that does something: an institution, a programme."""
    named = bool(subject.texts) and (len(subject) > 1 or subject.texts[0] not in UNNAMED)
    return named and subject.texts[-1].endswith((*lexicon.agents, *lexicon.institutions))


def of_subject(subject: Words, phrase: Words) -> Words:
    """A phrase with as much of its subject before it as does not drown it."""
    if not subject.letters or str(subject) in str(phrase) or str(phrase) in str(subject):
        return phrase
    deed = phrase.letters[0] in "VSZ"
    kept = tail(subject, max(4, phrase.length * 4 // 3) if deed and subject.length > LONGEST_OWNER else LONGEST_OWNER)
    generic = len(kept) < len(subject) and kept.length <= SHORTEST_TELLING
    return merged(kept, phrase) if kept.letters and not generic else phrase
