"""Patterns whose time grows faster than the text: found by measuring, on texts that are made to slow them down.

A pattern that backtracks is quick on every example and takes minutes on a line of ten thousand dashes. For each rule
the characters and the words of its own examples are repeated to long lines without an end that would let it match; the
time that it takes on a long one and on one four times as long tells how it grows.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from pipeline.patterns import regex
from pipeline.rules import PatternRule, RuleError, Rules

SHORT = 1000
TIMES = 4
"""The long text is so many times the short one."""
STEEP = 8.0
"""Growth from which on a pattern is at fault: a linear one takes 4 times as long, a quadratic one 16 times."""
NOTICEABLE = 0.01
"""Seconds of the processor on the long text, below which growth is not told from chance."""
HOPELESS = 2.0
"""Seconds after which a search is given up."""
UNITS = ("一", "1", "1,", "1.", "第", "、", "(", " ", "\n", "-", ".", "*", "、一", "1年", "所1")
"""What every pattern is tried on, besides what its examples hold."""


def slow_rules(rules: Rules) -> Iterator[str]:
    """One sentence for each rule of the folder whose pattern takes more than linear time."""
    for name, path in rules.files():
        if path.suffix != ".toml":
            continue
        try:
            loaded = rules.patterns(name)
        except RuleError:  # `rules.check` says so
            continue
        for rule in loaded:
            if fault := growth_fault(rule):
                yield f"{path}: rule {rule.id!r}: {fault}"


def growth_fault(rule: PatternRule) -> str | None:
    """What text slows the pattern down, and how much; None if none does."""
    try:
        pattern = regex.compile(rule.pattern, regex.VERSION1)
    except regex.error:  # `rules.check` says so
        return None
    for unit in _units(rule):
        long = _seconds(pattern, _line(unit, SHORT * TIMES))
        if long < NOTICEABLE:
            continue
        # The shortest of three, since the machine may have been busy.
        short = min(_seconds(pattern, _line(unit, SHORT)) for _ in range(3))
        long = min(long, *(_seconds(pattern, _line(unit, SHORT * TIMES)) for _ in range(2)))
        if long > NOTICEABLE and long > STEEP * short:
            return f"takes {long:.2f} s on {SHORT * TIMES} characters of {unit!r}, {short:.3f} s on {SHORT}"
    return None


def _units(rule: PatternRule) -> list[str]:
    """What to repeat: the examples, and each of their characters."""
    examples = [example.replace("⟦", "").replace("⟧", "") for example in (*rule.examples, *rule.counterexamples)]
    characters = sorted({character for example in examples for character in example})
    return [*UNITS, *examples, *characters]


def _line(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def _seconds(pattern: Any, text: str) -> float:
    started = time.process_time()
    try:
        for _ in pattern.finditer(text, timeout=HOPELESS):
            pass
    except TimeoutError:
        return HOPELESS * TIMES
    return time.process_time() - started
