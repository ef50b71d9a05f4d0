"""Batches: the same bytes from any number of workers, and nothing that a file holds stops a run."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import BusyError, InputFile, NoInputError, list_files, packs, run
from pipeline.config import Config
from pipeline.store.writer import STATE

TABLES = ("documents.csv", "sections.csv", "indicators.csv", "panel.csv", "edits.csv", "problems.csv", "texts.parquet")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for number in range(6):
        path = folder / f"{number % 2}" / f"报告{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"岭川县{2010 + number}年工作总结\n新建学校{number + 2}所,投入{number}.5万元。\n", encoding="utf-8"
        )
    return folder


def test_workers_do_not_change_a_byte(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "PACK_FILES", 1)
    run(corpus, tmp_path / "one", Config(workers=1))
    run(corpus, tmp_path / "two", Config(workers=2))
    for name in TABLES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_second_run_changes_no_byte(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(corpus, out, Config(workers=1))
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    run(corpus, out, Config(workers=1))
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before


def test_outputs_inside_the_corpus_are_not_input(corpus: Path) -> None:
    run(corpus, corpus / "outputs", Config(workers=1))
    assert run(corpus, corpus / "outputs", Config(workers=1)).files == 6


def test_files_are_listed_by_name_without_hidden_ones(corpus: Path) -> None:
    (corpus / ".DS_Store").write_bytes(b"x")
    names = [file.relative for file in list_files(corpus)]
    assert names == sorted(names)
    assert len(names) == 6


def test_packs_keep_the_order_and_lose_nothing() -> None:
    files = [InputFile(f"/{n}", f"{n:03}", 90_000 if n % 7 else 2_000_000) for n in range(200)]
    made = list(packs(files))
    assert [file for pack in made for file in pack] == files
    assert all(len(pack) <= batch.PACK_FILES for pack in made)


def test_no_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInputError):
        run(tmp_path, tmp_path / "out")


def test_a_second_run_into_the_same_folder_stops(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / STATE).mkdir(parents=True)
    with (tmp_path / "out" / STATE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            run(corpus, tmp_path / "out")


def test_a_reader_that_raises_costs_its_file_only(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = batch.read

    def broken(path: Path, relative: str, **options: object) -> object:
        if relative.endswith("报告3.txt"):
            raise RuntimeError("no such luck")
        return original(path, relative, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(batch, "read", broken)
    counts = run(corpus, tmp_path / "out", Config(workers=1))
    assert counts.documents == 5
    assert counts.problems["unreadable"] == 1
