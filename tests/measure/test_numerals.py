"""Numerals, each form, and every whole number there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.quantities.numerals import read_numeral

VALUES = {
    "7": 7, "312,040": 312040, "1.5万": 15000, "3千": 3000, "2亿5千万": 250_000_000, "1亿2345万": 123_450_000, "1.1万": 11000,
    "4 9 2 5 0": 49250, "十": 10, "十二": 12, "二十": 20, "廿五": 25, "卅": 30, "一百零五": 105, "一百五": 150, "四百十二": 412,
    "两千三": 2300, "一万五": 15000, "三万零五十": 30050, "二百二十四亿五千万": 22_450_000_000, "七万万": 700_000_000,
    "四百零六万": 4_060_000, "三千二百七十万": 32_700_000, "壹佰贰拾伍万": 1_250_000, "叁仟": 3000, "二〇二六": 2026, "二○○八": 2008,
    "一九五五": 1955, "十四点二": 14.2, "三百八十七点四二": 387.42, "一点五亿": 150_000_000, "千亿": 10**11, "万亿": 10**12,
    "十万亿": 10**13, "零": 0, "半": None, "": None, "一二十三四": None,
}  # fmt: skip
RANGES = {
    "两三": (2, 3), "三五": (3, 5), "两三千": (2000, 3000), "十七八": (17, 18), "三四十万": (300_000, 400_000), "二、三十亿": (2e9, 3e9),
    "三十几": (31, 39), "十几": (11, 19), "几百万": (2e6, 9e6), "一百几十亿": (1.1e10, 1.9e10), "数千": (2000, 9000),
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_value(text: str, value: float | None) -> None:
    reading = read_numeral(text)
    assert (reading.value if reading else None) == value


@pytest.mark.parametrize(("text", "bounds"), RANGES.items())
def test_range(text: str, bounds: tuple[float, float]) -> None:
    reading = read_numeral(text)
    assert reading is not None
    assert (reading.value, reading.low, reading.high, reading.approx) == (None, *bounds, True)


@pytest.mark.parametrize(
    ("text", "value"), [("60余万", 600_000), ("三百多", 300), ("二十余", 20), ("1万多", 10_000), ("十来", 10)]
)
def test_a_little_more(text: str, value: float) -> None:
    reading = read_numeral(text)
    assert reading is not None
    assert (reading.value, reading.approx) == (value, True)


DIGITS = "零一二三四五六七八九"


def _section(number: int) -> str:
    """A number below 10,000, with 零 for gaps between its digits."""
    out, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + name
        gap = not digit
    return out


def render(number: int) -> str:
    """A whole number below 10^16 as it is written in full."""
    if number == 0:
        return "零"
    out = ""
    for scale, name in ((10**12, "万"), (10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if scale == 10**12 and part:
            out += _section(part) + name + ("亿" if not number // 10**8 % 10**4 else "")
        elif part:
            out += ("零" if out and part < 1000 else "") + _section(part) + name
    return out


@given(st.integers(0, 10**12 - 1))
def test_round_trip(number: int) -> None:
    reading = read_numeral(render(number))
    assert reading is not None
    assert reading.value == number


@given(st.text("零一二三四五六七八九十百千万亿点几数余多两0123456789.,、", max_size=12))
def test_nothing_is_raised(text: str) -> None:
    read_numeral(text)
