"""Many files: list them, send them through the flow in parallel, write the tables in a fixed order.

The same corpus gives the same bytes, whatever the number of workers: work is cut into packs by the sorted list of files
alone, and finished packs are stored in that order. Memory does not grow with the corpus, except for the facts of
each document and its signature, which finding copies needs.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import msgspec

from pipeline.collate import Signature, duplicates, signature
from pipeline.config import Config
from pipeline.copies import collated, groups
from pipeline.errors import SetupError
from pipeline.flow import process
from pipeline.problems import problem
from pipeline.read import read
from pipeline.records import Document, Problem, Source
from pipeline.resources import Resources
from pipeline.store.rows import rows_of
from pipeline.store.shard import Shard, encode
from pipeline.store.writer import STATE, TableWriter

W = TypeVar("W")
R = TypeVar("R")

PACK_BYTES = 500_000
PACK_FILES = 64
SMALL = 2_000_000
"""Bytes that one process reads before a second one has loaded rules and models; unless workers are asked for."""
PACKS_AHEAD = 4
"""Packs in flight for each worker: enough to keep it busy, few enough to keep memory flat."""


class NoInputError(Exception):
    """The corpus holds no file at all."""


class BusyError(Exception):
    """Another run is writing to the output folder."""


class InputFile(msgspec.Struct, frozen=True):
    """A file of the corpus: where it is, its name relative to the corpus (with `/`), and its size in bytes."""

    path: str
    relative: str
    size: int


class Counts(msgspec.Struct, kw_only=True):
    """What a run, or a pack of it, has done so far."""

    files: int = 0
    bytes: int = 0
    documents: int = 0
    characters: int = 0
    sections: int = 0
    indicators: int = 0
    observations: int = 0
    repairs: int = 0
    copies: int = 0
    problems: Counter[str] = msgspec.field(default_factory=Counter)
    failed: int = 0
    """Problems of severity error, and files that gave no document without one."""
    seconds: float = 0.0
    written: list[str] = []

    def add(self, other: Counts) -> None:
        """Add the counts of a pack."""
        for name in self.__struct_fields__:
            if name == "problems":
                self.problems.update(other.problems)
            else:
                setattr(self, name, getattr(self, name) + getattr(other, name))


class Result(msgspec.Struct, frozen=True):
    """What a worker makes of a pack."""

    shard: Shard
    documents: list[Document]
    signatures: list[Signature]
    counts: Counts


Progress = Callable[[Counts], None]


def run(corpus: Path, out: Path, config: Config | None = None, progress: Progress | None = None) -> Counts:
    """Extract every file below `corpus` (or the one file that it is) into tables in the folder `out`.

    `progress` is called with the counts so far whenever a pack is stored. Raises `NoInputError` if there is no file,
    `BusyError` if another run writes to `out`, and `OSError` if `out` cannot be written; bad files raise nothing and
    become rows of `problems`.
    """
    config = config or Config()
    started = time.perf_counter()
    files = list_files(corpus, out)
    if not files:
        raise NoInputError(f"{corpus}: no files to read")
    total = Counts()
    signatures: list[Signature] = []
    with _only_run(out), TableWriter(out, excel=config.excel) as writer, Workers(config, files) as workers:
        for result in workers.each(process_pack, list(packs(files))):
            writer.add(result.shard, result.documents)
            signatures += result.signatures
            total.add(result.counts)
            if progress:
                progress(total)
        copies = duplicates(signatures)
        total.copies = len(copies)
        with collated(groups(copies, signatures), writer.paths(), files, out / STATE, workers.each) as revisions:
            total.written = writer.commit(copies, revisions)
    total.sections, total.indicators = writer.rows["sections"], writer.rows["indicators"]
    total.observations, total.repairs = writer.rows["panel"], writer.rows["edits"]
    total.seconds = time.perf_counter() - started
    return total


def list_files(corpus: Path, out: Path | None = None) -> list[InputFile]:
    """Every file below the folder, sorted by name; hidden files and the output folder are passed over."""
    if corpus.is_file():
        return [InputFile(str(corpus), corpus.name, corpus.stat().st_size)]
    skip = out.resolve() if out else None
    found = []
    for folder, folders, names in os.walk(corpus):
        folders[:] = [f for f in folders if not f.startswith(".") and (Path(folder) / f).resolve() != skip]
        for name in names:
            if not name.startswith("."):
                path = Path(folder) / name
                found.append(InputFile(str(path), path.relative_to(corpus).as_posix(), _size(path)))
    return sorted(found, key=lambda file: file.relative)


def packs(files: list[InputFile]) -> Iterator[list[InputFile]]:
    """The files in packs of about `PACK_BYTES`, in order; what is in a pack depends on nothing but the list."""
    pack: list[InputFile] = []
    size = 0
    for file in files:
        if pack and (size + file.size > PACK_BYTES or len(pack) >= PACK_FILES):
            yield pack
            pack, size = [], 0
        pack.append(file)
        size += file.size
    if pack:
        yield pack


def process_pack(pack: list[InputFile], resources: Resources) -> Result:
    """All rows of the files of a pack, encoded."""
    rows = rows_of([])
    documents: list[Document] = []
    signatures: list[Signature] = []
    counts = Counts(files=len(pack), bytes=sum(file.size for file in pack))
    for file in pack:
        before = len(documents), len(rows["problems"])
        for item in _read(file, resources):
            if isinstance(item, Problem):
                rows["problems"].append(item)
                continue
            reports = process(item, resources)
            for name, new in rows_of(reports).items():
                rows[name] += new
            documents += (report.document for report in reports)
            signatures += (signature(report) for report in reports)
            counts.characters += len(item.text)
        errors = sum(row.severity == "error" for row in rows["problems"][before[1] :] if isinstance(row, Problem))
        counts.failed += errors or len(documents) == before[0]
    counts.documents = len(documents)
    counts.sections = len(rows["sections"])
    counts.indicators = len(rows["indicators"])
    counts.observations = len(rows["panel"])
    counts.repairs = len(rows["edits"])
    for row in rows["problems"]:
        assert isinstance(row, Problem)
        counts.problems[row.code] += 1
    return Result(encode(rows), documents, signatures, counts)


def _read(file: InputFile, resources: Resources) -> Iterator[Source | Problem]:
    """The texts of a file. A reader that raises is our fault, but costs this file only."""
    try:
        yield from read(Path(file.path), file.relative, rules=resources.rules)
    except SetupError:
        raise
    except Exception as error:
        yield problem("unreadable", file.relative, detail=f"{type(error).__name__}: {error}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # vanished, or a dangling link: reading will say so
        return 0


# ---------------------------------------------------------------- workers

_resources: Resources | None = None


def _start_worker(config: Config) -> None:
    global _resources
    _resources = config.resources()


def _work(task: Callable[[W, Resources], R], item: W) -> R:
    assert _resources is not None
    return task(item, _resources)


class Workers:
    """Does tasks on many items in parallel, in order. A small corpus is done right here: no worker is worth its
    start-up."""

    def __init__(self, config: Config, files: list[InputFile]) -> None:
        self._config = config
        small = not config.workers and sum(file.size for file in files) < SMALL
        self._processes = 1 if small else min(config.processes(), sum(1 for _ in packs(files)))
        self._pool: Executor | None = None
        self._resources: Resources | None = None

    def __enter__(self) -> Workers:
        if self._processes > 1:
            self._pool = ProcessPoolExecutor(self._processes, get_context("forkserver"), _start_worker, (self._config,))
        else:
            self._resources = self._config.resources()
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def each(self, task: Callable[[W, Resources], R], items: Iterable[W]) -> Iterator[R]:
        """What the task gives for each item, in the order of the items, which are taken as they are needed."""
        if self._pool is None:
            assert self._resources is not None
            yield from (task(item, self._resources) for item in items)
            return
        pending: deque[Future[R]] = deque()
        for item in items:
            pending.append(self._pool.submit(_work, task, item))
            if len(pending) >= self._processes * PACKS_AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


@contextmanager
def _only_run(out: Path) -> Iterator[None]:
    """Hold the lock of the output folder; the system lets go of it even if this process is killed."""
    (out / STATE).mkdir(parents=True, exist_ok=True)
    with (out / STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{out}: another run is writing here") from error
        yield
