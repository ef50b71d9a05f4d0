"""Count the character trigrams that `pipeline.clean.characters` scores with, and write trigrams.npz.

    python models/characters/train.py --reports FOLDER --words jieba/dict.txt

FOLDER holds clean reports as .txt files; those named in HELD_OUT are left out and serve the tests of quality. The word
list is that of jieba, read from its package. Neither is part of this repository.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy

from pipeline.clean.characters import START, normal_form

HELD_OUT = ("1992", "2015", "贵州省")
REPORT_WEIGHT = 3
"""What an occurrence in running text weighs against the word list."""
WORD_SCALE = 150
"""So many occurrences in jieba's word list count as one in running text."""
FEWEST_PAIRS, FEWEST_TRIPLES = 2, 2
"""Rarer pairs and triples are dropped: no sentence can be put together again from what is left."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("trigrams.npz"))
    given = parser.parse_args()
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for weight, line in running_text(given.reports):
        text = START * 2 + line
        for at in range(2, len(text)):
            singles[text[at]] += weight
            pairs[text[at - 1 : at + 1]] += weight
            triples[text[at - 2 : at + 1]] += weight
            seen[text[at - 2 : at + 1]] += 1
        singles[START] += weight
        pairs[START * 2] += weight
    for word, weight in words(given.words):
        for at in range(len(word)):
            singles[word[at]] += weight
            if at:
                pairs[word[at - 1 : at + 1]] += weight
            if at > 1:
                triples[word[at - 2 : at + 1]] += weight
                seen[word[at - 2 : at + 1]] += weight
    characters = sorted(char for char, count in singles.items() if count > 1)
    save(
        given.out, characters, singles, pairs, Counter({k: v for k, v in triples.items() if seen[k] >= FEWEST_TRIPLES})
    )


def running_text(reports: Path) -> Iterator[tuple[int, str]]:
    """Lines in normal form, with their weight."""
    for path in sorted(reports.rglob("*.txt")):
        if path.stem not in HELD_OUT:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line.strip():
                    yield REPORT_WEIGHT, normal_form(line.strip())


def words(path: Path) -> Iterator[tuple[str, int]]:
    """Words in normal form, with their weight."""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        weight = round(int(frequency) / WORD_SCALE)
        if weight:
            yield normal_form(word), weight


def save(path: Path, characters: list[str], singles: Counter[str], pairs: Counter[str], triples: Counter[str]) -> None:
    number = {char: at for at, char in enumerate(characters)}
    size = len(characters)

    def keyed(counter: Counter[str], fewest: int) -> list[tuple[int, int]]:
        rows = []
        for gram, count in counter.items():
            if count >= fewest and all(char in number for char in gram):
                key = 0
                for char in gram:
                    key = key * size + number[char]
                rows.append((key, rounded(count)))
        return sorted(rows)

    kept_pairs, kept_triples = keyed(pairs, FEWEST_PAIRS), keyed(triples, 1)
    numpy.savez_compressed(
        path,
        characters=numpy.array([ord(char) for char in characters], dtype="uint32"),
        singles=numpy.array([singles[char] for char in characters], dtype="uint32"),
        pair_steps=numpy.diff([key for key, _ in kept_pairs], prepend=0).astype("uint32"),
        pair_counts=numpy.array([count for _, count in kept_pairs], dtype="uint32"),
        triple_steps=steps64([key for key, _ in kept_triples]),
        triple_counts=numpy.array([count for _, count in kept_triples], dtype="uint32"),
    )
    print(f"{size} characters, {len(kept_pairs)} pairs, {len(kept_triples)} triples, {path.stat().st_size:,} bytes")


def steps64(keys: list[int]) -> numpy.ndarray:
    """Differences of sorted keys, in the smallest type that holds them."""
    steps = numpy.diff(numpy.array(keys, dtype="int64"), prepend=0)
    return steps.astype("uint32") if steps.max() < 2**32 else steps


def rounded(count: int) -> int:
    """Counts to two significant digits: enough for a probability, and smaller packed."""
    digits = max(0, int(math.log10(count)) - 1)
    return round(count, -digits) if digits else count


if __name__ == "__main__":
    main()
