"""SDMX-CSV: read back by a public SDMX library, with the values and keys that went in."""

from __future__ import annotations

import re

import pytest
from pysdmx.io.csv.sdmx20.reader import read

from pipeline.export.sdmx import HEADER, sdmx_csv, sdmx_period
from pipeline.records import Observation
from pipeline.rules import Rules

CODE = re.compile(r"[A-Za-z0-9_@$-]+$")


def observation(**changes: object) -> Observation:
    given: dict[str, object] = {
        "ref_area": "990000",
        "region": "岭川省",
        "indicator": "gdp_growth",
        "indicator_name": "地区生产总值增长率",
        "time_period": "2025",
        "status": "actual",
        "obs_value": -2.5,
        "low": None,
        "high": None,
        "unit_measure": "%",
        "approx": False,
        "obs_status": "A",
        "document_id": "0123456789ab",
        "indicator_id": "0123456789ab-i0001",
    }
    return Observation(**(given | changes))  # type: ignore[arg-type]


def table(*observations: Observation) -> list[dict[str, str]]:
    (dataset,) = read("".join(sdmx_csv(observations, Rules())))
    rows: list[dict[str, str]] = dataset.data.to_dict("records")
    return rows


def test_an_sdmx_library_reads_what_was_written() -> None:
    (row,) = table(observation(modifier=("左右", "力争"), low=-3.0))
    assert (row["REF_AREA"], row["INDICATOR"], row["TIME_PERIOD"]) == ("990000", "GDP_GROWTH", "2025")
    assert float(row["OBS_VALUE"]) == -2.5
    assert (row["UNIT_MEASURE"], row["UNIT_MULT"], row["STATUS"]) == ("PT", "0", "A")


@pytest.mark.parametrize("unit", ["%", "元", "人", "元/生·年", "微克/立方米", None])
def test_every_unit_has_a_legal_code(unit: str | None) -> None:
    (row,) = table(observation(unit_measure=unit))
    assert CODE.match(row["UNIT_MEASURE"])


def test_ranges_have_no_value_but_bounds() -> None:
    (row,) = table(observation(obs_value=None, low=4.5, high=5.0))
    assert (row["OBS_VALUE"], row["LOWER_BOUND"], row["UPPER_BOUND"]) == ("NaN", "4.5", "5")


def test_what_has_no_key_is_left_out() -> None:
    kept = list(sdmx_csv([observation(ref_area=None), observation(time_period=None)], Rules()))
    assert len(kept) == 1
    assert kept[0].strip().split(",") == list(HEADER)


@pytest.mark.parametrize(
    ("ours", "sdmx"),
    [
        ("2015", "2015"),
        ("2015-06", "2015-06"),
        ("2015-Q3", "2015-Q3"),
        ("2015-H1", "2015-S1"),
        ("2021/2025", "2021-01-01/P5Y"),
        ("2015-11/2016-02", "2015-11-01/P4M"),
        ("2015-13", None),
        ("2025/2021", None),
        ("", None),
    ],
)
def test_periods(ours: str, sdmx: str | None) -> None:
    assert sdmx_period(ours) == sdmx
