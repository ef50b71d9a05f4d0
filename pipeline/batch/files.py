"""The files of a corpus: which there are, what is in them, and how they are cut into tasks."""

from __future__ import annotations

import hashlib
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

TASK_BYTES = 500_000
TASK_FILES = 64
LARGE = 8_000_000
"""Bytes from which a file that holds many texts is worth being read by several workers."""
CONTAINERS = (".zip", ".csv", ".tsv", ".json", ".jsonl")


class NoInputError(Exception):
    """The corpus holds no file at all."""


class InputFile(msgspec.Struct, frozen=True, gc=False):
    """A file of the corpus: where it is, its name relative to the corpus (with `/`), and its size in bytes."""

    path: str
    relative: str
    size: int


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Work for one worker: some files; or every `turns`-th block of one large file, from block `turn` on."""

    files: tuple[InputFile, ...]
    turn: int = 0
    turns: int = 1
    stored: tuple[str, tuple[int, ...]] = ("", ())
    """Digest of the file, and the numbers of the blocks of it that are stored already; for large files."""


def list_files(corpus: Path, out: Path | None = None) -> list[InputFile]:
    """Every file below the folder, sorted by name; hidden files and the output folder are passed over.

    Names that are not UTF-8 appear with escapes: `报告\\xff.txt`.
    """
    if corpus.is_file():
        return [InputFile(str(corpus), _shown(corpus.name), corpus.stat().st_size)]
    skip = out.resolve() if out else None
    found = []
    for folder, folders, names in os.walk(corpus):
        folders[:] = [f for f in folders if not f.startswith(".") and (Path(folder) / f).resolve() != skip]
        prefix = Path(folder).relative_to(corpus).as_posix() + "/" if Path(folder) != corpus else ""
        for name in names:
            if not name.startswith("."):
                path = os.path.join(folder, name)  # noqa: PTH118 - a hundred thousand times
                found.append(InputFile(path, _shown(prefix + name), _size(path)))
    return sorted(found, key=lambda file: file.relative)


def share(files: Iterable[InputFile], number: int, of: int) -> list[InputFile]:
    """The files that job `number` of `of` jobs takes (from 1). A file stays with its job when others come and go."""
    return [file for file in files if zlib.crc32(file.relative.encode()) % of == number - 1]


def tasks(files: Sequence[InputFile], workers: int) -> Iterator[Task]:
    """The files in tasks of about `TASK_BYTES`; a large file that holds many texts becomes one task for each worker."""
    some: list[InputFile] = []
    size = 0
    for file in files:
        if workers > 1 and file.size > LARGE and file.relative.lower().endswith(CONTAINERS):
            yield from (Task(files=(file,), turn=turn, turns=workers) for turn in range(workers))
            continue
        if some and (size + file.size > TASK_BYTES or len(some) >= TASK_FILES):
            yield Task(files=tuple(some))
            some, size = [], 0
        some.append(file)
        size += file.size
    if some:
        yield Task(files=tuple(some))


def digest(path: str) -> str:
    """SHA-256 of the bytes of a regular file; empty if it cannot be read to its end."""
    try:
        if not is_regular(path):
            return ""
        with open(path, "rb") as stream:  # noqa: PTH123 - a hundred thousand times
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def is_regular(path: str) -> bool:
    """False for pipes, devices and sockets, which may never end. Raises `OSError` if there is nothing."""
    return stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116


def _shown(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:  # vanished, or a dangling link: reading will say so
        return 0
