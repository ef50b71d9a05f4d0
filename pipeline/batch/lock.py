"""One run at a time writes to an output folder."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another run is writing to the output folder."""


@contextmanager
def only_run(state: Path) -> Iterator[None]:
    """Hold the lock of a state folder; the system lets go of it even if this process is killed.

    Raises `BusyError`, which names the process that holds it, and `OSError` if the folder cannot be written.
    """
    state.mkdir(parents=True, exist_ok=True)
    with (state / "lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip()
            raise BusyError(f"{state.parent}: another run is writing here{holder and f' ({holder})'}") from error
        lock.truncate(0)
        lock.write(f"process {os.getpid()} on {socket.gethostname()}\n")
        lock.flush()
        yield
