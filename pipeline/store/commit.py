"""Put the tables of a run into place, all or nothing.

A run first writes everything into `.baogao/next` inside the output folder. Only when all files are complete and on
the disk its manifest is added, and they are moved into place one by one; a run that was interrupted while moving is
finished by the next call of `roll_forward`. So whoever reads the folder sees the tables of one run, the last that was
completed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.store.counts import Counts
from pipeline.store.shelf import sync_folder

STATE = ".baogao"
MANIFEST = "manifest.json"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the tables of a folder were made from."""

    fingerprint: str
    """Of rules, models and program, see `store.fingerprint`."""
    content: str
    """Digest of the names and contents of all files, in order."""
    counts: Counts
    outputs: dict[str, tuple[int, int]] = {}
    """The files written: size, and time of the last change in nanoseconds."""


def roll_forward(out: Path) -> None:
    """Finish the moves of a run that was interrupted after it was complete; drop what was not complete."""
    ready = out / STATE / "next"
    manifest = _read(ready / MANIFEST)
    if manifest is None:
        shutil.rmtree(ready, ignore_errors=True)
        return
    before = committed(out)
    for name in sorted(manifest.outputs):
        with contextlib.suppress(FileNotFoundError):  # moved before the interruption
            (ready / name).replace(out / name)
    for name in before.outputs.keys() - manifest.outputs.keys() if before else ():
        (out / name).unlink(missing_ok=True)
    sync_folder(out)
    (ready / MANIFEST).replace(out / STATE / MANIFEST)
    shutil.rmtree(ready, ignore_errors=True)


@contextlib.contextmanager
def preparing(out: Path) -> Iterator[Path]:
    """An empty folder to write the next tables into; it is removed if the block raises."""
    ready = _emptied(out / STATE / "next")
    try:
        yield ready
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@contextlib.contextmanager
def scratch(out: Path) -> Iterator[Path]:
    """An empty folder for what a run puts aside; it is removed behind the block, or by the next run."""
    folder = _emptied(out / STATE / "scratch")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit(out: Path, manifest: Manifest) -> list[str]:
    """Put what `preparing` holds into place; returns the names. Until this returns the folder shows the run before."""
    ready = out / STATE / "next"
    for path in ready.iterdir():
        _sync(path)
    names = sorted(path.name for path in ready.iterdir())
    outputs = {name: _stamp(ready / name) for name in names}
    complete = msgspec.structs.replace(manifest, outputs=outputs)
    write_safely(ready / MANIFEST, msgspec.json.format(msgspec.json.encode(complete)))
    roll_forward(out)
    return names


def write_safely(path: Path, data: bytes) -> None:
    """Write a small file that is either complete or not there, even if the power goes off."""
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(data)
    _sync(unfinished)
    unfinished.replace(path)
    sync_folder(path.parent)


def committed(out: Path) -> Manifest | None:
    """The manifest of the tables that are in place, if there is one."""
    return _read(out / STATE / MANIFEST)


def untouched(out: Path, manifest: Manifest) -> bool:
    """Whether the files that the manifest lists are still as the run left them."""
    try:
        return all(_stamp(out / name) == stamp for name, stamp in manifest.outputs.items())
    except OSError:
        return False


def _read(path: Path) -> Manifest | None:
    try:
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError):
        return None
    # Only files of the folder itself are ever moved or removed.
    return manifest if all(name == Path(name).name for name in manifest.outputs) else None


def _stamp(path: Path) -> tuple[int, int]:
    known = path.stat()
    return known.st_size, known.st_mtime_ns


def _sync(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
