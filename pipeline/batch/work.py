"""What a worker does with a task: files → sources → reports → rows → shards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.batch.files import InputFile, Task, digest, is_regular
from pipeline.batch.steps import WHOLE_FILE, Blame, Step, content_key
from pipeline.collate import Signature, signature
from pipeline.errors import SetupError
from pipeline.flow import process
from pipeline.problems import problem
from pipeline.read import read
from pipeline.records import Problem, Source
from pipeline.resources import Resources
from pipeline.store.counts import Counts, count, count_problems
from pipeline.store.rows import rows_of
from pipeline.store.shard import PieceRows
from pipeline.store.shelf import Shelf

PIECE_CHARACTERS = 400_000
"""A piece of a file that holds many texts ends with the first text that makes it as long as this."""
PROBLEM_WEIGHT = 100
"""What a problem counts as, in characters."""
READINGS = 3
"""How often a file is read that changes while it is read."""


class ChangedError(Exception):
    """A file changed while it was read."""


class Conditions(NamedTuple):
    """What a worker works with besides its task."""

    resources: Resources
    timeout: float
    """Seconds that a step may take, see `Config.timeout`."""
    blame: Blame
    """Steps to pass over, with a problem in their place."""
    report: Callable[[Step], None]
    """To be called before each step."""


def work(task: Task, shelf: Shelf, conditions: Conditions) -> list[str]:
    """Process a task, store its rows as shards, and return their names.

    Raises `OSError` if the shelf cannot be written, and `SetupError`; what a file holds raises nothing.
    """
    stored: list[str] = []
    ends: list[PieceRows] = []
    for file in task.files:
        for reading in range(READINGS):
            early: list[str] = []
            try:
                for piece in _pieces(file, task, conditions, for_good=reading == READINGS - 1):
                    if piece.last:
                        ends.append(piece)
                    else:
                        early.append(shelf.put([piece]))
                stored += early
                break
            except ChangedError:
                for name in early:
                    (shelf.folder / name).unlink(missing_ok=True)
    if ends:
        stored.append(shelf.put(ends))
    return stored


def _pieces(file: InputFile, task: Task, conditions: Conditions, *, for_good: bool) -> Iterator[PieceRows]:
    """The pieces of a file that are this task's. Where a piece ends depends on the file alone.

    Raises `ChangedError` if the file was not the same before and after, unless this is the last try, `for_good`.
    """
    before = digest(file.path)
    content = "" if for_good else _content(file, before, conditions)
    digest_stored, numbers_stored = task.stored
    stored = frozenset(numbers_stored if digest_stored == content else ())

    def wanted(number: int) -> bool:
        return number % task.turns == task.turn and number not in stored

    piece = _Piece(file, 0)
    for number, item in _items(file, conditions):
        if piece.weight >= PIECE_CHARACTERS:
            if wanted(piece.number):
                yield piece.close(content, last=False)
            piece = _Piece(file, piece.number + 1)
        piece.weight += len(item.text) if isinstance(item, Source) else PROBLEM_WEIGHT
        if not wanted(piece.number):
            continue
        if isinstance(item, Source):
            piece.add(item, number, conditions)
        else:
            piece.note(item)
    if digest(file.path) != before:
        if not for_good:
            raise ChangedError
        piece.note(problem("changed_while_read", file.relative))
    if wanted(piece.number):
        yield piece.close(content, last=True)


class _Piece:
    """The rows of a stretch of a file, as they gather."""

    def __init__(self, file: InputFile, number: int) -> None:
        self.number = number
        self.weight = 0
        self._file = file
        self._rows = rows_of([])
        self._signatures: list[Signature] = []
        self._counts = Counts()

    def add(self, source: Source, number: int, conditions: Conditions) -> None:
        """Process a text."""
        if fault := conditions.blame.get((self._file.relative, number, False)):
            self.note(problem(fault[0], source.path, detail=fault[1]))
            return
        conditions.report(Step(self._file.relative, number, False, len(source.text)))
        reports = process(source, conditions.resources)
        rows = rows_of(reports)
        for name, new in rows.items():
            self._rows[name] += new
        self._signatures += (signature(report) for report in reports)
        self._counts.add(count(reports, len(source.text), rows))

    def note(self, found: Problem) -> None:
        """Add a problem."""
        self._rows["problems"].append(found)
        self._counts.add(count_problems({"problems": [found]}))

    def close(self, content: str, *, last: bool) -> PieceRows:
        """The piece as it is stored."""
        if last:
            self._counts.files = 1
            self._counts.bytes = self._file.size
            if not self.number and not self._counts.documents and not self._counts.failed:
                self._counts.failed = 1
        return PieceRows(
            relative=self._file.relative,
            digest=content,
            number=self.number,
            last=last,
            rows=self._rows,
            signatures=self._signatures,
            counts=self._counts,
        )


def _items(file: InputFile, conditions: Conditions) -> Iterator[tuple[int, Source | Problem]]:
    """The texts and problems of a file, numbered. A reader that raises is our fault, but costs this file only."""
    if fault := conditions.blame.get((file.relative, WHOLE_FILE, True)):
        yield 0, problem(fault[0], file.relative, detail=fault[1])
        return
    number = 0
    try:
        if not is_regular(file.path):
            yield 0, problem("unreadable", file.relative, detail="not a regular file")
            return
        items = read(Path(file.path), file.relative, rules=conditions.resources.rules)
        while True:
            if fault := conditions.blame.get((file.relative, number, True)):
                yield number, problem(fault[0], file.relative, detail=fault[1])
                return
            conditions.report(Step(file.relative, number, True, file.size))
            item = next(items, None)
            if item is None:
                return
            yield number, item
            number += 1
    except SetupError:
        raise
    except Exception as error:
        detail = error.strerror if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        yield number, problem("unreadable", file.relative, detail=detail or "")


def _content(file: InputFile, before: str, conditions: Conditions) -> str:
    """What the pieces of a file are filed under: the digest of its bytes, unless something of it was passed over."""
    codes = {code for step, (code, _) in conditions.blame.items() if step[0] == file.relative}
    if "worker_died" in codes:  # perhaps of something else: the next run shall try again
        return ""
    return content_key(before, conditions.timeout) if before and "timeout" in codes else before
