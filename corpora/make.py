"""Makes the sample corpus from corpora/src: `python corpora/make.py`.

Writes reports/ (every input format, the same bytes each time), texts/ (each report as the readers read it; what gold
positions refer to) and gold/ (JSON from the hand-written notation of src/*.gold, see README.md).
"""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from corpora.goldfile import compile_gold  # noqa: E402
from corpora.office import doc, docx, pdf  # noqa: E402

SRC = HERE / "src"
MOMENT = (2022, 1, 28, 9, 0, 0)
"""The time that all archive members carry, so that the same bytes come out every time."""

TEXTS = {
    # source: (file, encoding); the text goes in as it stands
    "yunlong-education-2021.txt": ("yunlong-education-2021.txt", "utf-8"),
}
PAGES = {}
PACKED = {}


def main() -> None:
    """Make everything anew."""
    for folder in ("reports", "texts", "gold"):
        for old in (HERE / folder).iterdir():
            old.unlink()
    for name, data in files().items():
        (HERE / "reports" / name).write_bytes(data)
    for stem, text in texts().items():
        (HERE / "texts" / f"{stem}.txt").write_bytes(text.encode("utf-8"))
    for path in sorted(SRC.glob("*.gold")):
        text = (HERE / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        gold = compile_gold(path.read_text(encoding="utf-8"), text, path.name)
        out = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (HERE / "gold" / f"{path.stem}.json").write_text(out, encoding="utf-8")


def texts() -> dict[str, str]:
    """Stem → text of every source in reports/, as the readers of the pipeline read it."""
    from pipeline.read import read
    from pipeline.records import Source

    found: dict[str, str] = {}
    for path in sorted((HERE / "reports").iterdir()):
        for source in read(path, path.name):
            if isinstance(source, Source):
                found[Path(source.path).stem] = source.text
    return found
