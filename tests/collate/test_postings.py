"""Reports that share a key are found, however little fits into memory at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.collate import postings
from pipeline.collate.postings import Postings

REPORTS = st.lists(st.sets(st.integers(0, 12), max_size=6), max_size=12)
SIZES = st.fixed_dictionaries({"BATCH": st.integers(1, 5), "BUCKET": st.integers(1, 20), "BLOCK": st.integers(1, 5)})


def _shared(reports: list[set[int]], added: list[int], asked: int, limit: int) -> Counter[int]:
    """What must be found, looked for in the plainest way."""
    found: Counter[int] = Counter()
    for key in reports[asked]:
        holders = [report for report in added if key in reports[report]]
        if len(holders) <= limit:
            found.update(holders)
    return found


@given(REPORTS, SIZES, st.integers(1, 4), st.data())
def test_added_reports_are_found_by_each_key(
    reports: list[set[int]], sizes: dict[str, int], limit: int, data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(reports), max_size=len(reports)))
    keys = (np.array(sorted(one), np.uint64) for one in reports)
    with TemporaryDirectory() as name, patch.multiple(postings, **sizes):
        found = Postings(Path(name) / "keys", keys, sum(map(len, reports)), limit)
        added: list[int] = []
        for report, keep in enumerate(kept):
            assert Counter(found.find(report).tolist()) == _shared(reports, added, report, limit)
            if keep:
                found.add(report)
                added.append(report)


def test_a_key_of_too_many_reports_leads_to_none(tmp_path: Path) -> None:
    found = Postings(tmp_path / "keys", [np.array([7], np.uint64)] * 4, 4, limit=2)
    numbers = []
    for report in range(4):
        numbers.append(found.find(report).tolist())
        found.add(report)
    assert numbers == [[], [0], [0, 1], []]
