"""Which script the source was written in; later passes judge characters by it."""

from __future__ import annotations

import functools

from msgspec.structs import replace

from pipeline.clean.han import scripts
from pipeline.clean.signs import signs
from pipeline.patterns import re
from pipeline.records import Page
from pipeline.resources import Resources
from pipeline.rules import Rules


def fingerprint(page: Page, resources: Resources) -> Page:
    """Decide the script of the source: traditional if more characters are traditional only than simplified only.

    Characters that simplified names keep (昇, 堃) say nothing and are not counted.
    Wrong when: a page holds as much of the one as of the other; then `simplify` goes by passages.

    >>> from pipeline.clean.change import opened
    >>> fingerprint(opened("學校工作總結"), Resources()).script, fingerprint(opened("乾县工作总结"), Resources()).script
    ('hant', 'hans')
    """
    if scripts().traditional.isdisjoint(signs(page)):
        return page
    full, short = script_marks(page.text.text, resources)
    return replace(page, script="hant") if full > 1 and full > short else page


def script_marks(text: str, resources: Resources) -> tuple[int, int]:
    """How many characters are traditional only, and how many simplified only; (0, 0) if none is traditional."""
    full = len(traditional_only(resources).findall(text))
    return (full, len(_simplified_only().findall(text))) if full else (0, 0)


def traditional_only(resources: Resources) -> re.Pattern[str]:
    """A pattern for one character that is traditional only."""
    return resources.rules.make(_traditional_only)


def _traditional_only(rules: Rules) -> re.Pattern[str]:
    return _one_of(scripts().traditional - {word.word for word in rules.words("clean/script")})


@functools.cache
def _simplified_only() -> re.Pattern[str]:
    return _one_of(scripts().simplified)


def _one_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")
