"""A corpus of any size, run through: rate and memory over time, size of the outputs, and what later runs cost.

    python -m benchmarks.scale FOLDER [--documents 100000] [--workers 2] [--characters 3000]

FOLDER/corpus is made if it is not there (see `benchmarks.corpus`); the tables go to FOLDER/out, which is emptied first.
Prints a table for docs/bench.md. Seconds are those of whole commands, start-up included.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import corpus
from benchmarks.watch import BAOGAO, Sample, Watched, watched
from pipeline.store.commit import STATE
from pipeline.store.counts import Counts
from pipeline.store.shard import read_header

PARTS = 10
"""Stretches of equal length into which the time of the run is cut."""
MB = 1e6
ADDED = "zz-added.txt"


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=3000)
    parser.add_argument("--workers", type=int, default=2)
    wanted = parser.parse_args()
    source, out = wanted.folder / "corpus", wanted.folder / "out"
    if not source.is_dir():
        corpus.write(source, wanted.documents, wanted.characters)
    (source / ADDED).unlink(missing_ok=True)
    shutil.rmtree(out, ignore_errors=True)
    options = ["extract", str(source), "-o", str(out), "--quiet", "--workers", str(wanted.workers)]
    for line in table([*BAOGAO, *options], source, out, wanted.workers):
        print(line, flush=True)


def table(command: Sequence[str], source: Path, out: Path, workers: int) -> Iterator[str]:
    """The lines of the table, as they become known."""
    first = watched(command)
    stored = _stored(out, first.started)
    total = Counts()
    for _, counts in stored:
        total.add(counts)
    working = max(seconds for seconds, _ in stored)
    each = total.characters / total.documents
    yield f"| {total.documents:,} documents of {each:,.0f} characters | {workers} workers |"
    yield "| --- | --- |"
    rate = total.characters / first.seconds / MB
    yield f"| the run | {first.seconds:,.0f} s, {rate:.2f} M characters/s |"
    rates = _by_part(stored, working)
    yield f"| … working | {working:,.0f} s, {total.characters / working / MB:.2f} M characters/s |"
    yield f"| … rate by tenths of that time, M characters/s | {', '.join(f'{one:.2f}' for one in rates)} |"
    yield f"| … copies and tables | {first.seconds - working:,.0f} s |"
    yield f"| memory of the main process while working, MB | {_line(first, lambda s: s.main, until=working)} |"
    yield f"| … after that | {_line(first, lambda s: s.main, since=working)} |"
    yield f"| … at most | {first.main_peak / MB:,.0f} |"
    yield f"| memory of the largest worker, MB | {_line(first, lambda s: s.worker, until=working)} |"
    yield f"| … at most | {first.worker_peak / MB:,.0f} |"
    yield f"| outputs | {_sizes(out, total.documents)} |"
    yield f"| second run, nothing changed | {_later(watched(command), first)} |"
    _, data = corpus.file(10**9, 3000)
    (source / ADDED).write_bytes(data)
    yield f"| third run, one file added | {_later(watched(command), first)} |"


def _later(run: Watched, first: Watched) -> str:
    """What a later run cost."""
    return f"{run.seconds:.1f} s ({run.seconds / first.seconds:.1%} of the first), {run.main_peak / MB:,.0f} MB"


def _stored(out: Path, started: float) -> list[tuple[float, Counts]]:
    """When each shard was stored, in seconds after the start, and what it holds."""
    found = []
    for path in sorted((out / STATE / "shards").glob("*.shard")):
        counts = Counts()
        for piece in read_header(path).pieces:
            counts.add(piece.counts)
        found.append((path.stat().st_mtime - started, counts))
    return found


def _by_part(stored: Sequence[tuple[float, Counts]], seconds: float) -> list[float]:
    """Millions of characters a second in each part of the time."""
    sums = [0] * PARTS
    for moment, counts in stored:
        sums[max(0, min(PARTS - 1, int(moment / seconds * PARTS)))] += counts.characters
    return [characters / (seconds / PARTS) / MB for characters in sums]


def _line(run: Watched, held: Callable[[Sample], int], since: float = 0.0, until: float | None = None) -> str:
    """Memory at the ends of the parts of a stretch of time."""
    end = run.seconds if until is None else until
    moments = [since + (end - since) * (part + 0.5) / PARTS for part in range(PARTS)]
    nearest = [min(run.samples, key=lambda sample: abs(sample.seconds - moment)) for moment in moments]
    return ", ".join(f"{held(sample) / MB:,.0f}" for sample in nearest)


def _sizes(out: Path, documents: int) -> str:
    """Megabytes of the tables by form, and of the shelf."""
    sizes = {
        "CSV": out.glob("*.csv"),
        "Parquet": out.glob("*.parquet"),
        "DuckDB": out.glob("*.duckdb"),
        "shelf": (out / STATE / "shards").iterdir(),
    }
    known = {name: sum(path.stat().st_size for path in paths) for name, paths in sizes.items()}
    return ", ".join(
        f"{name} {size / MB:,.0f} MB ({size / documents / 1000:.1f} kB a document)" for name, size in known.items()
    )


if __name__ == "__main__":
    main()
