"""The same report in other clothes has the same outline: one line, hard wraps, traditional script, HTML, numbered .docx."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.renderings import RENDERINGS, outline_of
from pipeline.lost_breaks import with_breaks
from pipeline.resources import Resources
from tests.structure.test_genres import CASES, parsed

RESOURCES = Resources()
GUESSED = ("no break at all",)
"""Renderings in which nothing marks the end of a heading; `benchmarks.renderings` measures how much is found."""
KNOWN = {
    ("school", "wrapped at 20"): "the half of a title that was broken in two is taken for what a site put above it",
    ("capitals", "wrapped at 20"): "cleaning knows no labels like 壹、 and joins the paragraph to a full heading",
    ("traffic", "wrapped at 27"): "a label that stands at the end of a full line keeps its break",
    ("lost_heading", "one line"): "the blank before ⒈ is closed as one inside a number",
}
PROSE = "各项任务按期完成,群众反映良好,得到了上级的肯定。"


@pytest.mark.parametrize("name", [name for name in RENDERINGS if name not in GUESSED])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_same_outline(path: Path, name: str, request: pytest.FixtureRequest) -> None:
    if (path.stem, name) in KNOWN:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[path.stem, name]))
    _, _, text = parsed(path)
    assert outline_of(RENDERINGS[name](text), RESOURCES) == outline_of((".txt", text.encode()), RESOURCES)


def test_blanks_behind_sentences_and_around_headings_are_breaks() -> None:
    lines = ["一、工作回顾", PROSE, "二、下步打算", PROSE]
    assert with_breaks(" ".join(lines), RESOURCES.rules) == "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        "全县 上下齐心 协力,各项 任务按 期完成,群众 反映良好,得到 了上级的 肯定。今年 又有进步,",
        f"一、工作回顾 {PROSE}",
        "The county built 20 schools. All of them are open. Teachers were trained. 一",
        PROSE * 4,
        "",
    ],
)
def test_other_blanks_stay(text: str) -> None:
    assert with_breaks(text, RESOURCES.rules) == text
