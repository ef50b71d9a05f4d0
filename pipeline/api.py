"""The Python API: texts, files and folders → reports, records and data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pipeline import cache
from pipeline.batch.files import list_files
from pipeline.config import Config
from pipeline.flow import process
from pipeline.read import read
from pipeline.records import Document, Indicator, Observation, Problem, Report, Section, Source
from pipeline.store.counts import Counts
from pipeline.store.rows import Rows, rows_of

if TYPE_CHECKING:
    import pandas as pd


class Reports(Sequence[Report]):
    """The reports of a text, file or folder, in reading order, with their records side by side."""

    def __init__(self, pages: Sequence[Sequence[Report]], problems: Sequence[Problem] = ()) -> None:
        self._pages = pages
        self._reports = [report for page in pages for report in page]
        self._read_problems = list(problems)

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> list[Report]: ...
    def __getitem__(self, index: int | slice) -> Report | list[Report]:
        return self._reports[index]

    def __repr__(self) -> str:
        return f"Reports({len(self)} reports, {len(self.indicators)} indicators)"

    @property
    def documents(self) -> list[Document]:
        """The facts of each report."""
        return [report.document for report in self]

    @property
    def sections(self) -> list[Section]:
        """All headings and points."""
        return [row for report in self for row in report.sections]

    @property
    def indicators(self) -> list[Indicator]:
        """All quantities with what they measure."""
        return [row for report in self for row in report.indicators]

    @property
    def observations(self) -> list[Observation]:
        """The rows of the panel."""
        return [row for report in self for row in report.observations]

    @property
    def problems(self) -> list[Problem]:
        """What went wrong, from reading to resolving."""
        return [row for row in self._rows()["problems"] if isinstance(row, Problem)]

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Every table as a pandas frame, by name, with the columns of the CSV files."""
        from pipeline.store.arrow import arrow_table
        from pipeline.store.schema import TABLES

        rows = self._rows()
        return {table.name: arrow_table(table, rows[table.name]).to_pandas() for table in TABLES}

    def _rows(self) -> Rows:
        rows = rows_of([], self._read_problems)
        for page in self._pages:
            for name, new in rows_of(page).items():
                rows[name] += new
        return rows


class Pipeline:
    """The flow with its rules and models loaded once, for many calls.

    `config` chooses segmenter and rules, see `config.Config`.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._resources = self.config.resources()

    def extract(self, text_or_path: str | Path) -> Reports:
        """The reports of a text, of a file of any format, or of all files of a folder.

        A `Path`, or a one-line string that names something that exists, is read; any other string is the text itself.
        Bad files raise nothing; they are in `.problems`.
        """
        path = _as_path(text_or_path)
        if path is None:
            reports = process(Source(path="text", text=str(text_or_path)), self._resources)
            cache.save()
            return Reports([reports])
        pages, problems = [], []
        for item in self._sources(path):
            if isinstance(item, Problem):
                problems.append(item)
            else:
                pages.append(process(item, self._resources))
        cache.save()
        return Reports(pages, problems)

    def _sources(self, path: Path) -> Iterator[Source | Problem]:
        for file in list_files(path):
            yield from read(Path(file.path), file.relative, rules=self._resources.rules)

    def run(self, corpus: str | Path, out: str | Path) -> Counts:
        """Extract a folder into tables in another folder, like `baogao extract CORPUS -o OUT`."""
        from pipeline.batch.run import run

        return run(Path(corpus), Path(out), self.config)


def extract(text_or_path: str | Path) -> Reports:
    """The reports of a text or file; see `Pipeline.extract`. For many texts make one `Pipeline` and keep it."""
    return Pipeline().extract(text_or_path)


def _as_path(text_or_path: str | Path) -> Path | None:
    if isinstance(text_or_path, Path):
        return text_or_path
    if (
        not text_or_path
        or "\n" in text_or_path
        or "\0" in text_or_path
        or len(text_or_path.encode("utf-8", "replace")) > 255
    ):
        return None
    path = Path(text_or_path)
    return path if path.exists() else None
