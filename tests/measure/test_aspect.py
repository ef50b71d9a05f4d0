"""The aspect of figures in mini-reports of all decades and kinds: cases/aspect.txt."""

from __future__ import annotations

import pytest

from tests.measure.circumstance_cases import Case, cases


@pytest.mark.parametrize("case", cases("aspect.txt"), ids=lambda case: case.name)
def test_aspect(case: Case) -> None:
    found = {field: case.found[field] for field in case.expected}
    assert found == case.expected, f"{case.words} · {case.found['rules']}"
