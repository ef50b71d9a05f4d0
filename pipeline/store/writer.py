"""Write the tables of a run from its shards: CSV, Parquet, DuckDB and datapackage.json.

Each table is written on its own, piece by piece in the order of the files, so that nothing is held but the rows of one
row group. Where a row group ends depends on the pieces alone, and so do the bytes.
"""

from __future__ import annotations

import filecmp
import functools
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pipeline.collate import Duplicate
from pipeline.records import Document
from pipeline.store import datapackage, excel
from pipeline.store.arrow import arrow_schema, arrow_table, records_of
from pipeline.store.revision import Revisions, revised
from pipeline.store.rows import csv_bytes, csv_line
from pipeline.store.schema import DOCUMENTS, TABLES, Table
from pipeline.store.shard import Shard, size_of
from pipeline.store.shelf import Place, Shelf

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

DATABASE = "baogao.duckdb"
GROUP_BYTES = 8_000_000
"""A row group of Parquet ends with the first piece that makes it as large as this, measured as CSV."""
THREADS = 2
RECORDS = 500
"""Records that are held before they become a table."""
PARTS = 500
"""Tables of a piece each that are held before they become one: each takes kilobytes, however few its rows are."""
OPEN_SHARDS = 4
DATABASE_MEMORY, DATABASE_MEMORY_OF_GIANTS = "60MB", "4GB"
"""What DuckDB may hold; the second where a single text does not fit into the first."""
DATABASE_VERSION = "v1.4.0"
"""From this version on DuckDB packs long texts well: a third of the time and half of the size."""
DATABASE_ROWS, DATABASE_LONG_ROWS = 16_384, 2048
"""Rows that are packed at once: they are held until then, and of what was packed DuckDB keeps a few kilobytes for each
column. The second, as few as it allows, for rows that hold whole texts."""


class Portion(NamedTuple):
    """The rows of one piece in one table, as records or as a table, and their size as a piece knows it."""

    csv: bytes
    rows: pa.Table | Sequence[msgspec.Struct]
    size: int


