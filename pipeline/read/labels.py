"""Numbers as list labels, in the number formats of WordprocessingML (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def label(number: int, number_format: str) -> str:
    """`number` in a Word number format; formats that are not known count in digits.

    >>> [label(n, "chineseCountingThousand") for n in (1, 10, 11, 20, 105)]
    ['一', '十', '十一', '二十', '一百零五']
    >>> label(3, "decimalEnclosedCircleChinese"), label(4, "upperRoman"), label(2, "ideographTraditional")
    ('③', 'IV', '乙')
    """
    if number < 0:
        return str(number)
    match number_format:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "japaneseCounting"
            | "ideographDigital"
            | "taiwaneseDigital"
            | "japaneseDigitalTenThousand"
            | "koreanDigital2"
        ):
            digital = number_format.endswith(("Digital", "Digital2"))
            return "".join(DIGITS[int(d)] for d in str(number)) if digital else han(number)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return han(number, LEGAL, "拾佰仟万", shorten=False)
        case "ideographTraditional":
            return STEMS[(number - 1) % 10] if number else "0"
        case "ideographZodiac":
            return BRANCHES[(number - 1) % 12] if number else "0"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)
        case "decimalEnclosedFullstop":
            return chr(0x2488 + number - 1) if 1 <= number <= 20 else f"{number}."
        case "decimalEnclosedParen":
            return chr(0x2474 + number - 1) if 1 <= number <= 20 else f"({number})"
        case "ideographEnclosedCircle":
            return chr(0x3280 + number - 1) if 1 <= number <= 10 else str(number)
        case "decimalZero":
            return f"{number:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(number).translate({ord("0") + d: 0xFF10 + d for d in range(10)})
        case "upperLetter" | "lowerLetter":
            letters = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else "0"
            return letters if number_format == "upperLetter" else letters.lower()
        case "upperRoman" | "lowerRoman":
            return roman(number) if number_format == "upperRoman" else roman(number).lower()
        case _:
            return str(number)


def han(number: int, digits: str = "零一二三四五六七八九", powers: str = "十百千万", *, shorten: bool = True) -> str:
    """A number below 100,000 in Chinese numerals, as read aloud; larger ones in digits."""
    if number == 0:
        return digits[0]
    if number >= 100_000:
        return str(number)
    out, zero = "", False
    for power in range(4, -1, -1):
        digit = number // 10**power % 10
        if digit:
            out += (digits[0] if zero and out else "") + digits[digit] + (powers[power - 1] if power else "")
            zero = False
        else:
            zero = True
    return out[1:] if shorten and 10 <= number < 20 else out


def roman(number: int) -> str:
    """Roman numerals, in digits from 4000 on."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    for value, sign in zip(values, ROMAN, strict=True):
        out += sign * (number // value)
        number %= value
    return out
