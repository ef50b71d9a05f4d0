"""One way through: the stages of one page, in order.

    read → clean → split → segment → structure → measure → resolve → store

`read` makes sources of files, and `store` makes tables of reports (both work on many, see `batch`); what lies between
is here. Each stage is a plain function from record to record.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pipeline import clean, measure, resolve, segment, split, structure
from pipeline.aligned import AlignedText
from pipeline.errors import SetupError
from pipeline.problems import problem
from pipeline.records import Page, Part, Problem, Report, Source
from pipeline.resources import Resources

REPORT_STAGES: tuple[tuple[str, Callable[[Report, Resources], Report]], ...] = (
    ("segment", segment.segment),
    ("structure", structure.structure),
    ("measure", measure.measure),
    ("resolve", resolve.resolve),
)


def process(source: Source, resources: Resources) -> list[Report]:
    """All reports of one source text, in reading order; at least one.

    A stage that raises costs its own results only: what the stages before it found is kept, the stages after it work
    with that, and a `stage_failed` problem says what happened.
    """
    return process_page(_clean(source, resources), resources)


def process_page(page: Page, resources: Resources) -> list[Report]:
    """All reports of a page that is clean already, in the same way."""
    return [_through_report_stages(report, resources) for report in _split(page, resources)]


def _clean(source: Source, resources: Resources) -> Page:
    try:
        return clean.clean(source, resources)
    except SetupError:
        raise
    except Exception as error:
        return Page(source=source, text=AlignedText.of(source.text), problems=(_failure("clean", source.path, error),))


def _split(page: Page, resources: Resources) -> list[Report]:
    try:
        return split.split(page, resources)
    except SetupError:
        raise
    except Exception as error:
        length = len(page.text.text)
        whole = Part(number=1, start=0, end=length, body_start=0, body_end=length, title=page.title)
        report = split.report(page, whole)
        return [replace(report, problems=(_failure("split", page.source.path, error, report),))]


def _through_report_stages(report: Report, resources: Resources) -> Report:
    for name, stage in REPORT_STAGES:
        try:
            report = stage(report, resources)
        except SetupError:
            raise
        except Exception as error:
            failure = _failure(name, report.document.path, error, report)
            report = replace(report, problems=(*report.problems, failure))
    return report


def _failure(stage: str, path: str, error: Exception, report: Report | None = None) -> Problem:
    return problem(
        "stage_failed",
        path,
        stage=stage,
        document_id=report.document.document_id if report else None,
        detail=f"{type(error).__name__}: {error}",
    )
