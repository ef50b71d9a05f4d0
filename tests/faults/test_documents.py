"""Documents that hang, crash or raise cost themselves only, and are named."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.faults.support import finish, make_corpus, start_run, stored, tables


def problems(out: Path) -> dict[str, str]:
    with (out / "problems.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["code"] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus with every kind of harm in it, and the tables of a run with two workers."""
    folder = tmp_path_factory.mktemp("harmed")
    corpus = make_corpus(folder / "corpus", 12, extra="")
    (corpus / "0" / "挂起.txt").write_text("岭川县2019年工作总结\n挂起\n", encoding="utf-8")
    (corpus / "1" / "崩溃.txt").write_text("岭川县2019年工作总结\n崩溃\n", encoding="utf-8")
    (corpus / "1" / "抛出.txt").write_text("岭川县2019年工作总结\n抛出\n", encoding="utf-8")
    rows = ["编号,标题,正文", "1,第一号,新建学校3所。", "2,第二号,崩溃", "3,第三号,新建学校4所。"]
    (corpus / "坏行.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    finish(start_run(corpus, folder / "out"))
    return corpus, folder / "out"


def test_each_is_named(harmed: tuple[Path, Path]) -> None:
    found = problems(harmed[1])
    assert found["0/挂起.txt"] == "timeout"
    assert found["1/崩溃.txt"] == "worker_died"
    assert found["1/抛出.txt"] == "stage_failed"
    assert found["坏行.csv#2"] == "worker_died"


def test_the_rest_is_done(harmed: tuple[Path, Path]) -> None:
    with (harmed[1] / "documents.csv").open(encoding="utf-8", newline="") as file:
        paths = [row["path"] for row in csv.DictReader(file)]
    assert len(paths) == 12 + 12 + 2
    assert "坏行.csv#3" in paths


def test_the_number_of_workers_changes_nothing(harmed: tuple[Path, Path], tmp_path: Path) -> None:
    corpus, out = harmed
    finish(start_run(corpus, tmp_path, workers=1))
    assert tables(tmp_path) == tables(out)


def test_what_hung_is_not_tried_again_but_what_died_is(harmed: tuple[Path, Path]) -> None:
    corpus, out = harmed
    before = tables(out)
    files, reused, _ = finish(start_run(corpus, out))
    assert files - reused == 2  # 崩溃.txt and 坏行.csv
    assert tables(out) == before


def test_a_worker_that_died_by_accident_leaves_no_trace(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path / "corpus", 4, extra="")
    (corpus / "意外.txt").write_text("岭川县2019年工作总结\n先崩溃\n", encoding="utf-8")
    finish(start_run(corpus, tmp_path / "first", memory=tmp_path / "memory"))
    assert (tmp_path / "memory").exists()
    assert "意外.txt" not in problems(tmp_path / "first")
    finish(start_run(corpus, tmp_path / "second", memory=tmp_path / "memory"))
    assert tables(tmp_path / "first") == tables(tmp_path / "second")


def test_damaged_shards_are_made_again(tmp_path: Path) -> None:
    corpus = make_corpus(tmp_path / "corpus", 12, extra="")
    finish(start_run(corpus, tmp_path / "out"))
    before = tables(tmp_path / "out")
    for at, shard in enumerate(sorted((tmp_path / "out" / ".baogao" / "shards").iterdir())):
        data = bytearray(shard.read_bytes())
        data[20 if at % 2 else -20] ^= 1
        shard.write_bytes(data[: -1 if at % 3 == 2 else None])
    (tmp_path / "out" / "sections.csv").unlink()
    finish(start_run(corpus, tmp_path / "out"))
    assert tables(tmp_path / "out") == before
    assert stored(tmp_path / "out") == 13
