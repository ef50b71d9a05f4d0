"""What a run is asked to do, checked before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from pipeline.errors import SetupError
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.segment.segmenters import LOADERS

ENGINES = ("local", "distributed")


class ConfigError(SetupError):
    """The options of a run do not make sense; the message says which and why."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of a run; small and picklable, since every worker makes its own resources from it."""

    segmenter: str = "rjieba"
    rules: str | None = None
    """A user's folder of rules: its files replace those of the same name, or add to them."""
    workers: int = 0
    """Processes; 0 means one for each processor that this process may use."""
    excel: bool = False
    engine: str = "local"
    """`local`: processes of this machine; `distributed`: a cluster of Dask's distributed."""
    scheduler: str | None = None
    """Address of the cluster's scheduler, `tcp://host:8786`; None makes a cluster of this machine."""
    part: tuple[int, int] | None = None
    """Only job n of m: (3, 64). See `batch.merge`."""
    timeout: float = 60.0
    """Seconds that reading or processing one document may take, and a second more for every 50,000 characters."""
    memory: int = 0
    """Megabytes that a worker may hold; 0 means its share of four fifths of the machine's memory."""

    def __post_init__(self) -> None:
        if self.segmenter not in LOADERS:
            raise ConfigError(f"unknown segmenter {self.segmenter!r}; there are {', '.join(LOADERS)}")
        if self.workers < 0:
            raise ConfigError(f"workers must be 0 or more, not {self.workers}")
        if self.engine not in ENGINES:
            raise ConfigError(f"unknown engine {self.engine!r}; there are {', '.join(ENGINES)}")
        if self.part and not 1 <= self.part[0] <= self.part[1]:
            raise ConfigError(f"there is no part {self.part[0]} of {self.part[1]}")
        if self.timeout <= 0 or self.memory < 0:
            raise ConfigError("limits of time and memory must be positive")
        if self.rules is not None and not Path(self.rules).is_dir():
            raise ConfigError(f"{self.rules}: no such folder of rules")

    def resources(self) -> Resources:
        """The resources that stages use under this configuration."""
        extra = Path(self.rules) if self.rules is not None else None
        return Resources(rules=Rules(extra=extra), segmenter=self.segmenter)

    def memory_bytes(self) -> int:
        """How much memory a worker may hold, in bytes."""
        if self.memory:
            return self.memory * 2**20
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return machine * 4 // 5 // self.processes()

    def processes(self) -> int:
        """How many processes to use."""
        return self.workers or len(os.sched_getaffinity(0))
