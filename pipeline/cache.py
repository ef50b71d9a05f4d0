"""What every process would have to work out anew when it starts, kept in the user's cache folder.

That is `$XDG_CACHE_HOME/baogao`, else `~/.cache/baogao` (`~/Library/Caches/baogao` on macOS). `BAOGAO_CACHE` names
another folder; `BAOGAO_CACHE=off` keeps nothing.

Each thing is filed under all that it was made from (a pattern and its flags, the digest of a file), and each file is
named by what else it depends on (the version of an engine), so nothing is ever out of date. It is plain data under a
digest. A file that is missing, broken, or not the user's alone to write is as good as none, and where none can be
written every process does the work itself: no error comes from here.

    magic | SHA-256 of the rest | MessagePack: {key: form}
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
MAGIC = b"baogao cache 1\n"
DIGEST = hashlib.sha256().digest_size
LIMIT = 8_000_000
"""Bytes above which a file is begun anew, with what one process has made: rules change, and old forms stay behind."""
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Cache:
    """Forms by key: those of one file, and those that this process adds."""

    def __init__(self, name: str) -> None:
        """`name` says what the forms are of, and what they depend on besides their key."""
        self._name = f"{name}.bin"
        self._added: dict[str, bytes] = {}
        self._saved = 0
        """How many of those added are in the file."""
        _caches.append(self)

    def get(self, key: str) -> bytes | None:
        """The form of that key, if it is known."""
        return self._stored.get(key) or self._added.get(key)

    def put(self, key: str, form: bytes) -> None:
        """Remember a form."""
        self._added[key] = form

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
    def _stored(self) -> dict[str, bytes]:
        folder = cache_folder()
        return _read(folder / self._name) if folder else {}


_caches: list[Cache] = []


def save() -> None:
    """Keep what this process has made so far for those that come after it."""
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


def _packed(forms: dict[str, bytes]) -> bytes:
    payload = msgspec.msgpack.encode(forms)
    return MAGIC + hashlib.sha256(payload).digest() + payload


def _read(path: Path) -> dict[str, bytes]:
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
        return msgspec.msgpack.decode(payload, type=dict[str, bytes])
    except (OSError, msgspec.MsgspecError):
        return {}


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
