"""The Python API."""

from __future__ import annotations

from pathlib import Path

import pipeline
from pipeline import Pipeline, extract
from pipeline.store.schema import TABLES

TEXT = "岭川县2019年工作总结\n全县新建学校12所,投入资金1281.5万元。\n"


def test_extract_takes_text() -> None:
    found = extract(TEXT).indicators
    assert [(row.value, row.unit) for row in found] == [(12, "所"), (12815000, "元")]


def test_extract_takes_a_file_and_a_folder(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    assert len(extract(tmp_path / "甲.txt")) == 1
    assert len(extract(str(tmp_path))) == 1


def test_bad_files_are_problems_not_errors(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    reports = extract(tmp_path)
    assert [problem.code for problem in reports.problems] == ["empty"]


def test_frames_have_the_columns_of_the_tables() -> None:
    frames = extract(TEXT).to_frames()
    for table in TABLES:
        assert list(frames[table.name].columns) == [column.name for column in table.columns]
    assert list(frames["indicators"]["value"]) == [12.0, 12815000.0]


def test_a_pipeline_is_kept_for_many_texts() -> None:
    kept = Pipeline()
    assert kept.extract(TEXT).indicators == kept.extract(TEXT).indicators


def test_public_names() -> None:
    assert set(pipeline.__all__) == {"Pipeline", "Reports", "extract"}


def test_an_empty_text_gives_no_indicators() -> None:
    assert extract("").indicators == []
