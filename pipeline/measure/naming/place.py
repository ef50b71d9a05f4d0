"""Of which place a clause speaks, when it is another than the report's own, and whose a quantity is."""

from __future__ import annotations

from pipeline.measure.naming.clause import Words
from pipeline.measure.naming.words import Lexicon
from pipeline.patterns import regex
from pipeline.records import Report

LEVELS = {
    "国": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "镇": 4,
    "乡": 4,
    "村": 5,
}
WHOLE = regex.lazy(r"[全我](国|省|自治区|市|州|盟|县|区|旗|镇|乡|村)")
NAMED = regex.lazy(r"[\p{Han}]{1,6}(?:省|市|自治区|自治州|县|区|州|盟|旗|镇|乡|街道)")
NAMED_ENDS = frozenset("省市区州县盟旗镇乡道")
"""What `NAMED` may end in."""
FIRST = (["率先"], ["领先"], ["首"], ["首家"], ["首次"], ["名列前茅"])
"""What makes 在全国 before it say among whom something is first."""
STOP = frozenset("BJKCcEVSZWG")


def _is_named(text: str, lexicon: Lexicon) -> bool:
    """Whether a word is formed like the name of a place, and is none of those that only look it."""
    return (
        text[-1] in NAMED_ENDS
        and bool(NAMED.fullmatch(text))
        and text not in lexicon.not_places
        and not text.endswith("地区")
    )


def own_level(report: Report) -> int:
    """The level of the place reported on (0 the country, 1 a province, …), from its name or the words for itself."""
    region = report.document.region
    if region:
        match = regex.search(r"(省|自治区|市|州|盟|县|区|旗|镇|乡|村)$", region)
        if match is not None:
            level = LEVELS[match.group(1)]
            # 北京市, 市辖区 and 区 of a region are told apart by what stands before them
            return 1 if region in ("北京市", "天津市", "上海市", "重庆市") else level
        return 0
    text = report.text[report.part.body_start : report.part.body_end]
    counts = [
        text.count("我国"),
        text.count("我省") + text.count("全省") + text.count("自治区"),
        text.count("我市") + text.count("全市"),
        text.count("我县") + text.count("全县") + text.count("我区"),
        text.count("我镇") + text.count("全镇") + text.count("我乡"),
    ]
    best = max(range(5), key=lambda level: counts[level])
    return best if counts[best] else 0


def region_of(words: Words, lexicon: Lexicon, report: Report, level: int, before: str | None) -> str | None:
    """The place that a clause names before its first verb: None if it is the report's own, `before` if it has none."""
    own = report.document.region or ""
    seen = 0
    for at, (text, mark) in enumerate(zip(words.texts, words.letters, strict=True)):
        if mark in STOP or (mark == "Y" or (mark == "N" and seen >= 4)):
            break
        if mark == "O":
            match = WHOLE.fullmatch(text)
            if match is not None:
                found = LEVELS[match.group(1)]
                if level == 1 and match.group(1) in ("区", "市"):
                    found = 1
                after = words.texts[at + 1 : at + 2]
                if not lexicon.titles.isdisjoint(after) or (words.texts[at - 1 : at] == ["在"] and after in FIRST):
                    break
                return text if found < level and not seen else (before if seen else None)
        elif mark == "N" and 2 <= len(text) <= 8 and (text in lexicon.places or _is_named(text, lexicon)):
            if own and (text in own or text.rstrip("省市县区") in own):
                return None
            return text
        elif mark in "NA":
            seen += len(text)
    return before


def entity_of(phrase: Words, lexicon: Lexicon) -> str | None:
    """The institution or place that begins a name; None if none does or nothing follows it."""
    size = 0
    for at, text in enumerate(phrase.texts[:5]):
        if phrase.letters[at] not in "NRA":
            return None
        size += len(text)
        if (
            at + 1 < len(phrase)
            and phrase.letters[at + 1] not in "z&"
            and (
                text in lexicon.places
                or (size > 2 and text.endswith(lexicon.institutions) and text not in lexicon.not_places)
                or (len(text) > 2 and _is_named(text, lexicon))
            )
        ):
            return "".join(phrase.texts[: at + 1])
    return None
