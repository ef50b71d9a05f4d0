"""What a run, or a piece of it, has done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pipeline.records import Problem, Report
from pipeline.store.rows import Rows


class Counts(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What a run, or a piece of it, has done so far."""

    files: int = 0
    reused: int = 0
    """Files that an earlier run had processed already."""
    bytes: int = 0
    documents: int = 0
    characters: int = 0
    sections: int = 0
    indicators: int = 0
    observations: int = 0
    repairs: int = 0
    copies: int = 0
    problems: dict[str, int] = {}
    failed: int = 0
    """Problems of severity error, and files that gave no document without one."""
    seconds: float = 0.0
    written: list[str] = []

    def add(self, other: Counts) -> None:
        """Add the counts of a piece."""
        for name in self.__struct_fields__:
            if name == "problems":
                for code, number in other.problems.items():
                    self.problems[code] = self.problems.get(code, 0) + number
            else:
                setattr(self, name, getattr(self, name) + getattr(other, name))


def count(reports: Sequence[Report], characters: int, rows: Rows) -> Counts:
    """The counts of the reports of one source, of so many characters, and of their rows."""
    counts = Counts(
        documents=len(reports),
        characters=characters,
        sections=len(rows["sections"]),
        indicators=len(rows["indicators"]),
        observations=len(rows["panel"]),
        repairs=len(rows["edits"]),
    )
    counts.add(count_problems(rows))
    return counts


def count_problems(rows: Mapping[str, Sequence[msgspec.Struct]]) -> Counts:
    """The problems among the rows, by code, and how many of them are errors."""
    counts = Counts()
    for row in rows["problems"]:
        assert isinstance(row, Problem)
        counts.problems[row.code] = counts.problems.get(row.code, 0) + 1
        counts.failed += row.severity == "error"
    return counts
