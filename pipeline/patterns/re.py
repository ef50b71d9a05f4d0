"""The engine `re`, with patterns that are compiled when they are first used, and only where no cache knows them.

Python has no way to keep a compiled pattern, so this calls what `re.compile` itself calls. Where a version of Python
has other names for that, patterns are compiled as ever.
"""

from __future__ import annotations

import re
import sys
from re import DOTALL, IGNORECASE, MULTILINE, Match, Pattern, escape, findall, finditer, fullmatch, match, search, sub
from typing import Any, AnyStr, cast

import msgspec

from pipeline.cache import Cache
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

_cache = Cache(f"patterns-re-{sys.version.split()[0]}-{sys.byteorder}")


class _Form(msgspec.Struct, frozen=True, array_like=True):
    """The compiled form of a pattern. Python checks the code, so that no form can do harm."""

    flags: int
    code: list[int]
    groups: int
    group_index: dict[str, int]
    index_group: tuple[str | None, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Form).decode


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """The compiled pattern, from the cache if it is known there. Raises `re.error` if it is broken."""
    if isinstance(pattern, bytes):
        return re.compile(pattern, flags)
    try:
        return cast("Pattern[AnyStr]", _from_cache(pattern, flags))
    except (ImportError, AttributeError, TypeError, ValueError, RuntimeError):
        return re.compile(pattern, flags)


def lazy(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """What `compile` gives, as far as its users can see; a pattern that is broken shows at its first use."""
    return cast("Pattern[AnyStr]", Lazy(compile, pattern, flags))


def _from_cache(pattern: str, flags: int) -> Any:
    import _sre  # type: ignore[import-not-found]

    key = f"{int(flags)} {pattern}"
    known = _cache.get(key)
    form = _decode(known) if known else _form(pattern, flags)
    made = _sre.compile(pattern, form.flags, form.code, form.groups, form.group_index, form.index_group)
    if known is None:
        _cache.put(key, _encode(form))
    return made


def _form(pattern: str, flags: int) -> _Form:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, int(flags))
    names = parsed.state.groupdict
    index_group: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        index_group[number] = name
    code = [int(step) for step in _compiler._code(parsed, int(flags))]
    return _Form(int(flags) | parsed.state.flags, code, parsed.state.groups - 1, names, tuple(index_group))
