"""Pages that were dated anew contradict the events that they name."""

from __future__ import annotations

import pytest

from pipeline.clean.anchored_years import note_contradicted_years
from tests.clean.pages import whole_page


@pytest.mark.parametrize(
    ("page", "shifted"),
    [
        ("2022年上半年,我局开展纪念建党89周年活动,2022年造林5万亩。", True),
        ("2021年,隆重纪念抗日战争胜利60周年。", True),
        ("2023年,庆祝新中国成立六十周年。", True),
        ("2021年,我们认真贯彻党的十六届四中全会精神,造林5万亩。", True),
        ("2010年,我局开展纪念建党89周年活动。", False),
        ("2020年,筹备庆祝建党100周年活动。", False),
        ("2006年,我们认真贯彻党的十六届四中全会精神。", False),
        ("2022年,认真贯彻党的十九大精神,迎接党的二十大。", False),
        ("2022年,回顾建国60周年时的盛况,庆祝建团100周年。", False),
        ("纪念建党89周年。", False),
        ("2022年,建校80周年。", False),
    ],
)
def test_years_against_events(page: str, shifted: bool) -> None:
    assert whole_page(note_contradicted_years, page) == ["yearshift"] * shifted
