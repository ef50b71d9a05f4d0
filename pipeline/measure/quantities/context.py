"""What deciding about a numeral needs: the text, its tokens and damage, and the rules."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from pipeline.fold import fold
from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.bounds import BoundWords
from pipeline.measure.quantities.exclusions import Exclusions, Words, enclosures
from pipeline.measure.quantities.lost_units import LostUnits
from pipeline.measure.quantities.nouns import CountNouns, talk_pattern
from pipeline.measure.quantities.tables import TableUnits
from pipeline.measure.quantities.units import Found, UnitIndex, unit_index
from pipeline.records import Damage, Report, Sentence
from pipeline.rules import Rules
from pipeline.tokens import Token

_NUMBER_DAMAGE = frozenset(
    ["yearbleed", "partmask", "maskqty", "digiteaten", "cutnumber", "alldigits", "mojibake", "byte_slip"]
)
"""Kinds of damage after which a figure is not what the author wrote."""


class Lexicon:
    """Everything that deciding needs from rules/."""

    def __init__(self, rules: Rules) -> None:
        self.units: UnitIndex = rules.make(unit_index)
        self.bounds = BoundWords(rules)
        self.exclusions = Exclusions(rules)
        self.words = Words(rules, grammar.CHINESE + "半几")
        self.nouns = CountNouns(rules)
        self.counted_begin = self.units.firsts | self.nouns.firsts
        """The first characters of all that a number may have behind it."""
        self.talk = talk_pattern(rules, chinese=True)
        self.plain_talk = talk_pattern(rules, chinese=False)
        self.lost_units = LostUnits(rules)
        self.ones = Ones(rules)


class Ones:
    """The words of rules/measure/ones.csv, which tell where 一 counts (see `ones`)."""

    def __init__(self, rules: Rules) -> None:
        words: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for word in rules.words("measure/ones"):
            words[word.value] += (word.word,)
        self.built = words["built"]
        self.made = self.built + words["verb"]
        self.held = words["held"]
        self.making = tuple(word for word in self.made + words["behind"] if len(word) > 1)
        self.having = frozenset(word for word in self.made + words["behind"] if len(word) == 1)
        """Single characters are such verbs only where they are words of their own."""
        self.done = words["done"]
        self.lasting = words["lasting"]
        self.happenings = words["happening"]
        self.occasions = frozenset(words["occasion"])
        self.units = frozenset(words["unit"])
        self.listed = self.units | self.occasions | frozenset(words["listed"])
        self.nouns = frozenset(word.word for word in rules.words("measure/naming/words") if word.value == "noun")


class Tokens:
    """The tokens of the sentences, found by position."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def from_(self, position: int) -> list[Token]:
        """The tokens of the sentence around `position` that end behind it, a few of them."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self._sentences[at].end:
            return []
        tokens = self._sentences[at].tokens
        first = tokens.holding(position)
        return [tokens[at] for at in range(first, min(first + 12, len(tokens)))]

    def word_before(self, text: str, end: int) -> str:
        """The word that ends at `end`."""
        token = self.at(end - 1)
        return text[token.start : end] if token else ""

    def words(self, text: str, start: int, end: int) -> list[str]:
        """The words that lie in `text[start:end]`, a part of one sentence."""
        at = bisect_right(self._starts, start) - 1
        if at < 0:
            return []
        return [text[token.start : token.end] for token in self._sentences[at].tokens.within(start, end)]

    def begins_word(self, position: int) -> bool:
        """Whether a word of more than one character begins at `position`."""
        token = self.at(position)
        return token is not None and token.start == position and token.end - position > 1

    def at(self, position: int) -> Token | None:
        """The token that covers `position`."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return None
        tokens = self._sentences[at].tokens
        number = tokens.holding(position)
        return tokens[number] if number < len(tokens) else None


class Context:
    """A report's body as the walk over its numerals sees it."""

    def __init__(self, report: Report, lexicon: Lexicon) -> None:
        self.text = fold(report.text)
        self.original = report.text
        self.start, self.end = report.part.body_start, report.part.body_end
        self.lexicon = lexicon
        self.tokens = Tokens(report.sentences)
        self.tables = TableUnits(self.text, self.start, self.end, lexicon.units)
        self._enclosed = enclosures(self.text, self.start, self.end)
        self._enclosed_starts = [span[0] for span in self._enclosed]
        found = (d for d in report.page.damage if d.kind in _NUMBER_DAMAGE and not d.whole_page and d.end > self.start)
        self.damage: list[Damage] = sorted(found, key=lambda damage: damage.start)
        self._damage_starts = [damage.start for damage in self.damage]

    def unit_at(self, position: int) -> Found | None:
        """The unit that begins at `position`."""
        return self.lexicon.units.at(self.text, position, self.tokens.begins_word)

    def noun_at(self, position: int) -> tuple[str, int] | None:
        """The noun counted without a measure word that begins at `position`, as `CountNouns.at`; no part of a longer
        word (市场, 校长)."""
        noun = self.lexicon.nouns.at(self.text, position)
        if noun is None:
            return None
        token = self.tokens.at(position)
        return None if token is not None and token.start == position and token.end > noun[1] else noun

    def enclosed_until(self, position: int) -> int | None:
        """Where the title or catchword around `position` ends, None if there is none."""
        at = bisect_right(self._enclosed_starts, position) - 1
        return self._enclosed[at][1] if at >= 0 and self._enclosed[at][1] > position else None

    def damage_at(self, start: int, end: int) -> Damage | None:
        """The damage that overlaps `text[start:end]`."""
        last = bisect_right(self._damage_starts, end - 1)
        for damage in reversed(self.damage[max(0, last - 3) : last]):
            if damage.end > start:
                return damage
        return None
