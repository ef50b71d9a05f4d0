"""Errands: calls that a run makes to its workers when all tasks are done, see `copies.ERRANDS`."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from typing import Any

import msgspec

from pipeline.batch.engine import call_in_sandbox, engine, stop_sandboxes
from pipeline.batch.messages import Call, Job
from pipeline.batch.process import result_of
from pipeline.copies import Each, Errand

AHEAD = 8
"""Errands under way for each worker; what they take and give is held in memory."""
PATIENCE = 10
"""How many times longer than a document an errand may take, which is about the documents of one file."""


@contextmanager
def errands(job: Job, executor: Executor | None) -> Iterator[Each]:
    """The function that does errands in parallel; workers are started when it is first called."""
    processes = job.config.processes()
    with ExitStack() as stack:
        pool = executor

        def each(errand: Errand, items: Iterable[Any]) -> Iterator[Any]:
            nonlocal pool
            if pool is None:
                pool = stack.enter_context(engine(job.config, processes))
            pending: deque[Future[bytes | None]] = deque()
            for item in items:
                call = Call(errand.name, msgspec.Raw(msgspec.msgpack.encode(item)))
                pending.append(pool.submit(call_in_sandbox, job, call, PATIENCE * job.config.timeout))
                if len(pending) >= AHEAD * processes:
                    yield _given(pending.popleft(), errand)
            while pending:
                yield _given(pending.popleft(), errand)

        try:
            yield each
        finally:
            stop_sandboxes(job)


def _given(future: Future[bytes | None], errand: Errand) -> Any:
    data = result_of(future)
    return msgspec.msgpack.decode(data, type=errand.gives) if data is not None else []
