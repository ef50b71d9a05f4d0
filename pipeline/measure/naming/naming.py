"""One name for each quantity of a report, in order."""

from __future__ import annotations

from bisect import bisect_right
from functools import partial

from pipeline.fold import fold
from pipeline.measure.naming.among import excepted, tells
from pipeline.measure.naming.anaphora import resolved, told_apart
from pipeline.measure.naming.bound import bounded, of_counted
from pipeline.measure.naming.change import (
    bare_change,
    change_verb,
    compared_part,
    multiple_of,
    name_change,
    name_part,
)
from pipeline.measure.naming.clause import EMPTY, Clause, Words, clauses_of, following
from pipeline.measure.naming.comparison import compared_with
from pipeline.measure.naming.counted import EVENTS, NORMS, counted_noun, event, name_counted
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
    speaks_of,
    splits,
    spoken_topic,
)
from pipeline.measure.naming.level import name_level
from pipeline.measure.naming.lists import named_lists
from pipeline.measure.naming.money import FUNDS
from pipeline.measure.naming.phrase import content
from pipeline.measure.naming.place import entity_of, own_level, region_of
from pipeline.measure.naming.ranking import name_rank
from pipeline.measure.naming.reading import words_of
from pipeline.measure.naming.scene import scene_of, scene_within, set_in_scene
from pipeline.measure.naming.share import name_share, name_share_in, name_sized_whole, relating_at, told
from pipeline.measure.naming.sized import SIZES, sized_thing
from pipeline.measure.naming.subject import AUTHORITIES, built
from pipeline.measure.naming.suffix import PLACES, ends_in_property
from pipeline.measure.naming.tables import named_cell
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon, lexicon
from pipeline.records import Naming, Quantity, Report, Sentence
from pipeline.resources import Resources

SHORTEST_REPORTER = 4
"""Characters of the name of a reporter that is told from other words."""
SEMICOLONS = (";", "；")
ROWS = frozenset({"z", "&"})
"""What parts the figures of a row."""
PARTS = frozenset({"half", "fraction"})
"""Rules that find a part of a whole."""
SHARING = frozenset({"percent", "ratio", "count", "other"})
"""Kinds of quantity that may be a part of a whole (a fifth, 70%, 1.2 times it)."""
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

    def _sentence(self, sentence: Sentence, quantities: list[tuple[int, Quantity]]) -> None:
        words, numbers = words_of(self.report.text, self.folded, sentence.tokens, quantities, self.known)
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
        if clause.mark == ")" or gives_reason(words):
            return
        phrase = praised(content(said_of(handled(words))), self.known) if words.letters.strip("DTHMxz&O") else EMPTY
        if not phrase.letters:
            return
        if clause.mark == ":":
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
            named = named or _name(setting, context, self.known)
            named.base.in_row = order in listed
            set_in_scene(named, setting, context, idle)
            rules = tuple(named.rules)
            self.namings[number] = Naming(
                name=_without_reporter(named.name, self.own),
                entity=entity_of(named.entity, self.known),
                region=context.region,
                rules=rules,
                confidence=_confidence(named.name, rules, self.known),
            )
            behind = words.letters[place + 1 + named.taken : place + 2 + named.taken]
            named.base.aside = clause.bracketed
            if not (named.taken and behind == "F" and end < len(words)):
                context.add(named.base, each="naming.each" in rules)  # 在14个市中排名第四: those ranked are no topic
            listing = "naming.part" in rules or setting.left.letters[:1] == "H"
            if not listing and context.whole is not None and context.whole.unit == named.base.unit:
                context.whole = None
            context.idle = EMPTY
            bound = bounded(words, place, named, setting.left)
            if bound.letters:
                if order + 1 < len(places) and words.letters[place + 1] == "U":
                    bound = of_counted(bound, report.quantities[clause.numbers[order + 1]], context.bases)
                if named.base.phrase.letters[-1:] != "Y":
                    named.base.phrase = bound
                named.base.noun = bound
            if not order and not clause.bracketed and context.listed is None:
                self._set_subject(lead, words)
            before, shared = bound if bound.letters or not named.taken else named.base.noun, named.shared
            subject = named.base.subject
            begin = place + 1 + named.taken
            if named.taken and words.letters[place + 1] == "U" and report.quantities[number].kind in SIZES:
                sized = named.base.noun  # 总投资2亿元的新校区…,占地80亩
        context.said = words[begin:]
        if sized.letters and not clause.bracketed:
            context.subject.tell(sized, is_thing=True)
        begun = gathering(context.said, self.known)
        context.set_frame(begun if begun.letters else scene_within(lead, self.known), examination(lead))

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


