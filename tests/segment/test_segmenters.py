"""Words: every installed segmenter covers its text, and numbers stay whole."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.segment.numbers import cut, number_finder
from pipeline.segment.segmenters import (
    LOADERS,
    MissingSegmenterError,
    UnknownSegmenterError,
    covering,
    segmenter,
)

INSTALLED = [name for name in LOADERS if importlib.util.find_spec(name)]
FINDER = number_finder(Rules())

# text with the expected numbers in brackets ⟦…⟧
NUMBERS = [
    "投入⟦1.5万亿元⟧,增长⟦12.3%⟧",
    "占⟦百分之十四点二⟧为最高",
    "发电⟦二百二十四亿五千万度⟧以上",
    "共⟦３，０００人⟧参加",
    "缴纳⟦312,040万元⟧整",
    "统一安排,十分重视,一般公共预算",
    "回落⟦1.2个百分点⟧",
    "⟦三分之一⟧的村通了班车",
    "约⟦60多万人⟧",
]


def words(name: str, text: str) -> list[tuple[str, str]]:
    tokens = cut(text, fold(text), 0, len(text), segmenter(name), FINDER)
    assert [text[token.start : token.end] for token in tokens] == [word.text for word in tokens.lexemes]
    return [(word.text, word.tag) for word in tokens.lexemes]


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers_stay_whole(case: str) -> None:
    if not Rules().folder.joinpath("units.csv").is_file():
        pytest.skip("rules/units.csv is not there")
    wanted = [piece.split("⟧")[0] for piece in case.split("⟦")[1:]]
    found = words("rjieba", case.replace("⟦", "").replace("⟧", ""))
    assert [word for word, tag in found if tag == "m" and any(c.isnumeric() for c in word)] == wanted


@pytest.mark.parametrize("name", INSTALLED)
@given(
    text=st.text(
        alphabet=st.one_of(
            st.sampled_from(
                "一二三十百千万亿点分之第零〇年月元个所12345.,%％１２,，。 \t\n年统一般𠮷𝟙é\u0301\u200b①Ⅲ\0"
            ),
            st.characters(codec="utf-8"),
        ),
        max_size=60,
    )
)
def test_tokens_cover_the_text(name: str, text: str) -> None:
    tokens = cut(f"甲。{text}。乙", fold(f"甲。{text}。乙"), 2, 2 + len(text), segmenter(name), FINDER)
    assert "".join([word.text for word in tokens.lexemes]) == text
    assert [end - start for start, end in pairwise(tokens.bounds)] == [len(word.text) for word in tokens.lexemes]
    assert all(word.text for word in tokens.lexemes)
    assert tokens.bounds[0] == 2


@pytest.mark.parametrize("name", INSTALLED)
def test_tags_are_of_the_ictclas_set(name: str) -> None:
    tags = dict(words(name, "全县投入资金500元,修建学校。"))
    assert tags["资金"].startswith("n")
    assert tags["投入"].startswith("v")


def test_what_a_segmenter_drops_or_rewrites_is_filled() -> None:
    assert [(t.start, t.end, t.tag) for t in covering("三 所校", [("三", "m"), ("所", "q"), ("学校", "n")], 10)] == [
        (10, 11, "m"),
        (11, 12, "x"),
        (12, 13, "q"),
        (13, 14, "x"),
    ]


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(UnknownSegmenterError, match="rjieba, jieba, pkuseg, spacy"):
        segmenter("thulac")


@pytest.mark.skipif("pkuseg" in INSTALLED, reason="pkuseg is installed")
def test_missing_segmenter_tells_both_commands() -> None:
    with pytest.raises(MissingSegmenterError) as caught:
        segmenter("pkuseg")
    assert "pip install numpy cython setuptools wheel" in str(caught.value)
    assert "pip install --no-build-isolation pkuseg==0.0.25" in str(caught.value)


def test_only_the_chosen_segmenter_is_imported() -> None:
    import subprocess
    import sys

    code = "import sys, pipeline.segment; print([m for m in ('rjieba','jieba','pkuseg','spacy') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"


def test_a_report_gets_tokens_only_where_numerals_stand() -> None:
    from pipeline.flow import process
    from pipeline.records import Source

    report = process(
        Source(path="a.txt", text="工作总结\n教学工作有声有色。\n升学率居全市首位。\n新建学校12所。"), Resources()
    )[0]
    by_text = {report.text[s.start : s.end]: s for s in report.sentences}
    assert not by_text["教学工作有声有色。"].tokens
    assert by_text["升学率居全市首位。"].tokens
    sentence = by_text["新建学校12所。"]
    assert sentence.tokens[0].start == sentence.start
    assert sentence.tokens.bounds[-1] == sentence.end


def test_reports_with_words_can_be_sent() -> None:
    import pickle

    from pipeline.flow import process
    from pipeline.records import Source

    report = process(Source(path="a.txt", text="工作总结\n新建学校十二所,共有40所。"), Resources())[0]
    sent = pickle.loads(pickle.dumps(report))
    assert [list(sentence.tokens) for sentence in sent.sentences] == [list(s.tokens) for s in report.sentences]
