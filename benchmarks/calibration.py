"""Confidence against rightness: how often rows are right that say they are right with some chance.

    python -m benchmarks.calibration [--write] [REPORTS TEXTS GOLD]...       default: the sample corpus

Each document is judged by tables that were fitted without it (as many folds as documents), so that what is measured is
not what was fitted. The rules themselves were written over these reports: on reports nobody has seen, names above all
are right less often than the table says, while the order of the rows by confidence holds. `--write` puts the counts of
all documents into rules/measure/confidence.csv and the table into benchmarks/calibration.md.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks.rightness import Judged, judge
from pipeline.measure.confidence import CIRCUMSTANCE, READING, STEP, UNKNOWN
from pipeline.resources import Resources

ROOT = Path(__file__).parent.parent
DATA = ROOT / "rules" / "measure" / "confidence.csv"
TABLE = ROOT / "benchmarks" / "calibration.md"
FEWEST = 25
"""Rows in a step of the calibration: fewer say little about a chance."""
_PRIOR, _USUAL = 4, 0.95
"""Rows that every count is mixed with, and how many of them are right."""
BINS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)

Chances = dict[str, tuple[int, int]]
"""Evidence → rows that were right, rows."""
Steps = list[tuple[float, int, int]]
"""Lowest product of a step, rows that were right, rows."""


def main(arguments: Sequence[str]) -> None:
    """Print the table; write it and the data if asked to."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("--")]
    corpora = ROOT / "corpora"
    triples = [(corpora / "reports", corpora / "texts", corpora / "gold")]
    triples += [(folders[at], folders[at + 1], folders[at + 2]) for at in range(0, len(folders), 3)]
    resources = Resources()
    judged = [row for triple in triples for row in judge(*triple, resources)]
    shown = table(judged)
    print(shown)
    if "--write" in arguments:
        chances = count(judged)
        write(chances, fit(judged, chances))
        TABLE.write_text(f"# Confidence against rightness\n\n{shown}\n", encoding="utf-8")


def table(judged: Sequence[Judged]) -> str:
    """The reliability table, every document judged by the others."""
    stated: list[tuple[float, bool]] = []
    for document in sorted({row.document for row in judged}):
        others = [row for row in judged if row.document != document]
        chances = count(others)
        steps = fit(others, chances)
        stated += [(_chance(_product(row, chances), steps), row.right) for row in judged if row.document == document]
    lines = ["| stated chance | rows | mean stated | right |", "|---|---|---|---|"]
    off = 0.0
    for low, high in pairwise(BINS):
        rows = [(chance, right) for chance, right in stated if low <= chance < high]
        if rows:
            mean, right = sum(chance for chance, _ in rows) / len(rows), sum(right for _, right in rows) / len(rows)
            off += abs(mean - right) * len(rows)
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(rows)} | {mean:.3f} | {right:.3f} |")
    brier = sum((chance - right) ** 2 for chance, right in stated) / len(stated)
    whole = sum(right for _, right in stated) / len(stated)
    lines.append(
        f"\n{len(stated)} rows of {len({row.document for row in judged})} documents, {whole:.3f} right in all of\n"
        f"value, unit, name, status, aspect and period; expected calibration error {off / len(stated):.3f}, "
        f"Brier score {brier:.3f} (of one chance for all: {whole * (1 - whole):.3f})."
    )
    return "\n".join(lines)


def count(judged: Iterable[Judged]) -> Chances:
    """How often each rule that reads figures, and each family of rules of circumstance, was right."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row in judged:
        seen[READING + row.quantity.rule] += 1
        right[READING + row.quantity.rule] += row.value
        for family in {rule.partition("-")[0] for rule in row.circumstance.rules}:
            seen[CIRCUMSTANCE + family] += 1
            right[CIRCUMSTANCE + family] += row.status and row.time
    return {evidence: (right[evidence], seen[evidence]) for evidence in sorted(seen)}


def fit(judged: Iterable[Judged], chances: Chances) -> Steps:
    """Rightness as a rising function of the product of chances: neighbours that fall are joined, then those that are
    too few (isotonic regression with a least number of rows)."""
    products: Counter[float] = Counter()
    right: Counter[float] = Counter()
    for row in judged:
        product = round(_product(row, chances), 4)
        products[product] += 1
        right[product] += row.right
    steps: Steps = []
    for product in sorted(products):
        steps.append((product, right[product], products[product]))
        while len(steps) > 1 and (steps[-2][2] < FEWEST or _share(steps[-2]) >= _share(steps[-1])):
            (bound, *two), one = steps[-2], steps.pop()
            steps[-1] = bound, two[0] + one[1], two[1] + one[2]
    if len(steps) > 1 and steps[-1][2] < FEWEST:
        last = steps.pop()
        steps[-1] = steps[-1][0], steps[-1][1] + last[1], steps[-1][2] + last[2]
    return steps


def write(chances: Chances, steps: Steps) -> None:
    """Put the counts into the rule file, each chance with what it was counted from."""
    with DATA.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["word", "value", "note"])
        for evidence, (right, seen) in chances.items():
            out.writerow([evidence, f"{smoothed(right, seen):.4f}", f"{right} of {seen}"])
        for bound, right, seen in steps:
            out.writerow([f"{STEP}{bound:.4f}", f"{smoothed(right, seen):.4f}", f"{right} of {seen}"])


def smoothed(right: int, seen: int) -> float:
    """The share that was right, with a few rows more of the usual kind: few rows prove little."""
    return (right + _USUAL * _PRIOR) / (seen + _PRIOR)


def _share(step: tuple[float, int, int]) -> float:
    return step[1] / step[2]


def _product(row: Judged, chances: Chances) -> float:
    def chance(evidence: str, unknown: float) -> float:
        return smoothed(*chances[evidence]) if evidence in chances else unknown

    families = {rule.partition("-")[0] for rule in row.circumstance.rules}
    least = min((chance(CIRCUMSTANCE + family, 1.0) for family in families), default=UNKNOWN)
    return chance(READING + row.quantity.rule, UNKNOWN) * least * row.naming.confidence


def _chance(product: float, steps: Steps) -> float:
    found = [step for step in steps if step[0] <= round(product, 4)]
    return smoothed(*(found or steps)[-1 if found else 0][1:])


if __name__ == "__main__":
    main(sys.argv[1:])