def write_tables(
    folder: Path,
    previous: Path,
    shelf: Shelf,
    places: Sequence[Place],
    copies: Mapping[str, Duplicate],
    revisions: Revisions,
    *,
    excel_copies: bool = False,
) -> dict[str, int]:
    """Write all files of a run into `folder`; returns how many rows each table has.

    `copies` says of what document each copy is a copy; `previous` is the folder with the tables of the run before.
    Raises `DamagedShardError`, and `OSError` if the disk is full.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        writing = {t.name: pool.submit(_write_table, folder, t, shelf, places, copies, revisions) for t in TABLES}
        rows = {name: written.result() for name, written in writing.items()}
    (folder / "datapackage.json").write_text(datapackage.describe(), encoding="utf-8")
    if excel_copies:
        excel.write_copies(folder)
    _write_database(folder, previous)
    return rows


def _write_table(
    folder: Path,
    table: Table,
    shelf: Shelf,
    places: Sequence[Place],
    copies: Mapping[str, Duplicate],
    revisions: Revisions,
) -> int:
    """Write one table; returns the number of its rows."""
    import pyarrow.parquet as pq

    rows = 0
    with (
        pq.ParquetWriter(folder / f"{table.name}.parquet", arrow_schema(table), compression="zstd") as parquet,
        (folder / f"{table.name}.csv" if table.csv else Path(os.devnull)).open("wb") as csv,
    ):
        csv.write(csv_line(column.name for column in table.columns).encode())
        group = _Group(table)
        for portion in _portions(table, shelf, places, copies, revisions):
            csv.write(portion.csv)
            group.add(portion)
            if group.size >= GROUP_BYTES:
                rows += group.write(parquet)
                group = _Group(table)
        rows += group.write(parquet)
    return rows


class _Group:
    """A row group, as it gathers."""

    def __init__(self, table: Table) -> None:
        self.size = 0
        self._table = table
        self._parts: list[pa.Table] = []
        self._records: list[msgspec.Struct] = []

    def add(self, portion: Portion) -> None:
        """Add the rows of a piece."""
        self.size += portion.size
        if isinstance(portion.rows, Sequence):
            self._records += portion.rows
            if len(self._records) >= RECORDS:
                self._settle()
        elif len(portion.rows):
            self._settle()
            self._parts.append(portion.rows)
            if len(self._parts) >= PARTS:
                self._parts = [_joined(self._parts)]

    def write(self, parquet: pq.ParquetWriter) -> int:
        """Write the group, if there is anything in it; returns the number of its rows."""
        import pyarrow as pa

        self._settle()
        rows = sum(len(part) for part in self._parts)
        if rows:
            parquet.write_table(_joined(self._parts), row_group_size=rows)
            self._parts = []
            pa.default_memory_pool().release_unused()  # else what every group takes adds up
        return rows

    def _settle(self) -> None:
        """Make a table of the records: one of many costs little more than one of a single record."""
        if self._records:
            self._parts.append(arrow_table(self._table, self._records))
            self._records = []


def _joined(parts: Sequence[pa.Table]) -> pa.Table:
    """The tables as one, in one chunk, since where chunks end shows in the bytes of Parquet."""
    import pyarrow as pa

    return pa.concat_tables(parts).combine_chunks()


def _portions(
    table: Table, shelf: Shelf, places: Sequence[Place], copies: Mapping[str, Duplicate], revisions: Revisions
) -> Iterator[Portion]:
    opened = functools.lru_cache(OPEN_SHARDS)(lambda number: _Opened(shelf.shard(number), table))
    for place in places:
        shard = opened(place.shard)
        if table is DOCUMENTS:
            documents = [revisions.documents.get(one.document_id, one) for one in shard.documents[place.position]]
            yield _portion(table, [_with_copy(document, copies) for document in documents])
        elif revisions.concern(table, shard.pieces[place.position].documents, copies):
            documents = shard.documents[place.position]
            ids = [(document.document_id, document.path) for document in documents]
            records = records_of(table, shard.portion(place.position).rows)
            yield _portion(table, revised(table, records, ids, copies, revisions))
        else:
            yield shard.portion(place.position)


class _Opened:
    """One table of a shard, unpacked once."""

    def __init__(self, shard: Shard, table: Table) -> None:
        self.pieces = shard.header.pieces
        self._shard = shard
        self._table = table

    @functools.cached_property
    def documents(self) -> list[list[Document]]:
        return self._shard.documents()

    @functools.cached_property
    def _unpacked(self) -> tuple[bytes, list[int], pa.Table, list[int]]:
        shard, table = self._shard, self._table
        return shard.csv(table), shard.ends("sizes", table), shard.arrow(table), shard.ends("rows", table)

    def portion(self, at: int) -> Portion:
        """The rows of one piece."""
        text, ends, rows, row_ends = self._unpacked
        size = ends[at + 1] - ends[at]
        return Portion(text[ends[at] : ends[at + 1]], rows.slice(row_ends[at], row_ends[at + 1] - row_ends[at]), size)


def _portion(table: Table, records: Sequence[msgspec.Struct]) -> Portion:
    text = csv_bytes(records) if table.csv else b""
    return Portion(text, records, size_of(table, records, text))


def _with_copy(document: Document, copies: Mapping[str, Duplicate]) -> Document:
    copy = copies.get(document.document_id)
    if copy is None:
        return document
    return msgspec.structs.replace(document, duplicate_of=copy.duplicate_of, similarity=round(copy.similarity, 4))


def _write_database(folder: Path, previous: Path) -> None:
    """One DuckDB file with every table, made from the Parquet files.

    DuckDB stamps each new file with a random identifier; so where the previous run's tables are the same bytes, its
    database is kept, and a second run over the same corpus changes no byte of the folder.
    """
    names = [f"{each.name}.parquet" for each in TABLES]
    _, changed, unknown = filecmp.cmpfiles(folder, previous, names, shallow=False)
    if not changed and not unknown and (previous / DATABASE).exists():
        shutil.copyfile(previous / DATABASE, folder / DATABASE)
        return
    import duckdb

    for memory in (DATABASE_MEMORY, DATABASE_MEMORY_OF_GIANTS):
        (folder / DATABASE).unlink(missing_ok=True)
        settings = {"threads": 1, "memory_limit": memory, "temp_directory": str(folder)}
        try:
            with duckdb.connect(config=settings) as database:
                _fill(database, folder)
            return
        except duckdb.OutOfMemoryException:
            if memory == DATABASE_MEMORY_OF_GIANTS:
                raise
        except duckdb.IOException as error:
            raise OSError(str(error)) from error


def _fill(database: duckdb.DuckDBPyConnection, folder: Path) -> None:
    database.execute("SET enable_progress_bar = false")
    for rows, tables in (
        (DATABASE_ROWS, [each for each in TABLES if each.csv]),
        (DATABASE_LONG_ROWS, [each for each in TABLES if not each.csv]),
    ):
        options = f"ROW_GROUP_SIZE {rows}, STORAGE_VERSION '{DATABASE_VERSION}'"
        database.execute(f"ATTACH {_quoted(folder / DATABASE)} AS made ({options})")
        for each in tables:
            source = f"read_parquet({_quoted(folder / f'{each.name}.parquet')})"
            database.execute(f"CREATE TABLE made.{each.name} AS SELECT * FROM {source}")
        database.execute("DETACH made")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
