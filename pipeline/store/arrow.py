"""Records as Arrow tables.

The buffers are built here and not by `pyarrow.array`, which imports pandas (0.4 s) to see whether its input is a
pandas object.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from pipeline.store.schema import ColumnType, Table

if TYPE_CHECKING:
    import pyarrow as pa


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


def empty_table(table: Table) -> pa.Table:
    """No rows of a table. Not `Schema.empty_table`, which imports pandas."""
    import pyarrow as pa

    return pa.Table.from_batches([], schema=arrow_schema(table))


def arrow_table(table: Table, records: Sequence[msgspec.Struct]) -> pa.Table:
    """The records as an Arrow table."""
    import pyarrow as pa

    if not records:
        return empty_table(table)
    schema = arrow_schema(table)
    columns = zip(*(msgspec.structs.astuple(record) for record in records), strict=True)
    arrays = [_array(values, column.type) for values, column in zip(columns, table.columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def records_of(table: Table, data: pa.Table) -> list[Any]:
    """The records whose rows these are: the inverse of `arrow_table`."""
    lists = [column.name for column in table.columns if column.type == "list"]
    rows = data.to_pylist()
    for row in rows:
        for name in lists:
            row[name] = tuple(row[name].split(";")) if row[name] else ()
    return [msgspec.convert(row, table.record) for row in rows]


def write_stream(data: pa.Table) -> bytes:
    """The table as a compressed Arrow stream."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, data.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(data)
    stream: bytes = sink.getvalue().to_pybytes()
    return stream


def read_stream(data: bytes) -> pa.Table:
    """The table of an Arrow stream."""
    import pyarrow as pa

    return pa.ipc.open_stream(data).read_all()


def _array(values: Sequence[Any], kind: ColumnType) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    if kind == "list":
        values = [";".join(value) or None for value in values]
    nulls = values.count(None) if isinstance(values, (list, tuple)) else 0
    valid = None
    if nulls:
        valid = pa.py_buffer(np.packbits([value is not None for value in values], bitorder="little"))
    if kind in ("string", "list"):
        encoded = [b"" if value is None else value.encode("utf-8", "replace") for value in values]
        ends = np.zeros(len(values) + 1, dtype=np.int32)
        np.cumsum([len(value) for value in encoded], out=ends[1:])
        buffers = [valid, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
        return pa.Array.from_buffers(pa.string(), len(values), buffers, nulls)
    if kind == "boolean":
        bits = pa.py_buffer(np.packbits([bool(value) for value in values], bitorder="little"))
        return pa.Array.from_buffers(pa.bool_(), len(values), [valid, bits], nulls)
    number, arrow = (np.int64, pa.int64()) if kind == "integer" else (np.float64, pa.float64())
    filled = np.array([0 if value is None else value for value in values], dtype=number)
    return pa.Array.from_buffers(arrow, len(values), [valid, pa.py_buffer(filled)], nulls)
