"""What an engine made of patterns, kept in the user's cache folder: `$XDG_CACHE_HOME/baogao`, else `~/.cache/baogao`
(`~/Library/Caches/baogao` on macOS). `BAOGAO_CACHE` names another folder; `BAOGAO_CACHE=off` keeps nothing.

A cache is plain data under a digest, named by the engine and its version, and filed under pattern and flags; so nothing
in it is ever out of date. One that is missing, broken, or not ours alone to write is as good as none, and where none
can be written the patterns are compiled by every process: no error comes from here.

    magic | SHA-256 of the rest | MessagePack: [[pattern, flags, form], …]
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import stat
import sys
from pathlib import Path

import msgspec

VARIABLE = "BAOGAO_CACHE"
MAGIC = b"baogao patterns 1\n"
DIGEST = hashlib.sha256().digest_size
LIMIT = 8_000_000
"""Bytes above which a file is begun anew, with the patterns of one process: rules change, and old ones stay behind."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

Entry = tuple[str, int, bytes]
"""Pattern, flags, and what the engine made of them."""


class Cache:
    """The compiled forms of one engine's patterns: those of the file, and those that this process adds."""

    def __init__(self, engine: str) -> None:
        """`engine` names the engine and whatever its forms depend on."""
        self._name = f"patterns-{engine}.bin"
        self._added: dict[tuple[str, int], bytes] = {}
        self._saved = 0
        """How many of those added are in the file."""
        _caches.append(self)

    def get(self, pattern: str, flags: int) -> bytes | None:
        """The form of a pattern, if it is known."""
        key = (pattern, int(flags))
        return self._stored.get(key) or self._added.get(key)

    def put(self, pattern: str, flags: int, form: bytes) -> None:
        """Remember the form of a pattern."""
        self._added[pattern, int(flags)] = form

    def save(self) -> None:
        """Write what this process added, together with what others have written in the meantime."""
        added = dict(self._added)
        folder = cache_folder()
        if len(added) == self._saved or folder is None:
            return
        self._saved = len(added)
        with contextlib.suppress(OSError):
            path = folder / self._name
            data = _packed({**_read(path), **added})
            _write(path, data if len(data) <= LIMIT else _packed(added))

    @functools.cached_property
    def _stored(self) -> dict[tuple[str, int], bytes]:
        folder = cache_folder()
        return _read(folder / self._name) if folder else {}


_caches: list[Cache] = []


def save() -> None:
    """Keep what this process has compiled so far for those that come after it."""
    for cache in _caches:
        cache.save()


def cache_folder() -> Path | None:
    """Where caches are kept; None if nowhere."""
    chosen = os.environ.get(VARIABLE, "")
    if chosen:
        return None if chosen == "off" else Path(chosen)
    with contextlib.suppress(RuntimeError):  # no home
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "baogao"
        base = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "baogao"
    return None


def _packed(forms: dict[tuple[str, int], bytes]) -> bytes:
    entries = [(pattern, flags, form) for (pattern, flags), form in forms.items()]
    payload = msgspec.msgpack.encode(entries)
    return MAGIC + hashlib.sha256(payload).digest() + payload


def _read(path: Path) -> dict[tuple[str, int], bytes]:
    """What a file holds; nothing if it is not whole, or if somebody else could have written it."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:  # noqa: PTH123
            known = os.fstat(stream.fileno())
            if not stat.S_ISREG(known.st_mode) or known.st_uid != os.geteuid() or known.st_mode & OTHERS_WRITE:
                return {}
            data = stream.read()
        lead = len(MAGIC) + DIGEST
        payload = data[lead:]
        if data[:lead] != MAGIC + hashlib.sha256(payload).digest():
            return {}
        entries = msgspec.msgpack.decode(payload, type=list[Entry])
    except (OSError, msgspec.MsgspecError):
        return {}
    return {(pattern, flags): form for pattern, flags, form in entries}


def _write(path: Path, data: bytes) -> None:
    """Write a file that is whole or not there, in a folder of ours. Raises `OSError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.parent.stat().st_uid != os.geteuid():
        return
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:  # noqa: PTH123
            stream.write(data)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
