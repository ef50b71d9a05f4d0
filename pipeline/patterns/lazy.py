"""A stand-in for a compiled pattern."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class Lazy:
    """A pattern that is compiled when one of its methods is first asked for. From then on they are the pattern's own,
    so that calling them costs no more."""

    def __init__(self, compile: Callable[[Any, int], Any], pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._compile = compile
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copying and inspecting look for
            raise AttributeError(name)
        compiled = self._compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in METHODS)
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy({self.pattern!r})"
