"""The notation in which gold is written by hand, and its compilation to the JSON form of the annotation guidelines.

    title: …            a fact of the document; issuer, region, type, period, evidence, first, last, script, complete
    noise: kind | …     a kind of damage and an example
    part                a further report of a compilation begins; its facts follow
    h1 一、 | 工作回顾    a heading of level 1: label | text | how it stands in the file, if otherwise; ` | missing`
    p2 一是 | …          a point of level 2
    time: 2021          what `time_period` is from here on; `status:` and `entity:` alike; empty for none
    3.5万人 | 在校学生数 | key=value …
                        a quantity: as in the file | name | what differs from the defaults

Keys: v value, lo, hi, u unit, k kind, a aspect, d direction, s status, t time_period, b basis, e entity; the words
`approx`, `damaged`, `optional`; `accept.FIELD=…` adds a reading. A minus sign alone means null. Quantities stand in the
order of the file, each is looked for behind the one before it, so that `nth` need not be counted by hand.
"""

from __future__ import annotations

import re
from typing import Any

KINDS = {
    # unit: kind, for units whose kind is plain
    **dict.fromkeys(("元", "美元"), "money"),
    **dict.fromkeys(("亩", "平方米", "公顷", "平方公里"), "area"),
    **dict.fromkeys(("公里", "米", "里", "千米"), "length"),
    **dict.fromkeys(("吨", "公斤", "斤", "担"), "mass"),
    **dict.fromkeys(("立方米", "方"), "volume"),
    **dict.fromkeys(("千瓦时", "千瓦", "度", "吨标准煤"), "energy"),
    **dict.fromkeys(("天", "年", "个月", "小时", "分钟", "日"), "duration"),
    **dict.fromkeys(("%", "‰"), "percent"),
    "个百分点": "percentage_point",
    "分": "score",
    "1:": "ratio",
    "名次": "rank",
}
POWERS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "亿": 10**8,
    "万亿": 10**12,
    "千万": 10**7,
    "百万": 10**6,
}
PLAIN = re.compile(r"([\d,]+(?:\.\d+)?)(?:余|多)?(万亿|千万|百万|万|亿|百|千)?(?:余|多)?(.*)")
DEFAULTS = ("time", "status", "entity")
FACTS = {"type": "report_type", "evidence": "period_evidence", "first": "body_first", "last": "body_last"}
KEYS = {"v": "value", "lo": "low", "hi": "high", "u": "unit", "k": "kind", "a": "aspect", "d": "direction"}
KEYS |= {"s": "status", "t": "time_period", "b": "basis", "e": "entity"}
NUMBERS = ("value", "low", "high")


class GoldError(ValueError):
    """A gold file says what its text does not hold; the message names file and line."""


def compile_gold(notation: str, text: str, name: str) -> dict[str, Any]:
    """The gold object for a document whose text, as read, is `text`."""
    facts: list[dict[str, Any]] = [{}]
    gold: dict[str, Any] = {"document": {}, "headings": [], "indicators": [], "noise": []}
    defaults: dict[str, str | None] = {"time": None, "status": "actual", "entity": None}
    at = heading_at = 0
    for number, line in enumerate(notation.splitlines(), 1):
        where = f"{name}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        key, _, rest = (part.strip() for part in line.partition(":"))
        cells = [cell.strip().replace("\\n", "\n") for cell in line.split("|")]
        if line.strip() == "part":
            facts.append({})
        elif key in DEFAULTS:
            defaults[key] = rest or None
        elif key == "noise":
            kind, surface = rest.partition("|")[0].strip(), rest.partition("|")[2].strip().replace("\\n", "\n")
            if surface not in text:
                raise GoldError(f"{where}: {surface!r} is not in the text")
            gold["noise"].append({"kind": kind, "surface": surface})
        elif re.fullmatch(r"[a-z]+", key) and "|" not in key:
            facts[-1][FACTS.get(key, key)] = _fact(rest)
        elif re.match(r"[hp]\d ", line):
            heading = _heading(cells)
            if not heading.get("missing"):
                found = text.find(heading["surface"], heading_at)
                if found < 0:
                    raise GoldError(f"{where}: no heading {heading['surface']!r} behind the one before")
                heading_at = found + len(heading["surface"])
            gold["headings"].append(heading | ({"part": len(facts)} if len(facts) > 1 else {}))
        else:
            quantity = _quantity(cells, defaults, where)
            found = text.find(quantity["surface"], at)
            if found < 0:
                raise GoldError(f"{where}: no quantity {quantity['surface']!r} behind the one before")
            at = found + len(quantity["surface"])
            quantity = {"surface": quantity.pop("surface"), "nth": _nth(text, cells[0], found)} | quantity
            gold["indicators"].append(quantity | ({"part": len(facts)} if len(facts) > 1 else {}))
    _number_first_part(gold, len(facts))
    gold["document"] = facts[0] if len(facts) == 1 else {"parts": facts}
    return gold


