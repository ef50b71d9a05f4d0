"""What looks like a number and measures nothing: dates, labels, names (rules), titles and catchwords, numeral words."""

from __future__ import annotations

from collections import defaultdict

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.scanner import Scanner

_ENCLOSED = regex.lazy(r"《[^《》\n]{1,80}》|“[^“”\n]{1,14}”|【[^【】\n]{1,20}】|(?:https?:|www\.)[\w./?=&%#:~+-]+")
_CATCHWORD = regex.lazy(r"“(?:[一二两三四五六七八九十]+|\d+)[个项大]")
_REACH = 64
"""How far behind the start of a numeral a rule may look."""
_MEASURED = regex.lazy(r"\d[\d.]*[万亿]*(?:元|%|亩|吨|人|公里|平方米|米)")


class Exclusions:
    """The rules of rules/measure/exclusions.toml, tried in their order where a numeral begins.

    A rule whose value is `arabic` or `chinese` speaks of such numerals only and is not tried on the others.
    """

    def __init__(self, rules: Rules) -> None:
        patterns = rules.patterns("measure/exclusions")
        self._arabic, self._chinese = (
            Scanner(tuple(rule for rule in patterns if rule.value in ("", script))) for script in ("arabic", "chinese")
        )

    def at(self, text: str, start: int, *, chinese: bool) -> tuple[str, int] | None:
        """The id of the rule that excludes the numeral at `start`, and where what it matched ends."""
        scanner = self._chinese if chinese else self._arabic
        for rule, match in scanner.at(text, start, start + _REACH):
            return rule.id, match.end()
        return None


class Words:
    """The words with numerals in them of rules/measure/words.csv, by the numeral and the character behind it."""

    def __init__(self, rules: Rules, numerals: str) -> None:
        found = [
            (word.word, at)
            for word in rules.words("measure/words")
            for at, c in enumerate(word.word)
            if c in numerals and (at == 0 or word.word[at - 1] not in numerals)
        ]
        found.sort(key=lambda entry: -len(entry[0]))
        self._ending: dict[str, list[tuple[str, int]]] = defaultdict(list)
        """The words that end with their numeral, which fit whatever follows."""
        for word, at in found:
            if at == len(word) - 1:
                self._ending[word[at]].append((word, at))
        self._by_pair: dict[str, list[tuple[str, int]]] = {
            pair: [(word, at) for word, at in found if pair.startswith(word[at : at + 2])]
            for pair in {word[at : at + 2] for word, at in found}
        }

    def at(self, text: str, start: int) -> int | None:
        """Where the word ends that the numeral at `start` belongs to, None if it belongs to none."""
        candidates = self._by_pair.get(text[start : start + 2]) or self._ending.get(text[start], [])
        for word, at in candidates:
            if text.startswith(word, start - at) and start >= at:
                return start - at + len(word)
        return None


def enclosures(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of titles (《…》), of short quoted catchwords and of web addresses: names, whatever numbers they hold."""
    return [match.span() for match in _ENCLOSED.finditer(text, start, end) if _is_name(match[0])]


def _is_name(enclosed: str) -> bool:
    """Whether what is enclosed is a title, an address, or a catchword without a measured figure in it."""
    return enclosed[0] in "《hw" or _CATCHWORD.match(enclosed) is not None or not _MEASURED.search(enclosed)
