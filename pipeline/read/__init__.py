"""Read: files, archives and tables of any known format → sources.

What a file is, its content says first (`sniff`); `reader_of` tells which reader takes it. A reader yields sources and
problems and never raises because of what a file holds.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.problems import problem
from pipeline.read.file import File, Limits, Reader, TooLargeError
from pipeline.read.sniff import Kind, expected, sniff
from pipeline.records import Problem, Source
from pipeline.rules import Rules

INTERCHANGEABLE: tuple[frozenset[Kind], ...] = (frozenset(("json", "jsonl")), frozenset(("html", "mhtml")))
"""Kinds whose names are used for each other, which deserves no remark."""


def read(
    path: Path, relative: str, *, rules: Rules | None = None, limits: Limits | None = None
) -> Iterator[Source | Problem]:
    """Every text in one file, and a problem for whatever could not be read.

    `relative` is the path that sources and problems carry. Yields at least one of them for every file.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.read(1)
    except OSError as error:
        yield problem("unreadable", relative, detail=error.strerror or str(error))
        return
    yield from read_file(
        File(
            path=relative,
            name=path.name,
            size=size,
            open=lambda: path.open("rb"),
            rules=rules or _default_rules(),
            limits=limits or Limits(),
        )
    )


def read_file(file: File) -> Iterator[Source | Problem]:
    """Every text in one file or archive member."""
    if file.size == 0:
        yield file.problem("empty")
        return
    try:
        kind, seems = sniff(file)
        if kind == "unknown":
            yield file.problem("unknown_format", seems)
            return
        named = expected(file.name)
        if named not in (kind, None) and not any({named, kind} <= kinds for kinds in INTERCHANGEABLE):
            yield file.problem("mislabelled", f"named as {named}, read as {kind}")
        for item in reader_of(kind)(file):
            yield item if isinstance(item, Problem) else _bounded(item, file)
    except TooLargeError as error:
        yield file.problem("too_large", str(error))
    except MemoryError:
        yield file.problem("too_large", "not enough memory")
    except OSError as error:
        yield file.problem("unreadable", error.strerror or str(error))
    except SetupError:
        raise
    except Exception as error:  # the last resort: one broken file must not stop a run
        yield file.problem("unreadable", f"{type(error).__name__}: {error}")


def _bounded(source: Source, file: File) -> Source | Problem:
    if len(source.text) <= file.limits.characters:
        return source
    detail = f"{len(source.text)} characters, the limit is {file.limits.characters}"
    return problem("too_large", source.path, detail=detail)


def reader_of(kind: Kind) -> Reader:
    """The reader of a kind of file, loaded with the libraries behind it when the first such file is met.

    Raises `LookupError` for `unknown`.
    """
    match kind:
        case "text":
            from pipeline.read.plain import read_plain

            return read_plain
        case "html":
            from pipeline.read.html import read_html

            return read_html
        case "mhtml":
            from pipeline.read.mhtml import read_mhtml

            return read_mhtml
        case "docx":
            from pipeline.read.docx import read_docx

            return read_docx
        case "doc":
            from pipeline.read.doc import read_doc

            return read_doc
        case "rtf":
            from pipeline.read.rtf import read_rtf

            return read_rtf
        case "pdf":
            from pipeline.read.pdf import read_pdf

            return read_pdf
        case "zip":
            from pipeline.read.archive import read_zip

            return lambda file: read_zip(file, read_file)
        case "csv" | "tsv":
            from pipeline.read.table import read_csv

            return functools.partial(read_csv, tabs=kind == "tsv")
        case "json":
            from pipeline.read.table import read_json

            return read_json
        case "jsonl":
            from pipeline.read.table import read_json_lines

            return read_json_lines
        case _:
            raise LookupError(kind)


@functools.cache
def _default_rules() -> Rules:
    return Rules()
