"""Units and measure words: which one stands at a place of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import msgspec

from pipeline.patterns import regex
from pipeline.records import Kind
from pipeline.rules import Rules, Unit

MAGNITUDES = {
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "百万": 10**6,
    "千万": 10**7,
    "百亿": 10**10,
    "千亿": 10**11,
}
_PER = regex.lazy(
    r"\s?/\s?(?P<scale>[百千万亿]{1,2}|10{0,4})?(?P<of>生|师|班|床|学年|平方米|平方公里|立方米|公里|千米|小时|分钟|人次|人|名|亩|公顷|户|村|校|"
    r"年|月|日|天|周|次|吨|公斤|千克|斤|升|元|台套|台|套|车|头|只|株|件|份|张|间|所|米|秒|h|s|d|a|m2|m3|m³|㎡|L|kg|t|ha|"
    r"千瓦时|千瓦|kWh|GDP|百户|座|辆|股|个)"
)
_EACH = regex.lazy(r"每(?P<scale>)(?P<of>立方米|平方米|平方公里|升|吨|公斤|千克|千瓦时|小时|秒|亩)(?!增|减|产|均)")
"""A rate in words: 28微克每立方米."""
_PART = regex.lazy(
    r"\s?(?:[.·/•]\s?(?P<part>{0})(?![均初末底度龄])|、\s?(?P<listed>{0})(?!\p{{Han}}{{2}}))|(?<=\s?[生人])(?P<glued>年)".format(
        "年|月|日|天|季|生|人|学期|学年|次|周|小时|亩|公里|a|d"
    )
)
"""What else a rate is per; 、 may also list the next thing (元/生、年均增长)."""

_WORDS_BEHIND = ("师生", "师德", "大关", "大专", "事假")
"""Words behind a unit whose first character would make another word of it (名师)."""
_OTHER_WORDS = regex.lazy(r"\((\p{Han}{1,2}(?:[、/]\p{Han}{1,2})*)\)")


class Found(msgspec.Struct, frozen=True, gc=False):
    """A unit as it stands in the text."""

    unit: str
    """Canonical spelling."""
    kind: Kind
    end: int
    needs: str = ""


def _never(_position: int) -> bool:
    return False


class UnitIndex:
    """All spellings of the units, looked up longest first at a position."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        spellings: dict[str, Unit] = {}
        for unit in units:
            for spelling in (unit.unit, *unit.aliases.split(";")):
                if spelling:
                    spellings.setdefault(spelling, unit)
        self._units = spellings
        lengths: dict[str, set[int]] = defaultdict(set)
        for spelling in spellings:
            lengths[spelling[0]].add(len(spelling))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}
        self.firsts = frozenset(lengths)

    def at(self, text: str, start: int, begins_word: Callable[[int], bool] = _never) -> Found | None:
        """The unit that begins at `start`, with what it is per (元/生·年); None if there is none.

        A character that makes another word of the unit (名校, 家庭) does so unless a word begins with it (12名校长):
        `begins_word` tells of a position.
        """
        sizes = self._lengths.get(text[start : start + 1])
        if sizes is None:
            return None
        for size in sizes:
            unit = self._units.get(text[start : start + size])
            if unit is None:
                continue
            end = start + size
            if end > len(text):
                continue
            following = text[end : end + 1]
            blocked = following and following in unit.blocks and not text.startswith(_WORDS_BEHIND, end)
            if blocked and not begins_word(end):
                continue
            if text[end - 1].isascii() and text[end - 1].isalpha() and following.isascii() and following.isalnum():
                continue  # m of mm, K of KTV
            if following == "(" and (other := self._alternative(text, unit, end)):
                return other
            return self._compound(text, unit, end)
        return None

    def _alternative(self, text: str, unit: Unit, end: int) -> Found | None:
        """A measure word with others in brackets behind it: 台(套), 台(套、件)."""
        match = _OTHER_WORDS.match(text, end)
        if match is None or unit.kind != "count":
            return None
        if not all(word in self._units for word in match[1].replace("/", "、").split("、")):
            return None
        return Found(f"{unit.unit}({match[1]})", "count", match.end(), unit.needs)

    def _compound(self, text: str, unit: Unit, end: int) -> Found:
        mark = text[end : end + 2].strip()[:1]
        per = _PER.match(text, end) if mark == "/" else _EACH.match(text, end) if mark == "每" else None
        if per is None:
            return Found(unit.unit, unit.kind, end, unit.needs)  # type: ignore[arg-type]
        of = per["of"]
        known = self._units.get(of)
        spelled = f"{unit.unit}/{per['scale'] or ''}{known.unit if known and known.kind != 'count' else of}"
        end = per.end()
        part = _PART.match(text, end)
        while part is not None:
            spelled += f"·{part['part'] or part['listed'] or part['glued']}"
            end = part.end()
            part = _PART.match(text, end)
        return Found(spelled, "per_unit", end)


def unit_index(rules: Rules) -> UnitIndex:
    """The index of rules/units.csv."""
    return UnitIndex(rules.table(Unit))
