"""A child that stumbles over what a document says; everything but the analysis is the real one.

挂起 hangs in C, where no signal handler of Python runs    崩溃 crashes    抛出 raises    慢 takes its time
先崩溃 crashes the first time, if the environment names a file to remember it in
"""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from pipeline.aligned import AlignedText
from pipeline.batch import child, work
from pipeline.records import Page, Part, Report, Source
from pipeline.resources import Resources
from pipeline.split import report


def process(source: Source, resources: Resources) -> list[Report]:
    text = source.text
    if "慢" in text:
        time.sleep(0.02)
    if "挂起" in text:
        re.match("(a|a)+$", "a" * 80 + "b")
    if "先崩溃" in text:
        memory = Path(os.environ["BAOGAO_TEST_MEMORY"])
        if not memory.exists():
            memory.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    elif "崩溃" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "抛出" in text:
        raise RuntimeError("no such luck")
    page = Page(source=source, text=AlignedText.of(text))
    return [report(page, Part(number=1, start=0, end=len(text), body_start=0, body_end=len(text), title=None))]


if __name__ == "__main__":
    work.process = process  # type: ignore[attr-defined]
    child.main()