def _number_first_part(gold: dict[str, Any], parts: int) -> None:
    if parts > 1:
        for row in (*gold["headings"], *gold["indicators"]):
            row.setdefault("part", 1)


def _fact(text: str) -> str | bool | None:
    return {"-": None, "true": True, "false": False}.get(text, text.replace("\\n", "\n"))


def _heading(cells: list[str]) -> dict[str, Any]:
    sign, _, label = cells[0].partition(" ")
    label = label.strip()
    missing = cells[-1] == "missing"
    surface = cells[2] if len(cells) > 2 and not missing else label + cells[1]
    heading: dict[str, Any] = {"level": int(sign[1:]), "label": label, "text": cells[1], "surface": surface}
    heading["kind"] = "heading" if sign[0] == "h" else "point"
    return heading | ({"missing": True} if missing else {})


def _quantity(cells: list[str], defaults: dict[str, str | None], where: str) -> dict[str, Any]:
    if len(cells) not in (2, 3):
        raise GoldError(f"{where}: a quantity has two or three cells")
    surface, name = cells[:2]
    quantity: dict[str, Any] = {
        "surface": surface,
        "value": None,
        "low": None,
        "high": None,
        "unit": None,
        "kind": None,
        "approx": "余" in surface or "多" in surface,
        "name": name,
        "entity": defaults["entity"],
        "aspect": "level",
        "direction": None,
        "status": defaults["status"],
        "time_period": defaults["time"],
        "basis": None,
        "damaged": False,
    }
    plain = PLAIN.fullmatch(surface)
    if plain:
        quantity["value"] = round(float(plain.group(1).replace(",", "")) * POWERS[plain.group(2) or ""], 6)
        quantity["unit"] = plain.group(3).strip() or None
    for option in cells[2].split() if len(cells) == 3 else ():
        key, given, value = option.partition("=")
        if key.startswith("accept."):
            quantity.setdefault("accept", {}).setdefault(key[7:], []).append(_null(value))
        elif not given and key in ("approx", "damaged", "optional"):
            quantity[key] = True
        elif key in KEYS:
            field = KEYS[key]
            quantity[field] = _null(value) if field not in NUMBERS or value == "-" else float(value)
        else:
            raise GoldError(f"{where}: unknown option {option!r}")
    if quantity["direction"] and quantity["aspect"] == "level":
        quantity["aspect"] = "change"
    quantity["kind"] = quantity["kind"] or KINDS.get(quantity["unit"] or "", "count")
    if quantity["unit"] is None and not quantity["damaged"] and "u=-" not in cells[-1].split():
        raise GoldError(f"{where}: {surface!r} has no unit; say u=")
    if quantity["low"] is not None and quantity["high"] is not None:
        quantity["value"] = None
    for field in NUMBERS:
        if isinstance(quantity[field], float) and quantity[field].is_integer():
            quantity[field] = int(quantity[field])
    return quantity


def _null(value: str) -> str | None:
    return None if value == "-" else value


def _nth(text: str, surface: str, position: int) -> int:
    """Which occurrence of the surface begins at `position`, overlapping ones counted too."""
    count, at = 0, -1
    while True:
        at = text.find(surface, at + 1)
        count += 1
        if at == position:
            return count
