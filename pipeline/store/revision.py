"""Change rows that are already encoded: pages that were collated with their copies, facts that copies repeat."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.store.rows import csv_lines
from pipeline.store.schema import DOCUMENTS, TABLES, Table
from pipeline.store.shard import Shard, arrow_schema, arrow_stream, read_stream

if TYPE_CHECKING:
    import pyarrow as pa


def revised(
    shard: Shard,
    pages: Mapping[str, Shard],
    replaced: frozenset[str],
    copies: Container[str],
    own_facts: Container[str],
    order: Mapping[str, int],
) -> Shard:
    """The shard with the rows of some pages replaced, and without the observations that copies repeat.

    `pages` are the new rows by path, `replaced` the documents that these pages hold, `copies` the documents whose
    observations go but for those of the indicators `own_facts`; `order` numbers all documents and paths of the run.
    """
    csv, arrow = dict(shard.csv), dict(shard.arrow)
    for table in TABLES:
        if table is DOCUMENTS or not (pages or table.name == "panel"):
            continue
        old = _rows(table, [shard])
        rows = old.filter(_stays(table, old, set(pages), replaced)) if pages else old
        rows = _in_order(table, rows, _rows(table, pages.values()), order)
        if table.name == "panel":
            rows = rows.filter(_counted(rows, copies, own_facts))
        if rows.equals(old):
            continue
        if table.csv:
            csv[table.name] = csv_lines(zip(*(column.to_pylist() for column in rows.columns), strict=True)).encode(
                "utf-8", "replace"
            )
        arrow[table.name] = arrow_stream(rows)
    return Shard(csv=csv, arrow=arrow)


def _rows(table: Table, shards: Iterable[Shard]) -> pa.Table:
    import pyarrow as pa

    streams = [read_stream(shard.arrow[table.name]) for shard in shards if table.name in shard.arrow]
    return pa.concat_tables(streams) if streams else arrow_schema(table).empty_table()


def _stays(table: Table, rows: pa.Table, paths: set[str], replaced: frozenset[str]) -> pa.BooleanArray:
    """Which rows are not of a page that is replaced; what was found while its file was read stays."""
    if table.name == "problems":
        read = zip(rows["path"].to_pylist(), rows["stage"].to_pylist(), strict=True)
        return _mask(path not in paths or stage == "read" for path, stage in read)
    return _mask(document not in replaced for document in rows["document_id"].to_pylist())


def _counted(rows: pa.Table, copies: Container[str], own_facts: Container[str]) -> pa.BooleanArray:
    """Which observations are not those of another document over again."""
    stated = zip(rows["document_id"].to_pylist(), rows["indicator_id"].to_pylist(), strict=True)
    return _mask(document not in copies or indicator in own_facts for document, indicator in stated)


def _mask(kept: Iterable[bool]) -> pa.BooleanArray:
    import pyarrow as pa

    return pa.array(list(kept), type=pa.bool_())


def _in_order(table: Table, rows: pa.Table, new: pa.Table, order: Mapping[str, int]) -> pa.Table:
    """All rows, by document; those of one document stay as they are."""
    import pyarrow as pa

    if not len(new):
        return rows
    column = "path" if table.name == "problems" else "document_id"
    ranks = [*_ranks(rows[column].to_pylist(), order), *_ranks(new[column].to_pylist(), order)]
    numbers = sorted(range(len(ranks)), key=ranks.__getitem__)
    return pa.concat_tables([rows, new]).take(numbers)


def _ranks(keys: Sequence[str], order: Mapping[str, int]) -> list[int]:
    """The place of each row's document in the run; a file that gave none goes with the one before it."""
    ranks: list[int] = []
    for key in keys:
        ranks.append(order.get(key, ranks[-1] if ranks else 0))
    return ranks
