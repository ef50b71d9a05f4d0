"""Level, change, share or rank, and the direction of a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from pipeline.patterns import regex
from pipeline.records import Aspect, Direction, Quantity
from pipeline.rules import Rules

_ANY_WORD = regex.lazy(r"[增升高加长大快多超翻扩降减少低跌缩落涨短慢缓退同环比较占例重额成由从到至为差移调弹盖]|前进")
_BARE = regex.lazy(
    r"(?:[,:(]|其中|分别|由|从|相应地|的|则|也|又|而|已|就|只|仅|约|近|将|可|到|在|(?:19|20)?\d\d年|[一二][九〇零○][一二三四五六七八九〇零○]{2}年|"
    r"今年|去年|上年|明年|占|(?:上升|下降|提高|增加|降低|减少|发展|恢复)?(?:到|至|为|是|达到?|有))*$"
)


_OTHER_SIDE = regex.lazy(r"(?:规定|确定|要求|标准|平均水?平?|全[国省市县])的$")
"""低于国家规定的5.6‰: the figure is the norm itself, not the distance from it."""

_NORM_BEHIND = regex.lazy(r"(?:[和与、][\d.]+[%\p{Han}]{0,3})?的")
"""低于国家0.65和0.55的标准: so are the figures that are told of before their name."""

OF_WHOLE = "share-of-whole"
"""The rule for 恢复到2019年的九成: the year is that of the whole, the share is of today."""
DIFFERENCE = "change-difference"
"""How the rules begin whose figures are distances from something: 比计划多, 高于全国."""
_LEFT = regex.lazy(r"(?:由|从)(?:(?!第|\d+[位名])[^,;:。到至]){0,16}$")
"""A rank that a change starts from; 由第八位跃居第三 names one before."""


class Reading(msgspec.Struct, frozen=True, gc=False):
    """An aspect with its direction, and the rule that found it."""

    aspect: Aspect
    direction: Direction | None
    rule: str


LEVEL = Reading("level", None, "")


Rule = tuple[Callable[..., Any], str, str, str]
"""How to look (search before a figure, match behind it), and the aspect, direction and rule id that it gives."""


class AspectReader(msgspec.Struct, frozen=True, gc=False):
    """The compiled words of change and share, highest priority first. Built once for a set of rules."""

    before: tuple[Rule, ...]
    behind: tuple[Rule, ...]
    topic: tuple[Rule, ...]
    differences: tuple[Rule, ...]
    """Those before a figure that make it a distance from something."""

    def read(self, folded: str, clause: int, sentence: int, quantity: Quantity, share_end: int = -1) -> Reading:
        """The aspect of a quantity in the clause that begins at `clause`, in the sentence that begins at `sentence`;
        `share_end` is where the figure before it in the sentence ends, if that is a share."""
        if quantity.kind == "rank":
            left = _LEFT.search(folded, clause, quantity.modifier_start)
            return Reading("rank", None, "level-left" if left else "kind-rank")
        own = folded[quantity.start : quantity.end]
        if own.startswith("翻"):
            return Reading("change", "up", "change-multiplied")
        at, stop = quantity.modifier_start, quantity.modifier_end
        percent = quantity.kind == "percent" or quantity.unit == "成" or "分之" in own or "半" in own[:2]
        found = LEVEL
        if _ANY_WORD.search(folded, clause, at):
            found = _first(self.before, folded, clause, at, percent, quantity)
        if not found.rule and at < quantity.start:  # 较目标值90%超6.2%: the bound is what tells of the distance
            found = _first(self.differences, folded, clause, quantity.start, percent, quantity)
        if found.rule.startswith(DIFFERENCE) and (
            _NORM_BEHIND.match(folded, stop) or _OTHER_SIDE.search(folded, clause, at)
        ):
            found = LEVEL
        if percent and found.aspect == "level":
            if found.rule and (share := _first(self.shares, folded, clause, at, percent, quantity)).rule:
                return share if share.rule == OF_WHOLE else Reading("share", None, found.rule)
            if share_end >= 0 and _BARE.fullmatch(folded, max(clause, share_end), at):
                return Reading("share", None, found.rule or "share-carried")
            if (share := self._carried(folded, clause, sentence, at, quantity)).rule:
                return share
            if not found.rule:
                found = _first(self.behind, folded, stop, min(stop + 16, len(folded)), percent, quantity)
        if not found.rule and quantity.kind == "percentage_point":
            return Reading("change", _sign(folded, at, quantity) or "up", "change-points")
        return found

    def of_column(self, folded: str, start: int, end: int, quantity: Quantity) -> Reading:
        """The aspect that the head of a column (`folded[start:end]`) gives to the figures under it, if any."""
        return _first(self.before, folded, start, end, True, quantity)

    @property
    def shares(self) -> tuple[Rule, ...]:
        """The words of share that stand before a figure."""
        return tuple(rule for rule in self.before if rule[1] == "share")

    def _carried(self, folded: str, clause: int, sentence: int, at: int, quantity: Quantity) -> Reading:
        """A share whose topic stands in an earlier clause, where this one gives only its time and value."""
        while clause > sentence and _BARE.fullmatch(folded, clause, at):
            end, clause = clause, _clause_before(folded, sentence, clause)
            if (share := _first(self.topic, folded, clause, end, True, quantity)).rule:
                return share
        return LEVEL


def build_aspect_reader(rules: Rules) -> AspectReader:
    """The aspect reader of a set of rules."""
    sides: dict[str, list[Rule]] = {"before": [], "behind": [], "topic": []}
    for rule in rules.patterns("measure/aspect"):
        side, aspect, *direction = rule.value.split()
        pattern = regex.compile(rule.pattern.removeprefix("^"), regex.VERSION1)
        look = pattern.match if side == "behind" else pattern.search
        sides[side].append((look, aspect, " ".join(direction), rule.id))
    differences = tuple(rule for rule in sides["before"] if rule[3].startswith(DIFFERENCE))
    return AspectReader(tuple(sides["before"]), tuple(sides["behind"]), tuple(sides["topic"]), differences)


def _first(rules: tuple[Rule, ...], folded: str, start: int, end: int, percent: bool, quantity: Quantity) -> Reading:
    for look, aspect, direction, rule in rules:
        if aspect == "share" and not percent:
            continue
        if direction.endswith("percent") and quantity.kind not in ("percent", "percentage_point"):
            continue
        if look(folded, start, end):
            if aspect == "level":
                return Reading("level", None, rule)
            if aspect == "share":
                return Reading("share", None, rule)
            sign = _sign(folded, quantity.start, quantity)
            if direction == "signed":
                return Reading("change", sign or "up", rule)
            return Reading("change", "down" if sign == "down" or direction.startswith("down") else "up", rule)
    return LEVEL


def _clause_before(folded: str, sentence: int, clause: int) -> int:
    """Where the clause before the one at `clause` begins."""
    for at in range(clause - 2, sentence - 1, -1):
        if folded[at] in ",;:。(":
            return at + 1
    return sentence


def _sign(folded: str, at: int, quantity: Quantity) -> Direction | None:
    """The direction that a sign gives; a figure below zero is a fall."""
    if quantity.value is not None and quantity.value < 0:
        return "down"
    before = folded[at - 1 : at]
    return "down" if before == "-" else "up" if before == "+" else None
