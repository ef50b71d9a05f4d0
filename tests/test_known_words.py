"""Many words, looked for together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.known_words import KnownWords

TEXTS = st.text("甲乙丙一1aA.[", max_size=30)


def one_by_one(words: set[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What is asked for, word by word."""
    found, at = [], start
    while at < end:
        longest = max((word for word in words if text.startswith(word, at, end)), key=len, default="")
        if longest:
            found.append((at, at + len(longest)))
        at += len(longest) or 1
    return found


@given(st.sets(st.text("甲乙丙一1aA.[", min_size=1, max_size=4)), TEXTS, st.data())
def test_the_longest_word_at_each_place(words: set[str], text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert list(KnownWords(words).spans(text, start, end)) == one_by_one(words, text, start, end)
