"""Write the tables of a run: CSV, Parquet, DuckDB and datapackage.json, all or nothing.

Everything is first written into `.baogao/next` inside the output folder. Only when all files are complete a `COMPLETE`
mark is set and they are moved into place one by one; a run that was interrupted while moving is finished by the next
call of `roll_forward`. So whoever reads the folder sees the tables of one run, the last that was completed.
"""

from __future__ import annotations

import filecmp
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

import msgspec

from pipeline.collate import Duplicate
from pipeline.records import Document
from pipeline.store import datapackage, excel
from pipeline.store.revision import revised
from pipeline.store.schema import DOCUMENTS, TABLES
from pipeline.store.shard import Shard, arrow_schema, arrow_table, csv_bytes, csv_header, read_stream
from pipeline.store.spool import Spool

if TYPE_CHECKING:
    import pyarrow.parquet as pq

STATE = ".baogao"
COMPLETE = "COMPLETE"
DATABASE = "baogao.duckdb"


def roll_forward(out: Path) -> None:
    """Finish the moves of a run that was interrupted after it was complete; drop what was not complete."""
    ready = out / STATE / "next"
    if (ready / COMPLETE).exists():
        for path in sorted(ready.iterdir()):
            if path.name != COMPLETE:
                path.replace(out / path.name)
    shutil.rmtree(ready, ignore_errors=True)


class Revisions(msgspec.Struct, frozen=True):
    """What comparing documents with their copies changes in rows that are already encoded."""

    documents: dict[str, Document] = {}
    """The new facts of documents, by id."""
    page: Callable[[str], Shard | None] = lambda path: None
    """The new rows of a page, by path; None if it stays as it is."""
    own_facts: frozenset[str] = frozenset()
    """Ids of the indicators whose observations count although their document is a copy."""


class TableWriter:
    """Takes shards in order and writes the tables; use as a context manager, then `commit`.

    The rows of `documents` are kept back until `commit`, since only the whole run knows which are copies of others.
    """

    def __init__(self, out: Path, *, excel: bool = False) -> None:
        self._out = out
        self._next = out / STATE / "next"
        self._excel = excel
        self._csv: dict[str, IO[bytes]] = {}
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self._documents: list[Document] = []
        self._packs: list[list[str]] = []
        """The documents of each shard."""
        self.rows: Counter[str] = Counter()
        """How many rows each table has, once committed."""

    def __enter__(self) -> TableWriter:
        import pyarrow.parquet as pq

        roll_forward(self._out)
        self._next.mkdir(parents=True)
        self._shards = Spool(self._next.with_name("shards"), Shard)
        for each in TABLES:
            self._parquet[each.name] = pq.ParquetWriter(
                self._next / f"{each.name}.parquet", arrow_schema(each), compression="zstd"
            )
            if each.csv:
                self._csv[each.name] = (self._next / f"{each.name}.csv").open("wb")
                self._csv[each.name].write(csv_header(each))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        self._shards.__exit__(kind, error, trace)
        if not (self._next / COMPLETE).exists():
            shutil.rmtree(self._next, ignore_errors=True)

    def add(self, shard: Shard, documents: Sequence[Document]) -> None:
        """The rows of the next documents of the run."""
        self._documents += documents
        self._packs.append([document.document_id for document in documents])
        self._shards.put(shard)

    def paths(self) -> dict[str, str]:
        """The path of each document so far."""
        return {document.document_id: document.path for document in self._documents}

    def commit(self, copies: Mapping[str, Duplicate], revisions: Revisions | None = None) -> list[str]:
        """Put the tables into place. `copies` says of what document each copy is a copy, and how similar.

        Returns the names of the files written. Until this has returned the output folder shows the previous run.
        """
        revisions = revisions or Revisions()
        for shard in self._revised(copies, revisions):
            self._write(shard)
        documents = [revisions.documents.get(document.document_id, document) for document in self._documents]
        documents = [_with_copy(document, copies.get(document.document_id)) for document in documents]
        self._csv[DOCUMENTS.name].write(csv_bytes(DOCUMENTS, documents))
        if documents:
            self._parquet[DOCUMENTS.name].write_table(arrow_table(DOCUMENTS, documents))
        self._close()
        _write_database(self._next, self._out)
        (self._next / "datapackage.json").write_text(datapackage.describe(), encoding="utf-8")
        if self._excel:
            excel.write_copies(self._next)
        names = sorted(path.name for path in self._next.iterdir())
        (self._next / COMPLETE).touch()
        roll_forward(self._out)
        return names

    def _revised(self, copies: Mapping[str, Duplicate], revisions: Revisions) -> Iterator[Shard]:
        """The shards in order, those changed that hold collated pages or copies."""
        order: dict[str, int] = {}
        paths: dict[str, str] = {}
        for number, document in enumerate(self._documents):
            order[document.document_id] = number
            order.setdefault(document.path, number)
            paths[document.document_id] = document.path
        for shard, documents in zip(self._shards, self._packs, strict=True):
            pages = {
                path: page
                for path in dict.fromkeys(map(paths.__getitem__, documents))
                if (page := revisions.page(path))
            }
            if not pages and not any(document in copies for document in documents):
                yield shard
                continue
            replaced = frozenset(document for document in documents if paths[document] in pages)
            yield revised(shard, pages, replaced, copies, revisions.own_facts, order)

    def _write(self, shard: Shard) -> None:
        for name, data in shard.csv.items():
            self._csv[name].write(data)
        for name, data in shard.arrow.items():
            rows = read_stream(data)
            self.rows[name] += len(rows)
            self._parquet[name].write_table(rows)

    def _close(self) -> None:
        for file in self._csv.values():
            file.close()
        for writer in self._parquet.values():
            writer.close()


def _with_copy(document: Document, copy: Duplicate | None) -> Document:
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

    with duckdb.connect(str(folder / DATABASE), config={"threads": 1}) as database:
        for each in TABLES:
            parquet = str(folder / f"{each.name}.parquet").replace("'", "''")
            database.execute(f"CREATE TABLE {each.name} AS SELECT * FROM read_parquet('{parquet}')")
