"""Norms beside other figures: those listed with a norm are norms too, and the norm of a share is a share."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.measure.circumstance.aspect import Reading
from pipeline.patterns import regex
from pipeline.records import Circumstance, Quantity

_LISTED = regex.lazy(r"、\p{Han}{0,10}")
_BEHIND = "standard-behind"
"""How the rules begin whose words stand behind the last figure of a list."""


def spread(folded: str, quantities: Sequence[Quantity], read: list[Circumstance], last: Circumstance) -> None:
    """按照“小学每班45人、初中每班50人”的标准: what makes a norm of the figure just read (`last`, which stands behind
    those of `read`) makes norms of those that it is listed with."""
    if not any(rule.startswith(_BEHIND) for rule in last.rules):
        return
    for at in range(len(read) - 1, -1, -1):
        one, following = quantities[at], quantities[at + 1]
        if one.kind != following.kind or not _LISTED.fullmatch(folded, one.modifier_end, following.modifier_start):
            return
        read[at] = replace(read[at], status="standard", time_period=None, rules=(*read[at].rules, "standard-listed"))


def of_share(quantity: Quantity, reading: Reading, before: tuple[Quantity, Circumstance, Reading] | None) -> Reading:
    """The aspect of a norm: 占41.7%,省标准40% sets a share against a share."""
    if before is None or reading.rule or before[2].aspect != "share" or quantity.unit != before[0].unit:
        return reading
    return Reading("share", None, "share-of-norm")
