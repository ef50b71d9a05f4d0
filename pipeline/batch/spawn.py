"""Start the processes that work. One may be started ahead, while its parent is still finding out what there is to do.

This module is the first of the batch to be imported, and imports little.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

CHILD = "pipeline.batch.child"
QUIET = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's algebra, which nothing here uses, starts a thread for each processor otherwise."""
PACKAGE_PARENT = Path(__file__).parent.parent.parent


class Child(NamedTuple):
    """A process, the socket to it, and the pipe whose closing tells it that its parent is gone."""

    process: subprocess.Popen[bytes]
    socket: socket.socket
    lifeline: int

    def end(self) -> None:
        """Kill it, and clean up behind it."""
        self.process.kill()
        self.process.wait()
        self.socket.close()
        os.close(self.lifeline)


_ahead: list[Child] = []


def start_ahead() -> None:
    """Start a child that the first call of `child` takes. It ends with this process if none did."""
    _ahead.append(_spawned())


def child() -> Child:
    """A child that waits for its job."""
    try:
        return _ahead.pop()
    except IndexError:
        return _spawned()


def _spawned() -> Child:
    ours, theirs = socket.socketpair()
    waits, lifeline = os.pipe()
    path = [str(PACKAGE_PARENT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with theirs:
        process = subprocess.Popen(
            # -P: a file in the working folder must not pass for a module.
            [sys.executable, "-P", "-m", CHILD, str(theirs.fileno()), str(waits)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(), waits),
            env={**QUIET, **os.environ, "PYTHONPATH": os.pathsep.join(path)},
        )
    os.close(waits)
    return Child(process, ours, lifeline)
