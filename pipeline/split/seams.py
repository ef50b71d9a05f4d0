"""Seams: where one report ends and the next begins on a page that has no marks, but titles, closings and signatures."""

from __future__ import annotations

import regex

from pipeline.rules import Rules
from pipeline.split.front import FrontRules
from pipeline.split.parts import Mark

REPORT_MIN = 400
"""Fewest characters of a report on either side of a seam."""
SHORT = 60
"""Titles, salutations and signatures are no longer than this."""

_DATE = regex.compile(r"(?:(?:19|20)[\dxX*_]{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})年.{1,8}[日月]$")
_CLOSING = regex.compile(
    r"^(?:谢谢(?:大家)?|特此报告|汇报完毕|报告完毕|我的(?:汇报|报告)完了)[。!]?$|请.{0,8}(?:批评指正|审议|审阅)。$"
)


def seams(folded: str, rules: Rules) -> list[Mark]:
    """The places where a report begins, in order, the first of them 0; empty for a page with one report.

    A seam is a title right behind the date or the closing words of another report. Titles elsewhere are headings
    (工作总结, then 工作计划, in one report), and a date elsewhere is part of the text, so both are asked for.
    """
    compiled = rules.make(FrontRules)
    found = [Mark(0, 0, 1, None)]
    ended = False
    at = 0
    for row in folded.split("\n"):
        words = row.strip()
        if words:
            start = at + row.index(words[0])
            short = len(words) <= SHORT
            far = min(start - found[-1].start, len(folded) - start) >= REPORT_MIN
            if ended and short and far and compiled.kind(words) == "title":
                found.append(Mark(start, start, len(found) + 1, None))
            ended = (short or _ends_politely(words)) and bool(_DATE.search(words) or _CLOSING.search(words))
        at += len(row) + 1
    return found if len(found) > 1 else []


def _ends_politely(words: str) -> bool:
    return words.endswith(("指正。", "审议。", "审阅。"))
