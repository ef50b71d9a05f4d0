"""Which indicator of the taxonomy each figure of a report states, and whether it speaks of the own region.

The words of the clause decide (`governing`). Where they say nothing that is understood, the name that measure gave
decides if it is one of the taxonomy's names, once words for place and time are taken off.
"""

from __future__ import annotations

from typing import NamedTuple

from pipeline.fold import fold
from pipeline.patterns import regex
from pipeline.records import Indicator, Report
from pipeline.resolve.governing import Figure, Reading, Rejected, govern
from pipeline.resolve.meaning import Sense, Units, sense
from pipeline.resolve.phrases import Phrases
from pipeline.resolve.scope import Scope, scope_of
from pipeline.resolve.sentences import Sentences
from pipeline.resolve.taxonomy import PART_OF, Meaning, Taxonomy
from pipeline.resources import Resources
from pipeline.rules import Rules
from pipeline.structure.gazetteer import LONGEST, Gazetteer

ITEM = "item"
OUTPUT = regex.lazy("产量|总产|单产|产能|生产能力")
_RUNNING = ("连续", "已连续")
_CARRIED = ("周转量", "货运量", "客运量")
_AMOUNTS = (("noun",), ("total",))
_GROWTH_WORDS = ("同比增长", "增长速度", "增长率", "增长", "增速", "增幅", "涨幅")


class Frames:
    """The patterns of rules/resolve/frames.toml by what they do. Made once for a process, by `Rules.make(Frames)`."""

    def __init__(self, rules: Rules) -> None:
        patterns = rules.patterns("resolve/frames")
        self.output, self.part, self.mode = (
            regex.compile("|".join(rule.pattern for rule in patterns if rule.value == value) or "(?!)")
            for value in ("output", "part", "mode")
        )


class Identified(NamedTuple):
    """What is known of one figure."""

    sense: Sense | None
    own: bool
    """Whether it speaks of the report's own region as a whole."""
    words: tuple[str, ...] = ()
    """Classes of the words between name and figure."""
    since: int = 0
    """Where these words begin in the text."""


NOTHING = Identified(None, own=False)


def identify(report: Report, folded: str, sentences: Sentences, resources: Resources) -> list[Identified]:
    """For each indicator of the report, in order; `folded` is the folded text."""
    taxonomy, phrases = resources.rules.make(Taxonomy), resources.rules.make(Phrases)
    units, frames = resources.rules.make(Units), resources.rules.make(Frames)
    scope = scope_of(report, phrases)
    figures = _figures(report, folded)
    found: list[Identified] = []
    elsewhere = Elsewhere(scope, sentences, resources.rules.make(Gazetteer))
    broken: set[int] = set()  # names that a figure followed which cannot be theirs: what comes next is of another
    for number, verdict in enumerate(govern(folded, figures, sentences, taxonomy, phrases, scope)):
        indicator = report.indicators[number]
        if isinstance(verdict, Reading):
            if verdict.chained and set(verdict.words) == {"stop"} and _bounded_below(report, number - 1, found):
                verdict = verdict._replace(words=("over", *verdict.words))  # 突破8万亿元、9万亿元
            since = figures[number - 1].end if verdict.chained else verdict.end
            meaning = _narrowed(verdict, folded[verdict.start : verdict.end], indicator, taxonomy, phrases, scope)
            meant = sense(meaning, verdict.words, indicator, units)
            if verdict.chained and verdict.start in broken:
                meant = None
            elif meant is None and indicator.kind != "percentage_point":
                broken.add(verdict.start)
            own = (
                _own_place(indicator, phrases, scope)
                and (verdict.owned or not elsewhere.begins(folded, indicator.start))
                and (
                    verdict.owned
                    or not (scope.institution or (meant and taxonomy.rule(meant.indicator).nature == ITEM))
                )
            )
            own &= "some" not in verdict.words
            one = Identified(meant, own=own, words=verdict.words, since=since)
            found.append(_in_frame(one, sentences, indicator, frames, taxonomy, folded[verdict.start : verdict.end]))
        elif isinstance(verdict, Rejected):
            found.append(NOTHING)
        else:
            since = max(sentences.start(indicator.start), figures[number - 1].end if number else 0)
            one = _by_name(indicator, taxonomy, phrases, units, scope, since)
            said = folded[since : indicator.start]
            found.append(NOTHING if PART_OF in said else _in_frame(one, sentences, indicator, frames, taxonomy, said))
    return found


def _bounded_below(report: Report, number: int, found: list[Identified]) -> bool:
    """Whether the figure before is a threshold that was crossed."""
    indicator = report.indicators[number]
    return "over" in found[number].words or (indicator.low is not None and indicator.high is None)


def _narrowed(
    verdict: Reading, said: str, indicator: Indicator, taxonomy: Taxonomy, phrases: Phrases, scope: Scope
) -> Meaning:
    """The meaning of a name that earlier words narrow (高等学校…,`在校生`…), which measure has put together.

    The longer name decides if it is in the taxonomy itself; if not, a count of things is one of some of them only.
    """
    name = fold(indicator.name)
    place = name.rfind(said)
    if place <= 0 or verdict.listed:
        return verdict.meaning
    whole = _meaning_of(name, taxonomy, phrases, scope)
    if whole is not None and whole.rule is not None and len(name) > len(said):
        return whole
    rule = verdict.meaning.rule
    counted = whole is None and rule is not None and rule.kind == "count" and rule.nature in ("stock", ITEM)
    return Meaning(None) if counted else verdict.meaning


