"""Merge: the tables of a corpus from the parts that the jobs of a job array made of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.batch.lock import only_run
from pipeline.batch.parts import IncompleteError, gather
from pipeline.batch.run import job_of
from pipeline.batch.tables import write_out
from pipeline.config import Config
from pipeline.store.commit import STATE, roll_forward
from pipeline.store.counts import Counts
from pipeline.store.shard import DamagedShardError
from pipeline.store.shelf import Shelf


def merge(out: Path, others: Sequence[Path] = (), config: Config | None = None) -> Counts:
    """Write the tables of all parts in `out`, and in `others` if jobs had output folders of their own, into `out`.

    The tables are the same bytes that one run over the whole corpus writes. Reports that have copies are read once
    more, so the corpus must still be where the jobs had it; `config` must be theirs but for `part`.

    Raises `IncompleteError` if parts are missing or do not belong together, and `BusyError` if one of them is still
    being made.
    """
    config = config or Config()
    started = time.perf_counter()
    folders, fingerprint, files = gather((out, *others))
    with ExitStack() as locks:
        for folder in (out / STATE, *folders):
            locks.enter_context(only_run(folder))
        roll_forward(out)
        shelf = Shelf(out / STATE / "shards", fingerprint, also=[folder / "shards" for folder in folders])
        shelf.load(unsettled=True)
        pieces = [shelf.find(file.relative, file.digest) for file in files]
        missing = [file.relative for file, found in zip(files, pieces, strict=True) if found is None]
        if missing:
            raise IncompleteError(
                f"the rows of {len(missing)} files are gone, {missing[0]} first; run their parts again"
            )
        try:
            counts = write_out(
                out, shelf, [file.file for file in files], [found or [] for found in pieces], job_of(config, shelf)
            )
        except DamagedShardError as error:
            shelf.remove_damaged()
            raise IncompleteError(f"{error}; run its part again") from error
    counts.seconds = time.perf_counter() - started
    return counts
