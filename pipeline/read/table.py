"""Tables with a column of text (.csv, .tsv, .json, .jsonl): one source for each row, `a.csv#3`.

Rows count from 1, a header row apart. The columns are known by their names (rules/read/columns.csv); without known
names the text is the column with the longest Chinese text. A table without any such column is read as a plain text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Literal

import msgspec

from pipeline.patterns import re
from pipeline.read.charset import charsets
from pipeline.read.dates import iso_date
from pipeline.read.file import File, sha256
from pipeline.read.plain import read_plain
from pipeline.records import Problem, Source
from pipeline.rules import Rules

Role = Literal["text", "title", "published"]
Row = Mapping[str, Any]

SAMPLE = 200
"""Rows from the beginning on which the text column is found."""

PROSE = 30
"""Mean number of Han that makes a column without a known name the text column."""

_HAN = re.lazy("[\u4e00-\u9fff]")


class Columns(msgspec.Struct, frozen=True):
    """Which column plays which part; no text column, no texts."""

    text: str | None
    title: str | None = None
    published: str | None = None


def column_names(rules: Rules) -> dict[str, dict[str, int]]:
    """For `Rules.make`: role → name → its rank, in the order of rules/read/columns.csv."""
    names: dict[str, dict[str, int]] = {"text": {}, "title": {}, "published": {}}
    for rank, word in enumerate(rules.words("read/columns")):
        names[word.value][word.word.lower()] = rank
    return names


def find_columns(rows: Sequence[Row], rules: Rules) -> Columns:
    """The columns of a table by their names, else by what stands in them."""
    names = rules.make(column_names)
    keys = list(dict.fromkeys(key for row in rows for key in row))

    def named(role: Role, wanted: Iterable[str]) -> str | None:
        ranked = [(names[role][key.strip().lower()], key) for key in wanted if key.strip().lower() in names[role]]
        return min(ranked)[1] if ranked else None

    han = {key: sum(len(_HAN.findall(_words(row.get(key))[:2000])) for row in rows) / max(1, len(rows)) for key in keys}
    text = named("text", [key for key in keys if han[key] > 0]) or next(
        (key for key in sorted(keys, key=lambda key: -han[key]) if han[key] >= PROSE), None
    )
    rest = [key for key in keys if key != text]
    return Columns(text, named("title", rest), named("published", rest))


def read_csv(file: File, *, tabs: bool = False) -> Iterator[Source | Problem]:
    """One source for each row of a table with commas, semicolons or tabs."""
    encoding = _encoding(file)
    if encoding is None:
        yield file.problem("undecodable")
        return
    with file.open() as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as stream:
        _set_field_limit(file.limits.row)
        rows = _csv_rows(stream, tabs=tabs)
        try:
            sample = list(islice(rows, SAMPLE))
        except csv.Error as error:
            yield file.problem("bad_row", str(error))
            return
        columns = find_columns([row for _, row in sample], file.rules)
        if columns.text is None:
            yield from read_plain(file)
            return
        media_type = "text/tab-separated-values" if tabs else "text/csv"
        try:
            for number, row in chain(sample, rows):
                yield from _source(file, number, row, columns, media_type, encoding)
        except csv.Error as error:
            yield file.problem("bad_row", str(error))


def read_json_lines(file: File) -> Iterator[Source | Problem]:
    """One source for each line that is an object."""
    encoding = _encoding(file)
    if encoding is None:
        yield file.problem("undecodable")
        return
    with file.open() as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="\n") as stream:
        yield from _objects(file, _json_lines(stream, file), "application/x-ndjson", encoding)


def read_json(file: File) -> Iterator[Source | Problem]:
    """One source for each object of a list, or of the longest list of objects inside an object, or for the object."""
    data = file.bytes()
    decoded = file.rules.make(charsets).decode(data)
    if decoded is None:
        yield file.problem("undecodable")
        return
    try:
        tree = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):  # lines of JSON under another name
            yield from read_json_lines(file)
            return
        yield file.problem("bad_row", f"no JSON: {error}")
        yield from read_plain(file)
        return
    rows: Iterator[tuple[int, Row | None]] = ((number, _row(found)) for number, found in enumerate(_list(tree), 1))
    yield from _objects(file, rows, "application/json", decoded.encoding)


def _objects(
    file: File, rows: Iterator[tuple[int, Row | None]], media_type: str, encoding: str
) -> Iterator[Source | Problem]:
    sample = list(islice(rows, SAMPLE))
    columns = find_columns([row for _, row in sample if row is not None], file.rules)
    if columns.text is None:
        yield from read_plain(file)
        return
    for number, row in chain(sample, rows):
        if row is None:
            yield file.problem("bad_row", f"row {number} is no JSON object")
        else:
            yield from _source(file, number, row, columns, media_type, encoding)


def _source(
    file: File, number: int, row: Row, columns: Columns, media_type: str, encoding: str
) -> Iterator[Source | Problem]:
    path = f"{file.path}#{number}"
    text = _words(row.get(columns.text or ""))
    from pipeline.problems import problem

    if not text.strip():
        yield problem("empty", path)
        return
    if "\ufffd" in text:
        yield problem("replaced_bytes", path, detail=f"{text.count('�')} places that are not {encoding}")
    yield Source(
        path=path,
        text=text,
        media_type=media_type,
        encoding=encoding,
        sha256=sha256(text.encode("utf-8", "surrogatepass")),
        title=_words(row.get(columns.title or "")).strip() or None,
        published=iso_date(_words(row.get(columns.published or ""))),
    )


# ---------------------------------------------------------------- rows


def _csv_rows(stream: io.TextIOWrapper, *, tabs: bool) -> Iterator[tuple[int, Row]]:
    """Rows by the names of the header; a first row that is itself data names nothing, so columns are numbered."""
    first = stream.readline(1 << 20)
    first = first.removeprefix("\ufeff")
    delimiter = (
        "\t" if tabs or first.count("\t") > first.count(",") else ";" if first.count(";") > first.count(",") else ","
    )
    reader = csv.reader(chain([first], stream), delimiter=delimiter)
    header = next(reader, [])
    if any(len(cell) > 60 for cell in header):
        yield 1, {str(number): cell for number, cell in enumerate(header, 1)}
        header, offset = [str(number) for number in range(1, len(header) + 1)], 2
    else:
        offset = 1
    for number, row in enumerate((row for row in reader if row), offset):
        yield number, dict(zip(header, row, strict=False))


def _json_lines(stream: Iterable[str], file: File) -> Iterator[tuple[int, Row | None]]:
    number = 0
    for line in stream:
        if line.strip("\ufeff \t\r\n"):
            number += 1
            try:
                yield number, _row(json.loads(line.lstrip("\ufeff"))) if len(line) <= file.limits.row else None
            except (ValueError, RecursionError):
                yield number, None


def _row(found: object) -> Row | None:
    """An object with its nested objects laid flat (`data.text`); a bare text is a row of one column."""
    if isinstance(found, str):
        return {"text": found}
    if not isinstance(found, dict):
        return None
    flat: dict[str, Any] = {}
    for key, inner in found.items():
        if isinstance(inner, dict):
            flat |= {str(name): deeper for name, deeper in inner.items() if not isinstance(deeper, dict)}
        else:
            flat[str(key)] = inner
    return flat


def _list(tree: object) -> list[Any]:
    if isinstance(tree, list):
        return tree
    if isinstance(tree, dict):
        lists = [inner for inner in tree.values() if isinstance(inner, list) and inner and isinstance(inner[0], dict)]
        return max(lists, key=len) if lists else [tree]
    return [tree]


def _words(cell: object) -> str:
    """The text of a cell; a list of paragraphs is joined by line ends."""
    if cell is None:
        return ""
    if isinstance(cell, list):
        return "\n".join(_words(part) for part in cell)
    # A lone surrogate from an escape in JSON can be written to no file.
    return str(cell).encode("utf-8", "replace").decode("utf-8")


def _encoding(file: File) -> str | None:
    """The encoding of a table, as Python reads it with a byte order mark taken off."""
    decoded = file.rules.make(charsets).decode(file.head(200_000))
    if decoded is None:
        return None
    return {"utf-8": "utf-8-sig"}.get(decoded.encoding, decoded.encoding)


def _set_field_limit(limit: int) -> None:
    if csv.field_size_limit() < limit:
        csv.field_size_limit(limit)
