"""One name for each quantity of a report, in order."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial

from pipeline.fold import fold
from pipeline.measure.naming.anaphora import resolved, told_apart
from pipeline.measure.naming.bound import bounded, defining, of_counted
from pipeline.measure.naming.clause import EMPTY, Clause, Words, clauses_of, following
from pipeline.measure.naming.comparison import compared_with
from pipeline.measure.naming.figure import Named, Setting
from pipeline.measure.naming.gathering import examination, gathering, is_gathering
from pipeline.measure.naming.grant import grant_named
from pipeline.measure.naming.idle import (
    LONGEST_COLON,
    adds_when,
    gives_reason,
    handled,
    praised,
    said_of,
    says_when,
    speaks_of,
    splits,
    spoken_topic,
    without_talk,
)
from pipeline.measure.naming.lists import named_lists
from pipeline.measure.naming.meaning import name_figure
from pipeline.measure.naming.phrase import content
from pipeline.measure.naming.place import entity_of, own_level, region_of
from pipeline.measure.naming.reading import words_of
from pipeline.measure.naming.scene import scene_of, scene_within, set_in_scene
from pipeline.measure.naming.share import told
from pipeline.measure.naming.sized import SIZES
from pipeline.measure.naming.subject import AUTHORITIES, built
from pipeline.measure.naming.tables import named_cell
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon, lexicon
from pipeline.records import Naming, Quantity, Report, Sentence
from pipeline.resources import Resources

LONGEST_OPENING = 8
"""Words of a sentence that tell what it is about."""
SHORTEST_REPORTER = 4
"""Characters of the name of a reporter that is told from other words."""
SEMICOLONS = (";", "；")
ROWS = frozenset({"z", "&"})
"""What parts the figures of a row."""
HOLDING = frozenset({"开展", "实施", "进行", "举办", "组织", "召开", "完成"})
"""Weak verbs whose object may own the figures that follow (开展义务植树,尽责率…)."""


def name_quantities(report: Report, resources: Resources) -> tuple[Naming, ...]:
    """One for each of `report.quantities`, in order; `report.circumstances` are known."""
    return _Namer(report, resources.rules.make(lexicon)).names()


class _Namer:
    """Names the quantities of one report, sentence by sentence, clause by clause."""

    def __init__(self, report: Report, known: Lexicon) -> None:
        self.report = report
        self.known = known
        self.folded = fold(report.text)
        self.defining = defining(report.skipped, self.folded)
        self.level = own_level(report)
        self.own = report.document.issuer or ""
        self.context = Context(known)
        self.namings: list[Naming | None] = [None] * len(report.quantities)

    def names(self) -> tuple[Naming, ...]:
        """All names; a quantity outside every sentence gets an empty one."""
        report = self.report
        starts = [sentence.start for sentence in report.sentences]
        headings = [(section.start, section.end, section.text) for section in report.sections if not section.missing]
        heading_starts = [start for start, _, _ in headings]
        by_sentence: dict[int, list[tuple[int, Quantity]]] = {}
        for number, quantity in enumerate(report.quantities):
            by_sentence.setdefault(bisect_right(starts, quantity.start) - 1, []).append((number, quantity))
        before = -1
        for index, quantities in sorted(by_sentence.items()):
            if index < 0:
                continue
            first = quantities[0][1].start
            at = bisect_right(heading_starts, first) - 1
            sentence = report.sentences[index]
            continued = report.text[report.sentences[index - 1].end - 1 : sentence.start].strip()[:1] in SEMICOLONS
            self.context.begin(sentence.paragraph, continued=index > 0 and continued)
            self.context.heading = headings[at][2] if at >= 0 and headings[at][1] <= first else ""
            self.context.lead = None if at == before or not self.context.heading else partial(self._lead, *headings[at])
            adjacent = index > 0 and at == before and report.sentences[index - 1].paragraph == sentence.paragraph
            self.context.opening = partial(self._opening, index - 1) if adjacent else None
            if at != before:
                self.context.previous = EMPTY  # what the section before was about
                self.context.counted_before = None
            before = at
            self._sentence(sentence, quantities)
        unnamed = Naming(name="", confidence=self.known.confidences["naming.none"], rules=("naming.none",))
        return tuple(naming or unnamed for naming in self.namings)

    def _lead(self, start: int, end: int, text: str) -> Words:
        """The words of the last clause of a heading."""
        start = max(start, self.report.text.find(text, start, end))  # behind its label
        at = bisect_right([sentence.start for sentence in self.report.sentences], start) - 1
        tokens = self.report.sentences[at].tokens.within(start, end)
        words, _numbers = words_of(self.report.text, self.folded, tokens, (), self.known)
        clauses = clauses_of(words, [])
        return clauses[-1].words if clauses else EMPTY

    def _opening(self, index: int) -> Words:
        """How a sentence begins."""
        words, _numbers = words_of(self.report.text, self.folded, self.report.sentences[index].tokens, (), self.known)
        clauses = clauses_of(words, [])
        return clauses[0].words[:LONGEST_OPENING] if clauses else EMPTY

    def _sentence(self, sentence: Sentence, quantities: list[tuple[int, Quantity]]) -> None:
        text, folded, defining = self.report.text, self.folded, self.defining
        words, numbers = words_of(text, folded, sentence.tokens, quantities, self.known, defining)
        clauses = clauses_of(words, numbers)
        for index, clause in enumerate(clauses):
            if clause.places:
                self._clause(clause, following(clauses, index))
            else:
                self._idle(clause)
            if clause.mark == "(" and clause.places:
                self.context.outer = EMPTY

    def _idle(self, clause: Clause) -> None:
        """Keep a clause without a quantity as the topic of what follows it."""
        words, context = clause.words, self.context
        against = compared_with(words)
        if against.letters:
            context.against = against
            return
        if clause.mark == ")" or gives_reason(words) or says_when(words):
            return
        phrase = praised(content(said_of(handled(words))), self.known) if words.letters.strip("DTHMxz&O") else EMPTY
        if not phrase.letters:
            return
        if clause.mark == ":":
            phrase = without_talk(phrase, self.known)
            nominal = (
                phrase.letters.strip("NYUz&D") == ""
                and not phrase.texts[-1].endswith(tuple(self.known.talk))
                and (self.known.talk.isdisjoint(phrase.texts))
            )
            context.colon = phrase if nominal and phrase.length <= LONGEST_COLON else EMPTY
            context.bases = []
            if not context.colon.letters:
                return
        elif splits(words):
            context.split = context.whole = context.level
            return
        elif speaks_of(words):
            context.colon = spoken_topic(words, phrase)
            return
        else:
            scene = scene_of(words, phrase, self.known)
            if scene.letters:
                context.set_frame(scene)
                return
            share = told(words, context.frame, context.idle)
            if share.letters:
                context.frame = EMPTY
                phrase = share
            elif adds_when(words) and context.idle.letters[-1:] in ("N", "Y") and context.idle.letters[:1] in "NA":
                return
        context.idle = phrase
        if phrase.letters[0] in "NA" and is_gathering(context.frame, self.known):
            context.frame = EMPTY
        context.subject.hear(words, measures=False)
        context.grant = grant_named(phrase, context.grant)
        context.idle_does = words.letters.lstrip("DTHMOx")[:1] == "W" and words.texts[0] not in HOLDING
        if clause.mark == "(":
            context.outer = phrase

    def _clause(self, clause: Clause, following: Words) -> None:
        context, report = self.context, self.report
        if not clause.bracketed:
            context.leave_bracket()
        clause = told_apart(resolved(clause, context.idle, self.known), context)
        words, places = clause.words, clause.places
        lead = words[: places[0]]
        context.region = region_of(lead, self.known, report, self.level, context.region)
        listed = named_lists(clause, context, report, self.known) if len(places) > 1 else {}
        begin = 0
        before = shared = sized = EMPTY
        context.yielding = EMPTY
        idle = context.idle
        subject = False
        for order, (place, number) in enumerate(zip(places, clause.numbers, strict=True)):
            end = places[order + 1] if order + 1 < len(places) else len(words)
            setting = Setting(
                report.quantities[number],
                report.circumstances[number],
                words[begin:place] if order else lead,
                words[place + 1 : end],
                words,
                place,
                before,
                shared,
                following if end == len(words) else EMPTY,
                clause.bracketed,
                subject,
            )
            context.list_parts(setting.quantity.unit, among=setting.left.letters[:1] == "H")
            named = listed.get(order) or self._cell(setting, words) or self._again(setting, number, order)
            named = named or name_figure(setting, context, self.known)
            named.base.in_row = order in listed
            set_in_scene(named, setting, context, idle)
            self._enter(number, named)
            thing = self._pass_on(clause, order, named, setting)
            if not order and not clause.bracketed and context.listed is None:
                self._set_subject(lead, words)
            before, shared = thing, named.shared
            subject = named.base.subject
            begin = place + 1 + named.taken
            if named.taken and words.letters[place + 1] == "U" and report.quantities[number].kind in SIZES:
                sized = named.base.noun  # 总投资2亿元的新校区…,占地80亩
        context.said = words[begin:]
        if sized.letters and not clause.bracketed:
            context.subject.tell(sized, is_thing=True)
        begun = gathering(context.said, self.known)
        context.set_frame(begun if begun.letters else scene_within(lead, self.known), examination(lead))

    def _enter(self, number: int, named: Named) -> None:
        rules = tuple(named.rules)
        self.namings[number] = Naming(
            name=_without_reporter(named.name, self.own),
            entity=entity_of(named.entity, self.known),
            region=self.context.region,
            rules=rules,
            confidence=_confidence(named.name, rules, self.known),
        )

    def _pass_on(self, clause: Clause, order: int, named: Named, setting: Setting) -> Words:
        """Make what a figure measures a topic of those after it; returns the thing that it counts or bounds."""
        context, words, place, base = self.context, clause.words, clause.places[order], named.base
        after = self.report.quantities[clause.numbers[order + 1]] if order + 1 < len(clause.places) else None
        behind = words.letters[place + 1 + named.taken : place + 2 + named.taken]
        base.aside = clause.bracketed
        base.is_part = context.tells_part(setting.left)
        ranks = named.taken and after is not None and (behind == "F" or (behind == "Q" and after.kind == "rank"))
        if not ranks:  # 在14个市中排名第四: those ranked are no topic
            context.add(base, each="naming.each" in named.rules)
        listing = "naming.part" in named.rules or setting.left.letters[:1] == "H"
        if not listing and context.whole is not None and context.whole.unit == base.unit:
            context.whole = None
        context.idle = EMPTY
        bound = bounded(words, place, named, setting.left)
        if bound.letters:
            if after is not None and words.letters[place + 1] == "U":
                bound = of_counted(bound, after, context.bases)
            if base.phrase.letters[-1:] != "Y":
                base.phrase = bound
            base.noun = bound
        return bound if bound.letters or not named.taken else base.noun

    def _set_subject(self, lead: Words, words: Words) -> None:
        """What the sentence is about once the first figure of a clause is named: what is being built, or who acts."""
        context = self.context
        context.subject.hear(lead)
        thing = built(context.bases[-1].phrase if context.bases else EMPTY, words, self.known)
        if thing.letters:
            context.subject.tell(thing, is_thing=not any(mark in "VWZE" for mark in lead.letters))

    def _again(self, setting: Setting, number: int, order: int) -> Named | None:
        """前三年分别上升3.1%、2.6%和0.4%: the same change, year by year."""
        before = self.namings[number - 1] if order else None
        again = before is not None and setting.left.letters in ROWS and "naming.change" in before.rules
        if before is None or not again or setting.circumstance.aspect != "change":
            return None
        base = self.context.bases[-1]
        if base.kind != setting.quantity.kind or setting.right.letters[:1] in ("N", "A", "Y"):
            return None
        return Named(before.name, base, [*before.rules])

    def _cell(self, setting: Setting, words: Words) -> Named | None:
        if "|" not in words.letters:
            return None
        return named_cell(self.report.text, setting.quantity, self.report.part.body_start, self.known)


def _without_reporter(name: str, reporter: str) -> str:
    """A name without the authority that reports: it speaks for its place, as a school or a company does not."""
    if len(reporter) < SHORTEST_REPORTER or not reporter.endswith(AUTHORITIES):
        return name
    shorter = name.removeprefix(reporter)
    return shorter if len(shorter) > 1 else name


def _confidence(name: str, rules: tuple[str, ...], known: Lexicon) -> float:
    """How often names are right that the least sure of the rules made."""
    if len(name) < 3:
        return known.confidences["naming.short"]
    least = known.least.get(rules)
    if least is None:
        least = known.least[rules] = min([known.confidences.get(rule, 1.0) for rule in rules], default=0.5)
    return least
