"""Collate a report with its copies: where they differ the better-attested reading wins, and all readings are kept.

The winning readings are edits of the page like any other repair, so that every later stage reads the collated text and
every span can still be carried back to the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from pipeline.aligned import Edit
from pipeline.collate.choice import LOST, Attested, Choice, choose
from pipeline.collate.differences import Alignment, Stretch, places
from pipeline.collate.witness import ORDER, Comparable, Standing, Witness
from pipeline.records import Damage, Indicator, Page, Reading, Report

COLLATED, CONTESTED = "collated", "contested"
"""Flags of an indicator: its figure is that of other copies; its copies differ, and nothing decides between them."""


class Variant(NamedTuple):
    """A place of the base, in its page's text before the edits, with all its readings and the choice among them."""

    start: int
    end: int
    before: str
    after: str
    """What the edit puts in place of `before`; the same if the base's reading stays."""
    choice: Choice
    readings: tuple[Attested, ...]


class Collation(NamedTuple):
    """What comparing a report with its copies gives."""

    variants: tuple[Variant, ...]
    own_facts: frozenset[str]
    """Ids of the observations of copies that stand in passages which neither the base nor an earlier copy has."""


def compare(base: Witness, copies: Sequence[Witness], offset: int) -> Collation:
    """Compare a report with its copies, the best first; `offset` is where its text begins in the text of its page."""
    compared = Comparable(base.text)
    alignments = [Alignment(compared, Comparable(copy.text)) for copy in copies]
    variants = []
    for place in places(alignments):
        readings = _readings(place, base, copies, compared, alignments)
        if len(readings) > 1:
            variants.append(_variant(place, readings, compared, offset))
    return Collation(tuple(variants), _own_facts(base, copies, alignments))


def _readings(
    place: Stretch, base: Witness, copies: Sequence[Witness], compared: Comparable, alignments: Sequence[Alignment]
) -> tuple[Attested, ...]:
    """The readings of a place, each with the copies that have it (0 is the base); copies that lack it say nothing."""
    found: dict[str, list[tuple[int, str, Standing]]] = {}
    texts = set()
    for number, copy in enumerate((base, *copies)):
        text = compared if number == 0 else alignments[number - 1].copy
        stretch = place if number == 0 else alignments[number - 1].reading(place)
        if stretch is None or text.characters in texts:
            continue
        texts.add(text.characters)
        lost = not LOST.isdisjoint(text.characters[slice(*stretch)])
        standing = "damaged" if lost else copy.standing(*text.span(*stretch))
        reading = found.setdefault(text.characters[slice(*stretch)], [])
        reading.append((number, text.reading(*stretch), standing))
    readings = []
    for characters, attested in found.items():
        best = max((standing for _, _, standing in attested), key=ORDER.index)
        readings.append(
            Attested(
                compared=characters,
                text=attested[0][1],
                standing=best,
                votes=sum(standing == best for _, _, standing in attested),
                copies=tuple(number for number, _, _ in attested),
                of_base=attested[0][0] == 0,
            )
        )
    return tuple(readings)


def _variant(place: Stretch, readings: tuple[Attested, ...], compared: Comparable, offset: int) -> Variant:
    choice = choose(readings)
    start, end = compared.span(*place)
    before, after = compared.text[start:end], choice.reading.text
    if choice.reading.of_base:
        after = before
    elif start == end and start < len(compared.text):
        # An insertion takes the character behind it along, so that what is inserted has a place in the source.
        end = start + 1
        before, after = compared.text[start:end], after + compared.text[start:end]
    return Variant(offset + start, offset + end, before, after, choice, readings)


def _own_facts(base: Witness, copies: Sequence[Witness], alignments: Sequence[Alignment]) -> frozenset[str]:
    known = {fact.key for fact in base.facts}
    own = set()
    for copy, alignment in zip(copies, alignments, strict=True):
        if copy.page != "sound":
            continue
        added = [alignment.copy.span(*stretch) for stretch in alignment.added()]
        for fact in copy.facts:
            if fact.key not in known and any(start <= fact.start and fact.end <= end for start, end in added):
                own.add(fact.indicator_id)
        known |= {fact.key for fact in copy.facts}
    return frozenset(own)


# ---------------------------------------------------------------- putting it into the page


def edited(page: Page, variants: Iterable[Variant]) -> Page:
    """The page with the winning readings. Damage that an edit repairs is gone, other damage moves with the text."""
    edits = [
        Edit(
            start=variant.start,
            end=variant.end,
            replacement=variant.after,
            rule=f"collate.{variant.choice.rule}",
            confidence=variant.choice.confidence,
            evidence="proved" if variant.choice.rule == "proof" else "observed",
        )
        for variant in variants
        if variant.before != variant.after
    ]
    if not edits:
        return page
    edits.sort(key=lambda edit: edit.start)
    return replace(page, text=page.text.apply(edits), damage=tuple(_moved(page.damage, edits)))


def _moved(damage: Iterable[Damage], edits: Sequence[Edit]) -> Iterable[Damage]:
    for one in damage:
        if one.whole_page:
            yield one
        elif not any(edit.start < one.end and one.start < edit.end for edit in edits):
            shift = _shift(edits, one.start)
            yield replace(one, start=one.start + shift, end=one.end + shift)


def _shift(edits: Sequence[Edit], place: int) -> int:
    """By how much the text before a place that no edit touches grows."""
    return sum(len(edit.replacement) - (edit.end - edit.start) for edit in edits if edit.end <= place)


class Placed(NamedTuple):
    """A variant with its span in the text of the edited page."""

    start: int
    end: int
    variant: Variant


def placed(variants: Iterable[Variant]) -> list[Placed]:
    """All variants of a page, in order, where they stand once it is edited."""
    found = []
    shift = 0
    for variant in sorted(variants, key=lambda one: one.start):
        start = variant.start + shift
        found.append(Placed(start, start + len(variant.after), variant))
        shift += len(variant.after) - len(variant.before)
    return found


def flagged(report: Report, variants: Sequence[Placed]) -> Report:
    """The report of an edited page, with its indicators flagged where copies decided or disagree on a figure."""
    figures = [one for one in variants if _is_figure(one.variant)]
    if not figures:
        return report
    return replace(report, indicators=tuple(_flag(row, figures) for row in report.indicators))


def _flag(row: Indicator, figures: Sequence[Placed]) -> Indicator:
    for one in figures:
        if one.start < row.end and row.start < one.end:
            if one.variant.before != one.variant.after:
                return replace(row, damaged=True, flags=(*row.flags, COLLATED))
            if one.variant.choice.contested:
                return replace(row, flags=(*row.flags, CONTESTED))
    return row


def _is_figure(variant: Variant) -> bool:
    return any(character.isdigit() for reading in variant.readings for character in reading.compared)


def readings(report: Report, variants: Iterable[Placed], ids: Sequence[str]) -> list[Reading]:
    """The rows of the table `readings` for the variants of one report; `ids` are those of the base and its copies."""
    rows = []
    for start, end, variant in variants:
        source_start, source_end = report.page.text.source_span(start, end)
        chosen = variant.choice.reading
        listed = variant.readings if chosen in variant.readings else (*variant.readings, chosen)
        rows += [
            Reading(
                document_id=report.document.document_id,
                start=start,
                end=end,
                source_start=source_start,
                source_end=source_end,
                reading=one.text,
                standing=one.standing,
                copies=tuple(ids[number] for number in one.copies),
                chosen=one == chosen,
                contested=variant.choice.contested,
                rule=f"collate.{variant.choice.rule}",
            )
            for one in listed
        ]
    return rows
