"""A run: what is new is processed and stored as shards, then all that is stored becomes tables."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from pipeline.batch.files import InputFile, NoInputError, list_files, share
from pipeline.batch.lock import only_run
from pipeline.batch.messages import Job
from pipeline.batch.parts import DONE, part_folder, write_done
from pipeline.batch.process import Progress, process_files
from pipeline.batch.tables import counts_of, write_out
from pipeline.config import Config
from pipeline.store.commit import STATE, roll_forward
from pipeline.store.counts import Counts
from pipeline.store.fingerprint import fingerprint
from pipeline.store.shard import DamagedShardError
from pipeline.store.shelf import Place, Shelf


def run(
    corpus: Path,
    out: Path,
    config: Config | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Counts:
    """Extract every file below `corpus` (or the one file that it is) into tables in the folder `out`.

    Files that an earlier run into `out` has processed, and that are the same since, are not processed again. With
    `config.part` only a share of the files is processed, and no table is written: see `merge`. `progress` is called
    with the counts so far whenever something was stored. An `executor` of your own is used in place of
    `config.engine`; its workers must see both folders.

    Raises `NoInputError` if there is no file, `BusyError` if another run writes to `out`, `SetupError` for broken
    rules, and `OSError` if `out` cannot be written or the disk is full; bad files raise nothing and become rows of
    `problems`. What was stored before an error is kept for the next run.
    """
    config = config or Config()
    started = time.perf_counter()
    files = list_files(corpus, out)
    if not files:
        raise NoInputError(f"{corpus}: no files to read")
    state = part_folder(out, *config.part) if config.part else out / STATE
    with only_run(state):
        shelf = Shelf(state / "shards", fingerprint(config.resources()))
        if config.part:
            counts = _part(share(files, *config.part), state, shelf, config, progress, executor)
        else:
            roll_forward(out)
            counts = _whole(files, out, shelf, config, progress, executor)
    counts.seconds = time.perf_counter() - started
    return counts


def _whole(
    files: Sequence[InputFile],
    out: Path,
    shelf: Shelf,
    config: Config,
    progress: Progress | None,
    executor: Executor | None,
) -> Counts:
    job = job_of(config, shelf)
    pieces, reused = _processed(files, shelf, job, progress, executor)
    try:
        counts = write_out(out, shelf, files, pieces, job, executor)
    except DamagedShardError:
        shelf.remove_damaged()
        pieces, reused = _processed(files, shelf, job, progress, executor)
        counts = write_out(out, shelf, files, pieces, job, executor)
    counts.reused = reused
    return counts


def _part(
    files: Sequence[InputFile],
    state: Path,
    shelf: Shelf,
    config: Config,
    progress: Progress | None,
    executor: Executor | None,
) -> Counts:
    (state / DONE).unlink(missing_ok=True)
    pieces, reused = _processed(files, shelf, job_of(config, shelf), progress, executor)
    places = [place for file in pieces for place in file]
    counts = counts_of(shelf, places)
    counts.reused = reused
    shelf.tidy(places)
    write_done(state, shelf.fingerprint, files, pieces)
    return counts


def _processed(
    files: Sequence[InputFile],
    shelf: Shelf,
    job: Job,
    progress: Progress | None,
    executor: Executor | None,
) -> tuple[list[list[Place]], int]:
    shelf.load()
    return process_files(files, shelf, job, progress=progress, executor=executor)


def job_of(config: Config, shelf: Shelf) -> Job:
    """What workers are told of a run whose rows go to this shelf."""
    return Job(config, os.fsencode(shelf.folder.resolve()), shelf.fingerprint)
