"""Start-up: what `baogao extract` takes for one small file, with nothing cached and with what an earlier run cached.

    python -m benchmarks.startup [RUNS]

Wall seconds depend on what else the machine does, so the best of some runs counts; seconds of the processor (of the
command and its worker together) depend on it less.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.watch import BAOGAO

RUNS = 10
REPORT = """岭川县教育局2019年工作总结

一、办学条件
2019年,全县新建和改扩建学校12所,完成投资4612万元,比上年增长8.5%。新增学位3200个。
二、下一步打算
2020年,计划新建学校3所,招聘教师120名。
"""


class Cost(NamedTuple):
    """Seconds by the clock and of the processor."""

    wall: float
    processor: float


def main() -> None:
    """Print both."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "corpus").mkdir()
        (folder / "corpus" / "a.txt").write_text(REPORT, encoding="utf-8")
        os.environ["BAOGAO_CACHE"] = str(folder / "cache")
        first = extract(folder, "first")
        later = [extract(folder, str(number)) for number in range(runs)]
    print(f"baogao extract of one file of {len(REPORT)} characters, seconds\n")
    print(f"{'':<28}{'wall':>8}{'processor':>12}")
    best = Cost(min(cost.wall for cost in later), min(cost.processor for cost in later))
    median = Cost(statistics.median(cost.wall for cost in later), statistics.median(cost.processor for cost in later))
    for label, cost in (("first, nothing cached", first), (f"later, best of {runs}", best), ("later, median", median)):
        print(f"{label:<28}{cost.wall:>8.2f}{cost.processor:>12.2f}")


def extract(folder: Path, out: str) -> Cost:
    """What one run into a new folder takes."""
    before, started = _processor(), time.perf_counter()
    subprocess.run([*BAOGAO, "extract", str(folder / "corpus"), "-o", str(folder / out), "-q"], check=True)
    return Cost(time.perf_counter() - started, _processor() - before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
