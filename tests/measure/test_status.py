"""The status of figures in mini-reports of all decades and kinds: cases/status.txt."""

from __future__ import annotations

import pytest

from tests.measure.circumstance_cases import Case, cases


@pytest.mark.parametrize("case", cases("status.txt"), ids=lambda case: case.name)
def test_status(case: Case) -> None:
    found = {field: case.found[field] for field in case.expected}
    assert found == case.expected, f"{case.words} · {case.found['rules']}"
