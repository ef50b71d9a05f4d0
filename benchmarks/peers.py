"""How fast other extractors of quantities from Chinese text are: Recognizers-Text and JioNLP, each in its own process.

    python -m benchmarks.peers NAME < TEXT      prints seconds to load, seconds of the processor, and what was found

They come with `pip install --group peers`; `BAOGAO_PEERS` names the Python of another environment that has them. They
get the text paragraph by paragraph, since both slow down with the length of what they are given.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

PATIENCE = 300
"""Seconds after which a peer is given up."""
Extractor = Callable[[str], list[Any]]


class Peer(NamedTuple):
    """What another extractor took for a text: seconds to load, seconds for the text, and how much it found."""

    loading: float
    seconds: float
    found: int


def measured(name: str, text: str) -> Peer | str:
    """What a peer takes for a text; why there is nothing to tell, if it cannot be asked."""
    python = os.environ.get("BAOGAO_PEERS", sys.executable)
    command = [python, "-m", "benchmarks.peers", name]
    try:
        done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return f"no end after {PATIENCE} s"
    if done.returncode:
        return done.stderr.decode(errors="replace").strip().rpartition("\n")[2] or "failed"
    return Peer(*json.loads(done.stdout))


def recognizers_text() -> Extractor:
    """Microsoft's Recognizers-Text: numbers, percentages, currencies, dimensions, dates."""
    import recognizers_suite as suite

    kinds = (
        suite.recognize_number,
        suite.recognize_percentage,
        suite.recognize_currency,
        suite.recognize_dimension,
        suite.recognize_datetime,
    )
    return lambda text: [found for kind in kinds for found in kind(text, suite.Culture.Chinese)]


def jionlp() -> Extractor:
    """JioNLP: money and times."""
    import jionlp as jio

    kinds = (jio.ner.extract_money, jio.ner.extract_time)
    return lambda text: [found for kind in kinds for found in kind(text) or ()]


PEERS: dict[str, Callable[[], Extractor]] = {"Recognizers-Text": recognizers_text, "JioNLP": jionlp}


def main() -> None:
    """Extract from the text on stdin."""
    started = time.perf_counter()
    with contextlib.redirect_stdout(sys.stderr):
        try:
            extract = PEERS[sys.argv[1]]()
        except ImportError as error:
            sys.exit(f"not installed ({error}); pip install --group peers")
        extract("全县新建学校12所，投入资金3.5亿元，同比增长4.6%。")
        loading = time.perf_counter() - started
        began, found = time.process_time(), 0
        for line in sys.stdin.buffer.read().decode().splitlines():
            found += len(extract(line)) if line.strip() else 0
        seconds = time.process_time() - began
    print(json.dumps([loading, seconds, found]))


if __name__ == "__main__":
    main()
