"""What the rules say of a line by itself: rules/clean/furniture_lines.toml and report_lines.toml, compiled."""

from __future__ import annotations

import functools
from typing import NamedTuple

from pipeline.clean.lines import HAN, LABEL, PROSE, Line, is_prose
from pipeline.fold import fold
from pipeline.patterns import re, regex
from pipeline.rules import PatternRule, Rules

LONGEST = 400
"""No line longer than this is furniture as a whole."""


class Verdict(NamedTuple):
    """What a line is, and the rule that says so."""

    kind: str
    """A `value` of rules/clean/furniture_lines.toml or report_lines.toml, `prose`, `label`, or empty for unknown."""
    rule: str


class LineRules:
    """Rules about whole lines, tried at the start of a line only, all at once."""

    def __init__(self, rules: tuple[PatternRule, ...]) -> None:
        self._rules = rules
        self._joined = regex.compile("|".join(f"({rule.pattern})" for rule in rules), regex.VERSION1)

    def of(self, line: str) -> PatternRule | None:
        """The first rule that fits the line."""
        match = self._joined.match(line)
        return None if match is None else self._rules[(match.lastindex or 1) - 1]


class Judge:
    """The rules about lines, compiled."""

    def __init__(self, rules: Rules) -> None:
        report = rules.patterns("clean/report_lines")
        furniture = rules.patterns("clean/furniture_lines")
        sure = tuple(rule for rule in report if rule.priority > 1)
        rest = tuple(rule for rule in report if rule.priority <= 1)
        self._groups = [LineRules(group) for group in (sure, furniture, rest)]
        self.verdict = functools.lru_cache(maxsize=1_000)(self._verdict)
        """What a line of this text is by itself, wherever it stands."""
        self._words = re.compile("|".join(re.escape(word.word) for word in rules.words("clean/furniture_words")))

    def __call__(self, line: Line) -> Verdict:
        """What the line is by itself, wherever it stands."""
        return self.verdict(line.text) if len(line.text) <= LONGEST else Verdict("prose", "")

    def _verdict(self, line: str) -> Verdict:
        text = fold(line)
        label = LABEL.match(text)
        silent = len(text) >= PROSE and not self.mentions_site(text)
        for group in self._groups[:: 2 if silent else 1]:
            rule = group.of(text)
            if rule is not None and not (label and rule.value in ("tail", "edge", "meta", "title")):
                return Verdict(rule.value, rule.id)
        if label and (len(text) >= 4 or HAN.search(text, label.end())):
            return Verdict("label", "")
        return Verdict("prose" if is_prose(text) else "", "")

    def mentions_site(self, text: str) -> bool:
        """Whether the line holds any word of sites at all: a quick test for lines in the middle of a report."""
        return self._words.search(text) is not None
