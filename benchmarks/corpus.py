"""A corpus of any size: invented reports with varied places, figures, outlines, formats and damage.

    python -m benchmarks.corpus FOLDER --documents 100000 [--characters 3000] [--seed 1]

The same arguments give the same files. Of a hundred reports thirty are damaged in one way, three are copies of an
earlier report with damage of their own; a fifth is in GB18030, a tenth is HTML. `tables` of a run over it say how much
of it was understood; its purpose is size.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from random import Random

from benchmarks.damage import KINDS

WORDS = tomllib.loads((Path(__file__).parent / "corpus.toml").read_text(encoding="utf-8"))
NUMERALS = "一二三四五六七八九十"


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    for number in range(wanted.documents):
        name, data = file(number, wanted.characters, wanted.seed)
        path = wanted.folder / f"{number // 1000:04}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def file(number: int, characters: int, seed: int = 1) -> tuple[str, bytes]:
    """Name and bytes of one file of the corpus."""
    chance = Random(f"{seed}/{number}")
    original = number - chance.randrange(1, 200) if chance.random() < 0.03 else number
    text = report(Random(f"{seed}/{max(0, original)}/text"), characters)
    if original != number or chance.random() < 0.3:
        text = KINDS[chance.choice(sorted(KINDS))](text, chance).text
    if chance.random() < 0.1:
        lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
        title = text.partition("\n")[0]
        page = f"<html><head><meta charset=utf-8><title>{title}</title></head><body><div>{lines}</div></body></html>"
        return f"{number:06}.html", page.encode("utf-8", "replace")
    encoding = "gb18030" if chance.random() < 0.2 else "utf-8"
    return f"{number:06}.txt", text.encode(encoding, "replace")


def report(chance: Random, characters: int) -> str:
    """A report of about so many characters."""
    place = chance.choice(WORDS["first"]) + chance.choice(WORDS["second"]) + chance.choice(WORDS["levels"])
    year = chance.randrange(1985, 2026)
    lines = [f"{place}{chance.choice(WORDS['offices'])}{year}年工作总结", "", f"{year}年," + _sentence(chance)]
    length, head = 60, 0
    while length < characters:
        if not head or chance.random() < 0.2:
            lines += ["", f"{NUMERALS[head % 10]}、{chance.choice(WORDS['topics'])}取得进展"]
            head += 1
        paragraph = "".join(_sentence(chance) for _ in range(chance.randrange(2, 6)))
        lines.append(paragraph)
        length += len(paragraph)
    lines += ["", f"{NUMERALS[head % 10]}、{year + 1}年工作打算", _aim(chance, year + 1)]
    return "\n".join(lines) + "\n"


def _sentence(chance: Random) -> str:
    how = chance.choice(WORDS["how"]) + "," if chance.random() < 0.6 else ""
    clauses = ["".join(_deed(chance)) for _ in range(chance.randrange(1, 4))]
    if chance.random() < 0.6:
        change = chance.choice(WORDS["changes"])
        clauses.append(change.format(round(chance.uniform(0.5, 30), 1), chance.randrange(1, 9)))
    return (
        chance.choice(WORDS["who"]) + how + chance.choice(WORDS["links"]).join(clauses) + chance.choice(WORDS["ends"])
    )


def _deed(chance: Random) -> tuple[str, str, str]:
    """What was done, how much, and in what unit."""
    deed = chance.choice(WORDS["deeds"])
    amount = str(round(chance.lognormvariate(4, 2), chance.choice((0, 1, 2)))).removesuffix(".0")
    return deed["verb"] + chance.choice(deed["things"]), amount, chance.choice(deed["units"])


def _aim(chance: Random, year: int) -> str:
    deed, amount, unit = _deed(chance)
    return f"{year}年,{chance.choice(WORDS['who'])}{deed}{chance.choice(WORDS['aims']).format(amount + unit)}。"


if __name__ == "__main__":
    main()
