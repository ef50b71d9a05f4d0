"""Whatever the bytes: a file gives texts or problems within its limits, and its texts go through the whole flow."""

from __future__ import annotations

from hypothesis import given

from benchmarks.fuzz import checks
from pipeline.resources import Resources
from tests.fuzz.hostile import FILES, files, search

RESOURCES = Resources()


def test_the_files_are_read_as_they_are() -> None:
    """Else the damaged ones would be turned away at the door."""
    read = [name for name, data in FILES.items() if checks.check_read(data, name, RESOURCES)]
    assert FILES.keys() - {*read} == {"paper.pdf", "old.doc"}


@search
@given(files())
def test_any_file_gives_texts_or_problems(file: tuple[str, bytes]) -> None:
    name, data = file
    checks.check_read(data, name, RESOURCES)


@search
@given(files())
def test_what_is_read_goes_through_the_flow(file: tuple[str, bytes]) -> None:
    name, data = file
    for source in checks.check_read(data, name, RESOURCES):
        checks.check_process(source.text, RESOURCES)
