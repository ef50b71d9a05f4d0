"""What a run is asked to do, checked before anything is read."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from pipeline.errors import SetupError
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.segment.segmenters import LOADERS


class ConfigError(SetupError):
    """The options of a run do not make sense; the message says which and why."""


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Options of a run; small and picklable, since every worker makes its own resources from it."""

    segmenter: str = "rjieba"
    rules: str | None = None
    """A user's folder of rules: its files replace those of the same name."""
    workers: int = 0
    """Processes; 0 means one for each processor that this process may use."""
    excel: bool = False

    def __post_init__(self) -> None:
        if self.segmenter not in LOADERS:
            raise ConfigError(f"unknown segmenter {self.segmenter!r}; there are {', '.join(LOADERS)}")
        if self.workers < 0:
            raise ConfigError(f"workers must be 0 or more, not {self.workers}")
        if self.rules is not None and not Path(self.rules).is_dir():
            raise ConfigError(f"{self.rules}: no such folder of rules")

    def resources(self) -> Resources:
        """The resources that stages use under this configuration."""
        extra = Path(self.rules) if self.rules is not None else None
        return Resources(rules=Rules(extra=extra), segmenter=self.segmenter)

    def processes(self) -> int:
        """How many processes to use."""
        return self.workers or len(os.sched_getaffinity(0))
