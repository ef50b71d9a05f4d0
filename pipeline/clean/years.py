"""Years that a site wrote over the figures: `10` became `2023` everywhere, also inside numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.aligned import Edit
from pipeline.clean.change import change
from pipeline.clean.spun import is_spun
from pipeline.patterns import re, regex
from pipeline.records import Damage, Page
from pipeline.resources import Resources

GATE = re.lazy(r"20[12][0-9]")
NUMBER = regex.lazy(r"\d*?(?P<year>20(?:1[5-9]|2\d))\d*(?:\.\d+)?")
"""A number with a year of the web in it; the first one counts."""
DATED = regex.lazy(
    r"\s?(?:年(?!均)|[-—–~～至到/.．]\s?\d|学年|届|版|级|规划|行动|目标|计划|愿景|远景|标准|工程|[)）]?\s?号|‘|”|》|[,，、和]\s?(?:19|20)\d\d\s?年)"
)
"""What follows a year that is a year."""
UNIT = regex.lazy(
    r"\s?[余多]?(?:[万亿千百](?!年)|元(?![旦宵月])|人(?!口普查|大|才|民|事|社)|名(?!师|校|单)|户(?!外|口)|个(?![人体性])"
    r"|所(?![有以得])|台(?!账)|套(?!餐)|株|亩|米|吨|公斤|千克|公里|公顷|平方|立方|册|件|项(?!目)|家(?![庭长访风])|次(?!级)"
    r"|辆|头|只|间(?!接)|条(?!例)|处(?!理|室)|座(?!谈)|份|场|张|篇|%|％|‰|倍|位|批|天|例(?!会|行)|起|岁|棵|箱|艘|匹|盏|尾|羽)"
)
IMPOSSIBLE = regex.lazy(r"\s?(?:%|％|‰|个百分点|倍|月|岁|小时|分钟)")
"""No share, month or age is that large: here even a bare year gives the rewriting away."""
MONTH = regex.lazy(r"(?<![\d.])(20(?:1[5-9]|2\d))(?=\s?月(?!龄))")
LONG_YEAR = regex.lazy(r"(?<!\d)20\d{3,4}(?=\s?年)")
NUMERALS = re.lazy("[0-9]+")
TEN = re.lazy("[0-9]*10[0-9]*")
MIN_NUMBERS = 15
"""In so many numbers a 10 is to be expected; its absence says something."""
RATE = 0.004
"""At least this share of a page's numbers must hold the year, so that chance hits in long tables do not count."""
PER_HEAD = regex.lazy(r"\s?元[/／每](?:人|生|户|名)|\s?元(?=[,，。;；)）])")
TOTAL = regex.lazy(r"(?P<amount>\d+(?:\.\d+)?)\s?(?P<magnitude>[万亿]?)元(?![/／每])")
HEADS = regex.lazy(r"(?<![\d.])(?P<count>\d{1,7})\s?[余多]?(?:名|人|户|位)(?!次)")
BEFORE = 90
"""Characters before a rate per head in which the amount and the heads are looked for."""
MAGNITUDE = {"": 1, "万": 10_000, "亿": 100_000_000}


class Hit(NamedTuple):
    """A number with a year in it, where no year can be."""

    start: int
    end: int
    year: str
    bare: bool
    impossible: bool


