"""Corpora to do harm to, and what came of them."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import duckdb

from pipeline.store.commit import STATE
from pipeline.store.schema import TABLES
from pipeline.store.shard import read_header
from pipeline.store.writer import DATABASE

ROOT = Path(__file__).parent.parent.parent


def make_corpus(folder: Path, number: int, *, extra: str = "慢") -> Path:
    """So many short reports in two folders, and a table with some more. None is a copy of another, which would be read
    again and collated."""
    chance = random.Random(number)

    def words() -> str:
        return "".join(chr(chance.randrange(0x4E00, 0x9F00)) for _ in range(40))

    for at in range(number):
        path = folder / f"{at % 2}" / f"报告{at:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"岭川县{1990 + at % 30}年工作总结\n新建学校{at + 2}所。{words()}{extra}\n", encoding="utf-8")
    rows = "".join(f"{at},第{at}号,新建学校{at}所。{words()}{extra}\n" for at in range(number))
    (folder / "表.csv").write_text(f"编号,标题,正文\n{rows}", encoding="utf-8")
    return folder


def tables(out: Path) -> dict[str, object]:
    """All that a run wrote: the bytes of every file, and for the database, which bears a random mark, its rows."""
    found: dict[str, object] = {
        path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.name != DATABASE
    }
    with duckdb.connect(str(out / DATABASE), read_only=True) as database:
        for table in TABLES:
            found[f"database/{table.name}"] = database.execute(f"SELECT * FROM {table.name}").fetchall()
    return found


def stored(out: Path) -> int:
    """How many pieces the shards of a folder hold; a shard that cannot be read fails the test."""
    shards = sorted((out / STATE / "shards").glob("*.shard"))
    return sum(len(read_header(path).pieces) for path in shards)


def start_run(corpus: Path, out: Path, *, workers: int = 2, memory: Path | None = None) -> subprocess.Popen[str]:
    """A run with the light child, in its own process group."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    if memory:
        environment["BAOGAO_TEST_MEMORY"] = str(memory)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.once", str(corpus), str(out), str(workers)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, int, int]:
    """Wait for a run; returns files, reused files and documents. Fails if the run failed."""
    printed, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    files, reused, documents = printed.split()
    return int(files), int(reused), int(documents)
