"""Many files: list them, send them through the flow on one machine or many, keep what is done, write the tables.

    list_files → tasks → work (in watched children) → shards → collate → tables

A run keeps what it has done as shards in `OUT/.baogao` (see `store.shards`). A file whose bytes, rules and version are
those of a shard is not processed again, so a run that was cut short goes on where it stopped, and a run over a corpus
that has not changed costs next to nothing. The tables depend on the corpus alone: the same bytes come out of any number
of workers, any engine and any history.
"""

from __future__ import annotations

from pipeline.batch.files import InputFile, NoInputError, list_files
from pipeline.batch.lock import BusyError
from pipeline.batch.merge import merge
from pipeline.batch.parts import IncompleteError
from pipeline.batch.run import run
from pipeline.batch.sandbox import WorkerError
from pipeline.store.counts import Counts

__all__ = [
    "BusyError",
    "Counts",
    "IncompleteError",
    "InputFile",
    "NoInputError",
    "WorkerError",
    "list_files",
    "merge",
    "run",
]
