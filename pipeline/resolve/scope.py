"""Whose figure it is: the report's own region as a whole, or some other or smaller place."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Report
from pipeline.resolve.phrases import Phrases

NATION = "nation"
_NOWHERE = "nowhere"
_SUFFIX = regex.lazy("(特别行政区|自治区|自治州|自治县|自治旗|地区|街道|新区|省|市|县|区|州|盟|旗|镇|乡|村|校|局|院)$")
_INSTITUTION = regex.lazy(
    "(?:学校|小学|中学|幼儿园|大学|学院|职教中心|医院|卫生院|公司|集团|厂|矿|银行|支行|法院|检察院)$"
)
_INSIDE = ("校", "院", "局", "系统")
_LEVEL = {"自治区": "区", "自治州": "州", "自治县": "县", "自治旗": "旗", "新区": "区", "特别行政区": "区"}
_COMPONENT = regex.lazy(
    ".{2,}?(?:特别行政区|自治区|自治州|自治县|自治旗|地区|街道|新区|省|市|县|区|盟|旗|镇|乡|州(?!市))"
)


class Scope(NamedTuple):
    """What a report calls the region that it reports on."""

    level: str | None
    """The class in rules/resolve/own.csv (省, 市, 县, …, `nation`) of the words that mean the own region; None:
    unknown, then all such words do."""
    names: tuple[str, ...]
    """Its name, and its name without 省/市/县, longest first."""
    institution: bool = False
    """A school, hospital or company reports: what it says without naming a place is about itself, not the region."""

    def covers(self, word: str, level: str) -> bool:
        """Whether `word` of class `level` (全市 of class 市) means the own region."""
        return self.level is None or level == self.level


def scope_of(report: Report, phrases: Phrases) -> Scope:
    """The scope of a report, and whether an institution speaks in it."""
    scope = _scope(report, phrases)
    issuer = report.document.issuer
    institution = bool(_INSTITUTION.search(issuer)) if issuer else scope.level in _INSIDE
    if institution and not report.document.region and scope.level not in _INSIDE:
        return Scope(_NOWHERE, (), institution=True)  # the places that it speaks of are not its own
    return scope._replace(institution=institution)


def _scope(report: Report, phrases: Phrases) -> Scope:
    """From the document's region, else from the word that the text uses most (全县 where the county is masked)."""
    region = report.document.region
    if region in ("中国", "全国", "中华人民共和国"):
        return Scope(NATION, ("中华人民共和国", "中国"))
    if region:
        name = last_component(region)
        suffix = _SUFFIX.search(name)
        short = name[: suffix.start()] if suffix else name
        names = (name, short) if len(short) >= 2 else (name,)
        return Scope(_LEVEL.get(suffix.group(), suffix.group()) if suffix else None, names)
    part = report.part
    body = fold(report.text[part.body_start : part.body_end])
    counts = Counter(phrases.own_levels[match.group()] for match in phrases.own_level.finditer(body))
    # The nation is spoken of everywhere; only a report that hardly speaks of another place is the nation's own.
    for level, count in sorted(counts.items(), key=lambda item: (item[0] == NATION, -item[1], item[0])):
        if level == NATION or (count >= 2 and count * 10 >= counts[NATION]):
            return Scope(level, ())
    return Scope(None, ())


def last_component(region: str) -> str:
    """The narrowest place of a name with its parents.

    >>> last_component("河北省保定市定兴县"), last_component("北京市"), last_component("内蒙古自治区")
    ('定兴县', '北京市', '内蒙古自治区')
    """
    parts = _COMPONENT.findall(region)
    if not parts or sum(map(len, parts)) != len(region):
        return parts[-1] if parts and region.endswith(parts[-1]) else region
    return str(parts[-1])
