"""Reads bytes as a file of a given name."""

from __future__ import annotations

import functools
import io

from pipeline.read import read_file
from pipeline.read.file import File, Limits
from pipeline.records import Problem, Source
from pipeline.rules import Rules

RULES = Rules()


def read_bytes(data: bytes, name: str, limits: Limits | None = None) -> list[Source | Problem]:
    return list(
        read_file(
            File(
                path=name,
                name=name,
                size=len(data),
                open=functools.partial(io.BytesIO, data),
                rules=RULES,
                limits=limits or Limits(),
            )
        )
    )


def texts(data: bytes, name: str) -> list[str]:
    return [found.text for found in read_bytes(data, name) if isinstance(found, Source)]


def codes(data: bytes, name: str, limits: Limits | None = None) -> list[str]:
    return [found.code for found in read_bytes(data, name, limits) if isinstance(found, Problem)]


def source(data: bytes, name: str) -> Source:
    (found,) = [found for found in read_bytes(data, name) if isinstance(found, Source)]
    return found
