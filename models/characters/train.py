"""Estimate the character model of `pipeline.clean.characters` and the word list of `pipeline.clean.word_lattice`.

    python models/characters/train.py --reports FOLDER --words jieba/dict.txt [--leave-out 1992]

FOLDER holds clean reports as .txt files. The word list is that of jieba, read from its package. Neither is part of this
repository. `--leave-out` leaves the reports out whose names are given: `benchmarks.slips` trains one model for each
report without it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy

from pipeline.clean.characters import ORDER, START, normal_form
from pipeline.clean.han import IS_HAN

DISCOUNT = (0.75, 0.75, 0.8, 0.85)
"""What Kneser-Ney takes off each count, for n-grams of 1, 2, 3 and 4 characters."""
FEWEST = (1, 1, 2, 2)
"""n-grams that occur fewer times are dropped, so that no sentence can be put together again from what is left."""
WORD_SCALE = 150
"""So many occurrences in jieba's word list count as one when it is asked how much it knows behind a character."""
RAREST_PAIR = 0.003
"""Pairs that only the word list knows are kept from this probability on."""
ALL_CHARACTERS = 21_000
"""The characters of GBK; each is possible, not free."""
RAREST_WORD = 20
"""Words of fewer occurrences in jieba's list are left out; words of reports are in from two occurrences on."""
REPORT_SHARE = 0.5
"""The share of the reports in the frequency of words, against jieba's list."""
LONGEST_WORD = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("--leave-out", default="", help="names of reports that are not counted, joined by ,")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    given = parser.parse_args()
    train(given.reports, given.words, given.out, given.leave_out.split(","))


def train(reports: Path, words: Path, out: Path, leave_out: Iterable[str] = ()) -> None:
    """Write ngrams.npz and words.npz to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    lines = list(running_text(reports, frozenset(leave_out)))
    frequencies = listed_words(words)
    save_ngrams(out / "ngrams.npz", lines, frequencies)
    save_words(out / "words.npz", lines, frequencies)


def running_text(reports: Path, leave_out: frozenset[str]) -> Iterable[str]:
    """Lines in normal form."""
    for path in sorted(reports.rglob("*.txt")):
        if path.stem not in leave_out:
            for line in path.read_text(encoding="utf-8").split("\n"):
                if line.strip():
                    yield normal_form(line.strip())


def listed_words(path: Path) -> Counter[str]:
    """Words in normal form, with their frequency."""
    frequencies: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        frequencies[normal_form(word)] += int(frequency)
    return frequencies


# ---------------------------------------------------------------- characters


def save_ngrams(path: Path, lines: list[str], frequencies: Counter[str]) -> None:
    """Interpolated Kneser-Ney over the reports; below it, for single characters and pairs, the word list."""
    grams = occurrences(lines)
    known, left = kneser_ney(grams)
    add_words(known, left, frequencies)
    characters = sorted(known[0])
    number = {char: at for at, char in enumerate(characters)}
    arrays: dict[str, numpy.ndarray] = {"characters": numpy.array([ord(char) for char in characters], dtype="uint32")}
    for order, (probabilities, spare) in enumerate(zip(known, left, strict=True), 1):
        arrays |= packed(f"gram{order}", probabilities, number)
        arrays |= packed(f"left{order}", spare, number)
    numpy.savez_compressed(path, **arrays)
    counted = ", ".join(f"{len(probabilities):,}" for probabilities in known)
    print(f"{counted} n-grams, {path.stat().st_size:,} bytes")


def add_words(known: list[dict[str, float]], left: list[dict[str, float]], frequencies: Counter[str]) -> None:
    """Give what the reports leave over for unseen characters and pairs to those that words are made of."""
    listed, listed_pairs = inside_words(frequencies)
    total = sum(listed.values())
    for char in listed.keys() | known[0].keys():
        share = 0.99 * listed[char] / total + 0.01 / ALL_CHARACTERS
        known[0][char] = known[0].get(char, 0.0) + left[0][""] * share
    left[0][""] *= 0.01
    for first, followers in listed_pairs.items():
        occurred = listed[first] / WORD_SCALE
        trust = left[1].get(first, 1.0) * occurred / (occurred + len(followers) / 4)
        spent = 0.0
        for second, count in followers.items():
            # Where the character ends a word, the list does not tell what follows.
            share = trust * count / listed[first]
            if first + second in known[1] or share >= RAREST_PAIR:
                known[1][first + second] = known[1].get(first + second, 0.0) + share
                spent += share
        left[1][first] = left[1].get(first, 1.0) - spent


def occurrences(lines: list[str]) -> list[Counter[str]]:
    """How often each sequence of 1 to ORDER characters occurs."""
    grams: list[Counter[str]] = [Counter() for _ in range(ORDER)]
    for line in lines:
        text = START * (ORDER - 1) + line + START
        for at in range(ORDER - 1, len(text)):
            for length in range(1, ORDER + 1):
                grams[length - 1][text[at - length + 1 : at + 1]] += 1
    return grams


def kneser_ney(grams: list[Counter[str]]) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Discounted probabilities of each order, and what each context leaves to the shorter one."""
    known: list[dict[str, float]] = []
    left: list[dict[str, float]] = []
    for order in range(ORDER):
        used = Counter(gram[1:] for gram in grams[order + 1]) if order + 1 < ORDER else grams[order]
        seen: Counter[str] = Counter()
        for gram, count in used.items():
            seen[gram[:-1]] += count
        probabilities: dict[str, float] = {}
        spent: defaultdict[str, float] = defaultdict(float)
        for gram, count in used.items():
            if grams[order][gram] >= FEWEST[order]:
                share = (count - DISCOUNT[order]) / seen[gram[:-1]]
                probabilities[gram] = share
                spent[gram[:-1]] += share
        known.append(probabilities)
        left.append({context: 1.0 - share for context, share in spent.items()})
    return known, left


