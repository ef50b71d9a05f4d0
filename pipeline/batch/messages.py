"""What a sandbox and its child say to each other, as MessagePack."""

from __future__ import annotations

import os

import msgspec

from pipeline.batch.files import InputFile, Task
from pipeline.batch.steps import Blame, Step
from pipeline.config import Config


class Job(msgspec.Struct, frozen=True):
    """What a child must know once: the options of the run, the folder of its shards, and their fingerprint."""

    config: Config
    folder: bytes
    fingerprint: str


class Order(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A task. Paths travel as bytes, since names of files need not be text."""

    files: tuple[tuple[bytes, str, int], ...]
    turn: int
    turns: int
    stored: tuple[str, tuple[int, ...]]
    blame: tuple[tuple[str, int, bool, str, str], ...]

    @staticmethod
    def of(task: Task, blame: Blame) -> Order:
        """The order to do this task, passing over what is blamed."""
        return Order(
            files=tuple((os.fsencode(file.path), file.relative, file.size) for file in task.files),
            turn=task.turn,
            turns=task.turns,
            stored=task.stored,
            blame=tuple((*step, *fault) for step, fault in blame.items()),
        )

    def task(self) -> Task:
        """The task."""
        files = tuple(InputFile(os.fsdecode(path), relative, size) for path, relative, size in self.files)
        return Task(files=files, turn=self.turn, turns=self.turns, stored=self.stored)

    def blamed(self) -> Blame:
        """The steps to pass over."""
        return {(relative, number, reading): (code, detail) for relative, number, reading, code, detail in self.blame}


class Call(msgspec.Struct, frozen=True, tag=True):
    """An errand (see `copies.ERRANDS`), with what it takes as MessagePack."""

    errand: str
    argument: msgspec.Raw


class Given(msgspec.Struct, frozen=True, tag=True):
    """From the child: what the errand gave, as MessagePack."""

    result: msgspec.Raw


class At(msgspec.Struct, frozen=True, tag=True):
    """From the child: it begins a step."""

    step: Step


class Stored(msgspec.Struct, frozen=True, tag=True):
    """From the child: the task is done; the names of its shards."""

    names: list[str]


class Failed(msgspec.Struct, frozen=True, tag=True):
    """From the child: the task could not be done. `kind` is setup, disk or other."""

    kind: str
    message: str
    errno: int = 0


Request = Order | Call
Answer = At | Stored | Given | Failed
