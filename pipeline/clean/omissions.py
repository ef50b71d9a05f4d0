"""Parts of the report that the page leaves out, in the middle or at the end."""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.lines import BLANK, is_prose
from pipeline.clean.nearby import places, scan_around
from pipeline.patterns import re, regex
from pipeline.problems import problem
from pipeline.records import Damage, Page, Problem
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.scanner import Scanner

SPEAKS_OF_IT = re.lazy("省略|略去|隐藏|此处省|未完|全文|显示|以下内容|剩余|余下|阅读全部|点击|登录")
"""Every mark of omission holds one of these."""
BEFORE, AFTER = 80, 300
LENGTHS = (
    ("left out", regex.lazy(r"(?:省略|略去|隐藏|此处省)\D{0,4}(\d+)")),
    ("whole text", regex.lazy(r"全文\D{0,4}(\d+)")),
    ("shown", regex.lazy(r"显示\D{0,4}(\d+)")),
)
FINISHED = frozenset("。！!？?”’〞」』)）]】》〉.")
GAP = "……"
FOOT = 3_000
"""How far behind a mark of truncation prose is looked for; without any, the rest is the foot of the page."""
NUMBER_AT_END = regex.lazy(r"\d[\d.,]*\p{Han}{0,2}$")
NUMBER_AT_START = regex.lazy(r"\s*[\d.,]*\d")


def note_omissions(page: Page, resources: Resources) -> Page:
    """Replace the marks of omission by dots on a line of their own, and say that the report is not complete.

    Why: what a page hides is missing from every sum and list that a reader makes of the figures, and the lengths that
    it gives look like figures. What it looks like: `……(省略980字,会员可读)……`, `(未完,全文共7840字,…`,
    `剩余80%需下载`, a last sentence without an end. When it would be wrong: dots that the author wrote; they carry no
    count and no offer, and stay.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "全年造林5万亩,(此处省略312字)育苗3万株。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> page = note_omissions(page, Resources())
    >>> page.text.text, page.complete, page.problems[0].detail
    ('全年造林5万亩,\\n……\\n育苗3万株。', False, 'left out: 312 characters')
    """
    text = page.text.text
    edits: list[Edit] = []
    damage: list[Damage] = []
    problems: list[Problem] = []
    scanner = resources.rules.make(_scanner)
    for rule, match in scan_around(scanner, text, places(SPEAKS_OF_IT, text), before=BEFORE, after=AFTER):
        start, end = match.span()
        edits.append(Edit(start, end, _gap(text, start, end, rule.value), rule.id, 0.95))
        damage.append(Damage(kind=rule.value, start=start, end=end, detail=_lengths(match.group())))
        problems.append(_problem(page, start, end, _lengths(match.group()) or "the page leaves a part out"))
        damage += [
            Damage(kind="cutnumber", start=number.start(), end=number.end(), detail="touches what the page leaves out")
            for number in (NUMBER_AT_END.search(text, max(0, start - 24), start), NUMBER_AT_START.match(text, end))
            if number is not None
        ]
    if not edits:
        return page
    page = change(page, edits, damage)
    return replace(page, complete=False, problems=(*page.problems, *problems))


def note_broken_end(page: Page, resources: Resources) -> Page:
    """Note that the last sentence breaks off, and a number that the end of the page may have cut.

    Why: a page may be cut anywhere, also inside a number. What it looks like: a last line of prose without a full
    stop, or with dots. When it would be wrong: signatures, dates and headings, which are short and stay as they are.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "全年造林面积达到五万亩,比上年增加三千亩,其中经济林两万亩,公益林一万亩,投入资金12"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> page = note_broken_end(page, Resources())
    >>> page.complete, [(one.kind, text[one.start : one.end]) for one in page.damage]
    (False, [('truncation', '2'), ('cutnumber', '12')])
    """
    if any(one.kind == "truncation" for one in page.damage):
        return _number_at_end(page)
    text = page.text.text
    end = len(text.rstrip(BLANK))
    last = text[text.rfind("\n", 0, end) + 1 : end]
    dots = last.endswith(("……", "...", "…"))
    if not is_prose(last) or (last[-1] in FINISHED and not dots):
        return page
    detail = "the last sentence breaks off"
    problems = (*page.problems, _problem(page, end - 1, end, detail))
    found = Damage(kind="truncation", start=end - 1, end=end, detail=detail)
    return replace(_number_at_end(change(page, damage=[found])), complete=False, problems=problems)


def _scanner(rules: Rules) -> Scanner:
    return Scanner(rules.patterns("clean/omissions"))


def _gap(text: str, start: int, end: int, kind: str) -> str:
    """Dots between line breaks, so that no sentence reaches across; nothing where the report ends anyway."""
    rest = text[end : end + FOOT].split("\n")
    if kind == "truncation" and not any(map(is_prose, rest)):
        return ""
    before = "" if start == 0 or text[start - 1] == "\n" else "\n"
    after = "" if end == len(text) or text[end] == "\n" else "\n"
    return f"{before}{GAP}{after}"


def _lengths(mark: str) -> str:
    found = [(name, match.group(1)) for name, pattern in LENGTHS if (match := pattern.search(mark))]
    return "; ".join(f"{name}: {length} characters" for name, length in found)


def _number_at_end(page: Page) -> Page:
    """A number that touches the end of a page that breaks off is not known to be whole."""
    text = page.text.text.rstrip(BLANK)
    match = NUMBER_AT_END.search(text, max(0, len(text) - 24))
    if match is None or not match.group()[0].isdigit():
        return page
    return change(page, damage=[Damage(kind="cutnumber", start=match.start(), end=match.end())])


def _problem(page: Page, start: int, end: int, detail: str) -> Problem:
    source_start, source_end = page.text.source_span(start, end)
    return problem("incomplete", page.source.path, detail=detail, start=source_start, end=source_end)
