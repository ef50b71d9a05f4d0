"""A shard: the rows of some files, encoded for the tables, in one file that is complete or not there.

Workers make shards, so that formatting and encoding run in parallel and the process that writes the tables only
concatenates. A shard holds pieces (the rows of one file, or of a stretch of one large file) in blocks, one for each
table and form: `csv/NAME` (rows without header), `arrow/NAME` (an Arrow stream), `documents` and `signatures` (records,
since a row of `documents` is only known when all copies are). Each block is compressed, and guarded by a checksum.

    magic, length and checksum of the header | header: pieces, places of the blocks | blocks
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec

from pipeline.collate import Signature
from pipeline.records import Document
from pipeline.store.arrow import arrow_table, empty_table, read_stream, write_stream
from pipeline.store.counts import Counts
from pipeline.store.rows import Rows, csv_bytes
from pipeline.store.schema import DOCUMENTS, TABLES, Table

if TYPE_CHECKING:
    import pyarrow as pa

MAGIC = b"baogao shard 1\n\0"
LEAD = struct.Struct("<16sII")


class DamagedShardError(Exception):
    """A shard is not what was written: its file is cut off, or bytes in it have changed."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


class Piece(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """The rows of one file, or of the stretch `number` of a large one: how many there are in each block."""

    relative: str
    digest: str
    """What the rows were made from: SHA-256 of the file's bytes, empty if that is not known for sure."""
    number: int = 0
    last: bool = True
    """Whether it reaches the end of the file."""
    documents: tuple[str, ...]
    """Their ids."""
    rows: tuple[int, ...]
    """Rows by table, in the order of `TABLES`."""
    sizes: tuple[int, ...]
    """Bytes of these rows as CSV; of the texts themselves, for a table that has no CSV."""
    counts: Counts


class Header(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a shard holds."""

    fingerprint: str
    """Of the rules, models and program that made it, see `store.fingerprint`."""
    pieces: tuple[Piece, ...]
    blocks: dict[str, tuple[int, int, int]]
    """Offset from the end of the header, length, and checksum of each block."""


class PieceRows(msgspec.Struct, frozen=True, kw_only=True):
    """The rows that a piece is made of."""

    relative: str
    digest: str
    number: int = 0
    last: bool = True
    rows: Rows
    signatures: list[Signature]
    counts: Counts


def encode(fingerprint: str, pieces: Sequence[PieceRows]) -> bytes:
    """The bytes of a shard of these pieces, in their order."""
    blocks: dict[str, bytes] = {}
    sizes: list[list[int]] = [[] for _ in pieces]
    for table in TABLES:
        texts = [csv_bytes(piece.rows[table.name]) if table.csv else b"" for piece in pieces]
        records = [record for piece in pieces for record in piece.rows[table.name]]
        for size, piece, text in zip(sizes, pieces, texts, strict=True):
            size.append(size_of(table, piece.rows[table.name], text))
        if records and table is not DOCUMENTS:
            if table.csv:
                blocks[f"csv/{table.name}"] = _packed(b"".join(texts))
            blocks[f"arrow/{table.name}"] = write_stream(arrow_table(table, records))
    blocks["documents"] = _packed(msgspec.msgpack.encode([piece.rows["documents"] for piece in pieces]))
    blocks["signatures"] = _packed(msgspec.msgpack.encode([piece.signatures for piece in pieces]))
    return _joined(
        fingerprint,
        [
            Piece(
                relative=piece.relative,
                digest=piece.digest,
                number=piece.number,
                last=piece.last,
                documents=tuple(d.document_id for d in piece.rows["documents"] if isinstance(d, Document)),
                rows=tuple(len(piece.rows[table.name]) for table in TABLES),
                sizes=tuple(size),
                counts=piece.counts,
            )
            for piece, size in zip(pieces, sizes, strict=True)
        ],
        blocks,
    )


def read_header(path: Path) -> Header:
    """The header of a shard. Raises `DamagedShardError`."""
    with path.open("rb") as stream:
        return _header(path, stream)


class Shard:
    """A shard that is read block by block. Raises `DamagedShardError` where it is not whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as stream:
                self.header = _header(path, stream)
                self._start = stream.tell()
        except FileNotFoundError as error:
            raise DamagedShardError(path, "gone") from error

    def csv(self, table: Table) -> bytes:
        """The CSV rows of all pieces; `ends("sizes", table)` tells them apart."""
        data = self._block(f"csv/{table.name}")
        return _unpacked(data) if data else b""

    def arrow(self, table: Table) -> pa.Table:
        """The rows of all pieces; `ends("rows", table)` tells them apart."""
        data = self._block(f"arrow/{table.name}")
        return read_stream(data) if data else empty_table(table)

    def documents(self) -> list[list[Document]]:
        """The documents of each piece."""
        return msgspec.msgpack.decode(_unpacked(self._block("documents")), type=list[list[Document]])

    def signatures(self) -> list[list[Signature]]:
        """The signatures of each piece."""
        return msgspec.msgpack.decode(_unpacked(self._block("signatures")), type=list[list[Signature]])

    def ends(self, field: Literal["rows", "sizes"], table: Table) -> list[int]:
        """Where each piece ends in the rows or bytes of a table, after a 0 in front."""
        number = TABLES.index(table)
        return list(accumulate((getattr(piece, field)[number] for piece in self.header.pieces), initial=0))

    def select(self, positions: Sequence[int]) -> bytes:
        """The bytes of a shard of some of the pieces alone."""
        import pyarrow as pa

        blocks: dict[str, bytes] = {}
        for table in TABLES:
            if f"csv/{table.name}" in self.header.blocks:
                text, ends = self.csv(table), self.ends("sizes", table)
                blocks[f"csv/{table.name}"] = _packed(b"".join(text[ends[at] : ends[at + 1]] for at in positions))
            if f"arrow/{table.name}" in self.header.blocks:
                rows, ends = self.arrow(table), self.ends("rows", table)
                kept = [rows.slice(ends[at], ends[at + 1] - ends[at]) for at in positions]
                blocks[f"arrow/{table.name}"] = write_stream(pa.concat_tables(kept).combine_chunks())
        documents, signatures = self.documents(), self.signatures()
        blocks["documents"] = _packed(msgspec.msgpack.encode([documents[at] for at in positions]))
        blocks["signatures"] = _packed(msgspec.msgpack.encode([signatures[at] for at in positions]))
        return _joined(self.header.fingerprint, [self.header.pieces[at] for at in positions], blocks)

    def check(self) -> None:
        """Read all of it. Raises `DamagedShardError`."""
        for name in self.header.blocks:
            self._block(name)

    def _block(self, name: str) -> bytes:
        if name not in self.header.blocks:
            return b""
        offset, length, checksum = self.header.blocks[name]
        with self._path.open("rb") as stream:
            stream.seek(self._start + offset)
            data = stream.read(length)
        if zlib.crc32(data) != checksum:
            raise DamagedShardError(self._path, f"block {name} is damaged")
        return data


def _joined(fingerprint: str, pieces: Sequence[Piece], blocks: dict[str, bytes]) -> bytes:
    starts = accumulate((len(data) for data in blocks.values()), initial=0)
    places = {
        name: (start, len(data), zlib.crc32(data)) for start, (name, data) in zip(starts, blocks.items(), strict=False)
    }
    header = msgspec.msgpack.encode(Header(fingerprint=fingerprint, pieces=tuple(pieces), blocks=places))
    return b"".join((LEAD.pack(MAGIC, len(header), zlib.crc32(header)), header, *blocks.values()))


def _header(path: Path, stream: BinaryIO) -> Header:
    lead = stream.read(LEAD.size)
    if len(lead) < LEAD.size:
        raise DamagedShardError(path, "cut off")
    magic, length, checksum = LEAD.unpack(lead)
    data = stream.read(length) if magic == MAGIC else b""
    if not data or zlib.crc32(data) != checksum:
        raise DamagedShardError(path, "no shard, or one whose header is damaged")
    return msgspec.msgpack.decode(data, type=Header)


def size_of(table: Table, records: Sequence[msgspec.Struct], csv: bytes) -> int:
    """The size of some rows: bytes of their CSV; of the strings in them, for a table that has none."""
    if table.csv:
        return len(csv)
    values = [value for record in records for value in msgspec.structs.astuple(record) if isinstance(value, str)]
    return sum(len(value.encode("utf-8", "replace")) for value in values)


def _packed(data: bytes) -> bytes:
    import pyarrow as pa

    packed: bytes = pa.compress(data, codec="zstd", asbytes=True)
    return struct.pack("<Q", len(data)) + packed


def _unpacked(data: bytes) -> bytes:
    import pyarrow as pa

    (size,) = struct.unpack_from("<Q", data)
    unpacked: bytes = pa.decompress(data[8:], decompressed_size=size, codec="zstd", asbytes=True)
    return unpacked
