"""Units: the lexicon, spellings, what blocks them, and what they are per."""

from __future__ import annotations

from typing import get_args

import pytest

from pipeline.measure.quantities.units import unit_index
from pipeline.records import Kind
from pipeline.rules import Rules, Unit

RULES = Rules()
INDEX = unit_index(RULES)


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("元", "元", "money"), ("元旦", None, None), ("㎡", "平方米", "area"), ("m2", "平方米", "area"), ("mm", "毫米", "length"),
        ("人次", "人次", "count"), ("人民", None, None), ("部门", None, None), ("名校长", None, None), ("个百分点", "个百分点", "percentage_point"),
        ("个月", "个月", "duration"), ("年级", None, None), ("千瓦时", "千瓦时", "energy"), ("元/生.年", "元/生·年", "per_unit"),
        ("微克/立方米", "微克/立方米", "per_unit"), ("ug/m3", "微克/立方米", "per_unit"), ("人次/日", "人次/日", "per_unit"),
        ("公斤/亩", "公斤/亩", "per_unit"), ("元/人", "元/人", "per_unit"), ("吨标准煤", "吨标准煤", "mass"), ("KTV", None, None),
    ],
)  # fmt: skip
def test_unit(text: str, unit: str | None, kind: str | None) -> None:
    found = INDEX.at(text, 0)
    assert (found.unit if found else None, found.kind if found else None) == (unit, kind)


def test_the_lexicon_is_sound() -> None:
    units = RULES.table(Unit)
    names = [unit.unit for unit in units]
    assert len(names) == len(set(names))
    for unit in units:
        assert unit.kind in get_args(Kind), unit
        assert unit.needs in ("", "noun", "arabic", "old"), unit
        assert unit.source, unit
    spellings = [spelling for unit in units for spelling in unit.aliases.split(";") if spelling]
    assert not set(spellings) & set(names)
    assert len(spellings) == len(set(spellings))
