"""Split: page → its reports. A compilation holds several, most pages one."""

from __future__ import annotations

import hashlib

from pipeline.records import Document, Page, Part, Report
from pipeline.resources import Resources


def split(page: Page, resources: Resources) -> list[Report]:
    """The reports of a page, in reading order; at least one."""
    length = len(page.text.text)
    return [report(page, Part(number=1, start=0, end=length, body_start=0, body_end=length))]


def report(page: Page, part: Part) -> Report:
    """A report that knows no more of itself than the page does."""
    source = page.source
    return Report(
        page=page,
        part=part,
        document=Document(
            document_id=document_id(source.path, part.number),
            path=source.path,
            part=part.number,
            title=part.title or page.title,
            published=page.published,
            script=page.script,
            encoding=source.encoding,
            media_type=source.media_type,
            complete=page.complete,
            damage=tuple(
                sorted(
                    {
                        damage.kind
                        for damage in page.damage
                        if damage.whole_page or (part.start <= damage.start < part.end)
                    }
                )
            ),
            source_sha256=source.sha256,
            source_chars=len(source.text),
            text_chars=len(page.text.text),
            body_start=part.body_start,
            body_end=part.body_end,
        ),
    )


def document_id(path: str, number: int) -> str:
    """Twelve hex digits that depend on nothing but the path inside the corpus and the number of the part."""
    return hashlib.sha256(f"{path}\0{number}".encode()).hexdigest()[:12]
