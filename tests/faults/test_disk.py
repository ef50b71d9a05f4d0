"""Disks that are full or read-only: the run says so and stops, what is stored stays, the next run finishes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.support import finish, make_corpus, start_run, stored, tables

SIZES = ["400k"] if "BAOGAO_KILLS" not in os.environ else ["20k", "60k", "200k", "400k", "700k", "1m"]
"""`make test-faults` lets the disk fill up in more places: while shards are stored, tables written, moved."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 1 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("may not mount a file system here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def remount(disk: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(disk)], check=True)


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_stops_the_run_and_loses_nothing(disk: Path, tmp_path: Path, size: str) -> None:
    corpus = make_corpus(tmp_path / "corpus", 60, extra="")
    finish(start_run(corpus, tmp_path / "elsewhere"))
    remount(disk, f"size={size}")
    failed = start_run(corpus, disk / "out")
    _, errors = failed.communicate(timeout=120)
    assert failed.returncode != 0
    assert "space" in errors.splitlines()[-1].lower()
    assert not (disk / "out" / "documents.csv").exists()
    kept = stored(disk / "out")
    remount(disk, "size=64m")
    _, reused, _ = finish(start_run(corpus, disk / "out"))
    assert reused >= kept - 1
    assert tables(disk / "out") == tables(tmp_path / "elsewhere")


def test_a_read_only_folder_stops_the_run_and_keeps_its_tables(disk: Path, tmp_path: Path) -> None:
    remount(disk, "size=64m")
    corpus = make_corpus(tmp_path / "corpus", 4, extra="")
    finish(start_run(corpus, disk / "out"))
    before = tables(disk / "out")
    (corpus / "新.txt").write_text("岭川县2021年工作总结\n新建学校7所。\n", encoding="utf-8")
    remount(disk, "ro")
    failed = start_run(corpus, disk / "out")
    _, errors = failed.communicate(timeout=120)
    assert failed.returncode != 0
    assert "read-only" in errors.splitlines()[-1].lower()
    remount(disk, "rw")
    assert tables(disk / "out") == before
