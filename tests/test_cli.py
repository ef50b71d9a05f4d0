"""The command line as a user meets it: messages, and the right exit status for each kind of trouble."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import __version__


def baogao(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *map(str, arguments)]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(Path(__file__).parent.parent), "COLUMNS": "100"}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = "岭川县教育局2019年工作总结\n一、办学条件\n新建学校12所,共有34个方面的工作。\n"
    (folder / "甲.txt").write_text(text, encoding="utf-8")
    return folder


def test_version(tmp_path: Path) -> None:
    assert baogao("--version", cwd=tmp_path).stdout == f"baogao {__version__}\n"


def test_help_names_every_command(tmp_path: Path) -> None:
    shown = baogao("--help", cwd=tmp_path).stdout
    assert all(command in shown for command in ("extract", "explain", "outline", "check-rules"))


def test_extract_writes_tables_and_a_summary(corpus: Path, tmp_path: Path) -> None:
    done = baogao("extract", corpus, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "documents" in done.stderr
    assert (tmp_path / "out" / "indicators.csv").exists()


def test_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    done = baogao("extract", tmp_path / "nowhere", cwd=tmp_path)
    assert done.returncode == 2
    assert "no such file or folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_has_no_input(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = baogao("extract", tmp_path / "empty", "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 4
    assert "no files" in done.stderr


def test_only_unreadable_files_are_no_input_but_listed(tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "random.bin").write_bytes(os.urandom(4096))
    (folder / "empty.txt").write_bytes(b"")
    done = baogao("extract", folder, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 4
    problems = (tmp_path / "out" / "problems.csv").read_text(encoding="utf-8")
    assert "random.bin" in problems
    assert "empty.txt" in problems


def test_strict_turns_failures_into_a_status(corpus: Path, tmp_path: Path) -> None:
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert baogao("extract", corpus, "-o", tmp_path / "out", cwd=tmp_path).returncode == 0
    assert baogao("extract", corpus, "-o", tmp_path / "out", "--strict", cwd=tmp_path).returncode == 1


def test_an_unknown_segmenter_is_a_usage_error(corpus: Path, tmp_path: Path) -> None:
    done = baogao("extract", corpus, "--segmenter", "none", cwd=tmp_path)
    assert done.returncode == 2
    assert "rjieba" in done.stderr


def test_a_broken_rule_file_names_file_rule_and_reason(corpus: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "measure").mkdir(parents=True)
    (rules / "measure" / "mine.toml").write_text('[[rule]]\nid = "half"\nwhy = "x"\npattern = "("\nexamples = ["("]\n')
    done = baogao("check-rules", "--no-speed", "--rules", rules, cwd=tmp_path)
    assert done.returncode == 3
    assert "mine.toml" in done.stdout and "half" in done.stdout


def test_an_output_that_is_a_file_is_a_usage_error(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("here first")
    done = baogao("extract", corpus, "-o", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "out").read_text() == "here first"


@pytest.mark.parametrize("command", ["explain", "outline"])
def test_reports_can_be_looked_at(command: str, corpus: Path, tmp_path: Path) -> None:
    done = baogao(command, corpus / "甲.txt", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "办学条件" in done.stdout
    assert "\x1b" not in done.stdout


def test_explain_numbers_gives_reasons_for_the_others(corpus: Path, tmp_path: Path) -> None:
    shown = baogao("explain", "--numbers", corpus / "甲.txt", cwd=tmp_path).stdout
    assert "12所" in shown
    assert "no quantity" in shown


def test_start_up_loads_no_heavy_library(tmp_path: Path) -> None:
    """`--version` must answer at once; measured as imports, since clocks differ."""
    code = "import sys; import pipeline.cli; print(*(m for m in ('pandas','pyarrow','duckdb','regex','rich') if m in sys.modules))"
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parent.parent
    )
    assert done.stdout.strip() == "", f"loaded in {time.perf_counter() - started:.1f} s"
