"""The engine `re`, with patterns that are compiled when they are first used."""

from __future__ import annotations

import re
from re import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    Match,
    Pattern,
    compile,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    sub,
)
from typing import AnyStr, cast

from pipeline.patterns.lazy import Lazy

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "lazy",
    "match",
    "search",
    "sub",
]


def lazy(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """What `compile` gives, as far as its users can see; a pattern that is broken shows at its first use."""
    return cast("Pattern[AnyStr]", Lazy(re.compile, pattern, flags))
