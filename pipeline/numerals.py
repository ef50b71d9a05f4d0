"""Small numbers and years, in digits of either kind, as every stage meets them: 十二、, 三年, 八十九周年, 二〇一八年.

Numerals of quantities, with magnitudes, fractions and 余, are read by `measure.quantities.numerals`.
"""

from __future__ import annotations

DIGITS = {
    numeral: value
    for value, numerals in enumerate(("零〇○Ο", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for numeral in numerals
}
"""Of zero, all the signs that stand for it in reports; the last is a Greek letter."""
_POWERS = {"十": 10, "百": 100}


def number_of(words: str) -> int:
    """A number below a thousand; 0 for what is none.

    >>> [number_of(words) for words in ("12", "十", "十一", "两", "二十", "八十九", "一百")]
    [12, 10, 11, 2, 20, 89, 100]
    """
    if words.isdecimal():
        return int(words)
    total = unit = 0
    for numeral in words:
        if numeral in _POWERS:
            total += (unit or 1) * _POWERS[numeral]
            unit = 0
        else:
            unit = DIGITS.get(numeral, 0)
    return total + unit


def year_of(words: str) -> int:
    """A year written digit by digit, spaced or not. Raises `ValueError` for anything else.

    >>> [year_of(words) for words in ("2015", "1 9 9 7", "一九五○", "二〇二六")]
    [2015, 1997, 1950, 2026]
    """
    return int("".join(str(DIGITS.get(digit, digit)) for digit in words if not digit.isspace()))
