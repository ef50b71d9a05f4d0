"""Real reports, where they are at hand: whole runs obey the contract. Quality is measured by `make score`."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.batch.run import run
from pipeline.config import Config

SHARED = Path(__file__).parent.parent.parent / "shared"
FOLDERS = ("seeds", "corpora/gov-2026", "corpora/national")

csv.field_size_limit(2**31 - 1)
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="real reports are not at ../shared")


@pytest.fixture(scope="module", params=FOLDERS)
def outputs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    corpus = SHARED / request.param
    out = tmp_path_factory.mktemp("real")
    run(corpus, out, Config(workers=1))
    return corpus, out


def rows(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_file_is_in_documents_or_problems(outputs: tuple[Path, Path]) -> None:
    corpus, out = outputs
    given = {path.relative_to(corpus).as_posix() for path in corpus.rglob("*.txt")}
    assert given <= {row["path"] for row in [*rows(out, "documents"), *rows(out, "problems")]}


def test_no_stage_failed(outputs: tuple[Path, Path]) -> None:
    assert [row for row in rows(outputs[1], "problems") if row["severity"] == "error"] == []


def test_every_row_stands_where_it_says(outputs: tuple[Path, Path]) -> None:
    _, out = outputs
    texts = {row["document_id"]: row for row in pq.read_table(out / "texts.parquet").to_pylist()}
    found = rows(out, "indicators")
    assert len(found) > 100
    for row in found:
        text = texts[row["document_id"]]
        assert text["source_text"][int(row["source_start"]) : int(row["source_end"])] == row["surface"]
        assert 0 <= int(row["start"]) < int(row["end"]) <= len(text["text"])
    for row in rows(out, "sections"):
        text = texts[row["document_id"]]
        assert 0 <= int(row["start"]) <= int(row["end"]) <= len(text["text"])
        assert 0 <= int(row["source_start"]) <= int(row["source_end"]) <= len(text["source_text"])


def test_a_second_run_gives_the_same_bytes(outputs: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, out = outputs
    run(corpus, tmp_path, Config(workers=2))
    names = sorted(path.name for path in out.iterdir() if path.is_file() and path.name != "baogao.duckdb")
    assert [name for name in names if (out / name).read_bytes() != (tmp_path / name).read_bytes()] == []
