"""Runs: the same bytes from any number of workers and any history, and nothing that a file holds stops a run."""

from __future__ import annotations

import fcntl
import os
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.batch import files, spawn, work
from pipeline.batch.files import InputFile, NoInputError, Task, digest, list_files, share, tasks
from pipeline.batch.lock import BusyError
from pipeline.batch.merge import merge
from pipeline.batch.parts import IncompleteError
from pipeline.batch.run import run
from pipeline.batch.work import Conditions
from pipeline.config import Config
from pipeline.resources import Resources
from pipeline.store.commit import STATE
from pipeline.store.fingerprint import fingerprint
from pipeline.store.shelf import Shelf
from tests.faults.support import make_corpus, stored, tables

ONE = Config(workers=1)


@pytest.fixture(autouse=True)
def light_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real child loads all rules, which these tests can do without."""
    monkeypatch.setattr(spawn, "CHILD", "tests.faults.child")
    monkeypatch.setattr(files, "TASK_FILES", 3)
    # Not that of the program, which someone may be editing while the tests run.
    monkeypatch.setattr(sys.modules["pipeline.batch.run"], "fingerprint", lambda resources: f"{resources.rules.extra}")


def test_the_fingerprint_tells_rules_and_segmenters_apart(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("word,value,note\n", encoding="utf-8")
    made = [Config(), Config(segmenter="jieba"), Config(rules=str(tmp_path))]
    assert len({fingerprint(config.resources()) for config in made}) == 3


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return make_corpus(tmp_path / "corpus", 6, extra="")


@pytest.fixture
def out(corpus: Path, tmp_path: Path) -> Path:
    run(corpus, tmp_path / "out", ONE)
    return tmp_path / "out"


def test_workers_and_executors_do_not_change_a_byte(corpus: Path, out: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "two", Config(workers=2))
    with ThreadPoolExecutor(2) as threads:
        run(corpus, tmp_path / "threads", ONE, executor=threads)
    assert tables(out) == tables(tmp_path / "two") == tables(tmp_path / "threads")


def test_a_pool_of_processes_is_an_executor_too(
    corpus: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "TASK_FILES", 100)
    with ProcessPoolExecutor(1, get_context("fork")) as processes:
        run(corpus, tmp_path / "processes", ONE, executor=processes)
    assert tables(out) == tables(tmp_path / "processes")


class TestIncremental:
    """What has not changed is not done again, and the tables are those of a fresh run."""

    def test_nothing_changed(self, corpus: Path, out: Path) -> None:
        times = {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()}
        counts = run(corpus, out, ONE)
        assert (counts.files, counts.reused, counts.documents) == (7, 7, 12)
        assert {path.name: path.stat().st_mtime_ns for path in out.iterdir() if path.is_file()} == times

    def test_a_file_added_changed_and_removed(self, corpus: Path, out: Path, tmp_path: Path) -> None:
        (corpus / "0" / "报告001a.txt").write_text("岭川县2021年工作总结\n新建学校9所。\n", encoding="utf-8")
        (corpus / "1" / "报告003.txt").write_text("岭川县2022年工作总结\n新建学校8所。\n", encoding="utf-8")
        (corpus / "0" / "报告004.txt").unlink()
        counts = run(corpus, out, ONE)
        assert (counts.files, counts.reused) == (7, 5)
        run(corpus, tmp_path / "fresh", ONE)
        assert tables(out) == tables(tmp_path / "fresh")
        assert stored(out) < 2 * 7, "the shelf keeps more than it uses"

    def test_a_change_that_leaves_size_and_time(self, corpus: Path, out: Path) -> None:
        path = corpus / "0" / "报告000.txt"
        known = path.stat()
        path.write_text(path.read_text(encoding="utf-8").replace("2所", "7所"), encoding="utf-8")
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
        assert path.stat().st_size == known.st_size
        assert run(corpus, out, ONE).reused == 6

    def test_other_rules_do_everything_again(self, corpus: Path, out: Path, tmp_path: Path) -> None:
        (tmp_path / "rules").mkdir()
        (tmp_path / "rules" / "own.csv").write_text("word,value,note\n", encoding="utf-8")
        assert run(corpus, out, Config(workers=1, rules=str(tmp_path / "rules"))).reused == 0
        assert stored(out) == 7

    def test_tables_that_were_touched_are_written_again(self, corpus: Path, out: Path) -> None:
        before = tables(out)
        (out / "documents.csv").write_text("mine now", encoding="utf-8")
        (out / "problems.parquet").unlink()
        assert run(corpus, out, ONE).reused == 7
        assert tables(out) == before

    def test_excel_copies_come_and_go(self, corpus: Path, out: Path) -> None:
        before = tables(out)
        run(corpus, out, Config(workers=1, excel=True))
        assert (out / "documents.excel.csv").exists()
        run(corpus, out, ONE)
        assert tables(out) == before


class TestParts:
    """Job arrays: each job does its share, merge makes the tables of one run."""

    def test_merged_parts_are_one_run(self, corpus: Path, out: Path, tmp_path: Path) -> None:
        for number in (1, 2, 3):
            done = run(corpus, tmp_path / ("a" if number < 3 else "b"), Config(workers=1, part=(number, 3)))
            assert not done.written
        merge(tmp_path / "a", (tmp_path / "b",))
        assert tables(tmp_path / "a") == tables(out)
        assert run(corpus, tmp_path / "b", Config(workers=1, part=(3, 3))).reused > 0

    def test_what_is_missing_is_named(self, corpus: Path, tmp_path: Path) -> None:
        with pytest.raises(IncompleteError, match="no parts"):
            merge(tmp_path)
        run(corpus, tmp_path, Config(workers=1, part=(2, 3)))
        with pytest.raises(IncompleteError, match=r"not done of 3 parts: 1, 3"):
            merge(tmp_path)

    def test_every_file_is_in_one_part(self) -> None:
        some = [InputFile(f"/{n}", f"{n}.txt", 1) for n in range(100)]
        shares = [share(some, number, 7) for number in range(1, 8)]
        assert sorted((file for part in shares for file in part), key=lambda file: int(file.path[1:])) == some
        assert all(5 <= len(part) <= 25 for part in shares)


class TestLargeFiles:
    """A file that holds many texts is done in pieces, by several workers."""

    def test_pieces_change_no_byte(
        self, corpus: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "LARGE", 1)
        rows = "".join(f"{at},第{at}号,{'新建学校3所。' * 30000}\n" for at in range(7))
        (corpus / "长.csv").write_text(f"编号,标题,正文\n{rows}", encoding="utf-8")
        run(corpus, tmp_path / "two", Config(workers=2))
        assert stored(tmp_path / "two") > 9
        run(corpus, out, ONE)
        assert tables(tmp_path / "two") == tables(out)

    def test_pieces_that_are_there_are_not_made_again(
        self, corpus: Path, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = "".join(f"{at},第{at}号,{'新建学校3所。' * 30000}\n" for at in range(7))
        (corpus / "长.csv").write_text(f"编号,标题,正文\n{rows}", encoding="utf-8")
        run(corpus, out, ONE)
        before = tables(out)
        shards = sorted((out / STATE / "shards").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        shards[-1].unlink()  # the last piece, as if the run had been killed before it
        kept = {path: path.stat().st_mtime_ns for path in shards[:-1]}
        run(corpus, out, ONE)
        assert tables(out) == before
        assert {path: path.stat().st_mtime_ns for path in kept} == kept


class TestFilesThatMisbehave:
    """Gone, changing, endless, strangely named."""

    def work_on(self, path: Path, folder: Path, report: object) -> tuple[Shelf, list[str]]:
        shelf = Shelf(folder, "test")
        conditions = Conditions(resources=Resources(), timeout=9, blame={}, report=report)  # type: ignore[arg-type]
        return shelf, work.work(Task(files=(InputFile(str(path), path.name, 1),)), shelf, conditions)

    def problems(self, shelf: Shelf, names: list[str]) -> list[str]:
        return [code for name in names for piece in shelf.take(name).pieces for code in piece.counts.problems]

    def test_a_file_that_vanishes(self, tmp_path: Path) -> None:
        shelf, names = self.work_on(tmp_path / "gone.txt", tmp_path / "shelf", lambda step: None)
        assert self.problems(shelf, names) == ["unreadable"]

    def test_a_file_that_changes_once_is_read_again(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_text("", encoding="utf-8")
        before = digest(str(path))
        shelf, names = self.work_on(path, tmp_path / "shelf", lambda step: path.write_bytes(b"\0"))
        assert "changed_while_read" not in self.problems(shelf, names)
        assert shelf.find("a.txt", digest(str(path)))
        assert not shelf.find("a.txt", before)

    def test_a_file_that_keeps_changing_is_named_and_not_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"")

        def grow(step: object) -> None:
            path.write_bytes(path.read_bytes() + b"\0")

        shelf, names = self.work_on(path, tmp_path / "shelf", grow)
        assert "changed_while_read" in self.problems(shelf, names)
        again = Shelf(tmp_path / "shelf", "test")
        again.load()
        assert not again.holds("a.txt")

    def test_pipes_and_strange_names(self, corpus: Path, tmp_path: Path) -> None:
        os.mkfifo(corpus / "pipe.txt")
        (corpus / "dangling.txt").symlink_to(tmp_path / "nowhere")
        with open(os.fsencode(corpus) + "/报告\xff.txt".encode("latin-1", "ignore") + b"\xfe.txt", "w") as file:  # noqa: PTH123
            file.write("岭川县2020年工作总结\n新建学校3所。\n")
        counts = run(corpus, tmp_path / "out", ONE)
        assert counts.documents == 13
        assert counts.problems["unreadable"] == 2
        assert r"\xfe.txt" in (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8")


def test_outputs_inside_the_corpus_are_not_input(corpus: Path) -> None:
    run(corpus, corpus / "outputs", ONE)
    assert run(corpus, corpus / "outputs", ONE).files == 7


def test_files_are_listed_by_name_without_hidden_ones(corpus: Path) -> None:
    (corpus / ".DS_Store").write_bytes(b"x")
    names = [file.relative for file in list_files(corpus)]
    assert names == sorted(names)
    assert len(names) == 7


def test_tasks_keep_the_order_and_lose_nothing() -> None:
    some = [InputFile(f"/{n}", f"{n:03}", 90_000 if n % 7 else 2_000_000) for n in range(200)]
    made = list(tasks(some, 2))
    assert [file for task in made for file in task.files] == some
    assert all(len(task.files) <= files.TASK_FILES for task in made)


def test_no_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoInputError):
        run(tmp_path, tmp_path / "out")


def test_a_second_run_into_the_same_folder_stops(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / STATE).mkdir(parents=True)
    with (tmp_path / "out" / STATE / "lock").open("w") as lock:
        lock.write("process 17 on that machine")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="process 17 on that machine"):
            run(corpus, tmp_path / "out", ONE)
