"""Read: files, archives and tables of any known format → sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.records import Problem, Source


def read(path: Path, relative: str) -> Iterator[Source | Problem]:
    """Every text in one file, and a problem for whatever could not be read."""
    yield Source(path=relative, text=path.read_text(encoding="utf-8"))
