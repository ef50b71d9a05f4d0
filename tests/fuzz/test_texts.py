"""Whatever the text: no stage raises, and every span of every report leads to its words."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

import pytest
from hypothesis import example, given

from benchmarks.fuzz import checks
from pipeline.explain import explain_numbers, explain_report
from pipeline.export.panel import as_rows
from pipeline.export.sdmx import sdmx_csv
from pipeline.flow import process
from pipeline.records import Report, Source
from pipeline.resources import Resources
from pipeline.store.arrow import arrow_table, records_of
from pipeline.store.rows import csv_bytes, rows_of
from pipeline.store.schema import TABLES
from tests.fuzz.hostile import search, texts

RESOURCES = Resources()


def reports_of(text: str) -> list[Report]:
    return process(Source(path="a.txt", text=text), RESOURCES)


@pytest.mark.parametrize("check", checks.REPORT_CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
@search
@given(texts)
@example("发放生活补助612.5万元," + "9" * 40 + "人次(小学4105人次,初中5718人次)")
def test_holds_for_every_report(check: Callable[[Report], None], text: str) -> None:
    reports = reports_of(text)
    assert reports
    for report in reports:
        check(report)


@search
@given(texts)
def test_positions_lead_to_the_source_and_back(text: str) -> None:
    checks.check_clean(text, RESOURCES)


@search
@given(texts)
def test_reports_of_a_page_follow_each_other(text: str) -> None:
    at = 0
    for number, report in enumerate(reports_of(text), 1):
        assert report.part.number == number
        assert at <= report.part.start
        at = report.part.end


@search
@given(texts)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert rows_of(reports_of(text)) == rows_of(reports_of(text))


@search
@given(texts)
def test_what_is_found_can_be_stored(text: str) -> None:
    rows = rows_of(reports_of(text))
    for table in TABLES:
        records = rows[table.name]
        assert csv_bytes(records_of(table, arrow_table(table, records))) == csv_bytes(records)


@search
@given(texts)
def test_what_is_found_can_be_exported_and_explained(text: str) -> None:
    for report in reports_of(text):
        as_rows(report.observations)
        list(sdmx_csv(report.observations, RESOURCES.rules))
        with contextlib.redirect_stdout(io.StringIO()):
            explain_report(report)
            explain_numbers(report)
