"""One name for each quantity of a report, in order."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.fold import fold
from pipeline.measure.naming.change import change_verb, compared_part, name_change, name_part, name_rank, name_share
from pipeline.measure.naming.clause import EMPTY, Clause, Words, clauses_of
from pipeline.measure.naming.counted import EVENTS, counted_noun, event, name_counted
from pipeline.measure.naming.level import name_level
from pipeline.measure.naming.lists import named_lists
from pipeline.measure.naming.phrase import content, tail
from pipeline.measure.naming.place import entity_of, own_level, region_of
from pipeline.measure.naming.reading import words_of
from pipeline.measure.naming.tables import named_cell
from pipeline.measure.naming.topic import LONGEST, Context, Named, Setting
from pipeline.measure.naming.words import Lexicon, lexicon
from pipeline.records import Naming, Quantity, Report, Sentence
from pipeline.resources import Resources


def name_quantities(report: Report, resources: Resources) -> tuple[Naming, ...]:
    """One for each of `report.quantities`, in order; `report.circumstances` are known."""
    known = resources.rules.make(lexicon)
    text = report.text
    folded = fold(text)
    namings: list[Naming | None] = [None] * len(report.quantities)
    context = Context()
    level = own_level(report)
    starts = [sentence.start for sentence in report.sentences]
    headings = [(section.start, section.end, section.text) for section in report.sections if not section.missing]
    heading_starts = [start for start, _, _ in headings]
    by_sentence: dict[int, list[tuple[int, Quantity]]] = {}
    for number, quantity in enumerate(report.quantities):
        by_sentence.setdefault(bisect_right(starts, quantity.start) - 1, []).append((number, quantity))
    for index, quantities in sorted(by_sentence.items()):
        if index < 0:
            continue
        sentence = report.sentences[index]
        context.begin(sentence.paragraph)
        at = bisect_right(heading_starts, quantities[0][1].start) - 1
        context.heading = headings[at][2] if at >= 0 and headings[at][1] <= quantities[0][1].start else ""
        _name_sentence(report, text, folded, sentence, quantities, known, level, context, namings)
    return tuple(naming or Naming(name="", confidence=0.0, rules=("naming.none",)) for naming in namings)


def _name_sentence(
    report: Report,
    text: str,
    folded: str,
    sentence: Sentence,
    quantities: list[tuple[int, Quantity]],
    known: Lexicon,
    level: int,
    context: Context,
    namings: list[Naming | None],
) -> None:
    words, numbers = words_of(text, folded, sentence.tokens, quantities, known)
    clauses = clauses_of(words, numbers)
    for index, clause in enumerate(clauses):
        if not clause.places:
            _note_idle(clause, context, known.talk)
            continue
        following = clauses[index + 1].words if index + 1 < len(clauses) else EMPTY
        _name_clause(report, clause, following, known, level, context, namings)


FARTHEST = 120
"""Words behind a quantity that may tell what it measures."""
SCENES = frozenset({"中", "方面", "上", "里", "内", "当中", "之中"})


def _is_scene(words: Words, phrase: str) -> bool:
    last = words.texts[-1]
    if last not in SCENES or "T" in words.letters or phrase.endswith(("时间", "时期")):
        return False
    return last == "中" or words.letters.lstrip("DT")[:1] in ("P", "G")


def _note_idle(clause: Clause, context: Context, talk: frozenset[str]) -> None:
    """Keep a clause without a quantity as the topic of what follows it."""
    words = clause.words
    if words.letters.strip("DTHMxz&O") == "":
        return
    phrase = content(words)
    if not phrase.letters:
        return
    if clause.mark == ":":
        names = phrase.length <= 12 and not talk & set(phrase.texts) and phrase.letters.strip("NYUz&") == ""
        context.colon = phrase if names else EMPTY
        context.bases = []
        if not names:
            return
    elif _is_scene(words, str(phrase)):
        context.frame = phrase
        return
    context.idle = phrase
    if clause.mark == "(":
        context.outer = phrase


def _name_clause(
    report: Report,
    clause: Clause,
    following: Words,
    known: Lexicon,
    level: int,
    context: Context,
    namings: list[Naming | None],
) -> None:
    words, places = clause.words, clause.places
    context.region = region_of(words[: places[0]], known, report, level, context.region)
    listed = named_lists(clause, context, report, known) if len(places) > 1 else {}
    begin = 0
    before = shared = EMPTY
    subject = False
    for order, (place, number) in enumerate(zip(places, clause.numbers, strict=True)):
        end = places[order + 1] if order + 1 < len(places) else len(words)
        setting = Setting(
            report.quantities[number],
            report.circumstances[number],
            words[begin:place],
            words[place + 1 : end],
            words[place + 1 : place + 1 + FARTHEST],
            before,
            shared,
            following if end == len(words) else EMPTY,
            clause.bracketed,
            subject,
        )
        named = listed.get(order) or (
            named_cell(report.text, setting.quantity, report.part.body_start, known) if "|" in words.letters else None
        )
        named = named or _name(setting, context, known)
        if context.frame.letters and quantity_counts(setting) and len(named.name) + context.frame.length <= LONGEST:
            named.rules.append("naming.frame")
            named.name = str(tail(context.frame, 14)) + named.name
        context.add(named.base)
        context.idle = EMPTY
        subject = named.base.subject
        before, shared = named.base.noun if named.taken else EMPTY, named.shared
        begin = place + 1 + named.taken
        namings[number] = Naming(
            name=named.name,
            region=context.region,
            rules=tuple(named.rules),
            confidence=_confidence(named, known),
            entity=entity_of(named.entity, known),
        )


def quantity_counts(setting: Setting) -> bool:
    """Whether a scene (在…竞赛中) is part of what is measured: it is for counts."""
    return setting.quantity.kind == "count"


def _name(setting: Setting, context: Context, known: Lexicon) -> Named:
    """By how the quantity is meant: a rank, a change, a share, or a level, counted or measured."""
    quantity, aspect, letters = setting.quantity, setting.circumstance.aspect, setting.left.letters
    if "K" in letters and quantity.kind not in ("percent", "ratio"):
        # 前100名中,我县占19名: no share
        letters = letters.replace("K", "E")
        setting.left = Words(setting.left.texts, letters)
    if aspect == "rank":
        return name_rank(setting, context, known)
    lasting = quantity.kind == "duration" and setting.left.texts[-1:] == ["连续"]
    if (
        not lasting
        and (aspect == "change" or _bare_change(letters, quantity.kind))
        and (verb := change_verb(setting.left)) >= 0
    ):
        return name_change(setting, verb, context, known)
    if "K" in letters and (aspect == "share" or quantity.kind in ("percent", "ratio")):
        return name_share(setting, context, known)
    if quantity.kind == "percent" and (at := compared_part(setting.left)) >= 0:
        return name_part(setting, at, context)
    right = setting.right.letters
    if right[:1] == "U" and (_property_before(letters) or not known.degrees.isdisjoint(setting.right.texts[1:2])):
        return name_level(setting, context, known)
    classifier = quantity.kind == "count" or (quantity.kind in ("percent", "ratio") and right[:1] in ("N", "R", "A"))
    if right[:1] and (classifier or right[:1] == "U") and not _noun_before(letters, right):
        noun, taken = event(setting.right) if quantity.unit in EVENTS else (EMPTY, 0)
        grows = letters.endswith("P") and setting.right.texts[1:2] in (["到"], ["至"])  # 由105所发展到210所
        if not taken and not grows:
            noun, taken = counted_noun(
                setting.right,
                known,
                classifier=classifier,
                governed=letters.rstrip("DTx")[-1:] in ("V", "S", "Z", "W"),
                unit=quantity.unit or "",
            )
        if noun.letters:
            return name_counted(setting, noun, taken, context, known)
    if classifier and not right and setting.rest.letters[:2] == "QU":
        # 一座2000平方米的综合楼
        noun, _ = counted_noun(setting.rest[1:], known, classifier=False)
        if noun.letters:
            return name_counted(setting, noun, 0, context, known)
    return name_level(setting, context, known)


def _bare_change(letters: str, kind: str) -> bool:
    """Whether a verb of change stands alone before the quantity (增产二十斤, 比单干高两成), or before a percentage."""
    end = letters.rstrip("DTxE")
    return end[-1:] in ("C", "c") and (
        kind in ("percent", "percentage_point") or end.strip("DTxz&Cc") == "" or "B" in end
    )


def _property_before(letters: str) -> bool:
    """Whether a full phrase with its property stands before the quantity (棉花产量一亿担的指标)."""
    end = letters.rstrip("DTxE")
    return end[-2:] in ("NY", "AY", "YY")


def _noun_before(letters: str, right: str) -> bool:
    """Whether what is counted stands before the quantity, so that a verb behind it begins something new."""
    end = letters.rstrip("DTxE")
    return end[-1:] in ("N", "Y", "A") and right[:1] not in ("N", "Y", "U", "R", "O", "A")


def _confidence(named: Named, known: Lexicon) -> float:
    """How often names are right that the least sure of the rules made."""
    confidences = known.confidences
    if len(named.name) < 3:
        return confidences["naming.short"]
    return min([confidences.get(rule, 1.0) for rule in named.rules], default=0.5)