def inside_words(frequencies: Counter[str]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Single characters, and what follows each of them inside words."""
    singles: Counter[str] = Counter()
    followers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, count in frequencies.items():
        for at, char in enumerate(word):
            singles[char] += count
            if at:
                followers[word[at - 1]][char] += count
    return singles, followers


def packed(name: str, values: dict[str, float], number: dict[str, int]) -> dict[str, numpy.ndarray]:
    """Sorted keys, as steps from one to the next, and values of sequences of characters."""
    rows = []
    for gram, value in values.items():
        key = 0
        for char in gram:
            key = key * len(number) + number[char]
        rows.append((key, value))
    rows.sort()
    steps = numpy.diff(numpy.array([key for key, _ in rows], dtype="int64"), prepend=0)
    smallest = "uint32" if steps.max() < 2**32 else "int64"
    return {
        f"{name}_steps": steps.astype(smallest),
        f"{name}_values": rounded(numpy.array([value for _, value in rows], dtype="float32")),
    }


def rounded(values: numpy.ndarray) -> numpy.ndarray:
    """Values to eight binary digits: enough for a probability, and smaller packed."""
    return (values.view("uint32") & 0xFFFF8000).view("float32")


# ---------------------------------------------------------------- words


def save_words(path: Path, lines: list[str], frequencies: Counter[str]) -> None:
    """Words with their share of all words, half by the reports and half by jieba's list."""
    import rjieba

    counted = Counter(word for line in lines for word in rjieba.cut(line, False))
    own, listed = sum(counted.values()), sum(frequencies.values())
    shares: defaultdict[str, float] = defaultdict(float)
    for word, count in frequencies.items():
        if count >= RAREST_WORD and len(word) <= LONGEST_WORD and IS_HAN.match(word):
            shares[word] += (1 - REPORT_SHARE) * count / listed
    for word, count in counted.items():
        if (count > 1 or word in shares) and len(word) <= LONGEST_WORD:
            shares[word] += REPORT_SHARE * count / own
    rows = sorted(shares.items())
    text = "\t".join(word for word, _ in rows).encode("utf-8")
    shares = numpy.log([share for _, share in rows])
    numpy.savez_compressed(path, words=numpy.frombuffer(text, dtype="uint8"), log_shares=shares.astype("float16"))
    print(f"{len(rows):,} words, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
