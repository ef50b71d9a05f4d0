"""What a site puts around a report: headers, paths, facts about the file, advice, links, introductions, legal lines."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.line_features import Lookout
from pipeline.clean.line_rules import LONGEST, Judge, Verdict
from pipeline.clean.lines import LABEL, PROSE, Line, is_prose, lines
from pipeline.clean.outlines import outline_end
from pipeline.clean.site_lines import site_edge
from pipeline.patterns import regex
from pipeline.records import Page
from pipeline.resources import Resources

LONGEST_BETWEEN = 120
"""No line longer than this is cut from the middle of a report."""
HEAD, FOOT = 150, 200
"""How many lines from the top and from the bottom are judged by every rule."""
WRAPPED, NARROW = 4, 16
"""So many lines in a row, of about the same length and at least so long, with marks inside, are a wrapped paragraph."""
FOOT_SHARE = 0.25
"""A line opens the foot of the page only if at most this share of the prose stands below it; twice as much may, if no
numbered heading does."""
LAYERS = 4
"""A site shows more of itself once its outer lines are gone; so often is a page looked at."""
SURE = 1.5
"""What the classifier must say, in nats, of a line that looks like a name or a signature."""
FURNITURE = frozenset({"line", "edge", "meta", "file", "seo", "intro", "tail"})
REPORT = frozenset({"opening", "label", "prose"})
SEARCH_WORDS = regex.lazy(r"\p{Han}{1,6}(?: \p{Han}{1,6}){0,3}")
RUN_IN_TITLE = regex.lazy(r"[^。;；,，:：]{6,50}(?:总结|计划|报告|汇报|安排|打算|公报|方案|讲话)(?:[ \u3000]|$)")
PATH_MARKS = frozenset({">", ">>", "»", "›", "＞"})
SEGMENT = regex.lazy(r"(\S++)([ \t\u3000]*)")


def remove_furniture(page: Page, resources: Resources) -> Page:
    """Cut all that a site has put above, below and between the lines of the report.

    Why: its numbers (sizes, prices, views, phone numbers, other reports' titles) would be read as figures of the
    report, and its words as headings. What it looks like: `下载文档`, `大小:48KB`, `您的位置:首页>>`, `阅读量:`,
    `相关文章`, an introduction by `小编`. When it would be wrong: a report that itself speaks of downloads and
    printing. So single lines go by rules that fit the whole line; and the two ends of the page go by position: above
    the first and below the last line of prose, headings or salutation, only titles, bylines, signatures, dates and
    enclosures stay once the site has shown itself.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "首页\\n下载\\n某县林业局工作总结\\n各位代表:\\n全年造林5万亩。\\n相关文章\\n某局计划\\n"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> remove_furniture(page, Resources()).text.text
    '某县林业局工作总结\\n各位代表:\\n全年造林5万亩。\\n'
    """
    for _ in range(LAYERS):
        barer = _without_layer(page, resources)
        if barer is page:
            break
        page = barer
    return page


def _without_layer(page: Page, resources: Resources) -> Page:
    """The page without what shows as a site's now; the same object if nothing does."""
    text = page.text.text
    judge = resources.rules.make(Judge)
    found = lines(text)
    if not found:
        return page
    foot, opener = _foot(found, judge)
    lookout = resources.rules.make(Lookout)
    kinds = functools.partial(_kind, judge)
    above = site_edge(found[:foot], kinds, lookout, foot=False)
    below = site_edge(found[:foot], kinds, lookout, foot=True)
    first = max(_first_of_report(found[:foot], judge), len(above))
    last = max(first, min(_last_of_report(found[:foot], first, judge), foot - len(below) - 1))
    cuts: dict[int, str] = dict.fromkeys(range(foot, len(found)), opener or "furniture.foot")
    cuts |= _above(found[:first], judge, above)
    top = next((index for index in range(first) if index not in cuts), first)
    cuts |= {top + index: rule for index, rule in _keywords(found[top : first + 1]).items()}
    cuts |= _between(found, first, last, judge)
    cuts |= _below(found, last + 1, foot, judge, below)
    if len(cuts) == len(found):
        return page  # Nothing that looks like a report: what is left to judge is for split, not for a knife.
    edits = [*_line_edits(text, found, cuts), *_peeled(text, found, cuts, judge)]
    return change(page, edits)


def _kind(judge: Judge, line: Line) -> str:
    """The kind of a line by the rules, `site` for all that they know as furniture."""
    kind = judge(line).kind
    return "site" if kind in FURNITURE else kind


def _line_edits(text: str, found: Sequence[Line], cuts: dict[int, str]) -> Iterable[Edit]:
    """Each line that goes, with the blanks up to the next line."""
    for index, rule in cuts.items():
        stop = found[index + 1].start if index + 1 < len(found) else len(text)
        yield Edit(found[index].start, stop, "", rule, 0.95)


# ---------------------------------------------------------------- where the report begins and ends


def _foot(found: Sequence[Line], judge: Judge) -> tuple[int, str]:
    """The first line of the foot of the page, and the rule that opens it; the number of lines if there is no foot."""
    headed = next((index for index in range(len(found) - 1, 0, -1) if LABEL.match(found[index].text)), 0)
    prose = [len(line.text) if is_prose(line.text) else 0 for line in found]
    total = sum(prose)
    below = total
    for index, line in enumerate(found):
        below -= prose[index]
        share = FOOT_SHARE if index < headed else 2 * FOOT_SHARE
        if below > share * total or len(line.text) > 160 or (index < 3 and total):
            continue
        if (prose[index] and line.text[-1] == "。") or not judge.mentions_site(line.text):
            continue
        verdict = judge(line)
        if verdict.kind == "tail" and any(one >= PROSE for one in prose[:index]):
            return index, verdict.rule
    return len(found), ""


def _first_of_report(found: Sequence[Line], judge: Judge) -> int:
    """The first line of the body: prose, a heading or a salutation; behind an outline, if there is one."""
    index = 0
    while index < min(len(found), HEAD):
        verdict = judge(found[index])
        if verdict.kind == "outline":
            index = outline_end(found, index)
            continue
        if verdict.kind in REPORT:
            return index
        if not verdict.kind and len(found[index].text) >= 12 and found[index].text[-1] in "。：:；;":
            return index
        if not verdict.kind and _wrapped(found[index : index + WRAPPED]):
            return index
        index += 1
    return 0 if index >= HEAD else len(found)


def _wrapped(found: Sequence[Line]) -> bool:
    """Whether these are the broken lines of a narrow print: prose, though none is long enough to be."""
    longest = max(len(line.text) for line in found)
    return (
        len(found) == WRAPPED
        and longest >= NARROW
        and all(longest - len(line.text) <= 3 for line in found)
        and sum(any(mark in line.text for mark in ",，。;；、") for line in found) >= WRAPPED - 1
    )


def _last_of_report(found: Sequence[Line], first: int, judge: Judge) -> int:
    """The last line of the body, looked for from the bottom."""
    for index in range(len(found) - 1, max(first, len(found) - FOOT), -1):
        line = found[index]
        verdict = judge(line)
        if verdict.kind in REPORT or verdict.kind == "intro":
            return index
        if not verdict.kind and line.text[-1] in "。！!；;":
            return index
    return max(first, len(found) - FOOT) if len(found) - first > FOOT else first


# ---------------------------------------------------------------- what goes


def _above(head: Sequence[Line], judge: Judge, unknown: dict[int, float]) -> dict[int, str]:
    """What goes of the lines above the body: all but title and byline, if the site shows itself there."""
    verdicts = _with_values(head, [judge(line) for line in head])
    outline = _outline_lines(head, verdicts)
    site = [
        verdict.rule
        if verdict.kind in FURNITURE
        else "furniture.unknown"
        if _speaks(verdict, unknown.get(index))
        else ""
        for index, verdict in enumerate(verdicts)
    ]
    for index in outline:
        site[index] = ""
    if not any(site) or all(rule in ("", "furniture.bare_date") for rule in site):
        return {}
    last_site = max(index for index, rule in enumerate(site) if rule)
    titles = [index for index, verdict in enumerate(verdicts) if verdict.kind == "title" and not site[index]]
    title = titles[-1] if titles else None
    while title is not None and title - 1 in titles:
        title -= 1
    cuts: dict[int, str] = {}
    for index, verdict in enumerate(verdicts):
        if site[index] and not (site[index] == "furniture.bare_date" and _is_byline_date(head[index], title, index)):
            cuts[index] = site[index]
        elif index in outline:
            continue
        elif title is None:
            if index < last_site:
                cuts[index] = "furniture.head"
        elif index < title:
            if verdict.kind == "title":
                cuts[index] = "furniture.first_title"
            elif not (verdict.kind == "closing" and index == title - 1):
                cuts[index] = "furniture.head"
        elif index > title and not verdict.kind and index < last_site:
            cuts[index] = "furniture.head"
    return cuts


def _speaks(verdict: Verdict, odds: float | None) -> bool:
    """Whether a line of the edge is itself the site's, and no title, name or signature between its lines."""
    if odds is None or verdict.kind == "title":
        return False
    return odds > (SURE if verdict.kind in ("byline", "closing") else 0)


def _keywords(head: Sequence[Line]) -> dict[int, str]:
    """Search words above a report that carries its own title: a run of lines with a word or two each."""
    run = 0
    while run < len(head) - 1 and len(head[run].text) <= 12 and SEARCH_WORDS.fullmatch(head[run].text):
        run += 1
    titled = any(RUN_IN_TITLE.match(line.text) for line in head[run:])
    return dict.fromkeys(range(run), "furniture.keyword_lines") if run >= 3 and titled else {}


def _is_byline_date(line: Line, title: int | None, index: int) -> bool:
    """A written-out date right below the title belongs to the report, not to the site."""
    return title is not None and title < index <= title + 3 and line.text[-1] == "日"


def _with_values(head: Sequence[Line], verdicts: list[Verdict]) -> list[Verdict]:
    """The verdicts, with the short lines that the line before them announced: `发布机构:`, or `>` in a path."""
    told = list(verdicts)
    for index, (line, verdict) in enumerate(zip(head[:-1], verdicts[:-1], strict=True)):
        follows = told[index + 1]
        announces = verdict.kind == "meta" and line.text[-1] in ":："
        if (announces or line.text in PATH_MARKS) and len(head[index + 1].text) <= 20 and follows.kind not in FURNITURE:
            told[index + 1] = Verdict("meta", verdict.rule)
    return told


def _outline_lines(head: Sequence[Line], verdicts: list[Verdict]) -> set[int]:
    start = next((index for index, verdict in enumerate(verdicts) if verdict.kind == "outline"), None)
    return set() if start is None else set(range(start, outline_end(head, start)))


def _between(found: Sequence[Line], first: int, last: int, judge: Judge) -> dict[int, str]:
    """Lines inside the report that are furniture wherever they stand; the site's words must be in them."""
    cuts = {}
    for index in range(first, min(last + 1, len(found))):
        line = found[index]
        if len(line.text) <= LONGEST_BETWEEN and line.text[-1] != "。" and judge.mentions_site(line.text):
            verdict = judge(line)
            if verdict.kind in ("line", "file") or (verdict.kind == "seo" and index < first + 6):
                cuts[index] = verdict.rule
    return cuts


def _below(found: Sequence[Line], start: int, foot: int, judge: Judge, unknown: dict[int, float]) -> dict[int, str]:
    """What goes of the lines between the body and the foot: from the first furniture on, all."""
    cuts: dict[int, str] = {}
    for index in range(start, foot):
        verdict = judge(found[index])
        known = verdict.kind in FURNITURE
        rule = verdict.rule if known else "furniture.unknown" if _speaks(verdict, unknown.get(index)) else ""
        if rule and rule != "furniture.bare_date":
            cuts[index] = rule
        elif cuts:
            cuts[index] = "furniture.foot"
    return cuts


def _peeled(text: str, found: Sequence[Line], cuts: dict[int, str], judge: Judge) -> Iterable[Edit]:
    """Furniture that runs into the ends of a long line, piece by piece between blanks: pages on a single line."""
    left = [line for index, line in enumerate(found) if index not in cuts]
    if not left:
        return
    done = 0
    if len(left[0].text) > LONGEST:
        for edit in _peeled_start(text, left[0], judge):
            done = edit.end
            yield edit
    if len(left[-1].text) > LONGEST:
        yield from (edit for edit in _peeled_end(text, left[-1], judge) if edit.start >= done)


def _peeled_start(text: str, line: Line, judge: Judge) -> Iterable[Edit]:
    for match in SEGMENT.finditer(text, line.begin, min(line.end, line.begin + 3 * LONGEST)):
        verdict = judge(Line(match.start(1), match.end(1), match.end(), match.group(1)))
        if verdict.kind not in FURNITURE or not match.group(2):
            return
        yield Edit(match.start(), match.end(), "", verdict.rule, 0.9)


def _peeled_end(text: str, line: Line, judge: Judge) -> Iterable[Edit]:
    """From the first piece of the last stretch that opens a foot, or from the last finished sentence on."""
    start = line.end - LONGEST
    pieces = [match for match in SEGMENT.finditer(text, start, line.end) if match.start() > start]
    for match in pieces:
        verdict = judge(Line(match.start(1), match.end(1), match.end(), match.group(1)))
        if verdict.kind in ("tail", "line", "file") and "。" not in text[match.end(1) : line.end]:
            before = text[start : match.start()].rstrip()
            yield Edit(start + len(before), line.end, "", verdict.rule, 0.9)
            return
