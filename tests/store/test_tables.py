"""The tables of a run obey their schema, whoever wrote the rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.batch.run import run
from pipeline.config import Config
from pipeline.store.schema import DESCRIPTIONS, TABLES, Table, table

csv.field_size_limit(2**31 - 1)

SAMPLE = "岭川县教育局2019年工作总结\n2019年,全县新建学校12所,其中小学3所。\n一、主要成绩\n投入资金1281.5万元。\n"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "甲.txt").write_text(SAMPLE, encoding="utf-8")
    (corpus / "乙.txt").write_bytes("岭川县统计公报\r\n粮食总产量3.5万吨,增长2.1%。\r\n".encode("gb18030"))
    (corpus / "空.txt").write_bytes(b"")
    (corpus / "sub").mkdir()
    (corpus / "sub" / "随机.pdf").write_bytes(bytes(range(256)) * 8)
    run(corpus, folder / "out", Config(workers=1, excel=True))
    return folder / "out"


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_table_is_there(out: Path) -> None:
    for each in TABLES:
        assert (out / f"{each.name}.csv").exists() == each.csv
        assert (out / f"{each.name}.parquet").exists()


@pytest.mark.parametrize("each", TABLES, ids=lambda each: each.name)
def test_columns_are_the_same_everywhere(out: Path, each: Table) -> None:
    names = [column.name for column in each.columns]
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(r for r in package["resources"] if r["name"] == each.name)
    assert [field["name"] for field in resource["schema"]["fields"]] == names
    assert pq.read_schema(out / f"{each.name}.parquet").names == names
    with duckdb.connect(str(out / "baogao.duckdb"), read_only=True) as database:
        found = database.execute(f"SELECT column_name FROM (DESCRIBE {each.name})").fetchall()
    assert [name for (name,) in found] == names
    if each.csv:
        assert (out / f"{each.name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",") == names
    assert set(DESCRIPTIONS[each.name]) == set(names)


@pytest.mark.parametrize("each", [t for t in TABLES if t.csv], ids=lambda each: each.name)
def test_values_fit_their_types(out: Path, each: Table) -> None:
    for row in rows(out, each.name):
        for column in each.columns:
            value = row[column.name]
            if not value:
                assert not column.required or column.type == "string", (column.name, row)
            elif column.type == "integer":
                int(value)
            elif column.type == "number":
                float(value)
            elif column.type == "boolean":
                assert value in ("true", "false")
            elif column.choices:
                assert value in column.choices


@pytest.mark.parametrize("each", [t for t in TABLES if t.csv], ids=lambda each: each.name)
def test_keys_are_unique_and_references_resolve(out: Path, each: Table) -> None:
    found = rows(out, each.name)
    if each.key:
        keys = [tuple(row[name] for name in each.key) for row in found]
        assert len(keys) == len(set(keys))
    for column, other, other_column in each.references:
        known = {row[other_column] for row in rows(out, other)} | {""}
        assert {row[column] for row in found} <= known


def test_csv_and_parquet_hold_the_same(out: Path) -> None:
    for name in ("documents", "indicators", "edits"):
        assert len(rows(out, name)) == pq.read_metadata(out / f"{name}.parquet").num_rows


def test_every_file_is_accounted_for(out: Path) -> None:
    seen = {row["path"] for row in rows(out, "documents")} | {row["path"] for row in rows(out, "problems")}
    assert {"甲.txt", "乙.txt", "空.txt", "sub/随机.pdf"} <= seen


def test_surfaces_stand_in_the_source_text(out: Path) -> None:
    texts = {row["document_id"]: row for row in pq.read_table(out / "texts.parquet").to_pylist()}
    found = rows(out, "indicators")
    assert found
    for row in found:
        source = texts[row["document_id"]]["source_text"]
        assert source[int(row["source_start"]) : int(row["source_end"])] == row["surface"]


def test_copies_for_excel_carry_a_mark_and_the_same_rows(out: Path) -> None:
    data = (out / "indicators.excel.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (out / "indicators.excel.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(rows(out, "indicators"))


def test_columns_follow_the_contract() -> None:
    """Columns are only ever added, at the end: dashboards count on these."""
    contract = {
        "documents": "document_id path part title issuer region region_code report_type period period_evidence "
        "published script encoding media_type complete damage source_sha256 source_chars text_chars body_start "
        "body_end duplicate_of similarity",
        "sections": "section_id document_id parent_id ordinal level kind label text missing start end source_start "
        "source_end",
        "indicators": "indicator_id document_id section_id surface value low high unit kind approx name entity aspect "
        "direction status time_period basis damaged indicator region region_code sentence start end source_start "
        "source_end modifier rule confidence flags",
        "panel": "ref_area region indicator indicator_name time_period status obs_value low high modifier "
        "unit_measure approx obs_status document_id indicator_id witnesses conflict",
        "terms": "document_id section_id term count",
        "edits": "document_id source_start source_end before after rule confidence",
        "problems": "path document_id stage code severity detail start end",
        "texts": "document_id source_text text",
    }
    for name, columns in contract.items():
        expected = columns.split()
        assert [column.name for column in table(name).columns][: len(expected)] == expected
