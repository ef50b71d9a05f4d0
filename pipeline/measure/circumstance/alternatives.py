"""Rules for the scanner, one for each alternative of their patterns.

A pattern of one alternative has characters that it cannot do without, best of all at its beginning, and the engine
skips ahead to them; of many alternatives it has none, and is tried at every character. Scanned one by one they take
half the time, and what is found is the same: of the matches at one place the first alternative wins, as it does within
a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.patterns import regex
from pipeline.rules import PatternRule

_LOOK_BEHIND = regex.lazy(r"\(\?<[!=](?:[^()\[\]]|\[[^\]]*\])*\)")
_GROUP = regex.lazy(r"\((?:\?:|\?P<\w+>)")
_REPEATED = frozenset("?*+{")


def one_by_one(rules: Iterable[PatternRule]) -> tuple[PatternRule, ...]:
    """The rules with their patterns taken apart, in the same order; all parts of a rule keep its id."""
    return tuple(replace(rule, pattern=part) for rule in rules for part in spread(rule.pattern))


def spread(pattern: str, depth: int = 2) -> Iterator[str]:
    r"""The alternatives of a pattern, and of the group that it begins with, down to a depth. Groups of numerals are
    left whole: a digit is nothing to skip ahead to.

    >>> list(spread(r"(?:下|本)(?:周|月)底|(?<!每)(?P<n>一|二)年|(?:\d|十)天"))
    ['下(?:周|月)底', '本(?:周|月)底', '(?<!每)(?P<n>一)年', '(?<!每)(?P<n>二)年', '(?:\\d|十)天']
    """
    for part in _split(pattern):
        look = _LOOK_BEHIND.match(part)
        begin = look.end() if look else 0
        group = _GROUP.match(part, begin)
        end = _group_end(part, begin) if group and depth else 0
        if (
            group is None
            or not end
            or part[end : end + 1] in _REPEATED
            or r"\d" in _LOOK_BEHIND.sub("", part[begin:end])
        ):
            yield part
            continue
        for inner in _split(part[group.end() : end - 1]):
            if group[0] == "(?:":
                yield from spread(part[:begin] + inner + part[end:], depth - 1)
            else:
                yield part[:begin] + group[0] + inner + part[end - 1 :]


def _split(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, those in groups left together."""
    start = 0
    for at, char, depth in _outside_sets(pattern):
        if char == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _group_end(pattern: str, begin: int) -> int:
    """Where the group ends that begins at a place."""
    return next(at for at, char, depth in _outside_sets(pattern) if at > begin and char == ")" and depth == 0) + 1


def _outside_sets(pattern: str) -> Iterator[tuple[int, str, int]]:
    """The characters that are neither escaped nor in a set: place, character, and how deep in groups it stands;
    brackets stand outside the group that they begin or end."""
    depth = at = 0
    in_set = False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 2
            continue
        if in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        else:
            depth -= char == ")"
            yield at, char, depth
            depth += char == "("
        at += 1