def _own_place(indicator: Indicator, phrases: Phrases, scope: Scope) -> bool:
    """Whether the place that the sentence names, if any, is the own region."""
    place = indicator.region
    if place is None or place in scope.names:
        return True
    level = phrases.own_levels.get(place)
    return level is not None and scope.covers(place, level)


def _in_frame(
    one: Identified, sentences: Sentences, indicator: Indicator, frames: Frames, taxonomy: Taxonomy, said: str
) -> Identified:
    """The same, unless the sentence is about something that makes the name, `said` so, mean something else."""
    if one.sense is None:
        return one
    rule = taxonomy.rule(one.sense.indicator)
    sentence = sentences.lead(indicator.start)
    if rule.kind == "mass" and not OUTPUT.search(said) and frames.output.search(sentence):
        return NOTHING
    if rule.name_zh.endswith(_CARRIED) and frames.mode.search(sentences.paragraph_lead(indicator.start)):
        return one if frames.mode.search(rule.name_zh) else one._replace(own=False)
    part = frames.part.search(_last_clauses(sentence)) if one.own else None
    return one._replace(own=False) if part and part.group()[:2] not in rule.aliases else one


def _last_clauses(sentence: str) -> str:
    """The clause that ends here and the one before: a group of people named further back is another matter."""
    before = sentence.rfind(",", 0, max(0, sentence.rfind(",")))
    return sentence[before + 1 :]


class Elsewhere:
    """Whether a sentence begins with the name of another place than the own one."""

    def __init__(self, scope: Scope, sentences: Sentences, gazetteer: Gazetteer) -> None:
        self.scope = scope
        self.sentences = sentences
        self.gazetteer = gazetteer
        self._known: dict[int, bool] = {}

    def begins(self, folded: str, position: int) -> bool:
        """Whether the sentence that `position` stands in does."""
        start = self.sentences.start(position)
        if start not in self._known:
            self._known[start] = self._foreign(folded[start : start + LONGEST].lstrip("-— \u3000"))
        return self._known[start]

    def _foreign(self, sentence: str) -> bool:
        for length in range(min(LONGEST, len(sentence)), 1, -1):
            name = sentence[:length]
            if name in self.gazetteer.full or (name in self.gazetteer.short and name not in self.gazetteer.words):
                return not (self.scope.level is None or any(own.startswith(name) for own in self.scope.names))
        return False


def _figures(report: Report, folded: str) -> list[Figure]:
    if len(report.quantities) == len(report.indicators):
        return [
            Figure(
                q.modifier_start,
                q.modifier_end,
                q.kind == "rank" or (q.kind == "duration" and folded.endswith(_RUNNING, 0, q.start)),
                (q.noun_start, q.noun_end) if q.kind == "count" and q.noun_start < q.noun_end else None,
            )
            for q in report.quantities
        ]
    return [Figure(i.start, i.end, i.kind == "rank") for i in report.indicators]


def _by_name(
    indicator: Indicator, taxonomy: Taxonomy, phrases: Phrases, units: Units, scope: Scope, since: int
) -> Identified:
    """From the name alone; what the clause says of level and change is known from `aspect` and `direction`."""
    if not indicator.name or indicator.aspect not in ("level", "change"):
        return NOTHING
    name = fold(indicator.name)
    words: tuple[str, ...] = ()
    if indicator.aspect == "change":
        words = ("down" if indicator.direction == "down" else "up",)
    for growth in _GROWTH_WORDS:
        if name.endswith(growth):
            name, words = name.removesuffix(growth), words or ("rate",)
            break
    meaning = _meaning_of(name, taxonomy, phrases, scope)
    if meaning is None:
        return NOTHING
    meant = sense(meaning, words, indicator, units)
    own = indicator.entity is None and _own_place(indicator, phrases, scope) and not scope.institution
    own &= meaning.rule is None or meaning.rule.nature != ITEM
    return Identified(meant, own=own, words=words, since=since)


def _meaning_of(name: str, taxonomy: Taxonomy, phrases: Phrases, scope: Scope) -> Meaning | None:
    """The meaning of a whole name, after words for place and time before it and for its amount behind it."""
    for own in scope.names:
        name = name.removeprefix(own)
    for mention in taxonomy.mentions(name, 0, len(name)):
        if mention.end < len(name) and phrases.between(name[mention.end :]) not in _AMOUNTS:
            continue
        known, rest = phrases.before(name[: mention.start])
        stock = mention.meaning.rule is not None and mention.meaning.rule.nature == "stock"
        foreign = (
            kind == "new"
            or (stock and kind == "built")
            or (kind == "own" and not scope.covers(word, phrases.own_levels[word]))
            for kind, word in known
        )
        return None if rest or any(foreign) else mention.meaning
    return None
