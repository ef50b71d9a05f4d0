"""A corpus of any size: invented reports with varied places, figures, outlines, formats and damage.

    python -m benchmarks.corpus FOLDER --documents 100000 [--characters 3000] [--seed 1]

The same arguments give the same files. The reports are as dense as real ones: a figure in about eighty characters, most
sentences being talk; headings of two levels, 一是… points, a table here and there. Of a hundred reports thirty are
damaged in one way, three are copies of an earlier report with damage of their own; a fifth is in GB18030, a tenth is
HTML. The tables of a run over it say how much of it was understood; its purpose is size.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.damage import KINDS

WORDS = tomllib.loads((Path(__file__).parent / "corpus.toml").read_text(encoding="utf-8"))
NUMERALS = [*"一二三四五六七八九十", *(f"十{unit}" for unit in "一二三四五六七八九")]
TALK = 0.82
"""Share of the sentences that state no figure."""
COPIES, DAMAGED, PAGES, NATIONAL = 0.03, 0.3, 0.1, 0.2
"""Shares of the reports that are copies, damaged, HTML, and (of the rest) in GB18030."""
COPIED_FROM = 200
"""A copy is one of a report at most so many before it."""


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--characters", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    write(wanted.folder, wanted.documents, wanted.characters, wanted.seed)


def write(folder: Path, documents: int, characters: int = 3000, seed: int = 1) -> None:
    """Write so many reports into a folder, a thousand into each folder of it."""
    for number in range(documents):
        below = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            below.mkdir(parents=True, exist_ok=True)
        name, data = file(number, characters, seed)
        (below / name).write_bytes(data)


def file(number: int, characters: int, seed: int = 1) -> tuple[str, bytes]:
    """Name and bytes of one file of the corpus."""
    chance = Random(f"{seed}/{number}")
    original = number - chance.randrange(1, COPIED_FROM) if chance.random() < COPIES else number
    text = report(Random(f"{seed}/{max(0, original)}/text"), characters)
    if original != number or chance.random() < DAMAGED:
        text = KINDS[chance.choice(sorted(KINDS))](text, chance).text
    if chance.random() < PAGES:
        return f"{number:06}.html", _page(text).encode("utf-8", "replace")
    encoding = "gb18030" if chance.random() < NATIONAL else "utf-8"
    return f"{number:06}.txt", text.encode(encoding, "replace")


def _page(text: str) -> str:
    title = text.partition("\n")[0]
    lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><div>{lines}</div></body></html>"


def report(chance: Random, characters: int) -> str:
    """A report of about so many characters."""
    place = _name(chance) + chance.choice(WORDS["levels"])
    office = place + chance.choice(WORDS["offices"])
    year = chance.randrange(1985, 2026)
    words = {"place": place, "office": office, "year": year, "next": year + 1}
    opening = chance.choice(WORDS["openings"]).format(**words)
    lines = [office + chance.choice(WORDS["titles"]).format(**words), "", opening + _deeds_done(chance)]
    length, heads = sum(map(len, lines)), 0
    while length < characters or heads < 2:
        section = ["", f"{NUMERALS[heads % len(NUMERALS)]}、{_heading(chance)}", *_section(chance)]
        lines += section
        length += sum(map(len, section))
        heads += 1
    lines += [
        "",
        f"{NUMERALS[heads % len(NUMERALS)]}、{chance.choice(WORDS['plans']).format(**words)}",
        *_plans(chance, year + 1),
    ]
    if chance.random() < 0.5:
        lines += ["", office, f"{year}年12月{chance.randrange(1, 31)}日"]
    return "\n".join(lines) + "\n"


def _section(chance: Random) -> Iterator[str]:
    """The lines under a heading: paragraphs, perhaps under headings of their own; points; seldom a table."""
    form = chance.random()
    if form < 0.35:
        for number in range(chance.randrange(2, 5)):
            yield f"（{NUMERALS[number]}）{_heading(chance)}"
            yield _paragraph(chance)
    elif form < 0.6:
        points = (f"{NUMERALS[n]}是{_phrase(chance)}。{_sentence(chance)}" for n in range(chance.randrange(2, 5)))
        yield _sentence(chance) + "".join(points)
    else:
        for _ in range(chance.randrange(1, 4)):
            yield _paragraph(chance)
    if chance.random() < 0.04:
        yield from _table(chance)


def _paragraph(chance: Random) -> str:
    return "".join(_sentence(chance) for _ in range(chance.randrange(2, 7)))


def _sentence(chance: Random) -> str:
    who = chance.choice(WORDS["who"]) if chance.random() < 0.7 else _locality(chance)
    how = chance.choice(WORDS["how"]) + "，" if chance.random() < 0.5 else ""
    return who + how + (_talk(chance) if chance.random() < TALK else _deeds_done(chance))


def _talk(chance: Random) -> str:
    """The rest of a sentence that says much and counts nothing."""
    phrases = [_phrase(chance) for _ in range(chance.randrange(2, 5))]
    if chance.random() < 0.6:
        phrases.append(chance.choice(WORDS["effects"]))
    return "，".join(phrases) + "。"


def _phrase(chance: Random) -> str:
    where = _locality(chance) if chance.random() < 0.15 else ""
    return chance.choice(WORDS["adverbs"]) + chance.choice(WORDS["verbs"]) + where + _matter(chance)


def _matter(chance: Random) -> str:
    return chance.choice(WORDS["kinds"]) + chance.choice(WORDS["things"])


def _deeds_done(chance: Random) -> str:
    """The rest of a sentence that says what was done, and how much."""
    clauses = ["".join(_deed(chance)) for _ in range(chance.choice((1, 1, 2, 3)))]
    if chance.random() < 0.4:
        change = chance.choice(WORDS["changes"])
        clauses.insert(1, change.format(round(chance.uniform(0.5, 30), 1), chance.randrange(1, 9)))
    if chance.random() < 0.5:
        clauses.append(chance.choice(WORDS["effects"]))
    return "，".join(clauses) + "。"


def _deed(chance: Random) -> tuple[str, str, str]:
    """What was done, how much, and in what unit."""
    deed = chance.choice(WORDS["deeds"])
    amount = str(round(chance.lognormvariate(4, 2), chance.choice((0, 1, 2)))).removesuffix(".0")
    return deed["verb"] + chance.choice(deed["things"]), amount, chance.choice(deed["units"])


def _plans(chance: Random, year: int) -> Iterator[str]:
    """What is still wrong, and what shall be done."""
    faults = (chance.choice(WORDS["faults"]).format(**_words(chance)) for _ in range(chance.randrange(1, 4)))
    yield f"工作中还存在一些不足：{'；'.join(faults)}。"
    for _ in range(chance.randrange(1, 3)):
        deed, amount, unit = _deed(chance)
        aim = chance.choice(WORDS["aims"]).format(amount + unit)
        yield f"{year}年，{chance.choice(WORDS['who'])}{_talk(chance)}{deed}{aim}。"


def _table(chance: Random) -> Iterator[str]:
    """The lines of a table: places and what was done there."""
    heads = [chance.choice(WORDS["deeds"]) for _ in range(chance.randrange(2, 4))]
    yield f"表1 各乡镇{chance.choice(WORDS['topics'])}情况"
    yield "\t".join(["单位", *(f"{_thing(chance, deed)}（{chance.choice(deed['units'])}）" for deed in heads)])
    for _ in range(chance.randrange(3, 9)):
        yield "\t".join([_locality(chance), *(str(round(chance.lognormvariate(4, 2))) for _ in heads)])


def _thing(chance: Random, deed: dict[str, Sequence[str]]) -> str:
    return chance.choice(deed["things"])


def _heading(chance: Random) -> str:
    return chance.choice(WORDS["headings"]).format(**_words(chance))


def _words(chance: Random) -> dict[str, str]:
    """A word of each list that headings and faults call for."""
    lists = {"topic": "topics", "adverb": "adverbs", "verb": "verbs", "kind": "kinds", "thing": "things"}
    return {name: chance.choice(WORDS[words]) for name, words in lists.items()}


def _locality(chance: Random) -> str:
    return _name(chance) + chance.choice(WORDS["localities"])


def _name(chance: Random) -> str:
    return chance.choice(WORDS["first"]) + chance.choice(WORDS["second"])


if __name__ == "__main__":
    main()
