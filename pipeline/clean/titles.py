"""The title that the page shows, and the day on which the site published it: facts of the document, not of the body."""

from __future__ import annotations

import datetime

from msgspec.structs import replace

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.line_rules import Judge
from pipeline.clean.lines import BLANK, lines
from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Page
from pipeline.resources import Resources

FIRST_LINES = 12
DATE = regex.lazy(r"(?<!\d)((?:19|20)\d\d) ?[-/年.] ?(\d{1,2}) ?[-/月.] ?(\d{1,2})(?!\d)")
PUBLISHED = ("furniture.published", "furniture.source", "furniture.facts", "furniture.bare_date")
"""Rules whose cut lines hold the day of publication, the surest first."""
SUFFIX = regex.lazy(r"\.(?i:docx?|pdf|pptx?|txt|wps|rtf|xlsx?|zip|rar)(?: ?[(\[].{0,12}[)\]])?$")
OCCASION = regex.lazy(r"\[\d{1,2}\]$|-{2} ?\p{Han}{0,6}\d{4}年.*$")
"""A footnote behind the title, or the day and the meeting of a speech."""
PRAISE = regex.lazy(r"[【(\[](?:精选|最新|通用|推荐|优秀|热门|荐|集合|汇编|必备|实用|范文)[^】)\]]{0,8}[】)\]]$")
SITE = regex.lazy(r"[ _|-]+[^ _|-]{0,12}(?:网|文库|百科|论坛|官网|网站|道客巴巴|豆丁|Wiki|wiki)[^ _|-]{0,4}$")
NAMED = regex.lazy(r"[ \u3000]*(?:文章)?(?:标题|题目)[:：] ?(.{4,60})\s")
QUOTES = regex.lazy(r"^[《【\s]+|[》】\s]+$|^标题[::]")
INLINE = regex.lazy(
    r"^[《【]?(?P<title>[^。;；!！?？:：\n |｜]{3,50}?"
    r"(?:总结|计划|报告|汇报|汇报材料|要点|打算|安排|方案|公报|小结|讲话|思路))[》】]?"
    r"(?P<rest>(?:[|｜_][^ \n。]{0,50})?[ \u3000]+(?:[【\[][^】\]\n]{0,10}[】\]][ \u3000]*)?(?:[:：][ \u3000]*)?)(?=\S)"
)
"""A title that runs into the text on a page without line breaks, with what a search engine was given behind it."""


def break_after_title(page: Page, resources: Resources) -> Page:
    """Put the title that opens a long line on a line of its own.

    Why: pages on one line run the title into the first sentence, and its words become words of the body. What it
    looks like: `某局上半年工作总结 2031年上半年,…`, with `|…总结 【】 :` between where a site listed its search
    words. When it would be wrong: a sentence with a blank in it; so what stands before the blank must end like a
    title and hold no full stop, and a long text must follow.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> body = "今年以来,全局干部职工团结一心,攻坚克难,较好地完成了各项目标任务。"
    >>> text = "某局上半年工作总结|个人总结 【】 : 同志们:" + body
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> break_after_title(page, Resources()).text.text.split("\\n")[0]
    '某局上半年工作总结'
    """
    text = page.text.text
    first = next(iter(lines(text[:4000])), None)
    if first is None or len(first.text) < 50:
        return page
    match = INLINE.match(first.text)
    if match is None:
        return page
    start = first.begin + match.start("rest")
    return change(page, [Edit(start, first.begin + match.end(), "\n", "titles.inline", 0.9)])


def note_title(page: Page, resources: Resources) -> Page:
    """Set `Page.title`: the last title line above the body, or the fuller one that the site printed above it.

    Out: the title without quotation marks, file suffix and site name, or what the source itself offers, or None.
    """
    text = page.text.text
    judge = resources.rules.make(Judge)
    shown: list[str] = []
    for line in lines(text[:4000])[:FIRST_LINES]:
        verdict = judge(line)
        if verdict.kind == "title":
            shown.append(line.text)
        elif verdict.kind in ("prose", "label", "opening") and verdict.rule != "report.part":
            break
    cut = [
        _bare(step.before) for step in page.text.history if step.rule in ("furniture.first_title", "repeats.preview")
    ]
    cut = [one for one in cut if "\n" not in one and 4 <= len(one) <= 80]
    named = [_bare(match.group(1)) for step in page.text.history if (match := NAMED.match(step.before))]
    files = [_bare(step.before) for step in page.text.history if step.rule == "furniture.file_name"]
    title = _bare(shown[-1]) if shown else None
    fuller = next((one for one in cut if title and len(one) > len(title) and one.endswith(title)), None)
    chosen = fuller or title or next(iter([*cut, *named]), None) or next(iter(files), None) or page.source.title
    return replace(page, title=chosen) if chosen else page


def note_publication(page: Page, resources: Resources) -> Page:
    """Set `Page.published` to the day that the site's own lines name, ISO 8601; the source's day if they name none."""
    for wanted in PUBLISHED:
        for step in page.text.history:
            if step.rule == wanted and (day := _day(step.before)):
                return replace(page, published=day)
    return replace(page, published=page.source.published) if page.source.published else page


def _bare(title: str) -> str:
    """A title without what belongs to the file or the site.

    >>> _bare("《某县林业局工作总结.docx》"), _bare("某局工作计划 - 某某范文网")
    ('某县林业局工作总结', '某局工作计划')
    """
    title = QUOTES.sub("", QUOTES.sub("", fold(title).strip(BLANK)))
    title = OCCASION.sub("", title)
    title = PRAISE.sub("", SITE.sub("", SUFFIX.sub("", title)))
    return str(QUOTES.sub("", title))


def _day(text: str) -> str | None:
    """The first date of a line as ISO 8601, None if there is none or no calendar has it.

    >>> _day("发布时间:2031/1/6 16:30:26"), _day("时间:2031-13-01")
    ('2031-01-06', None)
    """
    match = DATE.search(fold(text))
    if match is None:
        return None
    try:
        return datetime.date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
