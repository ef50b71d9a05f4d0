"""Segmenters behind one small protocol."""

from __future__ import annotations

from typing import Protocol

from pipeline.records import Token


class Segmenter(Protocol):
    """Cuts a text into words. The tokens cover the text without gap or overlap, offsets count from its start."""

    def __call__(self, text: str) -> list[Token]: ...


def segmenter(name: str) -> Segmenter:
    """The segmenter of that name."""
    raise KeyError(name)
