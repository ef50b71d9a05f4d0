"""Seams: where one report ends and the next begins on a page that has no marks, but titles, closings and signatures."""

from __future__ import annotations

from typing import Any

from pipeline.patterns import regex
from pipeline.rules import Rules
from pipeline.split.front import FrontRules
from pipeline.split.parts import Mark

REPORT_MIN = 200
"""Fewest characters of a report on either side of a seam."""
SHORT = 60
"""Titles, salutations and signatures are no longer than this."""

_DATE = regex.lazy(r"(?:(?:19|20)[\dxX*_]{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})年.{1,8}[日月]$")
_CLOSING = regex.lazy(
    r"^(?:谢谢(?:大家)?|特此报告|汇报完毕|报告完毕|我的(?:汇报|报告)完了)[。!]?$|请.{0,12}(?:批评指正|审议|审阅)。$"
)
_ENDS = frozenset("。!了年月日")
"""What a line ends in that can be a closing or a date."""


class _Seams:
    def __init__(self, rules: Rules) -> None:
        self.front = rules.make(FrontRules)
        found = [rule.pattern for rule in rules.patterns("structure/issuers") if rule.value == "title"]
        self._issuer: Any = regex.compile("|".join(found), regex.VERSION1)

    def issuer(self, title: str) -> str | None:
        """The body that a title names as the one that reports."""
        match = self._issuer.search(title)
        return match.group("name") if match else None


def seams(folded: str, rules: Rules) -> list[Mark]:
    """The places where a report begins, in order, the first of them 0; empty for a page with one report.

    A seam is a title or a salutation right behind the date or the closing words of another report, or the title of
    another body's report behind the end of a sentence. Other titles are headings (工作总结, then 工作计划), and a date
    elsewhere is part of the text.
    """
    known = rules.make(_Seams)
    found = [Mark(0, 0, 1, None)]
    ended, stopped = False, True
    issuers: set[str] = set()
    at = 0
    for row in folded.split("\n"):
        words = row.strip()
        if words:
            start = at + row.index(words[0])
            short = len(words) <= SHORT
            kind = known.front.kind(words) if short and stopped else None
            issuer = known.issuer(words) if kind == "title" else None
            other = issuer is not None and bool(issuers) and issuer not in issuers
            begins = (ended and kind in ("title", "salutation")) or other
            if begins and min(start - found[-1].start, len(folded) - start) >= REPORT_MIN:
                found.append(Mark(start, start, len(found) + 1, None))
            if issuer is not None:
                issuers.add(issuer)
            ended = words[-1] in _ENDS and bool((short and _DATE.search(words)) or _CLOSING.search(words))
            stopped = ended or words[-1] in "。!"
        at += len(row) + 1
    return found if len(found) > 1 else []
