"""Plain text: the decoded file, without byte order mark, line ends as they are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.charset import Decoded, charsets
from pipeline.read.file import File, sha256
from pipeline.records import Problem, Source


def read_plain(file: File) -> Iterator[Source | Problem]:
    """One source; `undecodable` for what is no text, `replaced_bytes` where some bytes are wrong."""
    data = file.bytes()
    decoded = file.rules.make(charsets).decode(data)
    if decoded is None:
        yield file.problem("undecodable")
        return
    if not decoded.text.strip():
        yield file.problem("empty")
        return
    yield from replaced(file, decoded)
    yield Source(path=file.path, text=decoded.text, encoding=decoded.encoding, sha256=sha256(data))


def replaced(file: File, decoded: Decoded) -> Iterator[Problem]:
    """The problem that some bytes could not be decoded, if so."""
    if decoded.replaced:
        detail = f"{decoded.replaced} places that are not {decoded.encoding}, the first at character {decoded.first}"
        yield file.problem("replaced_bytes", detail, decoded.first)
