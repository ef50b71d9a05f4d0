"""What must hold whatever the input: nothing raises, every problem has a known code, every span leads to its words."""

from __future__ import annotations

import io
from functools import partial

from pipeline import clean
from pipeline.flow import process
from pipeline.problems import CODES
from pipeline.read import read_file
from pipeline.read.file import File, Limits
from pipeline.records import Problem, Report, Source
from pipeline.resources import Resources

LIMITS = Limits(whole=2**20, unpacked=2**21, members=50, row=2**18)
"""Small, so that the fuzzer meets them."""


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
            one.text.encode("utf-8")
    return [one for one in found if isinstance(one, Source)]


UNEXPECTED = ("IndexError", "KeyError", "TypeError", "AttributeError", "AssertionError", "RecursionError", "NameError")
"""Errors that readers do not raise on purpose: the last resort of `read` caught them."""


def check_clean(text: str, resources: Resources) -> None:
    """Asserts that repairs can be undone: each edit names what stood there, and spans lead back to the source."""
    page = clean.clean(Source(path="fuzz.txt", text=text), resources)
    repaired = page.text.text
    assert page.text.source_span(0, len(repaired)) is not None
    for damage in page.damage:
        assert 0 <= damage.start <= damage.end <= len(repaired), damage


def check_process(text: str, resources: Resources) -> None:
    """Asserts that no stage fails and that every quantity is where its row says."""
    for report in process(Source(path="fuzz.txt", text=text), resources):
        check_report(report)


def check_report(report: Report) -> None:
    """The invariants of one report."""
    source = report.page.source.text
    for problem in (*report.problems, *report.page.problems):
        assert problem.code in CODES
        assert problem.code != "stage_failed", problem.detail
    for row in report.indicators:
        assert source[row.source_start : row.source_end] == row.surface, row
        assert 0 <= row.start < row.end <= len(report.text), row
        assert row.value is None or row.value == row.value, row
    sections = {section.section_id for section in report.sections}
    for section in report.sections:
        assert section.parent_id is None or section.parent_id in sections, section
        assert 0 <= section.start <= section.end <= len(report.text), section
