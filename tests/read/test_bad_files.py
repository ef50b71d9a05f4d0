"""Nothing raises: every sample, cut anywhere and with any bytes changed, gives sources or problems."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpora import make
from pipeline.problems import CODES
from pipeline.records import Problem, Source
from tests.read.support import read_bytes

REPORTS = sorted((Path(make.__file__).parent / "reports").iterdir())


@pytest.mark.parametrize("path", [path for path in REPORTS if path.suffix != ".txt"], ids=lambda path: path.name)
def test_never_raises(path: Path) -> None:
    data = path.read_bytes()
    chance = random.Random(path.name)
    for _ in range(25):
        broken = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.5 else data)
        for _ in range(chance.choice((0, 1, 5, 50)) if broken else 0):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        found = read_bytes(bytes(broken), path.name)
        assert found
        for one in found:
            if isinstance(one, Problem):
                assert one.code in CODES
            else:
                assert isinstance(one, Source)
                one.text.encode("utf-8")
