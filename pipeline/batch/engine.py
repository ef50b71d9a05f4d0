"""Where the work is done: on this machine, on a cluster, or on whatever executor the caller brings.

An engine is a `concurrent.futures.Executor` that calls `work_in_sandbox`. Its workers need not be processes, and need
not survive anything: each keeps a child of its own (see `sandbox`), so threads are enough on this machine, and what
hangs or dies is dealt with in the same way everywhere. All machines must see the corpus and the output folder under the
same paths.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from pipeline.batch.files import Task
from pipeline.batch.messages import Call, Job
from pipeline.batch.sandbox import Sandbox
from pipeline.config import Config
from pipeline.errors import SetupError

_idle: dict[Job, list[Sandbox]] = {}
_busy: dict[Job, set[Sandbox]] = {}
_lock = threading.Lock()


class MissingEngineError(SetupError):
    """The engine is not installed; the message holds the command that installs it."""


def work_in_sandbox(job: Job, task: Task) -> list[str]:
    """Do a task of a job in an idle child of this process, or in a new one; returns the names of the shards stored."""
    with _sandbox(job) as sandbox:
        return sandbox.run(task)


def call_in_sandbox(job: Job, call: Call, seconds: float) -> bytes | None:
    """Do an errand of a job in the same way; returns what it gave as MessagePack, None if it could not be done."""
    with _sandbox(job) as sandbox:
        return sandbox.call(call, seconds)


@contextmanager
def _sandbox(job: Job) -> Iterator[Sandbox]:
    with _lock:
        idle = _idle.setdefault(job, [])
        sandbox = idle.pop() if idle else Sandbox(job)
        _busy.setdefault(job, set()).add(sandbox)
    try:
        yield sandbox
    finally:
        with _lock:
            if sandbox in _busy.get(job, ()):  # else the job was stopped
                _busy[job].remove(sandbox)
                _idle[job].append(sandbox)


def stop_sandboxes(job: Job) -> None:
    """End the children of a job in this process, at work or not."""
    with _lock:
        idle, busy = _idle.pop(job, []), _busy.pop(job, set())
    for sandbox in idle:
        sandbox.close()
    for sandbox in busy:
        sandbox.stop()


@contextmanager
def engine(config: Config, processes: int) -> Iterator[Executor]:
    """The executor that the configuration names. Raises `MissingEngineError`, and `OSError` if no scheduler answers."""
    if config.engine == "distributed":
        with _distributed(config.scheduler) as executor:
            yield executor
        return
    with ThreadPoolExecutor(processes, "baogao") as executor:
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _distributed(scheduler: str | None) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingEngineError(
            f"the engine 'distributed' is not installed ({error}); install it with\n    pip install 'baogao[cluster]'"
        ) from None
    with Client(scheduler) as client:
        executor: Executor = client.get_executor(pure=False)
        yield executor
