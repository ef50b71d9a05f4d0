"""The process that does the work: takes tasks from its parent, says where it is, and ends when the parent ends.

    python -m pipeline.batch.child SOCKET PIPE         descriptors inherited from the parent

Started by `spawn`, watched by `sandbox.Sandbox`; the messages are in `messages`. Nothing reaches the other end of the
pipe but its closing, which tells that the parent is gone.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from pipeline import cache
from pipeline.batch.messages import Answer, At, Call, Failed, Given, Job, Request, Stored
from pipeline.batch.work import Conditions, work
from pipeline.errors import SetupError
from pipeline.store.shelf import Shelf

IDLE = 120.0
"""Seconds without a task after which the process ends by itself; the parent starts another if it needs one."""


def main() -> None:
    """Work until the parent goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    parent, lifeline = Connection(int(sys.argv[1])), int(sys.argv[2])
    threading.Thread(target=_end_with_parent, args=(lifeline,), daemon=True).start()
    try:
        job = msgspec.msgpack.decode(parent.recv_bytes(), type=Job)
        _limit_memory(job.config.memory_bytes())
        conditions = Conditions(
            resources=job.config.resources(),
            timeout=job.config.timeout,
            blame={},
            report=lambda step: parent.send_bytes(msgspec.msgpack.encode(At(step))),
        )
        shelf = Shelf(Path(os.fsdecode(job.folder)), job.fingerprint)
        while parent.poll(IDLE):
            request = msgspec.msgpack.decode(parent.recv_bytes(), type=Request)
            answer = _answer(request, shelf, conditions)
            cache.save()
            parent.send_bytes(msgspec.msgpack.encode(answer))
    except (EOFError, ConnectionError):
        return


def _answer(request: Request, shelf: Shelf, conditions: Conditions) -> Answer:
    try:
        if isinstance(request, Call):
            return _given(request, conditions)
        return Stored(work(request.task(), shelf, conditions._replace(blame=request.blamed())))
    except ConnectionError:
        raise
    except SetupError as error:
        return Failed("setup", str(error))
    except OSError as error:
        return Failed("disk", f"{error.strerror or error}: {error.filename or shelf.folder}", error.errno or 0)
    except Exception:
        return Failed("other", traceback.format_exc())


def _given(call: Call, conditions: Conditions) -> Given:
    from pipeline.copies import ERRANDS

    errand = ERRANDS[call.errand]
    argument = msgspec.msgpack.decode(call.argument, type=errand.takes)
    return Given(msgspec.Raw(msgspec.msgpack.encode(errand.function(argument, conditions.resources))))


def _end_with_parent(lifeline: int) -> None:
    os.read(lifeline, 1)
    os._exit(0)


def _limit_memory(limit: int) -> None:
    """More than this is a `MemoryError`, which costs one document, where without a limit the machine might choke."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit if most < 0 else min(limit, most), most))


if __name__ == "__main__":
    main()
