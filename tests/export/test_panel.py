"""The panel for people: from a folder of reports to a table of places and years, in every format."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline.batch.run import run
from pipeline.config import Config
from pipeline.export.panel import FORMATS, UnknownFormatError, as_comparison, as_pivot, as_rows, panel_of, write
from pipeline.records import Observation

REPORT = (
    "{place}政府工作报告\n——{next}年1月8日在{place}人民代表大会上\n一、{year}年工作回顾\n"
    "{year}年,全市地区生产总值增长{done}%,城镇新增就业3.2万人。\n二、{next}年工作安排\n"
    "{next}年主要预期目标是:地区生产总值增长{goal}%以上。\n"
)
PLACES = (("岭川市", 5.5), ("沧原市", 6.5))


@pytest.fixture(scope="module")
def observations(tmp_path_factory: pytest.TempPathFactory) -> list[Observation]:
    corpus = tmp_path_factory.mktemp("reports")
    for place, growth in PLACES:
        for year in (2018, 2019):
            text = REPORT.format(place=place, year=year, next=year + 1, done=growth + year - 2018, goal=growth)
            (corpus / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    return panel_of(corpus, Config(workers=1))


def test_places_by_years(observations: list[Observation]) -> None:
    rows = as_pivot(observations, ["gdp_growth"], "actual")
    assert rows[0] == ["indicator", "ref_area", "region", "2018", "2019"]
    assert sorted(row[3:] for row in rows[1:]) == [[5.5, 6.5], [6.5, 7.5]]


def test_goals_stand_beside_outcomes(observations: list[Observation]) -> None:
    header, *rows = as_comparison(observations, ["gdp_growth"])
    (row,) = [
        found
        for line in rows
        for found in [dict(zip(header, line, strict=True))]
        if found["time_period"] == "2019" and found["actual"] == 6.5
    ]
    assert (row["target_low"], row["gap"], row["met"]) == (5.5, 1.0, True)
    assert "以上" in row["wording"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_can_be_read_back(suffix: str, observations: list[Observation], tmp_path: Path) -> None:
    rows = as_pivot(observations, ["gdp_growth"], "actual")
    out = tmp_path / f"panel{suffix}"
    write(rows, out)
    readers = {".csv": pd.read_csv, ".xlsx": pd.read_excel, ".dta": pd.read_stata, ".parquet": pd.read_parquet}
    frame = readers[suffix](out)
    assert sorted(frame.iloc[:, -1]) == [6.5, 7.5]
    assert len(frame.columns) == 5


def test_rows_have_the_columns_of_the_table(observations: list[Observation]) -> None:
    assert as_rows(observations)[0][:3] == ["ref_area", "region", "indicator"]


def test_formulas_are_inert_in_a_workbook(tmp_path: Path) -> None:
    starts = ("=", "+", "-", "@", "\t")
    write([["region"], *([f"{start}cmd|' /C calc'!A0"] for start in starts)], tmp_path / "a.xlsx")
    cells = pd.read_excel(tmp_path / "a.xlsx")["region"]
    assert list(cells) == [f"'{start}cmd|' /C calc'!A0" for start in starts]


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="csv"):
        write([["a"]], tmp_path / "panel.docx")


def test_facts_of_copies_count_once(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "out"
    corpus.mkdir()
    body = "".join(f"全市第{n}项工作取得明显成效,各部门分工负责、按期办结。\n" for n in "一二三四五六七八九")
    text = REPORT.format(place="岭川市", year=2018, next=2019, done=5.5, goal=6) + body
    for name in ("a.txt", "b.txt"):
        (corpus / name).write_text(text, encoding="utf-8")
    run(corpus, out, Config(workers=1))
    assert pq.read_table(out / "documents.parquet").to_pydict()["duplicate_of"].count(None) == 1
    found = panel_of(out, Config())
    assert len([row for row in found if row.indicator == "gdp_growth" and row.status == "actual"]) == 1
