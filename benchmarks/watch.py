"""Run a command and watch the memory of its process and of the processes that it starts, through /proc."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

BAOGAO = (sys.executable, "-c", "from pipeline.cli import main; main()")
"""The command, of this checkout."""
INTERVAL = 0.5
PAGE = 4096


class Sample(NamedTuple):
    """Memory in bytes at one moment, in seconds after the start: of the process, and of the largest below it."""

    seconds: float
    main: int
    worker: int


class Watched(NamedTuple):
    """What a command took, and the highest memory that the system noted of the process, and of any below it."""

    seconds: float
    started: float
    """Time of day."""
    samples: list[Sample]
    main_peak: int
    worker_peak: int


def watched(command: Sequence[str]) -> Watched:
    """Run the command to its end; `CalledProcessError` if it fails."""
    began, started = time.perf_counter(), time.time()
    samples: list[Sample] = []
    main_peak = worker_peak = 0
    with subprocess.Popen(command) as process:
        while True:
            below = _below(process.pid)
            main_peak = max(main_peak, _peak(process.pid))
            worker_peak = max(worker_peak, *(_peak(pid) for pid in below), 0)
            held = max((_held(pid) for pid in below), default=0)
            samples.append(Sample(time.perf_counter() - began, _held(process.pid), held))
            try:
                process.wait(INTERVAL)
                break
            except subprocess.TimeoutExpired:
                continue
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Watched(time.perf_counter() - began, started, samples, main_peak, worker_peak)


def _below(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += map(int, _text(task).split())
    return found + [one for child in found for one in _below(child)]


def _held(pid: int) -> int:
    """Bytes that a process holds in memory."""
    fields = _text(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * PAGE if fields else 0


def _peak(pid: int) -> int:
    """Bytes that it has held at most."""
    for line in _text(Path(f"/proc/{pid}/status")).splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""
