"""The atheris targets: read, clean, measure. Needs `pip install atheris`; everything after the name goes to libFuzzer.

python -m benchmarks.fuzz.target measure -max_total_time=300 corpus_folder
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from benchmarks.fuzz import checks
    from pipeline.resources import Resources

from benchmarks.fuzz.texts import text_from

ENDINGS = (".txt", ".html", ".docx", ".doc", ".pdf", ".zip", ".csv", ".jsonl", ".json", ".rtf", ".mht", "")
RESOURCES = Resources()


def fuzz_read(data: bytes) -> None:
    """The first byte chooses the name's ending, the rest is the file."""
    if data:
        checks.check_read(data[1:], "fuzz" + ENDINGS[data[0] % len(ENDINGS)], RESOURCES)


def fuzz_clean(data: bytes) -> None:
    """Each byte stands for a fragment of a report."""
    checks.check_clean(text_from(data), RESOURCES)


def fuzz_measure(data: bytes) -> None:
    """All stages over such a text."""
    checks.check_process(text_from(data), RESOURCES)


TARGETS = {"read": fuzz_read, "clean": fuzz_clean, "measure": fuzz_measure}

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
