"""Segment: body text → sentences, with tokens where there are numbers.

Sentences come from `sentences`, words from one of `segmenters`, and `numbers` keeps every number whole.
"""

from __future__ import annotations

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Report, Sentence
from pipeline.resources import Resources
from pipeline.segment.numbers import cut, number_finder
from pipeline.segment.segmenters import segmenter as find_segmenter
from pipeline.segment.sentences import sentences

NUMERAL = regex.lazy(
    # A digit or numeral, a unit whose number is gone (增长%), a mask that may stand for a number (xx, **, __), or a
    # word that is a quantity without any of these (居全国首位, 产值翻番).
    r"[\p{N}○〇零一二三四五六七八九十百千万萬亿億两兩半几%％‰]|[xX×*＊_]{2}|首位|翻番",
    regex.VERSION1,
)


def segment(report: Report, resources: Resources) -> Report:
    """The report with its sentences, spans in the repaired text of the page; tokens only where a numeral stands."""
    finder = resources.rules.make(number_finder)
    segmenter = find_segmenter(resources.segmenter)
    text, part = report.text, report.part
    folded = fold(text)
    found = []
    for start, end, paragraph in sentences(text, part.body_start, part.body_end):
        has_number = NUMERAL.search(text, start, end) is not None
        tokens = tuple(cut(text, folded, start, end, segmenter, finder)) if has_number else ()
        found.append(Sentence(start=start, end=end, paragraph=paragraph, tokens=tokens))
    return replace(report, sentences=tuple(found))
