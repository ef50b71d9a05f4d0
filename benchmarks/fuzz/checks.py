"""What must hold whatever the input: nothing raises, every problem has a known code, every span leads to its words.

Each is a check of its own, so that the test suite can name what broke; the atheris targets ask for all of them.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from functools import partial

from pipeline import clean
from pipeline.aligned import AlignedText
from pipeline.flow import process
from pipeline.fold import fold
from pipeline.problems import CODES
from pipeline.read import read_file
from pipeline.read.file import File, Limits
from pipeline.records import Problem, Report, Source
from pipeline.resources import Resources

LIMITS = Limits(whole=2**20, unpacked=2**21, members=50, row=2**18, characters=2**20)
"""Small, so that the fuzzer meets them."""
UNEXPECTED = ("IndexError", "KeyError", "TypeError", "AttributeError", "AssertionError", "RecursionError", "NameError")
"""Errors that readers do not raise on purpose: the last resort of `read` caught them."""
DIGITS = re.compile(r"\d+")


def check_read(data: bytes, name: str, resources: Resources) -> list[Source]:
    """The texts that reading these bytes gives. Asserts that every file gives a text or a problem."""
    file = File(
        path=name, name=name, size=len(data), open=partial(io.BytesIO, data), rules=resources.rules, limits=LIMITS
    )
    found = list(read_file(file))
    assert found, "neither a text nor a problem"
    for one in found:
        if isinstance(one, Problem):
            assert one.code in CODES
            assert one.code != "unreadable" or not one.detail.startswith(UNEXPECTED), one.detail
        else:
            assert len(one.text) <= LIMITS.characters
            one.text.encode("utf-8")
    return [one for one in found if isinstance(one, Source)]


def check_clean(text: str, resources: Resources) -> None:
    """Asserts that repairs can be undone: each edit names what stood there, and spans lead back to the source."""
    page = clean.clean(Source(path="fuzz.txt", text=text), resources)
    check_alignment(page.text)
    for damage in page.damage:
        assert 0 <= damage.start <= damage.end <= len(page.text.text), damage


def check_process(text: str, resources: Resources) -> None:
    """Asserts all that holds for the reports of any text."""
    for report in process(Source(path="fuzz.txt", text=text), resources):
        for check in REPORT_CHECKS:
            check(report)


def check_alignment(text: AlignedText) -> None:
    """Positions of the repaired text lead into the source in order, and positions of the source into the text."""
    length, source_length = len(text.text), len(text.source)
    there = [text.source_span(at, at + 1) for at in range(length)]
    back = [text.text_span(at, at + 1) for at in range(source_length)]
    for spans, limit in ((there, source_length), (back, length)):
        assert all(0 <= start <= end <= limit for start, end in spans)
        assert all(left <= right for left, right in itertools.pairwise(spans))
    for step in text.history:
        assert 0 <= step.source_start <= step.source_end <= source_length, step


def check_problems(report: Report) -> None:
    """No stage failed, and every problem is of a known code and lies in the text that it speaks of."""
    for problem in (*report.problems, *report.page.problems):
        assert problem.code in CODES
        assert problem.code != "stage_failed", problem.detail
        limit = len(report.text if problem.document_id else report.page.source.text)
        assert problem.start is None or 0 <= problem.start <= (problem.end or problem.start) <= limit, problem


def check_part(report: Report) -> None:
    """The report lies in the page, and its body in the report."""
    part, document = report.part, report.document
    assert 0 <= part.start <= part.body_start <= part.body_end <= part.end <= len(report.text), part
    assert (document.body_start, document.body_end) == (part.body_start, part.body_end)


def check_sentences(report: Report) -> None:
    """Sentences hold every character of the body once, in order; blanks between them may be left out."""
    at, part = report.part.body_start, report.part
    for sentence in report.sentences:
        assert at <= sentence.start < sentence.end <= part.body_end, sentence
        assert not report.text[at : sentence.start].strip(), sentence
        at = sentence.end
    assert not report.text[at : part.body_end].strip()


def check_sections(report: Report) -> None:
    """Sections are numbered in reading order, lie in the report, and have a parent that stands before them."""
    known: set[str | None] = {None}
    for ordinal, section in enumerate(report.sections, 1):
        assert section.ordinal == ordinal
        assert section.parent_id in known and section.section_id not in known, section
        assert report.part.start <= section.start <= section.end <= report.part.end, section
        assert 0 <= section.source_start <= section.source_end <= len(report.page.source.text), section
        known.add(section.section_id)
    assert all(left.start <= right.start for left, right in itertools.pairwise(report.sections))


def check_numbers(report: Report) -> None:
    """Quantities and skipped numbers lie in the body, in order, and no two of them share a character."""
    for records in (report.quantities, report.skipped):
        assert list(records) == sorted(records, key=lambda record: record.start)
    spans = sorted((record.start, record.end) for record in (*report.quantities, *report.skipped))
    for start, end in spans:
        assert report.part.body_start <= start < end <= report.part.body_end, (start, end)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans)), "a character in two numbers"
    for quantity in report.quantities:
        assert quantity.modifier_start <= quantity.start < quantity.end <= quantity.modifier_end, quantity
        assert quantity.noun_start <= quantity.noun_end, quantity


def check_digits(report: Report) -> None:
    """Every run of digits in the body is in a quantity, or has a reason why it is none."""
    assert not (lost := list(unaccounted(report))), lost


def unaccounted(report: Report) -> Iterator[str]:
    """The runs of digits in the body that are neither in a quantity nor skipped, with the words around them."""
    told = bytearray(len(report.text))
    for each in (*report.quantities, *report.skipped):
        told[each.start : each.end] = b"\1" * (each.end - each.start)
    for run in DIGITS.finditer(fold(report.text), report.part.body_start, report.part.body_end):
        if not any(told[run.start() : run.end()]):
            yield report.text[max(0, run.start() - 12) : run.end() + 8]


def check_indicators(report: Report) -> None:
    """One row for each quantity, whose surface is what stands in the source, and whose references lead somewhere."""
    source = report.page.source.text
    assert len(report.quantities) == len(report.circumstances) == len(report.namings) == len(report.indicators)
    sections = {None, *(section.section_id for section in report.sections)}
    for quantity, row in zip(report.quantities, report.indicators, strict=True):
        assert (quantity.start, quantity.end) == (row.start, row.end), row
        assert 0 <= row.source_start <= row.source_end <= len(source), row
        assert source[row.source_start : row.source_end] == row.surface, row
        assert row.section_id in sections, row
        assert row.value is None or row.value == row.value, row
        assert 0 <= row.confidence <= 1, row
    rows = {row.indicator_id for row in report.indicators}
    assert len(rows) == len(report.indicators)
    assert all(seen.indicator_id in rows for seen in report.observations)


REPORT_CHECKS = (
    check_problems,
    check_part,
    check_sentences,
    check_sections,
    check_numbers,
    check_digits,
    check_indicators,
)
