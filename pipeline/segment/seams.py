"""Where a word must begin: a segmenter's words that reach over such a place are cut anew on both sides of it."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.patterns import regex
from pipeline.records import Token
from pipeline.rules import Rules
from pipeline.segment.segmenters import Segmenter


def seam_finder(rules: Rules) -> regex.Pattern[str]:
    """The patterns of rules/segment/seams.toml, compiled as one; they see folded text, a seam is at a match's end."""
    patterns = [rule.pattern for rule in rules.patterns("segment/seams")]
    return regex.compile("|".join(patterns) or "(?!)", regex.VERSION1)


def words(text: str, folded: str, start: int, end: int, segmenter: Segmenter, seams: regex.Pattern[str]) -> list[Token]:
    """The segmenter's words of `text[start:end]`, none of which reaches over a seam of `folded`, `fold(text)`."""
    tokens = segmenter(text[start:end], start)
    for match in seams.finditer(folded, start, end):
        seam = match.end()
        crossed = bisect_left(tokens, seam, key=lambda token: token.end)
        if tokens[crossed].end > seam:
            left = tokens[crossed].start
            # What stands before may belong to the word that was cut: 其|中国|培 is 其中|国|培.
            begin = tokens[crossed - 1].start if crossed and seam - left == 1 else left
            first = crossed - (begin < left)
            after = segmenter(text[seam : tokens[crossed].end], seam)
            tokens[first : crossed + 1] = segmenter(text[begin:seam], begin) + after
    return tokens
