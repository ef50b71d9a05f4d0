"""All figures of speed and memory in one run, as docs/bench.md.

    python -m benchmarks.bench [FOLDER] [--write]      default: ../shared/corpora, else the sample corpus

Stages, segmenters and other extractors are measured on the texts of the folder, in seconds of the processor; whole
commands (start-up included) on generated reports, by the clock, each in a process of its own whose memory is watched.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks import corpus, peers, speed
from benchmarks.watch import BAOGAO, Watched, watched
from pipeline.batch.files import list_files
from pipeline.flow import process
from pipeline.read import read
from pipeline.records import Source
from pipeline.resources import Resources
from pipeline.store.commit import committed

PAGE = Path(__file__).parent.parent / "docs" / "bench.md"
PEER_CHARACTERS = 10_000
"""As much of the texts do other extractors get: they are slow."""
LENGTHS = (3_000, 30_000, 300_000)
DOCUMENTS = (100, 300, 900)
MEANINGFUL = 10_000
"""Characters from which a rate says anything."""
SMALL = "岭川县2021年工作总结\n全年新建学校12所，投入资金3.5亿元，同比增长4.6%。\n"


def main() -> None:
    """Print the page; write it too, if asked to."""
    options = [one for one in sys.argv[1:] if one != "--write"]
    folder = Path(options[0]) if options else speed.default_folder()
    lines = []
    for line in page(folder):
        print(line, flush=True)
        lines.append(line)
    if "--write" in sys.argv:
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def page(folder: Path) -> Iterator[str]:
    """The lines of the page."""
    sources = [item for file in list_files(folder) for item in read(Path(file.path), file.relative)]
    texts = [source for source in sources if isinstance(source, Source)]
    yield "# Measured speed"
    yield ""
    load = os.getloadavg()[0]
    yield f"Written by `make bench` on a machine of {os.cpu_count()} cores; load average before: {load:.1f}."
    for title, lines in (
        ("Stages", speed.table(folder, texts)),
        ("Other extractors", _peers(texts)),
        ("Length of a document", _lengths()),
        ("Whole commands", _commands()),
    ):
        yield from ("", f"## {title}", "")
        yield from lines


def _peers(texts: list[Source]) -> Iterator[str]:
    text = "\n".join(source.text for source in texts)[:PEER_CHARACTERS]
    resources = Resources()
    source = Source(path="some.txt", text=text)
    process(source, resources)
    began = time.process_time()
    found = sum(len(report.indicators) for report in process(source, resources))
    seconds = time.process_time() - began
    yield f"The first {len(text):,} characters of the same texts, seconds of the processor:"
    yield ""
    yield "| | seconds | M characters/s | found | baogao is faster by |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    yield f"| baogao, all stages | {seconds:.2f} | {len(text) / seconds / 1e6:.3f} | {found} | |"
    for name in peers.PEERS:
        peer = peers.measured(name, text)
        if isinstance(peer, str):
            yield f"| {name} | {peer} | | | |"
            continue
        rate = f"{len(text) / peer.seconds / 1e6:.4f}"
        yield f"| {name} | {peer.seconds:.2f} | {rate} | {peer.found} | {peer.seconds / seconds:.0f} × |"


def _lengths() -> Iterator[str]:
    """Seconds of all stages for one generated report of each length."""
    resources = Resources()
    yield "| characters | seconds | M characters/s |"
    yield "| ---: | ---: | ---: |"
    process(Source(path="first.txt", text=corpus.report(Random(0), LENGTHS[0])), resources)  # loads rules and models
    for length in LENGTHS:
        text = corpus.report(Random(1), length)
        began = time.process_time()
        process(Source(path="long.txt", text=text), resources)
        seconds = time.process_time() - began
        yield f"| {len(text):,} | {seconds:.2f} | {len(text) / seconds / 1e6:.2f} |"


def _commands() -> Iterator[str]:
    """Time and memory of `baogao extract` on generated corpora."""
    yield "| | seconds | M characters/s | main process, MB | largest worker, MB |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "one").mkdir()
        (folder / "one" / "one.txt").write_text(SMALL, encoding="utf-8")
        for turn in ("first start", "start-up: one small file"):
            yield _row(turn, _extract(folder / "one", folder / turn, 1))
        for documents in DOCUMENTS:
            corpus.write(folder / f"{documents}", documents)
            yield _row(
                f"{documents} reports, 2 workers", _extract(folder / f"{documents}", folder / f"to {documents}", 2)
            )
        last = folder / f"{documents}"
        yield _row(f"{documents} reports again, nothing changed", _extract(last, folder / f"to {documents}", 2))
        yield _row(f"{documents} reports, 1 worker", _extract(last, folder / "to one", 1))


class _Extracted(NamedTuple):
    """A command that has run, and how many characters it had to process."""

    run: Watched
    characters: int


def _extract(source: Path, out: Path, workers: int) -> _Extracted:
    options = ["extract", str(source), "-o", str(out), "--quiet", "--workers", str(workers)]
    known = committed(out)
    run = watched([*BAOGAO, *options])
    made = committed(out)
    return _Extracted(run, made.counts.characters if made and not known else 0)


def _row(what: str, done: _Extracted) -> str:
    run, characters = done
    rate = f"{characters / run.seconds / 1e6:.2f}" if characters > MEANINGFUL else ""
    peaks = (f"{peak / 1e6:.0f}" if peak else "" for peak in (run.main_peak, run.worker_peak))  # too short to be seen
    return f"| {what} | {run.seconds:.2f} | {rate} | {' | '.join(peaks)} |"


if __name__ == "__main__":
    main()