def _name(setting: Setting, context: Context, known: Lexicon) -> Named:
    """By how the quantity is meant: a rank, a change, a share, or a level, counted or measured."""
    quantity, aspect, letters = setting.quantity, setting.circumstance.aspect, setting.left.letters
    if quantity.kind not in ("percent", "ratio") and (at := relating_at(setting)) >= 0:
        return name_sized_whole(setting, at, context, known)
    if "K" in letters and quantity.kind not in ("percent", "ratio"):
        # 前100名中,我县占19名: no share
        letters = letters.replace("K", "E")
        setting.left = Words(setting.left.texts, letters)
    if letters == "U" and context.sharing is not None and quantity.kind in SHARING:
        return name_share_in(setting, context.sharing)
    if aspect == "rank":
        return name_rank(setting, context, known)
    lasting = quantity.kind == "duration" and setting.left.texts[-1:] == ["连续"]
    if (
        not lasting
        and (aspect == "change" or bare_change(letters, quantity.kind) or quantity.kind == "percentage_point")
        and (verb := change_verb(setting.left)) >= 0
    ):
        return name_change(setting, verb, context, known)
    if "K" in letters and (aspect == "share" or quantity.kind in ("percent", "ratio")):
        return name_share(setting, context, known)
    if quantity.kind == "percent" and (at := compared_part(setting.left)) >= 0:
        return name_part(setting, at, context)
    if (quantity.unit == "倍" or quantity.rule in PARTS) and (at := multiple_of(setting.left)) >= 0:
        return name_part(setting, at, context)
    if letters[-1:] in ("N", "Y") and gathering(setting.right, known).letters:
        setting.right = EMPTY  # 新建篮球场12片县第三届运动会…: a lost mark
    if (but := excepted(setting, context)) is not None:
        return but
    right = setting.right.letters
    if right[:1] == "U" and (
        _property_before(setting.left, known) or not known.degrees.isdisjoint(setting.right.texts[1:2])
    ):
        return name_level(setting, context, known)
    part = quantity.kind in ("percent", "ratio") and right[:1] in ("N", "R", "A")
    classifier = quantity.kind == "count" or part or _measures(setting, known)
    if setting.right.texts[:1] and setting.right.texts[0][0] == "高":
        right = right.lstrip("D")  # 省外12所高水平大学
    examples = setting.left.texts[-1:] == ["等"]  # 甲、乙等6项封关政策
    if (classifier or quantity.kind in SIZES) and (noun := sized_thing(setting, known)).letters:
        setting.right = EMPTY
        return name_counted(setting, noun, 0, context, known)
    if tells(setting, context):
        return name_level(setting, context, known)
    if right[:1] and (classifier or right[:1] == "U") and (examples or not _noun_before(letters, right)):
        noun, taken = event(setting.right) if quantity.unit in EVENTS else (EMPTY, 0)
        grows = letters.endswith("P") and setting.right.texts[1:2] in (["到"], ["至"])  # 由105所发展到210所
        if not taken and not grows:
            noun, taken = counted_noun(
                setting.right,
                known,
                classifier=classifier,
                governed=(letters.rstrip("DTx") or setting.shared.letters)[-1:] in ("V", "S", "Z", "W"),
                unit=quantity.unit or "",
            )
        if noun.letters:
            return name_counted(setting, noun, taken, context, known)
    if quantity.kind == "count" and (quantity.unit or "")[-1:] in PLACES and right[:1] not in ("N", "A", "Y"):
        # 三县区通过验收: the unit itself is what is counted
        return name_counted(setting, Words([quantity.unit or ""], "N"), 0, context, known)
    if quantity.rule == "noun" and quantity.noun_end == quantity.end and right[:1] not in ("N", "A", "Y", "U"):
        # 惠及上千万家庭: the noun is the unit
        return name_counted(setting, Words([quantity.unit or ""], "N"), 0, context, known)
    return name_level(setting, context, known)


def _measures(setting: Setting, known: Lexicon) -> bool:
    """Whether a measure stands where a measure word would: 种植500亩⟦玉米⟧, 每天一小时⟦锻炼时间⟧."""
    kind, left, right = setting.quantity.kind, setting.left, setting.right
    if kind == "duration":
        noun = right.letters[: len(right.letters) - len(right.letters.lstrip("NAVY"))]
        return noun[-1:] == "Y" and right.texts[len(noun) - 1] == "时间"
    if kind == "money":
        if left.texts[-1:] == ["设立"] and right.letters[:1] in ("N", "A"):
            return True  # 设立1亿元产业发展基金
        named = right[: len(right.letters) - len(right.letters.lstrip("NAY"))]
        bare = str(named) in FUNDS or str(named) in NORMS
        return not bare and ends_in_property(str(named), "money", known)  # 安排5亿元国债资金
    if kind not in ("length", "area", "mass", "volume", "other") or right.letters[:1] not in ("N", "A"):
        return False
    end = left.letters.rstrip("DTx")
    if not end and (kind == "other" or not setting.clause.letters[: setting.place].strip("DTx")):
        return True  # 21节课获奖, 300米环形跑道
    if end in ("z", "&") and setting.before.letters:
        return True
    return end[-1:] in ("V", "S", "Z") or left.texts[len(end) - 1 : len(end)] == ["有"]


def _property_before(left: Words, known: Lexicon) -> bool:
    """Whether a full phrase with its property stands before the quantity (棉花产量一亿担的指标), and not only what the
    property is taken over (每台容量二千千瓦的发电设备) or a bare one (总建筑面积8000平方米的敬老院)."""
    end = left.letters.rstrip("DTxE")
    before = left.texts[: len(end) - 1]
    return end[-2:] in ("NY", "AY", "YY") and not before[-1].startswith("每") and not known.bare.issuperset(before)


def _noun_before(letters: str, right: str) -> bool:
    """Whether what is counted stands before the quantity, so that a verb behind it begins something new."""
    if letters[-2:] == "NU" and right[:1] == "D":
        return True  # 余下的5个正在施工
    end = letters.rstrip("DTxE")
    return end[-1:] in ("N", "Y", "A") and right[:1] not in ("N", "Y", "U", "R", "O", "A")


def _confidence(name: str, rules: tuple[str, ...], known: Lexicon) -> float:
    """How often names are right that the least sure of the rules made."""
    if len(name) < 3:
        return known.confidences["naming.short"]
    least = known.least.get(rules)
    if least is None:
        least = known.least[rules] = min([known.confidences.get(rule, 1.0) for rule in rules], default=0.5)
    return least
