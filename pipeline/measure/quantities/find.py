"""Walk over the numerals of a report's body and decide about each."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import regex

from pipeline.fold import fold
from pipeline.measure.quantities import grammar
from pipeline.measure.quantities.bounds import Bounds, BoundWords
from pipeline.measure.quantities.exclusions import Exclusions, Words, enclosures
from pipeline.measure.quantities.nouns import CountNouns, counted_noun, talk_pattern
from pipeline.measure.quantities.numerals import Reading, read_numeral
from pipeline.measure.quantities.tables import TableUnits
from pipeline.measure.quantities.units import Found, UnitIndex, unit_index
from pipeline.records import Kind, Quantity, Report, Sentence, Skipped, Token
from pipeline.resources import Resources
from pipeline.rules import Rules

_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_NUMERAL = frozenset(grammar.CHINESE)
_PAIR = regex.compile(r"(?:从|由)[^,。;、\n从由]{0,14}$")
_LIST_LEAD = regex.compile(r"分别|各(?:为|达|占)|依次")
_NUMBER_DAMAGE = frozenset(
    ["yearbleed", "partmask", "maskqty", "digiteaten", "cutnumber", "alldigits", "mojibake", "byte_slip"]
)
"""Kinds of damage after which a figure is not what the author wrote."""
_MORE = frozenset("多余")
_OTHER_MORE = frozenset("出于数样元达项边次层党渠")
"""多 with one of these behind it is another word: 比六百亿元多出, 多元."""
_GLUED = frozenset("第前-+~/.:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
"""Characters before a number that may make it a part of something else."""
_HALVED = frozenset(["倍", "成", "年", "天", "斤", "里", "亩", "小时", "公里", "担"])
_BOUND_OF = regex.compile(r"(?:以上|以下|左右)的?|之多的?")
_HALF_MORE = regex.compile(r"\s?个半(月|小时|学期|世纪)")
_PER_PEOPLE = regex.compile(r"\s?/\s?(10万|十万|百万|万|千)(?![\p{Han}\d])")
_SIGNED = frozenset(["percent", "percentage_point", "money", "other", "ratio"])
"""Kinds whose figures may carry a minus sign."""
_CALENDAR = frozenset(
    ["年", "天", "个月", "月", "日", "周", "星期", "学期", "学年", "个学期", "世纪", "个年头", "昼夜", "个季度"]
)
_GENERAL = frozenset("个项种条类对道张组块把点份篇")
"""Measure words of anything, talk included."""
_PEOPLE = "人次|人数|人口|学生|职工|教师|农民|群众|人员|党员|考生|劳动力|患者|旅客|游客"
_LOST = regex.compile(
    r"(?:(?P<rate>率|比重|占比|比例|百分比)|"
    rf"(?P<people>{_PEOPLE})|"
    r"(?P<ratio>收入比|性别比|抚养比|系数|指数)|"
    r"(?P<money>产值|收入|营收|投资|税收|总量|增加值|销售额|支出|存款|贷款))"
    r"[^,。;、\d%]{0,5}$"
)
"""What a number without a unit is about."""
_RANK_LEAD = regex.compile(
    r"(?:居|列|排|名|占|获|得|保持|位|市|省|国|县|区|校|总量|总分|成绩|界|系统|同类)\p{Han}{0,6}?第?$|[居列排][^,。;\n]{0,14}第?$"
)
_ONE_COUNTS = regex.compile(
    r"(?:新建|建成|建设|建立|成立|兴建|改建|扩建|新增|购置|购买|修建|开办|创办|共有|现有|拥有|其中|举办|引进|另有|还有|各|建|有|设)了?$"
)


class _Lexicon:
    """Everything that deciding needs from rules/."""

    def __init__(self, rules: Rules) -> None:
        self.units: UnitIndex = rules.make(unit_index)
        self.bounds = BoundWords(rules)
        self.exclusions = Exclusions(rules)
        self.words = Words(rules, grammar.CHINESE + "半几")
        self.nouns = CountNouns(rules)
        self.talk = talk_pattern(rules, chinese=True)
        self.plain_talk = talk_pattern(rules, chinese=False)


def find_quantities(report: Report, resources: Resources) -> tuple[tuple[Quantity, ...], tuple[Skipped, ...]]:
    """All quantities of the body, and all numbers in it that are none, each in reading order."""
    lexicon = resources.rules.make(_Lexicon)
    walk = _Walk(report, lexicon)
    walk.run()
    return tuple(walk.quantities), tuple(walk.skipped)


class _Walk:
    """One pass over the numerals of a body, left to right."""

    def __init__(self, report: Report, lexicon: _Lexicon) -> None:
        self.text = fold(report.text)
        self.original = report.text
        self.start, self.end = report.part.body_start, report.part.body_end
        self.lexicon = lexicon
        self.tokens = _Tokens(report.sentences)
        self.enclosed = enclosures(self.text, self.start, self.end)
        self.tables = TableUnits(self.text, self.start, self.end, lexicon.units)
        self.enclosed_starts = [span[0] for span in self.enclosed]
        found = (d for d in report.page.damage if d.kind in _NUMBER_DAMAGE and not d.whole_page and d.end > self.start)
        self.damage = sorted(found, key=lambda d: d.start)
        self.damage_starts = [d.start for d in self.damage]
        self.quantities: list[Quantity] = []
        self.skipped: list[Skipped] = []
        self.done = self.start

    def run(self) -> None:
        for match in grammar.CORE.finditer(self.text, self.start, self.end):
            if match.start() < self.done:
                if match.end() <= self.done:
                    continue
                rest = grammar.CORE.search(self.text, self.done, match.end())
                if rest is None:
                    continue
                match = rest
            self._decide(match)
        self._lost()

    # ------------------------------------------------------------ deciding

    def _decide(self, match: Any) -> None:
        start, end = match.span()
        text = self.text
        if match["masked"] is not None:
            self._masked(start, end)
            return
        chinese = match["chinese"]
        if chinese is not None and len(chinese) == 1 and not self._worth_a_look(start, end):
            return
        if (text[start - 1 : start] == "第" or text[start - 2 : start] == "第 ") and self._rank(start):
            return
        at = bisect_right(self.enclosed_starts, start) - 1
        if at >= 0 and self.enclosed[at][1] > start:
            self._skip(start, min(end, self.enclosed[at][1]), "title-or-catchword")
            return
        if match["per"] is not None:
            self._share(match)
            return
        if match["denominator"] is not None:
            self._fraction(match)
            return
        if match["top"] is not None:
            self._quantity(start, end, Reading(1.0), Found("名次", "rank", end), "rank")
            return
        if match["doubled"] is not None:
            self._quantity(start, end, Reading(1.0), Found("番", "ratio", end), "doubled")
            return
        if match["half"] is not None:
            self._half(start, end)
            return
        certain = (
            chinese is None and text[start - 1 : start] not in _GLUED and grammar.CERTAIN.match(text, end) is not None
        )
        excluded = None if certain else self.lexicon.exclusions.at(text, start, chinese=chinese is not None)
        if excluded is not None:
            rule, stop = excluded
            self._skip(start, max(stop, start + 1), rule)
            return
        if chinese is not None:
            word_end = self._word(start, end)
            if word_end is not None:
                self._skip(start, max(word_end, start + 1), "word")
                return
        self._plain(start, end, match[0], chinese is not None)

    def _worth_a_look(self, start: int, end: int) -> bool:
        """Whether a single Chinese numeral has a unit, or anything that numbers have, behind it."""
        following = self.text[end : end + 1]
        before = self.text[start - 1 : start]
        if before == "第" or following in "、是改大届到至~-" or before in "(初高":
            return True
        return self.lexicon.units.at(self.text, end) is not None or self.lexicon.nouns.at(self.text, end) is not None

    def _word(self, start: int, end: int) -> int | None:
        """Where the word ends that a Chinese numeral is only a part of."""
        word = self.lexicon.words.at(self.text, start)
        if word is not None:
            return word
        if self.text[start - 1 : start] == "翻":
            return None
        token = self.tokens.at(start)
        if token is None or token.tag in ("m", "mq", "t") or token.end - token.start < 2:
            return None
        if token.start == start and token.end <= end:
            return None
        if token.start < start and token.end <= end and all(c in _NUMERAL for c in self.text[token.start : start]):
            return None
        tail = self.text[end : token.end]
        if token.start == start and tail and token.tag not in ("i", "l", "d", "c"):
            unit, noun = self.lexicon.units.at(self.text, end), self.lexicon.nouns.at(self.text, end)
            if (unit and unit.end == token.end) or (noun and noun[1] == token.end):
                return None
        return token.end if token.end > start else None

    # ------------------------------------------------------------ damage

    def _masked(self, start: int, end: int) -> None:
        """A figure with x, * or _ in it: 35920xx元 is a quantity nobody can read any more, 20xx年 is none."""
        magnitude = grammar.MAGNITUDE.match(self.text, end)
        unit = self.lexicon.units.at(self.text, magnitude.end())
        if (
            unit is None
            or unit.unit == "年"
            or (grammar.MASKED_YEAR.match(self.text, end) and magnitude.end() == end and unit.kind == "duration")
        ):
            self._skip(start, end, "masked")
            return
        self._quantity(start, unit.end, Reading(None), unit, "masked", damaged=True)

    def _lost(self) -> None:
        """Quantities whose whole figure is masked (投资X万元), where cleaning found them."""
        known = [(q.start, q.end) for q in self.quantities]
        for damage in self.damage:
            if damage.kind != "maskqty" or not self.start <= damage.start < self.end:
                continue
            if any(start < damage.end and damage.start < end for start, end in known):
                continue
            magnitude = grammar.MAGNITUDE.match(self.text, damage.end)
            unit = self.lexicon.units.at(self.text, magnitude.end())
            if unit is not None:
                self._quantity(damage.start, unit.end, Reading(None), unit, "masked", damaged=True)
        if len(self.quantities) > len(known):
            self.quantities.sort(key=lambda q: q.start)
            ends = [(q.start, q.end) for q in self.quantities[:] if q.rule == "masked"]
            self.skipped = [s for s in self.skipped if not any(a <= s.start < b for a, b in ends)]

    # ------------------------------------------------------------ shapes

    def _share(self, match: Any) -> None:
        """百分之十四点二, 百分之十到二十."""
        start, end = match.start(), match.end()
        unit = _SHARES[match["per"][0]]
        numeral, trimmed = _trim(match["portion"])
        end -= trimmed
        reading = read_numeral(numeral)
        if reading is None:
            self._skip(start, end, "unreadable")
            return
        end, reading = self._more(end, reading)
        link = grammar.LINK.match(self.text, end)
        if link is not None and not self._paired(start):
            numeral, trimmed = _trim(link["number"])
            high = read_numeral(numeral)
            if high is not None and _ascending(reading, high) and (link["per"] or self._bare(link.end() - trimmed)):
                end = link.end() - trimmed
                reading = _spanned(reading, high)
        self._quantity(start, end, reading, Found(unit, "percent", end), "share")

    def _bare(self, end: int) -> bool:
        return self.lexicon.units.at(self.text, end) is None

    def _fraction(self, match: Any) -> None:
        start, end = match.span()
        top, bottom = read_numeral(match["numerator"]), read_numeral(match["denominator"])
        if top is None or bottom is None or not top.value or not bottom.value or top.value >= bottom.value:
            self._skip(start, end, "unreadable")
            return
        self._quantity(start, end, Reading(round(top.value / bottom.value, 6)), Found("", "ratio", end), "fraction")

    def _half(self, start: int, end: int) -> None:
        self._quantity(start, end, Reading(0.5, approx=self.text[start] == "大"), Found("", "ratio", end), "half")

    def _rank(self, start: int) -> bool:
        match = grammar.RANK.match(self.text, start)
        if match is None:
            return False
        lead = self.text[max(self.start, start - 18) : start]
        if not match["word"] and not _RANK_LEAD.search(lead):
            return False
        reading = read_numeral(match["place"])
        if reading is None:
            return False
        begin = start - 1 if self.text[start - 1] == "第" else start - 2
        self._quantity(begin, match.end(), reading, Found("名次", "rank", match.end()), "rank")
        return True

    def _ratio(self, start: int) -> bool:
        match = grammar.RATIO.match(self.text, start)
        if match is None:
            return False
        parts = [match["first"], *(p.strip() for p in match["rest"].split(":"))]
        if len(parts) == 2:
            left, right = parts
            value, unit = (left, ":1") if right == "1" and left != "1" else (right, f"{left}:")
            self._quantity(start, match.end(), Reading(float(value)), Found(unit, "ratio", match.end()), "ratio")
            return True
        total = sum(map(float, parts))
        shared = Found("%", "percent", 0) if abs(total - 100) <= 0.5 else Found(":", "ratio", 0)
        at = start
        for part in parts:
            at = self.text.index(part, at)
            self._quantity(at, at + len(part), Reading(float(part)), shared, "ratio-list")
            at += len(part)
        self.done = max(self.done, match.end())
        return True

    def _slashed(self, start: int) -> bool:
        match = grammar.SLASHED.match(self.text, start)
        if match is None or not 0 < int(match["top"]) < int(match["bottom"]):
            return False
        value = round(int(match["top"]) / int(match["bottom"]), 6)
        self._quantity(start, match.end(), Reading(value), Found("", "ratio", match.end()), "fraction")
        return True

    # ------------------------------------------------------------ numbers with a unit

    def _plain(self, start: int, end: int, surface: str, chinese: bool) -> None:
        text, units = self.text, self.lexicon.units
        if not chinese and (self._ratio(start) or self._slashed(start)):
            return
        numeral, trimmed = _trim(surface)
        end -= trimmed
        reading = read_numeral(numeral)
        if reading is None or (reading.digits and chinese and reading.value is not None and len(numeral) > 2):
            self._skip(start, end, "digits" if reading else "unreadable")
            return
        if reading.value is not None and numeral[0] in "百千万亿" and len(numeral) < 3:
            before = text[start - 1 : start]
            if before not in "超过破上达近逾约" or not before:
                self._skip(start, end, "bare-magnitude")
                return
            if before == "上":
                reading = Reading(reading.value, reading.low, reading.high, approx=True)
        unit_at = end + 1 if text[end : end + 1] == " " else end
        unit = units.at(text, unit_at)
        half = _HALF_MORE.match(text, end)
        if half is not None and reading.value is not None:
            name = {"月": "个月", "学期": "个学期"}.get(half[1], half[1])
            unit, reading = Found(name, "duration", half.end()), Reading(reading.value + 0.5)
            self._quantity(start, half.end(), reading, unit, "plain")
            return
        if unit is None and not chinese and (per := _PER_PEOPLE.match(text, end)):
            self._quantity(start, per.end(), reading, Found(f"/{per[1]}", "ratio", per.end()), "plain")
            return
        if unit is not None and unit.unit == "分" and text[max(0, start - 2) : start] == "小时":
            unit = Found("分钟", "duration", unit.end)
        span_end = unit.end if unit else end
        link = (
            grammar.LINK.match(text, span_end)
            if text[span_end : span_end + 1] in "-~至到 " and span_end < len(text)
            else None
        )
        if link is not None and not link["per"]:
            joined = self._range(start, reading, numeral, unit, link)
            if joined:
                return
        if unit is None:
            self._unitless(start, end, reading, chinese)
            return
        rule = "plain"
        if chinese or unit.needs:
            refused = self._refused(start, end, numeral, reading, unit, chinese)
            if refused:
                self._skip(start, end, refused)
                return
            rule = "chinese" if chinese else "plain"
        elif (
            reading.value is not None
            and reading.value <= 10
            and unit.kind == "count"
            and self._is_talk(unit, chinese=chinese)
        ):
            self._skip(start, unit.end, "talk")
            return
        self._quantity(start, unit.end, reading, unit, rule)

    def _refused(self, start: int, end: int, numeral: str, reading: Reading, unit: Found, chinese: bool) -> str | None:
        """Why a number with this unit is no quantity after all."""
        if chinese and unit.needs == "arabic" and len(numeral) < 2:
            return "word"
        if unit.needs == "old" and (not chinese and "." in numeral):
            return "word"
        if (
            unit.kind == "count"
            and reading.value is not None
            and reading.value <= 20
            and self._is_talk(unit, chinese=chinese)
        ):
            return "talk"
        if chinese and reading.value == 1 and len(numeral) == 1:
            if unit.kind == "count" or unit.unit in _CALENDAR:
                if (
                    unit.needs == ""
                    and _ONE_COUNTS.search(self.text, max(self.start, start - 6), start)
                    and unit.unit
                    in (
                        "所",
                        "座",
                        "家",
                        "名",
                        "台",
                        "辆",
                        "幢",
                        "栋",
                        "处",
                        "条",
                        "间",
                        "艘",
                        "架",
                        "户",
                        "人",
                    )
                ):
                    return None
                return "one"
            if unit.kind in ("money", "length", "area") and self.text[start - 1 : start] in "每同":
                return "one"
        return None

    def _is_talk(self, unit: Found, *, chinese: bool) -> bool:
        """Whether a general measure word counts a noun of talk: 三个方面, 两个重要阶段."""
        if unit.unit not in _GENERAL:
            return False
        talk = self.lexicon.talk if chinese else self.lexicon.plain_talk
        return talk.match(self.text, unit.end) is not None

    def _range(self, start: int, reading: Reading, numeral: str, unit: Found | None, link: Any) -> bool:
        """4.5%-5%, 5—6层, 8000至10000元, 3-5万元."""
        other, trimmed = _trim(link["number"])
        high = read_numeral(other)
        if high is None or reading.value is None or high.value is None:
            return False
        stop = link.end() - trimmed
        at = stop + 1 if self.text[stop : stop + 1] == " " else stop
        last = self.lexicon.units.at(self.text, at)
        if last is None or (unit is not None and (unit.unit, unit.kind) != (last.unit, last.kind)):
            return False
        if unit is not None and self._paired(start):
            return False
        if unit is None:
            scale = _magnitude(other)
            if scale > 1 and _magnitude(numeral) == 1 and reading.value * scale <= high.value:
                reading = reading.scaled(scale)
        if not _ascending(reading, high):
            return False
        self._quantity(start, last.end, _spanned(reading, high), last, "range")
        return True

    def _paired(self, start: int) -> bool:
        """Whether 从 or 由 before the number says that it is the state before a change."""
        return _PAIR.search(self.text, max(self.start, start - 18), start) is not None

    def _unitless(self, start: int, end: int, reading: Reading, chinese: bool) -> None:
        """A number without a unit of its own: a counted noun behind it, a unit given once, or none."""
        bound = _BOUND_OF.match(self.text, end)
        noun = self.lexicon.nouns.at(self.text, bound.end() if bound else end)
        if bound and noun is not None and not (chinese and end - start < 2):
            self._quantity(start, end, reading, Found(noun[0], "count", end), "noun", noun=(bound.end(), noun[1]))
            return
        if noun is not None and not (chinese and reading.value == 1):
            unit, stop = noun
            name_end = end if unit == "人" else stop
            self._quantity(start, name_end, reading, Found(unit, "count", name_end), "noun", noun=(end, stop))
            return
        if chinese and len(self.text[start:end]) < 2:
            self._skip(start, end, "no-unit")
            return
        table = None if chinese else self.tables.at(start)
        if table is not None:
            self._quantity(start, end, reading.scaled(table.scale), table.unit, "table", confidence=0.9)
            return
        shared = self._listed_unit(start, end)
        if shared is not None:
            last, scale = shared
            own = self.text[end - 1] in "万亿千"
            self._quantity(start, end, reading if own else reading.scaled(scale), last, "list")
            return
        found = self._unit_lost(start, end, reading)
        if found is not None:
            unit, confidence = found
            kind: Kind = "ratio" if not unit else "percent" if unit == "%" else "money" if unit == "元" else "count"
            self._quantity(start, end, reading, Found(unit, kind, end), "unit-lost", confidence=confidence)
            return
        if self.text[end - 1] in "万亿":
            # thousands of something: what is counted follows without a measure word (6600多万纳税人)
            tokens = self.tokens.from_(end)
            stop = counted_noun(self.original, end, tokens)
            if stop > end:
                known = next(
                    (t.end for t in tokens if t.end <= stop and self.lexicon.nouns.before(self.text, t.end, 2)), stop
                )
                stop = known
                counted = self.lexicon.nouns.before(self.text, stop) or self._last_word(stop)
                self._quantity(
                    start, end, reading, Found(counted, "count", end), "noun", noun=(end, stop), confidence=0.8
                )
                return
        self._skip(start, end, "no-unit")

    def _unit_lost(self, start: int, end: int, reading: Reading) -> tuple[str, float] | None:
        """The unit of a number that ends its clause without one: what stands before it tells."""
        following = self.text[end : end + 1]
        if following and following not in "\n,。;、)!以左的之":
            return None
        value = reading.value if reading.value is not None else reading.high
        lead = self.text[max(self.start, start - 14) : start]
        match = _LOST.search(lead)
        if match is None or value is None:
            return None
        if match["rate"]:
            return ("%", 0.6) if value <= 100 else None
        if match["ratio"]:
            return "", 0.7
        if match["people"]:
            return ("人次" if "人次" in match["people"] else "人"), 0.7
        return ("元", 0.5) if self.text[end - 1] in "万亿" else None

    def _last_word(self, end: int) -> str:
        """The word that ends at `end`."""
        token = self.tokens.at(end - 1)
        return self.text[token.start : end] if token else ""

    def _listed_unit(self, start: int, end: int) -> tuple[Found, float] | None:
        """The unit and magnitude of the last number of a list: 5、6和7%, 12、8、6亿元."""
        at = end
        for _ in range(12):
            link = grammar.LISTED.match(self.text, at)
            if link is None:
                return None
            if self.text[at] == "," and not _LIST_LEAD.search(self.text, max(self.start, start - 24), start):
                return None
            numeral, trimmed = _trim(link["number"])
            at = link.end() - trimmed
            unit = self.lexicon.units.at(self.text, at)
            if unit is not None:
                return unit, _magnitude(numeral)
        return None

    def _more(self, end: int, reading: Reading) -> tuple[int, Reading]:
        if self.text[end : end + 1] in _MORE and self.text[end + 1 : end + 2] not in _OTHER_MORE and not reading.approx:
            return end + 1, Reading(reading.value, reading.low, reading.high, approx=True)
        return end, reading

    # ------------------------------------------------------------ results

    def _quantity(
        self,
        start: int,
        end: int,
        reading: Reading,
        unit: Found,
        rule: str,
        *,
        noun: tuple[int, int] | None = None,
        confidence: float = 1.0,
        damaged: bool = False,
    ) -> None:
        if unit.unit in _HALVED and self.text[end : end + 1] == "半" and reading.value is not None:
            reading, end = Reading(reading.value + 0.5), end + 1
        if unit.kind in ("duration", "ratio", "money", "length", "mass", "area") and unit.unit:
            end, reading = self._more(end, reading)
        if (
            self.text[start - 1 : start] == "-"
            and start > self.done + 1
            and unit.kind in _SIGNED
            and reading.value is not None
        ) and regex.match(r"[\p{Han},:(|\s]", self.text[start - 2]):
            start, reading = start - 1, Reading(-reading.value, approx=reading.approx)
        bounds = self.lexicon.bounds.around(self.text, start, end)
        damage = self._damage_at(start, end)
        low, high = _limits(reading, bounds)
        value = reading.value
        if damage is not None:
            value, low, high, damaged = _restored(damage), None, None, True
        if noun is None:
            tokens = self.tokens.from_(end) if unit.kind in ("count", "other") else []
            noun = (end, counted_noun(self.original, end, tokens))
        self.quantities.append(
            Quantity(
                start=start,
                end=end,
                value=value,
                low=low,
                high=high,
                unit=unit.unit or None,
                kind=unit.kind,
                approx=reading.approx or bounds.approx,
                modifier=bounds.words,
                modifier_start=bounds.start,
                modifier_end=bounds.end,
                noun_start=noun[0],
                noun_end=noun[1],
                damaged=damaged,
                rule=rule,
                confidence=confidence,
            )
        )
        self.done = max(self.done, end)

    def _damage_at(self, start: int, end: int) -> Any:
        at = bisect_right(self.damage_starts, end - 1) - 1
        while at >= 0 and at > bisect_right(self.damage_starts, end - 1) - 4:
            damage = self.damage[at]
            if damage.end > start and damage.start < end:
                return damage
            at -= 1
        return None

    def _skip(self, start: int, end: int, rule: str) -> None:
        self.skipped.append(Skipped(start=start, end=end, rule=rule))
        self.done = max(self.done, end)


class _Tokens:
    """The tokens of the sentences, found by position."""

    def __init__(self, sentences: tuple[Sentence, ...]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def from_(self, position: int) -> list[Token]:
        """The tokens of the sentence around `position` that end behind it, a few of them."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self._sentences[at].end:
            return []
        tokens = self._sentences[at].tokens
        first = bisect_right(tokens, position, key=lambda token: token.end)
        return list(tokens[first : first + 12])

    def at(self, position: int) -> Token | None:
        """The token that covers `position`."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return None
        tokens = self._sentences[at].tokens
        first = bisect_right(tokens, position, key=lambda token: token.end)
        return tokens[first] if first < len(tokens) and tokens[first].start <= position else None


def _trim(numeral: str) -> tuple[str, int]:
    """The numeral without trailing blanks, and how many characters were cut."""
    kept = numeral.rstrip()
    return kept, len(numeral) - len(kept)


def _ascending(low: Reading, high: Reading) -> bool:
    return low.value is not None and high.value is not None and low.value < high.value


def _spanned(low: Reading, high: Reading) -> Reading:
    return Reading(None, low.value, high.value, low.approx or high.approx)


def _magnitude(numeral: str) -> float:
    scale = 1.0
    for c in reversed(numeral):
        if c in "余多来几":
            continue
        if c not in "百千万亿":
            break
        scale *= {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}[c]
    return scale


def _limits(reading: Reading, bounds: Bounds) -> tuple[float | None, float | None]:
    low, high = reading.low, reading.high
    if reading.value is not None:
        low = reading.value if bounds.low else low
        high = reading.value if bounds.high else high
    return low, high


def _restored(damage: Any) -> float | None:
    """The figure that the damage finding proves, if it is one."""
    if not damage.restored:
        return None
    match = grammar.CORE.search(fold(damage.restored))
    reading = read_numeral(match[0].strip()) if match else None
    return reading.value if reading else None


__all__ = ["Kind", "find_quantities"]
