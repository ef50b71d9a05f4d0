"""Bytes → texts that look enough like reports to get past the first line of every rule."""

from __future__ import annotations

from pathlib import Path

BLANKS = (
    "\n",
    "\n\n",
    "\t",
    " ",
    "\r\n",
    "\u3000",
    "\xa0",
    "\u2028",
    "\x0c",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\0",
    "\ufffd",
)
FRAGMENTS = (*(Path(__file__).parent / "fragments.txt").read_text(encoding="utf-8").split(), *BLANKS)
ANY = 255


def text_from(data: bytes) -> str:
    """A text in which each byte stands for a fragment; `ANY` takes the next three bytes for any character."""
    parts: list[str] = []
    at = 0
    while at < len(data):
        if data[at] == ANY and at + 3 < len(data):
            code = int.from_bytes(data[at + 1 : at + 4], "big") % 0x110000
            parts.append("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))
            at += 4
        else:
            parts.append(FRAGMENTS[data[at] % len(FRAGMENTS)])
            at += 1
    return "".join(parts)
