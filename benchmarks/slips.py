"""Byte slips by a model that never counted the report: `python -m benchmarks.slips FOLDER --words jieba/dict.txt`.

For each report of the folder a model is trained on the others (models/characters/train.py), the report is damaged, and
what cleaning restores is counted as in `benchmarks.repair`. One process for each report, since models are read once.
"""

from __future__ import annotations

import argparse
import runpy
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.damage import KINDS
from benchmarks.repair import Tally, heading, judge, pages, report
from pipeline.clean import characters, clean, word_lattice
from pipeline.records import Source
from pipeline.resources import Resources

TRAIN = Path(__file__).parents[1] / "models" / "characters" / "train.py"
SLIPS = [name for name in KINDS if name.startswith("slip")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--words", type=Path, required=True)
    given = parser.parse_args()
    names = sorted(path.name for path in given.corpus.rglob("*.txt"))
    together = {kind: Tally() for kind in SLIPS}
    heading()
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        for name in names:
            for kind, tally in processes.submit(left_out, given.corpus, given.words, name).result().items():
                add(together[kind], tally)
    for kind, tally in together.items():
        report(kind, tally, 0)


def left_out(corpus: Path, words: Path, name: str) -> dict[str, Tally]:
    """What became of the slips of one report, by a model of the others; needs a process that has read no model."""
    with TemporaryDirectory() as folder:
        runpy.run_path(str(TRAIN))["train"](corpus, words, Path(folder) / "characters", [Path(name).stem])
        for module in (characters, word_lattice):
            vars(module)["models_folder"] = lambda: Path(folder)
        resources = Resources()
        texts = [clean(Source(path="", text=text), resources).text.text for text in pages(corpus, [name])]
        clean(Source(path="", text="發(fā)展經(jīng)濟(jì),開展慶;顒。"), resources)
        tallies = {kind: Tally() for kind in SLIPS}
        for kind, tally in tallies.items():
            for number, text in enumerate(texts):
                judge(KINDS[kind](text, Random(number)), tally, resources)
        return tallies


def add(together: Tally, one: Tally) -> None:
    """Add the counts of one report to those of all."""
    for field in Tally.__struct_fields__:
        setattr(together, field, getattr(together, field) + getattr(one, field))


if __name__ == "__main__":
    main()
