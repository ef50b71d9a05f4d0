"""The figures of a report as arithmetic sees them: with the weight of their last digit and the words before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Indicator
from pipeline.resolve.meaning import Units
from pipeline.resolve.sentences import LONGEST, Sentences

_STATED = regex.lazy(r"(\d+(?:\.(\d+))?)\s*(?:多|余|几)?\s*(万亿|亿|万|千|百)?")
_SCALE = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2, None: 1.0}


class Figure:
    """An indicator with what is needed to calculate with it; most of that is worked out only where it is asked for."""

    def __init__(self, number: int, indicator: Indicator, sentence: int, measure: str, lead: tuple[str, int, int]):
        self.number = number
        """Its place among the indicators of the report."""
        self.indicator = indicator
        self.value = float("nan") if indicator.value is None else indicator.value
        self.sentence = sentence
        self.measure = measure
        """What its unit measures: 人 and 名 are one."""
        self.exact = not indicator.approx and indicator.low is None and indicator.high is None
        self._lead = lead

    @cached_property
    def step(self) -> float:
        """The weight of its last stated digit."""
        return _step(self.indicator)

    @cached_property
    def before(self) -> str:
        """The words between the figure before, or the start of the sentence, and this one."""
        folded, start, end = self._lead
        return folded[start:end]

    def says(self) -> str:
        """The figure as the text has it."""
        return self.indicator.surface


def paragraphs(
    indicators: Sequence[Indicator], folded: str, sentences: Sentences, units: Units
) -> Iterator[list[Figure]]:
    """The figures in reading order, by paragraph."""
    paragraph: list[Figure] = []
    end = 0
    for number, indicator in enumerate(indicators):
        start = indicator.start
        if paragraph and folded.find("\n", end, max(end, start)) >= 0:
            yield paragraph
            paragraph = []
        if indicator.kind != "rank":
            sentence = sentences.number(start)
            lead = (folded, max(end, sentences.first(sentence), start - LONGEST), start)
            measure = units.dimension(indicator.unit) or indicator.unit or ""
            paragraph.append(Figure(number, indicator, sentence, measure, lead))
        end = indicator.end
    if paragraph:
        yield paragraph


def _step(indicator: Indicator) -> float:
    """The weight of the last digit: 1000 for 23.4万元, 0.1 for 5.3%; Chinese numerals count as exact to one."""
    found = _STATED.search(fold(indicator.surface))
    if found is None:
        return 1.0
    return float(10 ** -len(found[2] or "") * _SCALE[found[3]])


def near(value: float, stated: Figure, slack: float = 0.0) -> bool:
    """Whether `value`, known to within `slack`, rounds (or is cut) to what is stated."""
    return abs(value - stated.value) <= stated.step * 0.5001 + slack or 0 <= value - stated.value < stated.step


def digits(figure: Figure) -> str:
    found = _STATED.search(fold(figure.indicator.surface))
    return found[1] if found else ""
