"""Zip archives: every member as a file of its own, `a.zip!folder/b.txt`.

Nothing is unpacked to disk. Sizes are bounded while unpacking, since an archive's directory may lie about them; an
archive inside an archive is not opened.
"""

from __future__ import annotations

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from pipeline.read.charset import charsets
from pipeline.read.file import File, Limits, Reader, TooLargeError
from pipeline.records import Problem, Source
from pipeline.rules import Rules

JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems add to archives; no one's text."""

UTF_8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1
UNICODE_PATH = 0x7075
"""Extra field with the name in UTF-8 (APPNOTE 4.6.9)."""


def read_zip(file: File, read_member: Reader) -> Iterator[Source | Problem]:
    """What `read_member` makes of each member, in the order of the archive."""
    if file.inside_archive:
        yield file.problem("nested_archive")
        return
    with file.open() as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            yield from _cut_off(file, read_member, str(error))
            return
        with archive:
            # Not `is_dir`, which fails on a member without a name.
            members = [info for info in archive.infolist() if not info.filename.endswith("/")]
            if len(members) > file.limits.members:
                yield file.problem("too_large", f"{len(members)} members, the limit is {file.limits.members}")
                return
            if not members:
                yield file.problem("empty", "the archive has no members")
                return
            yield from _members(file, archive, members, read_member)


def _members(
    file: File, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], read_member: Reader
) -> Iterator[Source | Problem]:
    left = file.limits.unpacked
    taken: dict[str, int] = {}
    for info in members:
        name = member_name(info, file.rules)
        if any(junk in name for junk in JUNK):
            continue
        taken[name] = taken.get(name, 0) + 1
        path = f"{file.path}!{name}" + (f"~{taken[name]}" if taken[name] > 1 else "")
        member = File(
            path=path,
            name=PurePosixPath(name).name,
            size=info.file_size,
            open=functools.partial(_never, path),
            rules=file.rules,
            limits=file.limits,
            inside_archive=True,
        )
        if unsafe(name):
            yield member.problem("unsafe_name", "read, but under a name that no program should write to")
        try:
            data = _unpack(archive, info, min(left, file.limits.whole), file.limits)
        except TooLargeError as error:
            yield member.problem("too_large", str(error))
            continue
        except RuntimeError as error:  # zipfile's way to say that a password is needed
            yield member.problem("encrypted" if info.flag_bits & ENCRYPTED_FLAG else "unreadable", str(error))
            continue
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            struct.error,
        ) as error:
            yield member.problem("unreadable", str(error))
            continue
        left -= len(data)
        yield from read_member(_in_memory(member, data))


def _never(path: str) -> BinaryIO:
    raise OSError(f"{path} was not unpacked")


def _in_memory(member: File, data: bytes) -> File:
    return File(
        path=member.path,
        name=member.name,
        size=len(data),
        open=functools.partial(io.BytesIO, data),
        rules=member.rules,
        limits=member.limits,
        inside_archive=True,
    )


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, limits: Limits) -> bytes:
    if info.file_size > limit:
        raise TooLargeError(f"unpacks to {info.file_size} bytes, {limit} are left of the limit")
    if info.file_size > limits.ratio * max(info.compress_size, 1024):
        raise TooLargeError(f"{info.compress_size} bytes unpack to {info.file_size}")
    with archive.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(f"unpacks to more than {limit} bytes")
    return data


def member_name(info: zipfile.ZipInfo, rules: Rules) -> str:
    """The name of a member with `/`, decoded: Windows writes GBK or Big5 where the format knows cp437 and UTF-8."""
    if info.flag_bits & UTF_8_FLAG:
        return info.filename.replace("\\", "/")
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace").replace("\\", "/")
        extra = extra[4 + size :]
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename.replace("\\", "/")
    encoding = rules.make(charsets).encoding(raw) or _name_encoding(raw)
    return raw.decode(encoding, "replace").split("\0")[0].replace("\\", "/")


def _name_encoding(raw: bytes) -> str:
    """For names too short or odd to judge by their characters: the first that fits."""
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "cp437"


def unsafe(name: str) -> bool:
    """Whether a program that unpacks by name would write outside its folder."""
    return name.startswith("/") or name[1:2] == ":" or ".." in PurePosixPath(name).parts


# ---------------------------------------------------------------- archives that break off


def _cut_off(file: File, read_member: Reader, why: str) -> Iterator[Source | Problem]:
    """The members that stand before the end of an archive that has lost its directory."""
    yield file.problem("truncated_file", why)
    for name, data in salvage(file.bytes(), file.limits.whole):
        info = zipfile.ZipInfo()
        info.orig_filename = name
        path = f"{file.path}!{member_name(info, file.rules)}"
        member = File(
            path=path,
            name=PurePosixPath(path).name,
            size=len(data),
            open=functools.partial(io.BytesIO, data),
            rules=file.rules,
            limits=file.limits,
            inside_archive=True,
        )
        yield from read_member(member)


def salvage(data: bytes, limit: int) -> Iterator[tuple[str, bytes]]:
    """Name (as cp437) and content of each member whose local header stands in the bytes, as far as it goes.

    Reads the local file headers in turn (APPNOTE 4.3.7), since the directory at the end is missing. `limit` bounds
    what all members together unpack to, in bytes.
    """
    at = data.find(b"PK\x03\x04")
    while at >= 0 and at + 30 <= len(data) and limit > 0:
        flags, method, packed, name_size, extra_size = struct.unpack_from("<HH8xI4xHH", data, at + 6)
        begin = at + 30 + name_size + extra_size
        name = data[at + 30 : at + 30 + name_size].decode("utf-8" if flags & UTF_8_FLAG else "cp437", "replace")
        content, used = b"", packed
        if flags & ENCRYPTED_FLAG:
            pass
        elif method == zipfile.ZIP_STORED:
            content = data[begin : begin + min(packed, limit)]
        elif method == zipfile.ZIP_DEFLATED:
            content, used = _inflate(data[begin:], limit)
        if content:
            limit -= len(content)
            yield name, content
        at = data.find(b"PK\x03\x04", max(begin + used, at + 4))


def _inflate(data: bytes, limit: int) -> tuple[bytes, int]:
    """What a deflate stream gives, as far as it goes, and how many bytes of it were used."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    out = bytearray()
    try:
        for start in range(0, len(data), 65536):
            out += stream.decompress(data[start : start + 65536], limit - len(out))
            if stream.eof:
                return bytes(out), min(start + 65536, len(data)) - len(stream.unused_data)
            if len(out) >= limit:
                break
    except zlib.error:
        pass
    return bytes(out), len(data)
