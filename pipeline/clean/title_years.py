"""The year of a title that was masked while the first sentence still says it."""

from __future__ import annotations

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.patterns import regex
from pipeline.records import Page
from pipeline.resources import Resources

MASK = regex.lazy(
    r"(?<![A-Za-z\d*_×])(?P<mask>20(?:[xX×]{2}|\*{2}|_{2,4})|[xX×]{2,4}|\*{2,4}|_{2,4})(?=年(?P<next>\p{Han}{2,6}))"
)
YEAR = regex.lazy(r"(?<!\d)(?P<year>(?:19|20)\d\d)年(?P<next>\p{Han}{1,6})")
AHEAD = regex.lazy(r"(?:度|的)?工作(?:计划|打算|安排|要点|思路|部署|任务|目标|重点|设想|建议)")
"""What is planned for another year than the title's: 2032年工作安排 in a summary of 2031."""
TITLE, BODY = 120, 320
"""How far from the start of the text a masked title and the sentence that proves it may stand."""


def restore_title_year(page: Page, resources: Resources) -> Page:
    """Restore a masked year in the title where the first sentences give the same words with the year.

    Why: the title's year is the report's period, and a masked one is none. What it looks like:
    `某局XX年上半年工作总结`, then `2031年上半年,我局…`. When it would be wrong: a body that opens with another year,
    so the words behind 年 must agree (上半年, 以来, 第一季度), and no other year may stand there with the same words.
    The edit is proved by the text.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "某局XX年上半年工作总结\\n2031年上半年,我局完成造林5万亩。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> restore_title_year(page, Resources()).text.text.split("\\n")[0]
    '某局2031年上半年工作总结'
    """
    text = page.text.text
    end = text.find("\n", 0, TITLE)
    mask = MASK.search(text, 0, end) if end > 0 else None
    if mask is None:
        return page
    years = {match["year"] for match in YEAR.finditer(text, end, end + BODY) if _agree(mask["next"], match["next"])}
    if len(years) != 1:
        return page
    return change(
        page, [Edit(mask.start("mask"), mask.end("mask"), years.pop(), "title_years.same_words", 0.97, "proved")]
    )


def _agree(title: str, body: str) -> bool:
    """Whether the words behind 年 begin alike, with two characters at least, and do not go from a review to a plan.

    >>> _agree("上半年工作", "上半年我局"), _agree("工作总结", "工作回顾"), _agree("工作总结", "工作安排")
    (True, True, False)
    """
    return title[:2] == body[:2] and bool(AHEAD.match(title)) == bool(AHEAD.match(body))
