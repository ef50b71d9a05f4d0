"""Read a numeral: Arabic, Chinese, or both mixed, to what it says.

The numerals come simplified and width-folded (see `fold`). Nothing here looks at units or context.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from pipeline.numerals import DIGITS
from pipeline.patterns import regex

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "廿": 20, "卅": 30}
CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟貮弍弌", "一二三四五六七八九十百千二二一")
MORE = "余多来"
"""Said of a number that goes on a little beyond what is stated: 60余万, 三百多, 十来个."""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """What a numeral says: one value, or `low` to `high` (两三千); `approx` if it says that it is not exact."""

    value: float | None
    low: float | None = None
    high: float | None = None
    approx: bool = False
    digits: bool = False
    """Written digit by digit (二〇二六), as years and numbers of things are."""

    def scaled(self, factor: float) -> Reading:
        """The reading in a unit `factor` times as large."""
        if factor == 1:
            return self
        value, low, high = (None if x is None else _clean(x * factor) for x in (self.value, self.low, self.high))
        return Reading(value, low, high, self.approx, self.digits)


_MIXED = regex.lazy(r"(\d[\d,]*(?:\.\d+)?)([余多来几]?)([十百千万亿]*)")


@lru_cache(maxsize=1 << 14)
def read_numeral(text: str) -> Reading | None:
    """What a numeral says, None if it is not a well-formed one.

    >>> [read_numeral(text).value for text in ("1.5万", "四百十二", "三个亿")], read_numeral("两三千").high
    ([15000.0, 412.0, 300000000.0], 3000.0)
    """
    text = text.replace(" ", "").replace("、", "").replace("个", "").translate(CAPITALS)
    if not text:
        return None
    return _read_mixed(text) if text[0].isdecimal() else _read_chinese(text)


def _read_mixed(text: str) -> Reading | None:
    """Arabic digits with Chinese magnitudes: 312,040, 60余万, 2亿5千万."""
    total, at, approx, last = 0.0, 0, False, 0.0
    while at < len(text):
        if text[at] in MORE:
            approx, at = True, at + 1
            continue
        match = _MIXED.match(text, at)
        if match is None or match.end() == at:
            return None
        scale = _scale(match[3])
        if scale is None or (last and scale >= last):
            return None
        approx = approx or bool(match[2])
        total += float(match[1].replace(",", "")) * scale
        last, at = scale, match.end()
    return Reading(_clean(total), approx=approx)


def _scale(text: str) -> float | None:
    """The product of magnitudes that follow each other: 千万 → 10,000,000."""
    scale = 1.0
    for c in text:
        scale *= SCALES[c]
    return scale if scale <= 1e16 else None


def _read_chinese(text: str) -> Reading | None:
    approx = False
    if any(c in text for c in MORE):
        text, approx = "".join(c for c in text if c not in MORE), True
    if not text:
        return None
    if "点" in text:
        reading = _read_decimal(text)
    elif all(c in DIGITS for c in text):
        reading = _read_digits(text)
    elif "几" in text or "数" in text:
        reading = _read_some(text)
    else:
        reading = _read_spread(text) or _exact(text)
    if reading is None or not approx:
        return reading
    return Reading(reading.value, reading.low, reading.high, approx=True)


def _exact(text: str) -> Reading | None:
    value = _whole(text)
    return None if value is None else Reading(float(value))


def _read_decimal(text: str) -> Reading | None:
    """十四点二, 一点五亿."""
    whole, _, rest = text.partition("点")
    cut = next((i for i, c in enumerate(rest) if c not in DIGITS), len(rest))
    scale = _scale(rest[cut:]) if all(c in SCALES for c in rest[cut:]) else None
    left = _whole(whole)
    if left is None or scale is None or not cut:
        return None
    return Reading(_clean(float(f"{left}.{''.join(str(DIGITS[c]) for c in rest[:cut])}") * scale))


def _read_digits(text: str) -> Reading | None:
    """One digit, two neighbours (两三, 三五), or digits in a row (二〇二六)."""
    values = [DIGITS[c] for c in text]
    if len(values) == 2 and _neighbours(*values):
        return Reading(None, float(values[0]), float(values[1]), approx=True)
    return Reading(float("".join(map(str, values))), digits=len(values) > 1)


def _neighbours(a: int, b: int) -> bool:
    return a > 0 and (b == a + 1 or (a, b) == (3, 5))


def _read_some(text: str) -> Reading | None:
    """几 and 数: 三十几 is 31 to 39, 几百万 is 200 to 900 times 10,000."""
    at = next(i for i, c in enumerate(text) if c in "几数")
    bottom, top = (_whole(text[:at] + digit + text[at + 1 :]) for digit in ("一" if at else "二", "九"))
    return None if bottom is None or top is None else Reading(None, float(bottom), float(top), approx=True)


def _read_spread(text: str) -> Reading | None:
    """Two neighbouring digits in one place: 两三千, 十七八, 三四十万, 一百二三十."""
    for i in range(len(text) - 1):
        a, b = DIGITS.get(text[i]), DIGITS.get(text[i + 1])
        if a is None or b is None or not _neighbours(a, b):
            continue
        low, high = _whole(text[: i + 1] + text[i + 2 :]), _whole(text[:i] + text[i + 1 :])
        return None if low is None or high is None else Reading(None, float(low), float(high), approx=True)
    return None


def _whole(text: str) -> int | None:
    """A whole number: 一万二千三百零四, 四百十二 (412), 一百五 (150), 七万万 (700,000,000), 百 (100)."""
    if not text:
        return 0
    total = section = 0
    digit: int | None = None
    last_scale, zero = 0, False
    for c in text:
        if c in DIGITS:
            if digit:
                return None
            digit, zero = DIGITS[c], zero or DIGITS[c] == 0
            continue
        scale = SCALES.get(c)
        if scale is None:
            return None
        zero = False
        if scale >= 10**4:
            section += digit or 0
            if not section and not total:
                section = 1
            if scale == 10**8 or not section:
                total, section = (total + section) * scale, 0  # 亿, and the second 万 of 万万
            else:
                total, section = total + section * scale, 0
        elif c in "廿卅":
            section += scale
        else:
            section += (1 if digit is None or digit == 0 else digit) * scale
        digit, last_scale = None, scale
    if digit:
        shorthand = last_scale >= 100 and not zero  # 一百五 is 150, 一百零五 105
        section += digit * last_scale // 10 if shorthand else digit
    return total + section


def _clean(value: float) -> float:
    """Without the dust of binary fractions: 1.1 × 10,000 is 11,000."""
    return float(f"{value:.14g}")


def magnitude(numeral: str) -> float:
    """The magnitude that ends a numeral: 10,000 of 3.5万, 1 of 35."""
    scale = 1.0
    for c in reversed(numeral):
        if c in MORE or c == "几":
            continue
        if c not in "百千万亿":
            break
        scale *= SCALES[c]
    return scale


def trimmed(numeral: str) -> tuple[str, int]:
    """The numeral without trailing blanks, and how many characters were cut."""
    kept = numeral.rstrip()
    return kept, len(numeral) - len(kept)


def ascending(low: Reading, high: Reading) -> bool:
    """Whether two readings may be the ends of a range."""
    return low.value is not None and high.value is not None and low.value < high.value


def spanned(low: Reading, high: Reading) -> Reading:
    """The range between two readings."""
    return Reading(None, low.value, high.value, low.approx or high.approx)
