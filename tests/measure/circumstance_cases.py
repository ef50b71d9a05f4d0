"""Mini-reports with the expected reading of each figure, and how they are run.

A case file holds reports, each opened by a line `=== report_type period title`, `-` for what is unknown. Lines that
begin with `#` are headings, one `#` for each level. A figure stands as `⟦3所|target 2016⟧`: its words, then what is
expected of it, in any order: aspect (level if not said), direction, status, period (`-` for none), `basis=去年`,
`commits=力争`. What is not said is not tested, but status and period always are.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import regex

from pipeline.aligned import AlignedText
from pipeline.fold import fold
from pipeline.measure.circumstance import read_circumstances
from pipeline.records import Circumstance, Document, Page, Part, Quantity, Report, Section, Sentence, Source
from pipeline.resources import Resources
from pipeline.segment.sentences import sentences

FOLDER = Path(__file__).parent / "cases"
MARK = regex.compile(r"⟦([^|⟧]+)(?:\|([^⟧]*))?⟧")
BEFORE = regex.compile(r"(?:不低于|不少于|不超过|超过|突破|约|近|超|逾)$")
BEHIND = regex.compile(r"(?:以上|以下|以内|左右|上下)")
ASPECTS = {"level", "change", "share", "rank"}
DIRECTIONS = {"up", "down"}
STATUSES = {"actual", "target", "standard"}
RESOURCES = Resources()


class Case(NamedTuple):
    """One figure of a mini-report: what is expected of it and what was read."""

    name: str
    words: str
    expected: dict[str, str | None]
    found: dict[str, str | None]


def cases(file: str) -> list[Case]:
    """All figures of a case file, read."""
    blocks = regex.split(r"(?m)^=== ", (FOLDER / file).read_text(encoding="utf-8"))
    return [case for block in blocks[1:] for case in _read(block)]


def _read(block: str) -> list[Case]:
    head, _, body = block.partition("\n")
    report_type, period, *title = head.split(maxsplit=2)
    text, marks, headings = _plain(body.strip())
    report = build_report(
        text,
        headings,
        quantities=tuple(_quantity(text, start, end) for start, end, _ in marks),
        report_type=None if report_type == "-" else report_type,
        period=None if period == "-" else period,
        title=title[0] if title else None,
    )
    return [
        Case(
            f"{head}: {text[max(0, start - 16) : start].splitlines()[-1:]}{text[start:end]}",
            text[max(0, start - 40) : end + 12],
            _expected(words),
            _found(circumstance),
        )
        for (start, end, words), circumstance in zip(marks, read_circumstances(report, RESOURCES), strict=True)
    ]


def _plain(body: str) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int, int]]]:
    """The text without marks, the figures (start, end, expectation) and the headings (start, end, level)."""
    text, marks, headings = "", [], []
    for line in body.splitlines():
        level = len(line) - len(line.lstrip("#"))
        start, at = len(text), level
        for mark in MARK.finditer(line):
            text += line[at : mark.start()]
            marks.append((len(text), len(text) + len(mark[1]), mark[2]))
            text += mark[1]
            at = mark.end()
        text += line[at:]
        if level:
            headings.append((start, len(text), level))
        text += "\n"
    return text, marks, headings


def build_report(
    text: str,
    headings: list[tuple[int, int, int]],
    *,
    quantities: tuple[Quantity, ...],
    report_type: str | None,
    period: str | None,
    title: str | None = None,
) -> Report:
    """A report with everything that the circumstances are read from."""
    document = Document(
        document_id="d",
        path="d.txt",
        part=1,
        title=title,
        report_type=report_type,
        period=period,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=len(text),
        text_chars=len(text),
        body_start=0,
        body_end=len(text),
    )
    return Report(
        page=Page(source=Source(path="d.txt", text=text), text=AlignedText.of(text)),
        part=Part(number=1, start=0, end=len(text), body_start=0, body_end=len(text)),
        document=document,
        sentences=tuple(Sentence(start=s, end=e, paragraph=p) for s, e, p in sentences(text, 0, len(text))),
        sections=tuple(
            Section(
                section_id=f"s{number}",
                document_id="d",
                parent_id=None,
                ordinal=number,
                level=level,
                kind="heading",
                label="",
                text=text[start:end],
                start=start,
                end=end,
                source_start=start,
                source_end=end,
            )
            for number, (start, end, level) in enumerate(headings, 1)
        ),
        quantities=quantities,
    )


def _quantity(text: str, start: int, end: int) -> Quantity:
    words = fold(text[start:end])
    before = BEFORE.search(text, max(0, start - 3), start)
    behind = BEHIND.match(text, end, min(end + 2, len(text)))
    kinds = (("个百分点", "percentage_point"), ("百分点", "percentage_point"), ("%", "percent"), ("‰", "percent"))
    kind = next((kind for unit, kind in kinds if words.endswith(unit)), "count")
    if words.startswith("百分之"):
        kind = "percent"
    elif words.startswith("第") or words in ("首位", "第一"):
        kind = "rank"
    elif words.endswith("元"):
        kind = "money"
    number = regex.search(r"-?\d+(?:\.\d+)?", words)
    return Quantity(
        start=start,
        end=end,
        value=float(number[0]) if number else 1.0,
        kind=kind,  # type: ignore[arg-type]
        unit="倍" if words.endswith("倍") else None,
        modifier_start=before.start() if before else start,
        modifier_end=behind.end() if behind else end,
        noun_start=end,
        noun_end=end,
        rule="test",
    )


def _expected(words: str) -> dict[str, str | None]:
    expected: dict[str, str | None] = {"aspect": "level"}
    for word in words.split():
        if word in ASPECTS:
            expected["aspect"] = word
        elif word in DIRECTIONS:
            expected["direction"] = word
        elif word in STATUSES:
            expected["status"] = word
        elif "=" in word:
            field, _, value = word.partition("=")
            expected[field] = None if value == "-" else value
        else:
            expected["period"] = None if word == "-" else word
    assert {"status", "period"} <= set(expected), words
    return expected


def _found(circumstance: Circumstance) -> dict[str, str | None]:
    return {
        "aspect": circumstance.aspect,
        "direction": circumstance.direction,
        "status": circumstance.status,
        "period": circumstance.time_period,
        "basis": circumstance.basis,
        "commits": ";".join(circumstance.commitment) or None,
        "rules": ";".join(circumstance.rules),
    }


def read_line(line: str, period: str | None) -> Circumstance:
    """How the figure of one line is meant, in a report on a period."""
    text, marks, _ = _plain(line)
    (start, end, _), *_ = marks
    report = build_report(
        text, [], quantities=(_quantity(text, start, end),), report_type=None, period=period, title=None
    )
    return read_circumstances(report, RESOURCES)[0]
