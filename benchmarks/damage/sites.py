"""Sites that no rule lists: invented frames of other kinds and words than those of `page.furniture`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.damage.injury import Damaged, damaged

SITES = Path(__file__).with_name("sites.txt")
TITLE = "某单位2031年工作总结\n"


def frames(path: Path) -> Iterator[tuple[str, str, str]]:
    """Kind, head and foot of each frame of a file: `== kind`, the lines above, `--`, the lines below."""
    for entry in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        kind, _, rest = entry.partition("\n")
        head, _, foot = rest.partition("\n--\n")
        yield kind, head + "\n", foot


def unknown_sites(text: str, rng: Random) -> Damaged:
    """A frame of one of these sites around a title and the text."""
    _, head, foot = rng.choice(list(frames(SITES)))
    text = TITLE + text.strip("\n") + "\n"
    return damaged(text, [(0, 0, head), (len(text), len(text), foot)])
