"""Words are read alike whatever was read before them."""

from __future__ import annotations

from itertools import accumulate

import pytest

from pipeline.measure.naming.reading import words_of
from pipeline.measure.naming.words import lexicon
from pipeline.rules import Rules
from pipeline.segment.segmenters import lexeme
from pipeline.tokens import Tokens


def tokens(text: str) -> Tokens:
    """Words with their tags: `运动/vn 会上/s`."""
    lexemes = [lexeme(*word.split("/")) for word in text.split()]
    return Tokens(lexemes, list(accumulate((len(word.text) for word in lexemes), initial=0)))


@pytest.mark.parametrize(
    ("alone", "behind"),
    [
        ("会上/s 发言/v", "运动/vn 会上/s 获奖/v"),
        ("生于/v 此地/r", "师/n 生于/v 六月/t"),
        ("就业/v 人员/n", "再/d 就业/v 人员/n"),
        ("内生/v 动力/n", "五年/t 内生/v"),
    ],
)
def test_what_was_read_before_changes_nothing(alone: str, behind: str) -> None:
    def letters(*texts: str) -> list[str]:
        known = lexicon(Rules())
        folded = ["".join(word.text for word in tokens(text).lexemes) for text in texts]
        return [words_of(f, f, tokens(text), (), known)[0].letters for text, f in zip(texts, folded, strict=True)]

    assert letters(alone, behind, alone) == [*letters(alone), *letters(behind), *letters(alone)]
