"""The shards of an output folder: which files are done, and where their rows are.

A shard is named by its content and appears complete or not at all, so shards need no list beside them that could
contradict them: their headers are the manifest. Whoever writes one (this process, a worker on another machine, a worker
whose run was killed) only ever adds.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from pipeline.store.shard import DamagedShardError, Header, PieceRows, Shard, encode, read_header

SUFFIX = ".shard"
HALF = 0.5
"""A shard of which less than this share is still used is written anew without the rest."""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a piece is: the number of its shard on the shelf, and its position there; and what piece it is."""

    shard: int
    position: int
    digest: str
    number: int
    last: bool


class Shelf:
    """The shards of one folder that were made with one fingerprint."""

    def __init__(self, folder: Path, fingerprint: str, *, also: Sequence[Path] = ()) -> None:
        """`also` are folders to read from as well, in which nothing is changed."""
        self.folder = folder
        self.fingerprint = fingerprint
        self._also = also
        self._paths: list[Path] = []
        self._places: dict[str, tuple[Place, ...]] = {}
        self._other: list[Path] = []
        """Shards of another fingerprint."""

    def put(self, pieces: Sequence[PieceRows]) -> str:
        """Store a shard; returns its name. When this returns it survives the power going off. Raises `OSError`."""
        return self._write(encode(self.fingerprint, pieces))

    def load(self, *, unsettled: bool = False) -> None:
        """See what is there. Shards that are damaged are removed, and so is what a killed writer left behind.

        Pieces of files whose bytes were not known for sure count only if `unsettled`.
        """
        self._paths, self._places, self._other = [], {}, []
        for folder in (self.folder, *self._also):
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                if header := self._readable(path):
                    self._add(path, header, unsettled=unsettled)

    def take(self, name: str) -> Header:
        """Put the shard of that name, which a worker has just made, on the shelf."""
        path = self.folder / name
        header = read_header(path)
        self._add(path, header, unsettled=True)
        return header

    def holds(self, relative: str) -> bool:
        """Whether there are pieces of that file, of whatever bytes."""
        return relative in self._places

    def find(self, relative: str, digest: str) -> list[Place] | None:
        """The pieces of a file of these bytes, in order; None if not all are there."""
        found = {place.number: place for place in self._places.get(relative, ()) if place.digest == digest}
        pieces = [found[number] for number in sorted(found)]
        whole = pieces and pieces[-1].last and len(pieces) == pieces[-1].number + 1
        return pieces if whole else None

    def numbers(self, relative: str, digest: str) -> tuple[int, ...]:
        """The numbers of those pieces of a file of these bytes that are there."""
        return tuple(sorted(place.number for place in self._places.get(relative, ()) if place.digest == digest))

    def shard(self, number: int) -> Shard:
        """The shard of a `Place`. Raises `DamagedShardError`."""
        return Shard(self._paths[number])

    def tidy(self, used: Sequence[Place]) -> None:
        """Remove what no table is made of any more; write shards anew of which little is left."""
        positions: dict[int, set[int]] = {}
        for place in used:
            positions.setdefault(place.shard, set()).add(place.position)
        for number, path in enumerate(self._paths):
            if path.parent != self.folder:
                continue
            kept = sorted(positions.get(number, ()))
            if kept and len(kept) < HALF * len(read_header(path).pieces):
                self._write(self.shard(number).select(kept))
                kept = []
            if not kept:
                path.unlink(missing_ok=True)
        for path in self._other:
            path.unlink(missing_ok=True)

    def remove_damaged(self) -> None:
        """Read all shards to the end, and remove those that are not whole."""
        for path in self._paths:
            try:
                Shard(path).check()
            except DamagedShardError:
                path.unlink(missing_ok=True)

    def _readable(self, path: Path) -> Header | None:
        ours = path.parent == self.folder
        try:
            header = read_header(path) if path.suffix == SUFFIX else None
        except DamagedShardError:
            header = None
        if header is None:
            if ours:
                path.unlink(missing_ok=True)
            return None
        if header.fingerprint != self.fingerprint:
            if ours:
                self._other.append(path)
            return None
        return header

    def _add(self, path: Path, header: Header, *, unsettled: bool) -> None:
        number = len(self._paths)
        self._paths.append(path)
        for position, piece in enumerate(header.pieces):
            if piece.digest or unsettled:
                place = Place(number, position, piece.digest, piece.number, piece.last)
                self._places[piece.relative] = (*self._places.get(piece.relative, ()), place)

    def _write(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()[:32] + SUFFIX
        self.folder.mkdir(parents=True, exist_ok=True)
        unfinished = self.folder / f"{name}.{os.getpid()}"
        with _removed_on_failure(unfinished), unfinished.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            unfinished.replace(self.folder / name)
        sync_folder(self.folder)
        return name


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive the power going off."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