def note_rewritten_years(page: Page, resources: Resources) -> Page:
    """Note numbers into which a site's year rewriting bled, with the true figure where arithmetic proves it.

    Why: `32023户` was 310, `2023%` was 10; such a figure is false by orders of magnitude. What it looks like: the
    same year inside many numbers, before units that no year has, and hardly any 10 left on the page. When it would be
    wrong: a true 2,023 people; so unless the number is impossible, the page must show the same year in several
    numbers, or be spun. A month 2023 can only have been October, and is restored; all other numbers are flagged as
    `yearbleed`, and a number per head is proved where an amount and a count in the sentence divide to a whole number
    that fits around the year.

    >>> from pipeline.records import Source
    >>> from pipeline.aligned import AlignedText
    >>> text = "2023月共帮扶32023户,占2023%;发放23.4万元,资助117名(2023元/人)。"
    >>> page = Page(source=Source(path="a.txt", text=text), text=AlignedText.of(text))
    >>> page = note_rewritten_years(page, Resources())
    >>> [(page.text.text[one.start:one.end], one.restored) for one in page.damage if not one.whole_page]
    [('32023', None), ('2023', None), ('2023', '2000')]
    """
    text = page.text.text
    if GATE.search(text) is None:
        return page
    hits = list(_hits(text))
    if not hits and LONG_YEAR.search(text) is None:
        return page
    believed = _believed(page, text, hits)
    edits = [Edit(match.start(1), match.end(1), "10", "years.month", 0.97, "proved") for match in MONTH.finditer(text)]
    restored = {hit: _per_head(text, hit) for hit in believed}
    known = {text[hit.start : hit.end]: value for hit, value in restored.items() if value}
    damage = [
        Damage(
            kind="yearbleed",
            start=hit.start,
            end=hit.end,
            detail="proved by amount and heads"
            if restored[hit]
            else "same figure proved elsewhere on the page"
            if known_value
            else "",
            restored=restored[hit] or known_value,
        )
        for hit in believed
        for known_value in [known.get(text[hit.start : hit.end]) if PER_HEAD.match(text, hit.end) else None]
    ]
    damage += [
        Damage(kind="yearbleed", start=match.start(), end=match.end(), detail="no year has so many digits")
        for match in LONG_YEAR.finditer(text)
    ]
    if len(damage) + len(edits) >= 2 or is_spun(page):
        damage.append(Damage(kind="yearshift", start=0, end=0, detail="the site rewrote years; none can be believed"))
    return change(page, edits, damage)


def _hits(text: str) -> list[Hit]:
    found = []
    for match in _numbers(text):
        if DATED.match(text, match.end()) or not UNIT.match(text, match.end()):
            continue
        bare = match.group() == match["year"]
        impossible = bool(IMPOSSIBLE.match(text, match.end())) and (bare or "." not in match.group())
        found.append(Hit(match.start(), match.end(), match["year"], bare, impossible))
    return found


def _numbers(text: str) -> Iterator[regex.Match[str]]:
    """Whole numbers with a year in them: from what looks like a year back to where its number begins."""
    done = 0
    for year in GATE.finditer(text):
        start = year.start()
        while start > done and text[start - 1].isdigit():
            start -= 1
        if start < done or text[start - 1 : start] == ".":
            continue
        match = NUMBER.match(text, start)
        if match is not None:
            done = match.end()
            yield match


def _believed(page: Page, text: str, hits: list[Hit]) -> list[Hit]:
    """The hits that are no chance: by year, if it stands in enough numbers of the page."""
    if not hits:
        return []
    years = Counter(hit.year for hit in hits)
    sure = {hit.year for hit in hits if hit.impossible} | {match.group(1) for match in MONTH.finditer(text)}
    if is_spun(page):
        sure |= set(years)
    numbers = len(NUMERALS.findall(text))
    tens = sum(UNIT.match(text, match.end()) is not None for match in TEN.finditer(text))
    for year, count in years.items():
        embedded = any(hit.year == year and not hit.bare for hit in hits)
        if tens > count // 3:
            continue  # The rewriting is blind: where it ran, hardly any 10 is left.
        telling = count >= 2 or (embedded and numbers >= MIN_NUMBERS)
        if (telling and count >= RATE * numbers) or _shown_year(page) == year:
            sure.add(year)
    return [hit for hit in hits if hit.year in sure]


def _shown_year(page: Page) -> str:
    """The year in which the site published the page, or that stands in its title."""
    if page.published:
        return page.published[:4]
    match = GATE.search(page.title or "")
    return match.group() if match else ""


def _per_head(text: str, hit: Hit) -> str | None:
    """The rate per head that an amount and a count before it prove, if its digits fit around the year."""
    if not PER_HEAD.match(text, hit.end):
        return None
    before = text[max(0, hit.start - BEFORE) : hit.start]
    heads = list(HEADS.finditer(before))
    totals = list(TOTAL.finditer(before))
    if not heads or not totals:
        return None
    count = int(heads[-1]["count"])
    amount = round(float(totals[-1]["amount"]) * MAGNITUDE[totals[-1]["magnitude"]])
    if count < 2 or amount % count:
        return None
    rate = str(amount // count)
    left, right = text[hit.start : hit.end].split(hit.year, 1)
    fits = rate.startswith(left) and rate.endswith(right) and len(rate) >= len(left) + len(right)
    return rate if fits and rate != text[hit.start : hit.end] else None
