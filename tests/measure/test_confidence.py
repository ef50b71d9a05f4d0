"""Confidence: chances by rule, set to what was observed; the table of what was observed stands in benchmarks/."""

from __future__ import annotations

from pathlib import Path

import regex
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.confidence import CIRCUMSTANCE, READING, STEP, Confidence
from pipeline.resources import Resources

RULES = Resources().rules
CONFIDENCE = RULES.make(Confidence)
WORDS = RULES.words("measure/confidence")
TABLE = Path(__file__).parents[2] / "benchmarks" / "calibration.md"
ROW = regex.compile(r"^\| [\d.]+ to [\d.]+ \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", regex.MULTILINE)


def test_every_value_is_a_chance() -> None:
    assert all(0 < float(word.value) < 1 for word in WORDS)
    assert all(word.word.startswith((READING, CIRCUMSTANCE, STEP)) for word in WORDS)


@given(st.lists(st.floats(0, 1), min_size=2))
def test_surer_evidence_never_makes_a_row_less_sure(products: list[float]) -> None:
    stated = [CONFIDENCE.calibrated(product) for product in sorted(products) if product >= CONFIDENCE.least]
    assert stated == sorted(stated)


def test_the_least_sure_step_decides() -> None:
    sure = CONFIDENCE.product("plain", ("heading-review",), 0.9)
    assert CONFIDENCE.product("unit-lost", ("heading-review",), 0.9) < sure
    assert CONFIDENCE.product("plain", ("heading-review",), 0.5) < sure


def test_a_rule_that_no_gold_has_shown_is_not_trusted_more() -> None:
    assert CONFIDENCE.product("never-seen", (), 0.9) < CONFIDENCE.product("plain", (), 0.9) + 0.1


def test_stated_chances_are_near_what_was_observed() -> None:
    bins = [(int(rows), float(stated), float(right)) for rows, stated, right in ROW.findall(TABLE.read_text("utf-8"))]
    assert sum(rows for rows, _, _ in bins) >= 900
    assert all(abs(stated - right) <= 0.1 for rows, stated, right in bins if rows >= 50)
