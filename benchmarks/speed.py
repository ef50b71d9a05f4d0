"""Speed: each stage's share of the flow, and the whole against two segmenters on the same text in the same run.

    python -m benchmarks.speed [FOLDER]      default: ../shared/corpora, else the sample corpus

Rates are characters of source text per second of the processor on one core. Absolute figures drift with the machine;
the ratios to `jieba.lcut` in the last column are what to compare. `whole` is the flow from file to encoded rows, with
rules and models in memory; what a command costs besides (start-up, tables) is measured by `benchmarks.bench`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline import clean, split
from pipeline.batch.files import list_files
from pipeline.flow import REPORT_STAGES, process
from pipeline.read import read
from pipeline.records import Page, Report, Source
from pipeline.resources import Resources
from pipeline.store.counts import Counts
from pipeline.store.rows import rows_of
from pipeline.store.shard import PieceRows, encode

ROUNDS = 5
NO_STAGES = ("jieba.lcut", "rjieba.cut", "whole")
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default_folder()
    sources = [item for file in list_files(folder) for item in read(Path(file.path), file.relative)]
    texts = [source for source in sources if isinstance(source, Source)]
    for line in table(folder, texts):
        print(line)


def table(folder: Path, texts: list[Source]) -> Iterator[str]:
    """The lines of the table, as Markdown."""
    characters = sum(len(source.text) for source in texts)
    measured = measure(folder, texts)
    yardstick = measured["jieba.lcut"]
    total = sum(measured[name] for name in measured if name not in NO_STAGES)
    yield f"{len(texts)} texts, {characters:,} characters, median of {ROUNDS} rounds, one core:"
    yield ""
    yield "| | seconds | M characters/s | share | × jieba.lcut |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, seconds in measured.items():
        share = "" if name in NO_STAGES else f"{seconds / total:.0%}"
        yield f"| {name} | {seconds:.3f} | {characters / seconds / 1e6:.2f} | {share} | {yardstick / seconds:.2f} |"


def default_folder() -> Path:
    """Real reports if they are at hand, else the sample corpus."""
    shared = ROOT.parent / "shared" / "corpora"
    return shared if shared.is_dir() else ROOT / "corpora" / "reports"


def measure(folder: Path, texts: list[Source]) -> dict[str, float]:
    """Median seconds of each stage, of the whole, and of the yardsticks."""
    resources = Resources()
    rounds: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):  # the first round loads rules and models and is not counted
        for name, seconds in one_round(folder, texts, resources).items():
            if number:
                rounds.setdefault(name, []).append(seconds)
    return {name: statistics.median(seconds) for name, seconds in rounds.items()}


def one_round(folder: Path, texts: list[Source], resources: Resources) -> dict[str, float]:
    """Seconds of each step over all texts."""
    import jieba
    import rjieba

    seconds: dict[str, float] = {}

    def timed(name: str, action: Callable[[], Any]) -> Any:
        started = time.process_time()
        result = action()
        seconds[name] = time.process_time() - started
        return result

    timed("jieba.lcut", lambda: [jieba.lcut(source.text) for source in texts])
    timed("rjieba.cut", lambda: [rjieba.cut(source.text) for source in texts])
    timed("read", lambda: [list(read(Path(file.path), file.relative)) for file in list_files(folder)])
    pages: list[Page] = timed("clean", lambda: [clean.clean(source, resources) for source in texts])
    reports: list[list[Report]] = timed("split", lambda: [split.split(page, resources) for page in pages])
    for name, stage in REPORT_STAGES:
        before = reports
        reports = timed(name, lambda f=stage, b=before: [[f(report, resources) for report in page] for page in b])
    timed("store", lambda: [encode("", [_piece(page)]) for page in reports])
    timed("whole", lambda: [_whole(Path(file.path), file.relative, resources) for file in list_files(folder)])
    return seconds


def _whole(path: Path, relative: str, resources: Resources) -> bytes:
    """A file as the bytes of a shard."""
    sources = [item for item in read(path, relative) if isinstance(item, Source)]
    return encode("", [_piece(process(source, resources)) for source in sources])


def _piece(page: list[Report]) -> PieceRows:
    return PieceRows(relative="", digest="", rows=rows_of(page), signatures=[], counts=Counts())


if __name__ == "__main__":
    main()
