"""kill -9 at any moment: nothing stored is lost, and the next run ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.faults.support import finish, make_corpus, start_run, stored, tables

KILLS = int(os.environ.get("BAOGAO_KILLS", "4"))
"""`make test-faults` sets more."""


def children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object], float]:
    folder = tmp_path_factory.mktemp("undisturbed")
    corpus = make_corpus(folder / "corpus", 40)
    started = time.perf_counter()
    finish(start_run(corpus, folder / "out"))
    return corpus, tables(folder / "out"), time.perf_counter() - started


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for child processes in /proc")
def test_killed_at_many_moments(
    undisturbed: tuple[Path, dict[str, object], float], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, expected, seconds = undisturbed
    chance = random.Random(7)
    kills = finished = 0
    folder = 0
    while kills < KILLS:
        out = tmp_path / str(folder)
        process = start_run(corpus, out)
        time.sleep(chance.uniform(0.05, seconds * 1.05))
        workers = children(process.pid)
        before = stored(out)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if process.returncode == 0:
            finished += 1
        else:
            kills += 1
        deadline = time.monotonic() + 10
        while any(alive(pid) for pid in workers):
            assert time.monotonic() < deadline, "a worker outlived its run"
            time.sleep(0.01)
        assert stored(out) >= before or process.returncode == 0, "something stored is gone"
        if chance.random() < 0.5 or process.returncode == 0:  # else the next kill hits the run that goes on
            kept = stored(out)
            files, reused, _ = finish(start_run(corpus, out))
            assert files == 41
            assert reused >= min(kept, files) - 1, "something stored was done again"
            assert tables(out) == expected
            folder += 1
    with capsys.disabled():
        print(f"\n{kills} runs killed, {folder} finished by a later one")


def test_a_killed_worker_costs_nothing(undisturbed: tuple[Path, dict[str, object], float], tmp_path: Path) -> None:
    corpus, expected, _ = undisturbed
    process = start_run(corpus, tmp_path)
    kills = 0
    deadline = time.monotonic() + 60
    while kills < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
        if stored(tmp_path) and (workers := children(process.pid)):
            os.kill(workers[0], signal.SIGKILL)
            kills += 1
            time.sleep(0.3)
    finish(process)
    assert tables(tmp_path) == expected
