"""Time against length: measuring a document of one line, twice as long each time, up to 10 MB.

    python -m benchmarks.linear [MEGABYTES]

Every rule looks at a stretch of bounded length, so the seconds for a megabyte stay the same. What is shown is the
processor time of the measure stage alone, on text as it stands, without an outline, and the most memory that the
process has held so far, text and words included.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from pipeline import measure, segment
from pipeline.aligned import AlignedText
from pipeline.records import Document, Page, Part, Report, Source
from pipeline.resources import Resources

TEXTS = Path(__file__).parent.parent / "corpora" / "texts"
SMALLEST = 0.625
MOST = 1.5
"""A megabyte of the longest text takes no more than this times one of the shortest."""


def main() -> int:
    """Print seconds for each length; 1 if they grow faster than the length."""
    largest = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    resources = Resources()
    line = one_line()
    seconds(line, SMALLEST / 8, resources)  # loads rules and models
    rates: list[float] = []
    size = SMALLEST
    print(f"{'MB':>8}{'quantities':>12}{'seconds':>10}{'s per MB':>10}{'memory MB':>12}")
    while size <= largest:
        quantities, took = seconds(line, size, resources)
        rates.append(took / size)
        print(f"{size:>8.3f}{quantities:>12,}{took:>10.2f}{took / size:>10.3f}{peak_memory():>12,.0f}", flush=True)
        size *= 2
    return int(rates[-1] > MOST * rates[0])


def one_line() -> str:
    """The sample texts on one line."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))).replace("\n", " ")


def seconds(line: str, megabytes: float, resources: Resources) -> tuple[int, float]:
    """How many quantities are found in so many megabytes (UTF-8) of the line, and how long measuring takes."""
    characters = int(megabytes * 1e6 * len(line) / len(line.encode()))
    report = segment.segment(_report((line * (characters // len(line) + 1))[:characters]), resources)
    started = time.process_time()
    measured = measure.measure(report, resources)
    return len(measured.quantities), time.process_time() - started


def peak_memory() -> float:
    """Megabytes that the process has held at most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def _report(text: str) -> Report:
    """A report whose body is all of the text, with nothing known of it."""
    length = len(text)
    document = Document(
        document_id="line",
        path="line.txt",
        part=1,
        encoding="utf-8",
        media_type="text/plain",
        source_sha256="",
        source_chars=length,
        text_chars=length,
        body_start=0,
        body_end=length,
    )
    page = Page(source=Source(path="line.txt", text=text), text=AlignedText.of(text))
    return Report(page=page, part=Part(number=1, start=0, end=length, body_start=0, body_end=length), document=document)


if __name__ == "__main__":
    sys.exit(main())
