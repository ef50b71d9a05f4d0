"""A cluster of Dask's distributed: the same bytes as a local run, even if a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import files, spawn
from pipeline.batch.run import run
from pipeline.config import Config
from tests.faults.support import make_corpus, stored, tables

distributed = pytest.importorskip("distributed", reason="needs pip install 'baogao[cluster]'")


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two workers, each a process that a nanny starts again when it dies; their children are the light ones."""
    monkeypatch.setattr(files, "TASK_FILES", 3)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made,
        distributed.Client(made) as client,
    ):
        client.register_plugin(LightChild())
        yield made


class LightChild(distributed.WorkerPlugin):  # type: ignore[misc]
    """Makes every worker use the light child, those too that come later."""

    def setup(self, worker: Any) -> None:
        spawn.CHILD = "tests.faults.child"


def test_a_killed_worker_changes_no_byte(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = make_corpus(tmp_path / "corpus", 40)
    killed: list[int] = []

    def kill() -> None:
        while not stored(tmp_path / "cluster"):
            time.sleep(0.02)
        pid = next(iter(cluster.workers.values())).pid
        os.kill(pid, signal.SIGKILL)
        killed.append(pid)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    run(corpus, tmp_path / "cluster", Config(engine="distributed", scheduler=cluster.scheduler_address, timeout=30))
    killer.join(10)
    assert killed
    monkeypatch.setattr(spawn, "CHILD", "tests.faults.child")
    run(corpus, tmp_path / "local", Config(workers=1))
    assert tables(tmp_path / "cluster") == tables(tmp_path / "local")
