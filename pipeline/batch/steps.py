"""The steps of a worker's way through its files, and what is known of those that went wrong."""

from __future__ import annotations

import msgspec

WHOLE_FILE = -1


class Step(msgspec.Struct, frozen=True):
    """Where a worker is: at reading text `number` (from 0) of a file, or at processing it, and how much that is."""

    relative: str
    number: int
    reading: bool
    weight: int
    """Bytes of the file, or characters of the text: what a limit of time depends on."""


Blame = dict[tuple[str, int, bool], tuple[str, str]]
"""Steps that workers before this one did not survive, as (relative, number, reading): problem code and detail.
`WHOLE_FILE` as number concerns all of a file."""


def content_key(content: str, timeout: float) -> str:
    """What stands for the bytes of a file from which something was left out for want of time."""
    return f"{content} within {timeout:g} s"
