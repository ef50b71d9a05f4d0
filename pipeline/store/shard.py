"""A shard: the rows of some documents, ready to be put into the tables, as bytes.

Workers make shards, so that formatting and encoding run in parallel and the process that writes the tables only
concatenates. A shard holds, for each table, its rows as CSV without header and as an Arrow stream. Only `documents`
waits until the whole run is known, since a copy points to another document.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.store.rows import Rows, csv_line, csv_lines
from pipeline.store.schema import DOCUMENTS, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa


class Shard(msgspec.Struct, frozen=True):
    """Encoded rows by table name; tables without rows, and `documents`, are left out."""

    csv: dict[str, bytes]
    arrow: dict[str, bytes]


def encode(rows: Rows) -> Shard:
    """The shard of these rows."""
    csv: dict[str, bytes] = {}
    arrow: dict[str, bytes] = {}
    for table in TABLES:
        records = rows[table.name]
        if records and table is not DOCUMENTS:
            if table.csv:
                csv[table.name] = csv_bytes(table, records)
            arrow[table.name] = arrow_stream(arrow_table(table, records))
    return Shard(csv=csv, arrow=arrow)


def csv_bytes(table: Table, records: Sequence[msgspec.Struct]) -> bytes:
    """The records as CSV rows without header, UTF-8."""
    return csv_lines(msgspec.structs.astuple(record) for record in records).encode("utf-8", "replace")


def csv_header(table: Table) -> bytes:
    """The header row of a table."""
    return csv_line(column.name for column in table.columns).encode()


def arrow_schema(table: Table) -> pa.Schema:
    """The Arrow schema of a table; lists are strings joined by `;`, as in CSV."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "list": pa.string(),
    }
    return pa.schema([pa.field(c.name, kinds[c.type], nullable=not c.required) for c in table.columns])


def arrow_table(table: Table, records: Sequence[msgspec.Struct]) -> pa.Table:
    """The records as an Arrow table."""
    import pyarrow as pa

    columns = list(zip(*(msgspec.structs.astuple(record) for record in records), strict=True))
    schema = arrow_schema(table)
    arrays = [
        pa.array(_plain(values, column.type), type=field.type)
        for values, column, field in zip(columns, table.columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def read_stream(data: bytes) -> pa.Table:
    """The table of an Arrow stream."""
    import pyarrow as pa

    return pa.ipc.open_stream(data).read_all()


def _plain(values: Sequence[Any], kind: str) -> Sequence[Any]:
    if kind == "list":
        return [";".join(value) or None for value in values]
    return values


def arrow_stream(table: pa.Table) -> bytes:
    """The table as an Arrow stream, for `read_stream`."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data
