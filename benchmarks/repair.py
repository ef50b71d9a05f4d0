"""Damage clean texts and count what cleaning restores: `make bench-repair CORPUS=<folder of clean .txt files>`.

For each kind of damage: the injuries, the share restored exactly, the share flagged, what was neither, edits where
nothing was damaged (false alarms), how many of all edits are exact, and characters a second.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import msgspec

from benchmarks.damage import KINDS
from benchmarks.damage.injury import Damaged, Injury
from pipeline.aligned import Step
from pipeline.clean import clean
from pipeline.clean.han import scripts
from pipeline.records import Source
from pipeline.resources import Resources

READING = re.compile("\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǜǚǘǖü]+\\)")
PAGE = 3000
"""Texts are cut, at line ends, into pages of about so many characters: what a page proves, it proves for itself."""


class Tally(msgspec.Struct):
    """What became of one kind of damage."""

    injuries: int = 0
    restored: int = 0
    flagged: int = 0
    offered: int = 0
    """Flagged, with the right restoration offered."""
    edited: int = 0
    """Touched by an edit."""
    proved: int = 0
    """Touched by a byte-slip edit that the converter's forward run proves."""
    proved_exact: int = 0
    characters: int = 0
    seconds: float = 0.0
    false_alarms: Counter[str] = msgspec.field(default_factory=Counter)
    wrong: list[str] = msgspec.field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kinds", default="", help="only kinds whose name contains this")
    parser.add_argument("--pages", type=int, default=0, help="only so many pages, spread over the corpus")
    parser.add_argument("--only", default="", help="only files whose name contains one of these, joined by ,")
    parser.add_argument("--errors", type=int, default=0, help="list so many failures of each kind")
    given = parser.parse_args()
    texts = list(pages(given.corpus, [part for part in given.only.split(",") if part]))
    if given.pages:
        texts = texts[:: max(1, len(texts) // given.pages)][: given.pages]
    resources = Resources()
    clean(
        Source(path="", text="發(fā)展經(jīng)濟(jì),開展慶;顒。"), resources
    )  # loads what is loaded once for a process
    heading()
    measure_undamaged(texts, resources, given.errors)
    # Damage is done to what cleaning leaves of the pages, so that their own furniture does not count.
    texts = [clean(Source(path="", text=text), resources).text.text for text in texts]
    for name, damage in KINDS.items():
        if given.kinds in name:
            tally = Tally()
            for number, text in enumerate(texts):
                judge(damage(text, Random(number)), tally, resources)
            report(name, tally, given.errors)


def pages(folder: Path, only: list[str]) -> Iterator[str]:
    """The texts of a folder, in pages; a page ends at the end of a line."""
    for path in sorted(folder.rglob("*.txt")):
        if only and not any(part in path.name for part in only):
            continue
        page = ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            page += line
            if len(page) >= PAGE:
                yield page
                page = ""
        if page.strip():
            yield page


def judge(damaged: Damaged, tally: Tally, resources: Resources) -> None:
    """Clean a damaged text, and see what became of each injury."""
    started = time.process_time()
    page = clean(Source(path="", text=damaged.text), resources)
    tally.seconds += time.process_time() - started
    tally.characters += len(damaged.text)
    # Whole kinds change what is no single injury: their own edits are neither exact nor false alarms.
    own = [step for step in page.text.history if not step.rule.startswith(("script", "pinyin"))]
    for injury in damaged.injuries:
        tally.injuries += 1
        steps = [step for step in own if step.rule == "byteslip" and _touches(step, injury)]
        tally.edited += not injury.must_flag and any(_touches(step, injury) for step in own)
        start = min([injury.start, *(step.source_start for step in steps)])
        end = max([injury.end, *(step.source_end for step in steps)])
        truth = _truth(damaged, start, end)
        start, end = page.text.text_span(start, end)
        restored = canonical(page.text.text[start:end]) == truth
        found = [one for one in page.damage if not one.whole_page and one.start <= end and start <= one.end]
        if any(step.evidence == "proved" for step in steps) and not injury.must_flag:
            tally.proved += 1
            tally.proved_exact += restored
        if restored and not injury.must_flag:
            tally.restored += 1
        elif found:
            tally.flagged += 1
            offered = {canonical(one.restored) for one in found if one.restored is not None}
            tally.offered += any(canonical(injury.truth) in one for one in offered)
        if not restored and (steps or not found):
            around = damaged.text[max(0, injury.start - 8) : injury.end + 8]
            tally.wrong.append(f"{around!r} → {page.text.text[start:end]!r}, was {injury.truth!r}")
    for step in own:
        if not any(_touches(step, injury) for injury in damaged.injuries):
            tally.false_alarms[step.rule] += 1


def measure_undamaged(texts: list[str], resources: Resources, errors: int) -> None:
    """Edits on texts as they are: each is listed, since each is right or a false alarm."""
    tally = Tally()
    for text in texts:
        started = time.process_time()
        page = clean(Source(path="", text=text), resources)
        tally.seconds += time.process_time() - started
        tally.characters += len(text)
        for step in page.text.history:
            tally.false_alarms[step.rule] += 1
            tally.wrong.append(f"{step.rule}: {step.before[:40]!r} → {step.after[:40]!r}")
    report("undamaged", tally, errors)


def heading() -> None:
    """The names of the columns of `report`."""
    print(f"{'kind':20}{'injuries':>9}{'restored':>10}{'offered':>9}{'flagged':>9}{'missed':>9}", end="")
    print(f"{'edits exact':>13}{'proved exact':>14}{'false alarms':>14}{'chars/s':>11}")


def report(name: str, tally: Tally, errors: int) -> None:
    many = tally.injuries or 1
    missed = tally.injuries - tally.restored - tally.flagged
    alarms = sum(tally.false_alarms.values())
    exact = min(1.0, tally.restored / (tally.edited + alarms)) if tally.edited else 0.0
    print(f"{name:20}{tally.injuries:9}{tally.restored / many:10.2%}{tally.offered / many:9.2%}", end="")
    print(f"{tally.flagged / many:9.2%}{missed / many:9.2%}{exact:13.2%}", end="")
    proved = f"{tally.proved_exact / tally.proved:.2%}" if tally.proved else "-"
    print(f"{proved:>14}{alarms:14}", end="")
    print(f"{tally.characters / max(tally.seconds, 1e-9):11,.0f}", flush=True)
    if errors:
        print("   ", dict(tally.false_alarms), file=sys.stderr)
        for line in tally.wrong[:errors]:
            print("   ", line, file=sys.stderr)


def _touches(step: Step, injury: Injury) -> bool:
    return step.source_start <= injury.end and injury.start <= step.source_end


def _truth(damaged: Damaged, start: int, end: int) -> str:
    """What was written where `damaged.text[start:end]` stands, without readings between the injuries."""
    pieces: list[str] = []
    for injury in damaged.injuries:
        if start <= injury.start and injury.end <= end:
            pieces += (damaged.text[start : injury.start], "" if injury.must_flag else injury.truth)
            start = injury.end
    return READING.sub("", canonical("".join([*pieces, damaged.text[start:end]])))


def canonical(text: str) -> str:
    """A text as two right restorations of it agree: simplified, one width, without spaces."""
    return unicodedata.normalize("NFKC", scripts().simple(text)).replace(" ", "")


if __name__ == "__main__":
    main()
