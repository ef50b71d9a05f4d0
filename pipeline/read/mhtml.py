"""Web archives (.mht, and what Word and browsers save as a single file): the first HTML part."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

from pipeline.read.charset import stated_charset
from pipeline.read.file import File
from pipeline.read.html import read_html_bytes
from pipeline.records import Problem, Source


def read_mhtml(file: File) -> Iterator[Source | Problem]:
    """One source."""
    message = email.message_from_bytes(file.bytes(), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                stated = part.get_content_charset() or stated_charset(content)
                yield from read_html_bytes(file, content, stated)
                return
    yield file.problem("empty", "the web archive has no page")
