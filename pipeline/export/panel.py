"""The panel of a run as a table for people: rows as they are, places × periods, or goals beside outcomes."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pipeline.batch.run import run
from pipeline.config import Config
from pipeline.records import Indicator, Observation, Status
from pipeline.resolve.pivot import compare_targets, ends, pivot
from pipeline.store.excel import inert
from pipeline.store.rows import csv_line
from pipeline.store.schema import Table, table

T = TypeVar("T")
Rows = list[list[Any]]
"""A table: the header, then the rows."""

FORMATS = (".csv", ".xlsx", ".dta", ".parquet")


class UnknownFormatError(Exception):
    """The ending of an output file names no format that can be written."""


def panel_of(folder: Path, config: Config) -> list[Observation]:
    """The observations of a folder of tables, or of a folder of reports, which is then extracted first."""
    return _records(folder, config, table("panel"), Observation, with_copies=True)


def indicators_of(folder: Path, config: Config) -> list[Indicator]:
    """The indicators of a folder of tables or of reports, without those of copies."""
    return _records(folder, config, table("indicators"), Indicator, with_copies=False)


def _records(folder: Path, config: Config, source: Table, record: type[T], *, with_copies: bool) -> list[T]:
    if (folder / "datapackage.json").is_file():
        return _read_records(folder, source, record, with_copies=with_copies)
    with tempfile.TemporaryDirectory() as scratch:
        run(folder, Path(scratch), config)
        return _read_records(Path(scratch), source, record, with_copies=with_copies)


def _read_records(out: Path, source: Table, record: type[T], *, with_copies: bool) -> list[T]:
    import pyarrow.parquet as pq

    documents = pq.read_table(out / "documents.parquet", columns=["document_id", "duplicate_of"]).to_pylist()
    copies = {row["document_id"] for row in documents if row["duplicate_of"]}
    lists = [column.name for column in source.columns if column.type == "list"]
    rows = pq.read_table(out / f"{source.name}.parquet").to_pylist()
    for row in rows:
        row |= {name: tuple(row[name].split(";")) if row[name] else () for name in lists}
    return [msgspec.convert(row, record) for row in rows if with_copies or row["document_id"] not in copies]


def as_rows(observations: Iterable[Observation]) -> Rows:
    """The observations with the columns of the table `panel`."""
    header = [column.name for column in table("panel").columns]
    return [header, *([_plain(value) for value in msgspec.structs.astuple(row)] for row in observations)]


def as_pivot(observations: Sequence[Observation], indicators: Sequence[str], status: Status) -> Rows:
    """One row for each indicator and place, one column for each period; a range shows as its middle."""
    tables = [(indicator, pivot(observations, indicator, status=status)) for indicator in indicators]
    periods = sorted({period for _, made in tables for period in made.columns})
    rows: Rows = [["indicator", "ref_area", "region", *periods]]
    for indicator, made in tables:
        for (code, name), cells in made.rows:
            found = dict(zip(made.columns, cells, strict=True))
            rows.append([indicator, code, name, *(_number(found.get(period)) for period in periods)])
    return rows


def as_comparison(observations: Sequence[Observation], indicators: Sequence[str]) -> Rows:
    """Goal beside outcome for each indicator, place and period."""
    header = [
        "indicator",
        "ref_area",
        "region",
        "time_period",
        "target_low",
        "target_high",
        "wording",
        "actual",
        "gap",
        "met",
    ]
    rows: Rows = [header]
    for indicator in indicators:
        for pair in compare_targets(observations, indicator):
            low, high = ends(pair.target) if pair.target else (None, None)
            wording = ";".join(pair.target.modifier) if pair.target else None
            place = [pair.indicator, pair.ref_area, pair.region, pair.time_period]
            rows.append([*place, low, high, wording, _number(pair.actual), pair.gap, pair.met])
    return rows


def write(rows: Rows, out: Path | None) -> None:
    """Write the table to a file, in the format that its ending says, or as CSV to stdout.

    Raises `UnknownFormatError` for an ending that is none of `FORMATS`.
    """
    if out is None:
        sys.stdout.writelines(csv_line(row) for row in rows)
        return
    if out.suffix.lower() not in FORMATS:
        raise UnknownFormatError(
            f"{out}: cannot write {out.suffix or 'a file without ending'}; use {', '.join(FORMATS)}"
        )
    if out.suffix.lower() == ".csv":
        out.write_text("".join(csv_line(row) for row in rows), encoding="utf-8", newline="")
        return
    import pandas as pd

    frame = pd.DataFrame(rows[1:], columns=[str(name) for name in rows[0]])
    match out.suffix.lower():
        case ".xlsx":
            frame.map(lambda value: inert(value) if isinstance(value, str) else value).to_excel(out, index=False)
        case ".parquet":
            frame.to_parquet(out, index=False)
        case ".dta":
            # Stata allows no name that begins with a digit, no `-`, `/` in names, and no mixed columns.
            frame.columns = pd.Index([_stata_name(str(name)) for name in frame.columns])
            for name in frame.columns:
                if frame[name].dtype == object or str(frame[name].dtype) == "bool":
                    frame[name] = frame[name].map(lambda value: "" if value is None else str(value))
            frame.to_stata(out, write_index=False, version=118)


def _stata_name(name: str) -> str:
    plain = name.replace("-", "_").replace("/", "_")
    return f"y{plain}" if plain[:1].isdigit() else plain


def _number(row: Observation | None) -> float | None:
    """The one number of a cell; the middle of a range."""
    if row is None:
        return None
    low, high = ends(row)
    return None if low is None or high is None else round((low + high) / 2, 9)


def _plain(value: Any) -> Any:
    return ";".join(value) if isinstance(value, tuple) else value
