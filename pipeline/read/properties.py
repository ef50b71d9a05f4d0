"""Title and date from the summary properties of an Office file ([MS-OLEPS] 2.21, 3.1).

Read here rather than by olefile, whose loop over a damaged property may run for hours.
"""

from __future__ import annotations

import datetime
import struct

TITLE, CREATED, SAVED = 2, 12, 13
"""Identifiers of the properties PIDSI_TITLE, PIDSI_CREATE_DTM, PIDSI_LASTSAVE_DTM."""

BYTES, UNICODE, TIME = 0x1E, 0x1F, 0x40
"""Types VT_LPSTR, VT_LPWSTR, VT_FILETIME."""

MOST = 64
"""Properties that are looked at; Office writes about twenty."""


def summary(stream: bytes) -> tuple[bytes | str | None, str | None]:
    """Title (bytes, if it is in the code page of the writer) and ISO date of the last change, as far as they stand."""
    found: dict[int, bytes | str | datetime.date] = {}
    try:
        (section,) = struct.unpack_from("<I", stream, 44)
        (count,) = struct.unpack_from("<I", stream, section + 4)
        for number in range(min(count, MOST)):
            identifier, offset = struct.unpack_from("<II", stream, section + 8 + 8 * number)
            if identifier in (TITLE, CREATED, SAVED):
                value = _value(stream, section + offset)
                if value is not None:
                    found[identifier] = value
    except struct.error:
        pass
    title = found.get(TITLE)
    date = found.get(SAVED) or found.get(CREATED)
    return (
        title if isinstance(title, bytes | str) else None,
        date.isoformat() if isinstance(date, datetime.date) else None,
    )


def _value(stream: bytes, at: int) -> bytes | str | datetime.date | None:
    kind, size = struct.unpack_from("<II", stream, at)
    if kind == BYTES:
        return stream[at + 8 : at + 8 + size].split(b"\0")[0]
    if kind == UNICODE:
        return stream[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace").split("\0")[0]
    if kind == TIME:
        (ticks,) = struct.unpack_from("<Q", stream, at + 4)  # of 100 nanoseconds since 1601
        try:
            moment = datetime.datetime(1601, 1, 1) + datetime.timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None
        return moment.date() if moment.year > 1980 else None
    return None
