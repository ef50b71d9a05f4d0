"""The basis of figures in mini-reports of all decades and kinds: cases/basis.txt."""

from __future__ import annotations

import pytest

from tests.measure.circumstance_cases import Case, cases


@pytest.mark.parametrize("case", cases("basis.txt"), ids=lambda case: case.name)
def test_basis(case: Case) -> None:
    found = {field: case.found[field] for field in case.expected}
    assert found == case.expected, f"{case.words} · {case.found['rules']}"
