"""The engine `regex`, with patterns that are compiled when they are first used, and only where no cache knows them."""

from __future__ import annotations

import contextlib
import copyreg
import sys
from typing import Any

import msgspec
import regex
from regex import (
    DOTALL,
    IGNORECASE,
    VERBOSE,
    VERSION1,
    Match,
    Pattern,
    error,
    escape,
    fullmatch,
    match,
    search,
    split,
    sub,
)

from pipeline.cache import Cache
from pipeline.patterns.lazy import Lazy

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "VERBOSE",
    "VERSION1",
    "Match",
    "Pattern",
    "compile",
    "error",
    "escape",
    "fullmatch",
    "lazy",
    "match",
    "search",
    "split",
    "sub",
]

_cache = Cache(f"patterns-regex-{regex.__version__}-{sys.implementation.cache_tag}")
_reduce: Any = copyreg.dispatch_table[regex.Pattern]
"""What the engine tells pickle: the function that makes a pattern of its compiled form, and that form."""


class _Form(msgspec.Struct, frozen=True, array_like=True):
    """The compiled form of a pattern without named lists, of which there are none here: what `_reduce` gives."""

    pattern: str
    flags: int
    code: bytes
    group_index: dict[str, int]
    index_group: dict[int, str]
    named_lists: dict[str, str]
    named_list_indexes: list[int]
    required_offset: int
    required_characters: tuple[int, ...]
    required_flags: int
    groups: int


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Form).decode
_make = _reduce(regex.compile("", cache_pattern=False))[0]


def compile(pattern: str, flags: int = 0) -> Any:
    """The compiled pattern, from the cache if it is known there. Raises `error` if it is broken."""
    key = f"{int(flags)} {pattern}"
    form = _cache.get(key)
    if form is not None:
        with contextlib.suppress(msgspec.MsgspecError):
            return _make(*msgspec.structs.astuple(_decode(form)))
    compiled = regex.compile(pattern, flags, cache_pattern=False)
    _cache.put(key, _encode(_reduce(compiled)[1]))
    return compiled


def lazy(pattern: str, flags: int = 0) -> Any:
    """What `compile` gives, as far as its users can see; a pattern that is broken shows at its first use."""
    return Lazy(compile, pattern, flags)
