"""Where a word must begin: a segmenter's words that reach over such a place are cut anew on both sides of it."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.segment.segmenters import Segmenter
from pipeline.tokens import Tokens


def seam_finder(rules: Rules) -> regex.Pattern[str]:
    """The patterns of rules/segment/seams.toml, as one; they see folded text, a seam is where a match begins."""
    patterns = [rule.pattern for rule in rules.patterns("segment/seams")]
    return regex.compile("|".join(patterns) or "(?!)", regex.VERSION1)


def seamed(text: str, folded: str, start: int, end: int, segmenter: Segmenter, seams: regex.Pattern[str]) -> Tokens:
    """The segmenter's words of `text[start:end]`, none of which reaches over a seam of `folded`, `fold(text)`."""
    tokens = segmenter(text[start:end], start)
    lexemes, bounds = tokens.lexemes[:0], tokens.bounds[:1]
    taken = 0  # words taken over so far: only the last few of these are ever cut again, however long the text
    for match in seams.finditer(folded, start, end):
        seam = match.start()
        if seam >= bounds[-1]:
            reached = tokens.holding(seam) + 1
            lexemes += tokens.lexemes[taken:reached]
            bounds += tokens.bounds[taken + 1 : reached + 1]
            taken = reached
        at = bisect_right(bounds, seam) - 1
        left, right = bounds[at : at + 2]
        if left < seam:
            # What stands before may belong to the word that was cut: 其|中国|培 is 其中|国|培.
            first = at - 1 if at and seam - left == 1 else at
            before, after = segmenter(text[bounds[first] : seam], bounds[first]), segmenter(text[seam:right], seam)
            lexemes[first : at + 1] = before.lexemes + after.lexemes
            bounds[first : at + 2] = before.bounds + after.bounds[1:]
    return Tokens(lexemes + tokens.lexemes[taken:], bounds + tokens.bounds[taken + 1 :])
