"""What can go wrong with a file, a page or a report, by code: one table from code to severity and explanation.

A stage never raises because of what a document holds. It reports `problem("code", …)`, which ends as a row of
`problems`.
"""

from __future__ import annotations

from pipeline.records import Problem, Severity

CODES: dict[str, tuple[str, Severity, str]] = {
    # code: (stage, severity, what it means to the reader of the tables)
    "unreadable": ("read", "error", "the file could not be opened"),
    "empty": ("read", "warning", "the file holds no text"),
    "unknown_format": ("read", "error", "the file is of no kind that can be read"),
    "undecodable": ("read", "error", "no encoding fits the bytes of the file"),
    "replaced_bytes": ("read", "warning", "some bytes could not be decoded and are marked U+FFFD"),
    "mislabelled": (
        "read",
        "info",
        "the content is of another kind than the file name says; it was read as what it is",
    ),
    "truncated_file": ("read", "warning", "the file breaks off; what could be read was read"),
    "encrypted": ("read", "error", "the file is encrypted"),
    "no_text": ("read", "error", "the file holds pictures of text, but no text"),
    "too_large": ("read", "error", "the file, what it unpacks to, or one text of it is larger than the limit"),
    "entities_ignored": (
        "read",
        "warning",
        "the file declares entities of its own, as bombs do and files that fetch others; they were left out",
    ),
    "nested_archive": ("read", "warning", "an archive inside an archive was not opened"),
    "bad_row": ("read", "warning", "a row of a table could not be read and was left out"),
    "unsafe_name": ("read", "warning", "a member of an archive has a name that leads outside it"),
    "hidden_characters": (
        "clean",
        "warning",
        "the page holds control characters, direction overrides or lone surrogates, which show nothing or show the "
        "text in another order; they are not in the repaired text",
    ),
    "damaged_page": ("clean", "warning", "the page is damaged in a way that could not be repaired"),
    "incomplete": ("clean", "warning", "the page leaves out a part of the report"),
    "no_report": ("split", "warning", "no report was found in the page"),
    "unsure_region": ("structure", "info", "several places fit what the report says of itself"),
    "period_conflict": ("structure", "warning", "title, body and page disagree about the period"),
    "label_gap": ("structure", "info", "a series of headings skips a number"),
    "label_restart": ("structure", "info", "a series of headings begins to count anew under the same heading"),
    "figure_restored": ("resolve", "info", "a damaged figure was restored from others that determine it"),
    "figure_conflict": ("resolve", "warning", "figures that belong together contradict each other"),
    "changed_while_read": (
        "read",
        "warning",
        "the file kept changing while it was read; its rows may mix two versions, and the next run reads it again",
    ),
    "timeout": ("flow", "error", "the document took longer than a document may, and was left out"),
    "worker_died": ("flow", "error", "the process that worked on the document was killed or crashed; it was left out"),
    "stage_failed": ("flow", "error", "a stage failed on this document; what earlier stages found is kept"),
}


def problem(
    code: str,
    path: str,
    *,
    detail: str = "",
    document_id: str | None = None,
    start: int | None = None,
    end: int | None = None,
    stage: str | None = None,
) -> Problem:
    """A row of `problems`. `start`/`end` lie in the repaired text if `document_id` is given, else in the source."""
    home, severity, _ = CODES[code]
    return Problem(
        path=path,
        document_id=document_id,
        stage=stage or home,
        code=code,
        severity=severity,
        detail=detail,
        start=start,
        end=end,
    )
