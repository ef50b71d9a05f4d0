"""Which name of the taxonomy governs a figure: read from the clause itself, word by word.

A figure belongs to the last name before it if only known words stand between the two (`地区生产总值` 预计增长 5%),
or to the name of the figure before it if only known words stand between the figures (…5.2万亿元、增长 5.4%). Lists
with 分别 give each figure its own name. All of it is read within one sentence, up to 。 or ;.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.patterns import regex
from pipeline.resolve.phrases import LONGEST, Phrases
from pipeline.resolve.scope import NATION, Scope
from pipeline.resolve.sentences import Sentences
from pipeline.resolve.taxonomy import Meaning, Mention, Taxonomy

_CLAUSE_START = regex.lazy(r"[,。;:!?\n(]")
_LIST = regex.lazy("(?:[、,和与及]|以及)+")
_CONJUNCTION = regex.lazy("、|以及|和|与|及")
_COUNTED = ("count", "area", "mass")
_EACH = frozenset({"each", "up", "down", "rate", "downrate"})
_HAVING = ("现有", "共有", "拥有", "实有", "建有", "设有", "总计", "合计", "共")
_LISTED = ("", "、", ",", "和")
_ITEM = regex.lazy("[0-9.]+[万亿]?[^0-9]{1,2}[,、]")
"""What stands between two things that are counted in a list (小学`12所、`初中5所)."""
_PAUSES = ",、 ("
OWN_NAME = "\ue000"
"""Stands in for the name of the own region while the words before a name are read (rules/resolve/before.csv)."""
STEP = 10
"""Characters before a figure in which the verb of a threshold stands (跨越`3个`千亿元台阶)."""
LOCAL = "地方"
_BOTH = "城乡"
_EACH_OF_BOTH = ("城镇", "农村")


class Figure(NamedTuple):
    """A quantity as this module sees it: its place, with words such as 约 and 左右, and whether it ranks."""

    start: int
    end: int
    rank: bool = False
    noun: tuple[int, int] | None = None
    """The noun counted right behind it (12所`学校`); then no name before it governs it."""


class Reading(NamedTuple):
    """What governs a figure."""

    meaning: Meaning
    words: tuple[str, ...]
    """Classes (rules/resolve/between.csv) of the words between the name, or the figure before, and this figure."""
    start: int
    """Where the name stands."""
    end: int
    chained: bool = False
    """The figure follows another one of the same name."""
    owned: bool = False
    """The words say that it is the own region's (全县, its name)."""
    listed: bool = False
    """The name stands behind a list of things that are counted: it is of them all, not of the last one."""


class Rejected(NamedTuple):
    """A name stands before the figure, but means a part or another place."""

    reason: str


Governor = Reading | Rejected
Verdict = Governor | None
"""None: no name of the taxonomy stands before the figure in a way that is understood."""


def govern(
    text: str, figures: Sequence[Figure], sentences: Sentences, taxonomy: Taxonomy, phrases: Phrases, scope: Scope
) -> list[Verdict]:
    """For each figure, in order, the name that governs it. `text` is folded; figures are in order, apart."""
    verdicts: list[Verdict] = []
    while len(verdicts) < len(figures):
        first = len(verdicts)
        start = max(sentences.start(figures[first].start), figures[first - 1].end if first else 0)
        end = max(sentences.end(figures[first].start), figures[first].end)
        last = bisect_left(figures, end, lo=first + 1, key=lambda figure: figure.start)
        verdicts += _Sentence(text, start, figures[first:last], taxonomy, phrases, scope).read()
    return verdicts


