"""Reports made of one text, for tests of quantities: segmented as in a run, nothing cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.aligned import AlignedText
from pipeline.measure.quantities import find_quantities
from pipeline.records import Damage, Document, Page, Part, Quantity, Report, Skipped, Source
from pipeline.resources import Resources
from pipeline.segment import segment

RESOURCES = Resources()


def report_of(text: str, damage: Sequence[Damage] = ()) -> Report:
    """A report whose body is all of `text`."""
    page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text), damage=tuple(damage))
    document = Document(
        document_id="d",
        path="a.txt",
        part=1,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=len(text),
        text_chars=len(text),
        body_start=0,
        body_end=len(text),
    )
    part = Part(number=1, start=0, end=len(text), body_start=0, body_end=len(text))
    return segment(Report(page=page, part=part, document=document), RESOURCES)


def found(text: str, damage: Sequence[Damage] = ()) -> tuple[tuple[Quantity, ...], tuple[Skipped, ...]]:
    """What `find_quantities` finds in a text."""
    return find_quantities(report_of(text, damage), RESOURCES)


def summary(text: str) -> str:
    """The quantities of a text on one line: `surface=value unit`, `>` for a lower and `<` for an upper bound, `?` for approximate,
    `low~high` for a range, `-` for no unit."""
    return "; ".join(f"{text[q.start : q.end]}={_value(q)}{'?' * q.approx} {q.unit or '-'}" for q in found(text)[0])


def _value(quantity: Quantity) -> str:
    if quantity.value is None:
        return "~".join("" if bound is None else _plain(bound) for bound in (quantity.low, quantity.high))
    return _plain(quantity.value) + ">" * (quantity.low is not None) + "<" * (quantity.high is not None)


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"
