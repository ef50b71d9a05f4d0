"""See to it that every file of a run has its rows on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from itertools import islice
from threading import Thread
from typing import TypeVar

from pipeline.batch.engine import engine, stop_sandboxes, work_in_sandbox
from pipeline.batch.files import InputFile, Task, digest, tasks
from pipeline.batch.messages import Job
from pipeline.batch.sandbox import WorkerError
from pipeline.batch.steps import WHOLE_FILE, content_key
from pipeline.errors import SetupError
from pipeline.store.counts import Counts
from pipeline.store.shelf import Place, Shelf

SMALL = 2_000_000
"""Bytes that one process reads before a second one has loaded rules and models; unless workers are asked for."""
AHEAD = 256
"""Tasks handed to an executor that are not done: enough for a cluster, few enough to stop at once."""
ATTEMPTS = 3
"""How often a file is tried whose task came back without it."""
READERS = 4
"""Threads that compare files with what is stored."""
READ_AHEAD = 500
"""Files that they are told of at once; each that waits takes a kilobyte."""

T = TypeVar("T")
Progress = Callable[[Counts], None]


def process_files(
    files: Sequence[InputFile],
    shelf: Shelf,
    job: Job,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> tuple[list[list[Place]], int]:
    """The pieces of each of the files, in order, after those that are not on the shelf have been processed.

    Also returns how many files were on the shelf already.
    """
    places = _unchanged(files, shelf, job)
    known = [file for file in files if file.relative in places]
    counts = Counts(reused=len(known), files=len(known), bytes=sum(file.size for file in known))
    todo = [file for file in files if file.relative not in places]
    for attempt in range(ATTEMPTS):
        if not todo:
            break
        if not attempt and sum(file.size for file in todo) < SMALL:
            Thread(target=_load_ahead, daemon=True).start()
        processes = _processes(todo, job)
        work_list = list(_tasks(todo, shelf, processes) if not attempt else (Task(files=(file,)) for file in todo))
        fresh: dict[str, str] = {}
        for name in _stored(work_list, job, executor, processes):
            for piece in shelf.take(name).pieces:
                fresh[piece.relative] = piece.digest
                counts.add(piece.counts)
            if progress:
                progress(counts)
        for file in todo:
            if file.relative in fresh and (found := shelf.find(file.relative, fresh[file.relative])):
                places[file.relative] = found
        todo = [file for file in todo if file.relative not in places]
    for file in todo:
        places[file.relative] = _given_up(file, shelf, job)
    return [places[file.relative] for file in files], len(known)


def _load_ahead() -> None:
    """Load what writes the tables while the worker is at a corpus that is soon done."""
    import duckdb
    import pyarrow.parquet

    del duckdb, pyarrow


def _unchanged(files: Sequence[InputFile], shelf: Shelf, job: Job) -> dict[str, list[Place]]:
    """The files whose bytes are those of which the shelf holds all pieces.

    Compared are the bytes, not size and time: a file can be changed without changing either, and reading all of them
    costs a hundredth of processing them.
    """
    candidates = [file for file in files if shelf.holds(file.relative)]
    places: dict[str, list[Place]] = {}
    with ThreadPoolExecutor(READERS) as pool:
        for start in range(0, len(candidates), READ_AHEAD):
            some = candidates[start : start + READ_AHEAD]
            for file, content in zip(some, pool.map(digest, [file.path for file in some]), strict=True):
                for key in (content, content_key(content, job.config.timeout)) if content else ():
                    if found := shelf.find(file.relative, key):
                        places[file.relative] = found
    return places


def _tasks(files: Sequence[InputFile], shelf: Shelf, processes: int) -> Iterator[Task]:
    """The files in tasks; of a large file that an earlier run was at, those pieces are left out that are there."""
    for task in tasks(files, processes):
        file = task.files[0]
        if len(task.files) == 1 and shelf.holds(file.relative):
            content = digest(file.path)
            stored = (content, shelf.numbers(file.relative, content))
            yield Task(files=task.files, turn=task.turn, turns=task.turns, stored=stored)
        else:
            yield task


def _stored(work_list: Sequence[Task], job: Job, executor: Executor | None, processes: int) -> Iterator[str]:
    """Do the tasks; yields the names of the shards as they are stored, in any order.

    A task whose worker was lost, as a cluster may lose one for good, yields nothing. Raises what `work_in_sandbox`
    raises, and `WorkerError` if the executor itself is broken.
    """
    if executor is not None:
        yield from _done(executor, work_list, job)
        return
    with engine(job.config, min(processes, len(work_list))) as own:
        yield from _done(own, work_list, job)


def _done(executor: Executor, work_list: Sequence[Task], job: Job) -> Iterator[str]:
    waiting = iter(work_list)
    pending: set[Future[list[str]]] = set()
    try:
        while True:
            pending |= {executor.submit(work_in_sandbox, job, t) for t in islice(waiting, AHEAD - len(pending))}
            if not pending:
                return
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                yield from result_of(future) or ()
    finally:
        for future in pending:
            future.cancel()
        stop_sandboxes(job)


def result_of(future: Future[T]) -> T | None:
    """What a worker gave; None if the executor gave the work up. Raises what `engine.work_in_sandbox` raises, and
    `WorkerError` if the executor itself is broken."""
    try:
        return future.result()
    except (SetupError, OSError, WorkerError):
        raise
    except BrokenExecutor as error:
        raise WorkerError(f"the executor broke ({error}); what was done is kept for the next run") from error
    except Exception:  # an executor's own way to say that it gave a task up
        return None


def _given_up(file: InputFile, shelf: Shelf, job: Job) -> list[Place]:
    """A problem in place of a file that no worker came back with."""
    from pipeline.batch.work import Conditions, work

    fault = ("worker_died", f"given up after {ATTEMPTS} attempts")
    conditions = Conditions(
        resources=job.config.resources(),
        timeout=job.config.timeout,
        blame={(file.relative, WHOLE_FILE, True): fault},
        report=lambda step: None,
    )
    for name in work(Task(files=(file,)), shelf, conditions):
        shelf.take(name)
    return shelf.find(file.relative, "") or []


def _processes(files: Sequence[InputFile], job: Job) -> int:
    """How many to use: for a small corpus no second worker is worth its start-up, unless workers are asked for."""
    if not job.config.workers and sum(file.size for file in files) < SMALL:
        return 1
    return job.config.processes()
