"""Parts of a run: what each job of a job array did, until `merge` makes tables of all of them.

Job 3 of 64 keeps its shards in `OUT/.baogao/parts/3-of-64`, and lists its files there when it is done. Jobs share
nothing but the corpus, so they may write to one output folder or to folders of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pipeline.batch.files import InputFile
from pipeline.patterns import re
from pipeline.store.commit import STATE, write_safely
from pipeline.store.shelf import Place

DONE = "done.json"
_NAME = re.lazy(r"(\d+)-of-(\d+)")


class IncompleteError(Exception):
    """Parts are missing, or do not belong together; the message says which."""


class DoneFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of a part: where it is (the system's bytes as Latin-1, since JSON holds text), its name, and what its rows
    are filed under."""

    path: str
    relative: str
    digest: str

    @property
    def file(self) -> InputFile:
        """The file."""
        return InputFile(os.fsdecode(self.path.encode("latin-1")), self.relative, 0)


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What a job did, and with what rules and version."""

    fingerprint: str
    files: list[DoneFile]


def part_folder(out: Path, number: int, of: int) -> Path:
    """Where job `number` of `of` keeps its state."""
    return out / STATE / "parts" / f"{number}-of-{of}"


def write_done(folder: Path, fingerprint: str, files: Sequence[InputFile], pieces: Sequence[Sequence[Place]]) -> None:
    """Note that a part is done."""
    done = [
        DoneFile(os.fsencode(Path(file.path).absolute()).decode("latin-1"), file.relative, places[0].digest)
        for file, places in zip(files, pieces, strict=True)
    ]
    write_safely(folder / DONE, msgspec.json.encode(Done(fingerprint=fingerprint, files=done)))


def gather(folders: Iterable[Path]) -> tuple[list[Path], str, list[DoneFile]]:
    """All parts in these output folders: their folders, their fingerprint, and all files, by name.

    Raises `IncompleteError`.
    """
    found = {}
    for out in folders:
        for path in sorted((out / STATE / "parts").glob("*-of-*")):
            if match := _NAME.fullmatch(path.name):
                found[int(match[2]), int(match[1])] = path
    if not found:
        raise IncompleteError("no parts here; make them with: baogao extract CORPUS --shard 1/N")
    counts = sorted({of for of, _ in found})
    if len(counts) > 1:
        raise IncompleteError(f"parts of {' and of '.join(map(str, counts))} jobs; remove those that do not belong")
    done = {number: _done(path) for (_, number), path in sorted(found.items())}
    missing = [number for number in range(1, counts[0] + 1) if done.get(number) is None]
    if missing:
        raise IncompleteError(f"not done of {counts[0]} parts: {', '.join(map(str, missing))}")
    parts = [part for part in done.values() if part]
    if len({part.fingerprint for part in parts}) > 1:
        raise IncompleteError("the parts were made with different rules, options or versions")
    files = sorted((file for part in parts for file in part.files), key=lambda file: file.relative)
    return list(found.values()), parts[0].fingerprint, files


def _done(folder: Path) -> Done | None:
    try:
        return msgspec.json.decode((folder / DONE).read_bytes(), type=Done)
    except (OSError, msgspec.MsgspecError):
        return None
