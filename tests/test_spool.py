"""What is put aside comes back: records by number, rows by bucket, in the order in which they were put."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spool import Buckets, Spool, runs


class Record(msgspec.Struct, frozen=True):
    """Something to put aside."""

    words: str
    number: int


@given(st.lists(st.builds(Record, st.text(max_size=9), st.integers(-(2**40), 2**40)), max_size=20), st.data())
def test_records_come_back_by_number(records: list[Record], data: st.DataObject) -> None:
    with TemporaryDirectory() as name, Spool(Path(name) / "records", Record) as spool:
        assert [spool.put(record) for record in records] == list(range(len(records)))
        assert len(spool) == len(records)
        assert list(spool) == records
        for number in data.draw(st.lists(st.integers(0, len(records) - 1), max_size=9)) if records else ():
            assert spool.get(number) == records[number]


def test_records_may_be_put_between_readings_and_the_file_goes_with_the_spool(tmp_path: Path) -> None:
    with Spool(tmp_path / "records", Record) as spool:
        first = spool.put(Record("甲", 1))
        assert spool.get(first).words == "甲"
        second = spool.put(Record("乙", 2))
        assert (spool.get(second).words, spool.get(first).words) == ("乙", "甲")
    assert not list(tmp_path.iterdir())


@given(st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2**32 - 1)), max_size=12), max_size=5))
def test_rows_come_back_by_bucket_once(batches: list[list[tuple[int, int]]]) -> None:
    with TemporaryDirectory() as name:
        buckets = Buckets(Path(name) / "rows", [("value", "<u4")])
        for batch in batches:
            numbers, values = np.array(batch, np.int64).reshape(-1, 2).T
            buckets.put(numbers, values)
        for bucket in range(6):
            expected = [value for batch in batches for number, value in batch if number == bucket]
            assert buckets.take(bucket)["value"].tolist() == expected
            assert not len(buckets.take(bucket))


def test_rows_do_not_go_where_something_lies(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        Buckets(tmp_path, [("value", "<u4")])


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), max_size=20))
def test_runs_are_those_of_equal_rows(rows: list[tuple[int, int]]) -> None:
    starts, ends = runs(*np.array(rows, np.int64).reshape(-1, 2).T)
    expected = [len(list(group)) for _, group in groupby(rows)]
    assert (ends - starts).tolist() == expected
    assert starts.tolist() == [sum(expected[:at]) for at in range(len(expected))]
