"""The title of a report, without what a site added, its masked year restored where the period is known; its type."""

from __future__ import annotations

from typing import Any

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.rules import Rules

OTHER = "其他"
OPENING = 260
_SURE = 3
"""Rules of at least this priority may read the opening of the body too."""
_MASKED_YEAR = regex.lazy(r"(?<![\dxX*_])(?:(?:19|20)[xX*_nN]{1,4}|20\d[xX*_]|[xX*_]{2,4})(?=年)")
_YEAR = regex.lazy(r"(?<!\d)(?:19|20)\d{2}(?=年)")


class TitleRules:
    """What sites add to titles, and what titles call reports."""

    def __init__(self, rules: Rules) -> None:
        parts = rules.patterns("structure/title_parts")
        self.cut = regex.compile("|".join(rule.pattern for rule in parts), regex.VERSION1)
        types = rules.patterns("structure/report_types")
        self.types: list[tuple[str, int, Any]] = [
            (rule.value, rule.priority, regex.compile(rule.pattern, regex.VERSION1)) for rule in types
        ]


def clean_title(title: str | None, year: int | None, rewritten: bool, rules: Rules) -> str | None:
    """The title without site parts. A masked year becomes `year`, the last of the period, if that is known, and so does
    the one year of a title on a page where years were rewritten."""
    if title is None:
        return None
    known = rules.make(TitleRules)
    folded = fold(title)
    keep = [True] * len(title)
    for match in known.cut.finditer(folded):
        keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    cleaned = "".join(character for character, kept in zip(title, keep, strict=True) if kept).strip()
    if year is not None:
        cleaned = _MASKED_YEAR.sub(str(year), cleaned, count=1)
        if rewritten and len(_YEAR.findall(cleaned)) == 1:
            cleaned = _YEAR.sub(str(year), cleaned)
    return cleaned or title


def report_type(title: str, body: str, rules: Rules) -> str:
    """One of the types of the annotation guidelines, by the title, else by the opening. Both are folded."""
    types = rules.make(TitleRules).types
    for value, _, pattern in types:
        if pattern.search(title):
            return value
    opening = body[:OPENING]
    for value, priority, pattern in types:
        if priority >= _SURE and pattern.search(opening):
            return value
    return OTHER