class _Sentence:
    """One sentence with its figures, read from left to right."""

    def __init__(
        self,
        text: str,
        start: int,
        figures: Sequence[Figure],
        taxonomy: Taxonomy,
        phrases: Phrases,
        scope: Scope,
    ) -> None:
        self.text = text
        self.start = start
        self.figures = figures
        self.taxonomy = taxonomy
        self.phrases = phrases
        self.scope = scope
        self.stock = False  # whether the sentence tells what there is (现有12所学校), not what was done to some
        self.mentions = list(taxonomy.mentions(text, start, figures[-1].start))
        self.ends = [mention.end for mention in self.mentions]
        self.things = [one for one in self.mentions if text[one.start : one.end] not in phrases.properties]
        """The names that are no mere properties (在校生 of the 小学 before it)."""
        self.thing_ends = [thing.end for thing in self.things]

    def read(self) -> list[Verdict]:
        verdicts: list[Verdict] = []
        group: list[Governor] = []  # what governs the figures of a list, one entry for a single name
        named: list[Governor] = []  # the names of this sentence in order, for a 分别 that comes after their levels
        at = self.start  # where the figure before ends
        number = 0
        while number < len(self.figures):
            figure = self.figures[number]
            if figure.rank or self._counts_steps(figure):
                verdicts.append(None)
                number += 1
                continue
            if figure.noun:
                verdicts.append(self._counted(figure, figure.noun, at))
                group = []
                number += 1
                at = max(figure.end, figure.noun[1])
                continue
            mention = self._mention_before(figure, at)
            if at > self.start:
                mention = self._carried(mention, at, figure.start)
            words = self.phrases.between(self.text[mention.end if mention else at : figure.start])
            if words is None:
                group = []
            elif mention:
                group = self._names(mention, words, at, number)
                named += group
            elif "respectively" in words and len(group) == 1 < (length := self._run(number)) <= len(named):
                group = named[-length:]
            run = len(group) if len(group) > 1 and len(group) == self._run(number) else 1
            if len(group) != run:
                group = []
            said = [_said(governor, words or (), chained=mention is None) for governor in group]
            verdicts += said or [None]
            group = [new if isinstance(new, Reading) else old for new, old in zip(said, group, strict=True)]
            number += run
            at = self.figures[number - 1].end
        return verdicts

    def _counted(self, figure: Figure, noun: tuple[int, int], at: int) -> Verdict:
        """The name behind a figure, if it is the whole noun that is counted."""
        meaning = self.taxonomy.meanings.get(self.text[slice(*noun)])
        if meaning is None:
            return None
        if meaning.rule is None:
            return Rejected("component")
        reason, owned = self._modified(at, figure.start)
        if reason:
            return Rejected(reason)
        told = self.text[at : figure.start].rstrip()
        self.stock = told.endswith(_HAVING) or (self.stock and told in _LISTED)
        whole = self.stock and not regex.match(r"\p{Han}", self.text[noun[1] : noun[1] + 1])
        return Reading(meaning, () if whole else ("some",), *noun, owned=owned)

    def _mention_before(self, figure: Figure, at: int) -> Mention | None:
        """The last name between the figure before, which ends at `at`, and this one."""
        nearest = bisect_left(self.ends, figure.start + 1) - 1
        return self.mentions[nearest] if nearest >= 0 and self.mentions[nearest].start >= at else None

    def _carried(self, mention: Mention | None, at: int, end: int) -> Mention | None:
        """The name that the words after the figure at `at` mean, if what they are a property of was named before it:
        grain in 粮食播种面积3万亩、`产量`1万吨. Else the mention as it is."""
        start = at
        while start < end and self.text[start] in _PAUSES:
            start += 1
        if mention is not None and mention.start != start:
            return mention
        if not self.text.startswith(tuple(self.phrases.properties), start, end):
            return mention
        said = next(one for one in self.phrases.properties if self.text.startswith(one, start, end))
        if mention is not None and mention.end > start + len(said):
            return mention
        things = self._things(at)
        if not things or self._listed(things):
            return mention
        thing = self._object(things[-1])
        meanings = self.taxonomy.meanings
        meaning = meanings.get(thing + said) or meanings.get(thing + self.phrases.properties[said])
        return Mention(start, start + len(said), meaning) if meaning else mention

    def _things(self, at: int) -> list[Mention]:
        """The last two things before `at`."""
        end = bisect_left(self.thing_ends, at + 1)
        return self.things[max(0, end - 2) : end]

    def _listed(self, things: Sequence[Mention]) -> bool:
        """Whether the last of these things ends a list of counted ones (小学12所、初中5所)."""
        return len(things) > 1 and bool(_ITEM.fullmatch(self.text, things[-2].end, things[-1].start))

    def _object(self, mention: Mention) -> str:
        """What a name says something of: 粮食 of 粮食播种面积."""
        name = self.text[mention.start : mention.end]
        found = next((one for one in self.phrases.properties if name.endswith(one)), "")
        return name[: len(name) - len(found)] or name

    def _names(self, mention: Mention, words: tuple[str, ...], at: int, number: int) -> list[Governor]:
        """What governs the figure, or the figures of a list from `number` on."""
        run = self._run(number) if "respectively" in words else 1
        if run > 1:
            return self._coordinated(mention, at, run) or [Rejected("a list of other figures")]
        if mention.meaning.rule is None:
            return [Rejected("component")]
        reason, owned = self._modified(at, mention.start)
        if mention.meaning.rule.kind in _COUNTED and not _EACH & set(words) and self._joined(at, mention.start):
            reason = "one figure for several names"
        if self.scope.level == NATION and self.text.startswith(LOCAL, mention.start):
            reason = "not the nation's"
        if reason:
            return [Rejected(reason)]
        listed = self._listed(self._things(at))
        return [Reading(mention.meaning, words, mention.start, mention.end, owned=owned, listed=listed)]

    def _counts_steps(self, figure: Figure) -> bool:
        """Whether the figure counts thresholds that were crossed (跨越3个千亿元台阶), not the threshold itself."""
        if not self.text.endswith(("个", "次"), figure.start, figure.end):
            return False
        around = self.phrases.step.search(self.text, max(self.start, figure.start - STEP), figure.end + 2 * STEP)
        return around is not None and around.start() <= figure.start < around.end()

    def _run(self, number: int) -> int:
        """How many figures follow each other in a list: 5%、6%和7%."""
        count = 1
        while number + count < len(self.figures):
            between = self.text[self.figures[number + count - 1].end : self.figures[number + count].start]
            if not _LIST.fullmatch(between):
                break
            count += 1
        return count

    def _clause_start(self, at: int, position: int) -> int:
        starts = [match.end() for match in _CLAUSE_START.finditer(self.text, at, position)]
        return starts[-1] if starts else at

    def _modified(self, at: int, position: int) -> tuple[str | None, bool]:
        """Why a name at `position` does not mean the own region as a whole, None if it does; whether words say so."""
        clause = self.text[self._clause_start(at, position) : position]
        clause = clause[clause.rfind("、") + 1 :]
        for name in self.scope.names:
            clause = clause.replace(name, OWN_NAME)
        known, rest = self.phrases.before(clause[-LONGEST:])
        owned = False
        for kind, word in known:
            if kind == "own":
                level = self.phrases.own_levels[word]
                if not self.scope.covers(word, level):
                    return f"other place: {word}", False
                owned = True
            elif kind == "local" and self.scope.level == NATION:
                return "not the nation's", False
            elif kind == "new":
                return "only the new ones", False
            owned |= word == OWN_NAME
        return (None if owned or not rest else f"unknown words: {rest[-6:]}"), owned

    def _joined(self, at: int, position: int) -> bool:
        """Whether the name at `position` is the last of several (小学、初中12所)."""
        clause = self.text[self._clause_start(at, position) : position]
        return clause.endswith(("、", "和", "与", "及")) and len(clause) > 1

    def _coordinated(self, last: Mention, at: int, count: int) -> list[Governor]:
        """The names of a list whose last member is `last`, e.g. 城镇和农村常住居民人均可支配收入 for two figures."""
        start = self._clause_start(at, last.start)
        clause = self.text[start : last.end]
        pieces = self._pieces(start, last)
        if len(pieces) == 1 and count == 2 and _BOTH in clause:
            pieces = [clause.replace(_BOTH, each) for each in _EACH_OF_BOTH]
        if len(pieces) != count:
            return []
        name = self.text[last.start : last.end].replace(_BOTH, _EACH_OF_BOTH[1])
        verdicts: list[Governor] = []
        for number, piece in enumerate(pieces):
            meaning = self._meaning(piece, name)
            if meaning is None or meaning.rule is None:
                verdicts.append(Rejected("no name of the taxonomy"))
            elif number == 0 and (reason := self._foreign(piece)):
                return [Rejected(reason)] * count
            else:
                verdicts.append(Reading(meaning, (), last.start, last.end))
        return verdicts

    def _pieces(self, start: int, last: Mention) -> list[str]:
        """The members of a list, cut at conjunctions that are not part of a name."""
        near = self.mentions[bisect_left(self.ends, start) : bisect_left(self.ends, last.end) + 1]
        inside = [(m.start, m.end) for m in near if m.start <= last.start]
        cuts = [
            match
            for match in _CONJUNCTION.finditer(self.text, start, last.end)
            if not any(a <= match.start() < b for a, b in inside)
        ]
        edges = [start, *(edge for match in cuts for edge in match.span()), last.end]
        return [self.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]

    def _meaning(self, piece: str, last: str) -> Meaning | None:
        """What a member of a list means: it may lack the end that only the last member states."""
        for start in range(len(piece)):
            core = piece[start:]
            if start and self.phrases.before(piece[:start])[1]:
                continue
            if core in self.taxonomy.meanings:
                return self.taxonomy.meanings[core]
            for cut in range(1, len(last)):
                whole = core + last[cut:]
                if whole in self.taxonomy.meanings:
                    return self.taxonomy.meanings[whole]
        return None

    def _foreign(self, piece: str) -> str | None:
        for match in self.phrases.own_level.finditer(piece):
            if not self.scope.covers(match.group(), self.phrases.own_levels[match.group()]):
                return f"other place: {match.group()}"
        return None


def _said(governor: Governor, words: tuple[str, ...], *, chained: bool) -> Governor:
    """What governs a figure, with the words before that figure."""
    if isinstance(governor, Rejected):
        return governor
    if chained and "compare" in words:
        return Rejected("comparison")
    if chained and "total" in words and governor.meaning.rule and governor.meaning.rule.nature == "addition":
        return Rejected("the total of what the name before counts the new ones of")
    if chained and not {"up", "down"} & set(words):
        # 增速由3%提高到4%: what was a rate stays one.
        words = (*(word for word in governor.words if word in ("rate", "downrate")), *words)
    return governor._replace(words=words, chained=chained)
