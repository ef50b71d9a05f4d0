"""Units that a number lost or shares: what stands before it tells, or the list that it stands in."""

from __future__ import annotations

from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.numerals import Reading, magnitude
from pipeline.measure.quantities.units import Found, UnitIndex
from pipeline.patterns import regex
from pipeline.records import Kind
from pipeline.rules import Rules

_LIST_LEAD = regex.lazy(r"分别|各(?:为|达|占)|依次")
_ENDS = frozenset("\n,。;、)!以左的之")
"""What may follow a number that has no unit of its own: the end of its clause, or a bound."""
_INDEX_NORM = regex.lazy(
    r"(?r)(?:系数|指数)[^。;\n]{0,50}(?:[高低大小优]于|不超过|控制在|降[到至]|从|由)[^,。;\d]{0,8}(?:\d\.\d+[和与及、])?$"
)
"""差异系数为0.41和0.36,均低于国家0.65和0.55的标准: bare figures against bare figures."""
_CHANGES = regex.lazy(r"(?:提高|上升|增加|扩大|下降|降低|缩小|减少|升|降)[到至为]")
_SENTENCE = 70
_JOINS = frozenset("和与及")
LARGE = regex.lazy(r"(?r)[万亿][多余]?$")
"""A numeral that ends in its magnitude, as sums of money do whose unit is left out."""
_LEAD = 16
_MOST_OF_PLAN = 400
"""Per cent; what is larger behind 完成计划的 is no share of it."""
_LONGEST_LIST = 12
_ALSO = rf"(?:[、,和及与]|以及)\s?{grammar.ARABIC}个"
_LAST_OF_POINTS = regex.lazy(rf"(?:{_ALSO})*?{_ALSO}(?P<unit>[百千]分点)")
"""Behind 2.4个, of a list that ends in 1.6个百分点."""


class LostUnits:
    """The words of rules/measure/lost_units.csv that tell the unit of a number behind them."""

    def __init__(self, rules: Rules) -> None:
        self._meanings = {word.word: word.value for word in rules.words("measure/lost_units")}
        words = "|".join(sorted(self._meanings, key=len, reverse=True))
        self._pattern = regex.compile(rf"(?r)({words})[^,。;、\d%]{{0,7}}?(?:[\d.]+[和与及、]){{0,3}}$")
        spent = "|".join(word for word, unit in self._meanings.items() if unit == "元")
        self._spent = regex.compile(rf"({spent})[了共达约近]?$")

    def unit(self, text: str, start: int, end: int, reading: Reading) -> Found | None:
        """The unit of the number `text[start:end]` that ends its clause without one."""
        value = reading.value if reading.value is not None else reading.high
        following = text[end : end + 1]
        if (following in _JOINS and text[end + 1 : end + 2].isdigit()) or _CHANGES.match(text, end):
            following = ""
        if following == "的" and _INDEX_NORM.search(text, max(0, start - _SENTENCE), start):
            return Found("", "ratio", end)
        if following and following not in _ENDS:
            spent = LARGE.search(text, start, end) and self._spent.search(text, max(0, start - _LEAD), start)
            return Found("元", "money", end) if spent else None
        match = self._pattern.search(text, max(0, start - _LEAD), start)
        if match is None and _INDEX_NORM.search(text, max(0, start - _SENTENCE), start):
            return Found("", "ratio", end)
        if match is None or value is None:
            return None
        meaning = self._meanings[match[1]]
        if meaning == "%":
            return Found("%", "percent", end) if value <= (_MOST_OF_PLAN if match[1].endswith("的") else 100) else None
        if meaning == "元":
            return Found("元", "money", end) if LARGE.search(text, start, end) else None
        if meaning == "分":
            return Found("分", "score", end)
        kind: Kind = "count" if meaning else "ratio"
        return Found(meaning, kind, end)


def listed_unit(text: str, start: int, end: int, units: UnitIndex) -> tuple[Found, float] | None:
    """The unit and magnitude of the last number of the list that begins with this one: 5、6和7%, 12、8、6亿元."""
    at = end
    for _ in range(_LONGEST_LIST):
        link = grammar.LISTED.match(text, at)
        if link is None:
            return None
        if text[at] == "," and not _LIST_LEAD.search(text, max(0, start - 24), start):
            return None
        numeral = link["number"].rstrip()
        at = link.start("number") + len(numeral)
        unit = units.at(text, at)
        if unit is not None:
            return unit, magnitude(numeral)
    return None


def shared_points(text: str, unit: Found) -> Found:
    """The unit of 2.4个 in a list of percentage points (2.4个和1.6个百分点); of any other unit, that unit."""
    if unit.unit != "个":
        return unit
    last = _LAST_OF_POINTS.match(text, unit.end)
    return Found(f"个{last['unit']}", "percentage_point", unit.end) if last else unit
