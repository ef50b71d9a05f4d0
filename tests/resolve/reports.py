"""Reports made by hand: a text with its figures marked `[value|unit]`, as the stages before resolve would deliver them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.aligned import AlignedText
from pipeline.records import Document, Indicator, Kind, Page, Part, Report, Source

_FIGURE = re.compile(r"(?:\[(?P<surface>[^\]|]+)\|(?P<unit>[^\]]+)\])")
_SCALE = {"万亿": 1e12, "亿": 1e8, "万": 1e4}
_KINDS: dict[str, Kind] = {
    "元": "money",
    "美元": "money",
    "%": "percent",
    "倍": "ratio",
    "个百分点": "percentage_point",
    "斤": "mass",
    "吨": "mass",
    "亩": "area",
    "平方米": "area",
    "元/人": "per_unit",
    "1:": "ratio",
}


def report(
    marked: str, *, region: str | None, names: Sequence[str] = (), period: str | None = "2031", **fields: object
) -> Report:
    """The report with one indicator for each mark; `fields` (status, approx, …) hold for all of them."""
    text, indicators, at = "", [], 0
    sentence = _FIGURE.sub(lambda match: match["surface"] + match["unit"], marked)
    for number, found in enumerate(_FIGURE.finditer(marked)):
        text += marked[at : found.start()]
        unit = found["unit"]
        surface = found["surface"] + unit
        scale = next((word for word in _SCALE if found["surface"].endswith(word)), "")
        value = float(found["surface"].removesuffix(scale)) * _SCALE.get(scale, 1)
        indicator = Indicator(
            indicator_id=f"d-i{number + 1:04}",
            document_id="d",
            section_id=None,
            surface=surface,
            value=round(value, 6),
            low=None,
            high=None,
            unit=unit,
            kind=_KINDS.get(unit, "count"),
            approx=False,
            name=names[number] if number < len(names) else "",
            entity=None,
            aspect="level",
            direction=None,
            status="actual",
            time_period=period,
            basis=None,
            damaged=False,
            sentence=sentence,
            start=len(text),
            end=len(text) + len(surface),
            source_start=len(text),
            source_end=len(text) + len(surface),
            rule="test",
            confidence=1.0,
        )
        indicators.append(replace(indicator, **fields))
        text += surface
        at = found.end()
    text += marked[at:]
    page = Page(source=Source(path="d", text=text), text=AlignedText.of(text))
    document = Document(
        document_id="d",
        path="d",
        part=1,
        region=region,
        region_code=None,
        period=period,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=len(text),
        text_chars=len(text),
        body_start=0,
        body_end=len(text),
    )
    part = Part(number=1, start=0, end=len(text), body_start=0, body_end=len(text))
    return Report(page=page, part=part, document=document, indicators=tuple(indicators))
