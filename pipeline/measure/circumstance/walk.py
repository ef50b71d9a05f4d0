"""The pass through a report in reading order, with the little that is carried from sentence to sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from msgspec.structs import replace

from pipeline.fold import fold
from pipeline.measure.circumstance import lead_ins, passages, standards
from pipeline.measure.circumstance import period as periods
from pipeline.measure.circumstance.anchor import Anchor, read_anchor
from pipeline.measure.circumstance.aspect import DIFFERENCE, Reading
from pipeline.measure.circumstance.basis import carried
from pipeline.measure.circumstance.calendar import is_span, last_year
from pipeline.measure.circumstance.dating import Dated, read_dates, resolve
from pipeline.measure.circumstance.frames import Frame, read_frames, read_list_frame
from pipeline.measure.circumstance.passages import Passage, clause_end, clause_start, goes_on_list
from pipeline.measure.circumstance.period import Context, When
from pipeline.measure.circumstance.readers import Readers
from pipeline.measure.circumstance.series import spread_years
from pipeline.measure.circumstance.status import StatusCue, Verdict, decide_status
from pipeline.measure.circumstance.table import Column, Tables
from pipeline.measure.circumstance.times import NO_PERIOD, TimeCue
from pipeline.patterns import regex
from pipeline.records import Circumstance, Quantity, Report

_LIST_ITEM = 80
"""Paragraphs of a list that a lead-in (…如下:) opens are shorter than this."""
_OPENS_PARAGRAPH = 60
"""A lead-in opens its paragraph if it stands so near to its beginning, behind a form of address for instance."""
_GOES_TO = regex.lazy(r"[^。;,]{0,16}?[,]?[^。;,]{0,10}?(?:到|至|为|成)")
_GOES_ON = regex.lazy(r"再(?!次|就业|生|度|创|接|现|加)|还将")


class Walk:
    """The pass through one report."""

    def __init__(self, report: Report, readers: Readers) -> None:
        self.text = report.text
        # The page of a compilation holds many reports: each reads its own part, at the positions of the page.
        self.folded = "\n" * report.part.start + fold(report.text)[report.part.start : report.part.end]
        self.readers = readers
        self.anchor: Anchor = read_anchor(report, self.folded, readers.times.periods)
        self.frames = read_frames(report.sections, report.part.start, self.anchor, readers.headings)
        begin = report.part.body_start
        self.tables = Tables(self.folded, begin)
        self.time_cues = list(readers.times.read(self.folded, begin, report.part.body_end, self.anchor))
        self.time_starts = [cue.start for cue in self.time_cues]
        self.frame_starts = [frame.start for frame in self.frames]
        self.quantities = report.quantities
        self.passages = list(passages.read_passages(report.sentences, self.folded)) or [
            Passage(report.part.body_start, report.part.body_end, 0, report.part.body_end - report.part.body_start)
        ]
        self.status_cues = [
            cue
            for start, end in passages.with_figures(self.passages, self.quantities)
            for cue in readers.status.read(self.folded, start, end)
        ]
        self.status_starts = [cue.start for cue in self.status_cues]
        self.context = Context()
        self.frame = self.frames[0]
        self.last_when: When | None = None
        self.planned = False
        """Whether the last figure was intended by the words of its own sentence."""
        self.span_lead: When | None = None
        """The lead-in of a paragraph over several years (五年来,…): the paragraphs and sub-headings after it
        stand under it, to the end of the top section or to a paragraph that opens with another time."""
        self._span_level = 0
        self.list_frame: Frame | None = None
        """What a list of intentions inside a review stands under (下一步,我们打算:一是…)."""
        self._list_level = 0
        self._frame_start = self._frame_end = 0
        self._paragraph_start = 0

    def run(self) -> list[Circumstance]:
        """One reading for each quantity, in order."""
        quantities = self.quantities
        starts = [quantity.start for quantity in quantities]
        starts.append(len(self.folded) + 1)  # so that there is always a next one
        read: list[Circumstance] = []
        paragraph = -1
        done = 0
        for passage in self.passages:
            if starts[done] < passage.start:  # outside every sentence
                first = bisect_left(starts, passage.start, done)
                read += self._read_apart(quantities[done:first])
                done = first
            self._enter(passage.start)
            if passage.paragraph != paragraph:
                paragraph = passage.paragraph
                self._begin_paragraph(passage)
            self._open_list(passage)
            first = done
            if starts[done] < passage.end:
                done = bisect_left(starts, passage.end, done)
            if first == done and not self._has_times(passage):
                self.context.fine = None
                continue
            read += self._read(passage, quantities[first:done])
        return read + self._read_apart(quantities[done:])

    def _read_apart(self, quantities: tuple[Quantity, ...]) -> list[Circumstance]:
        """Figures that stand in no sentence, each on its own."""
        read: list[Circumstance] = []
        for quantity in quantities:
            self._enter(quantity.start)
            read += self._read(Passage(quantity.start, quantity.end, -1, 0), (quantity,))
        return read

    def _enter(self, at: int) -> None:
        if self._frame_start <= at < self._frame_end:
            return
        number = max(0, bisect_right(self.frame_starts, at) - 1)
        self._frame_start = self.frame_starts[number]
        self._frame_end = self.frame_starts[number + 1] if number + 1 < len(self.frames) else len(self.folded)
        frame = self.frames[number]
        if frame is self.frame:
            return
        top = frame.level <= 1 and self._span_level > 0
        if top or frame.status == "target" or frame.period != self.frame.period:
            self.span_lead = None
        if self.list_frame is not None and (frame.level <= self._list_level or frame.status is not None):
            self.list_frame = None
        self.frame = frame if self.list_frame is None else self.list_frame
        self.context = Context()

    def _begin_paragraph(self, passage: Passage) -> None:
        context = self.context
        listed = context.listed
        if listed is not None and passage.paragraph_length > _LIST_ITEM:
            listed = None
        self.context = Context(listed=listed)
        self._paragraph_start = passage.start
        if self.list_frame is not None and not lead_ins.is_labelled(self.folded, passage.start):
            self.list_frame = None
            self.frame = self.frames[max(0, bisect_right(self.frame_starts, passage.start) - 1)]

    def _open_list(self, passage: Passage) -> None:
        """下一步,我们打算:一是… A list of what is intended, inside a review."""
        if self.frame.status == "target" or (words := lead_ins.list_lead_in(self.folded, passage)) is None:
            return
        frame = read_list_frame(words, passage.start, self.frame, self.anchor, self.readers.headings)
        if frame is not None:
            self.list_frame, self._list_level = frame, self.frame.level
            self.frame = frame

    # ------------------------------------------------------------ one passage

    def _read(self, passage: Passage, quantities: tuple[Quantity, ...]) -> list[Circumstance]:
        cues = self._dates(passage)
        read: list[Circumstance] = []
        if quantities:
            first = bisect_left(self.status_starts, passage.start)
            status_cues = self.status_cues[first : bisect_left(self.status_starts, passage.end, first)]
            before: tuple[Quantity, Circumstance, Reading] | None = None
            for quantity in quantities:
                circumstance, reading = self._one(passage, quantity, cues, status_cues, before)
                if circumstance.status == "standard" and read:
                    standards.spread(self.folded, quantities, read, circumstance)
                before = quantity, circumstance, reading
                read.append(circumstance)
            if cues and len(quantities) > 1:
                spread_years(self.folded, passage.start, quantities, read, cues, self.anchor)
        self.context.fine = None
        if cues:
            self._leave(passage, cues)
        return read

    def _has_times(self, passage: Passage) -> bool:
        first = bisect_left(self.time_starts, passage.start)
        return first < len(self.time_starts) and self.time_starts[first] < passage.end

    def _dates(self, passage: Passage) -> list[Dated]:
        if not self._has_times(passage):
            return []
        first = bisect_left(self.time_starts, passage.start)
        cues = self.time_cues[first : bisect_left(self.time_starts, passage.end, first)]
        return read_dates(self.folded, cues, self.context, self.frame, self.anchor)

    def _leave(self, passage: Passage, cues: list[Dated]) -> None:
        """What the sentences after this one hang on."""
        for cue, period in cues:
            if cue.role != "governs" or cue.kind in NO_PERIOD:
                continue
            if not lead_ins.leads(self.folded, cue, passage, self.anchor, self._paragraph_start):
                continue
            when = When(period, cue.kind, cue.rule, "lead-in")
            coarse = cue.kind not in ("sub", "months-own", "years") and (
                period is None or "-" not in period or cue.kind == "own"
            )
            if not coarse:
                if self.folded[cue.end - 1] not in "底末":  # 5月底 is a day of reckoning, nothing goes on from it
                    self.context.fine = when
                continue
            if not self._turns_to_another_year(period, cues):
                self.context.coarse = when
                self._govern_on(when, cue)
            break
        if lead_ins.ends_with_colon(self.folded, passage):
            governing = [(cue, period) for cue, period in cues if cue.role == "governs" and cue.kind not in NO_PERIOD]
            if governing:
                cue, period = governing[-1]
                self.context.listed = When(period, cue.kind, cue.rule, "lead-in")

    def _turns_to_another_year(self, period: str | None, cues: list[Dated]) -> bool:
        """Whether a sentence that opens with one of the years of a report on several goes on to another of them; the
        sentences after it hang on neither."""
        if not is_span(self.anchor.own) or is_span(period):
            return False
        years = {last_year(each) for cue, each in cues if cue.role == "governs" and each is not None}
        return len(years) > 1

    def _govern_on(self, when: When, cue: TimeCue) -> None:
        """A lead-in that opens a paragraph may hold for the paragraphs after it, or end one that does."""
        if cue.start - self._paragraph_start > _OPENS_PARAGRAPH or self.frame.status == "target":
            return
        long = is_span(when.period) and cue.kind in ("back", "named", "within")
        self.span_lead = when if long else None
        self._span_level = self.frame.level

    # ------------------------------------------------------------ one quantity

    def _one(
        self,
        passage: Passage,
        quantity: Quantity,
        cues: list[Dated],
        status_cues: list[StatusCue],
        before: tuple[Quantity, Circumstance, Reading] | None,
    ) -> tuple[Circumstance, Reading]:
        folded = self.folded
        at = quantity.modifier_start
        if before is not None and goes_on_list(folded, before[0], quantity, passage.start):
            earlier, circumstance, reading = before
            if quantity.kind == earlier.kind or reading.aspect == "level":
                return replace(circumstance, rules=(*circumstance.rules, "list")), reading
        clause = clause_start(folded, passage.start, at)
        sentence = max(passage.start, folded.rfind(";", passage.start, at) + 1)
        is_shared = before is not None and before[2].aspect == "share" and before[0].start >= sentence
        share_end = before[0].modifier_end if before is not None and is_shared else -1
        reading = self.readers.aspect.read(folded, clause, sentence, quantity, share_end)
        column = self.tables.column_head(quantity.start)
        if column is not None:
            of_column = self.readers.aspect.of_column(folded, column.start, column.end, quantity)
            reading = of_column if of_column.rule else reading
        previous_end = before[0].end if before is not None else passage.start
        when = self._governing(quantity, reading, cues, previous_end, clause)
        aside = when if when is not None and when.source == "aside" else None
        if aside is not None:
            others = [each for each in cues if each[0].role != "aside"]
            when = self._governing(quantity, reading, others, previous_end, clause)
        lead = self.context.fine or self.context.coarse or self.context.listed or self.span_lead
        governing = when or lead
        hint = governing.period if governing is not None and governing.kind != "none" else None
        compared = reading.rule.startswith(DIFFERENCE)
        verdict = decide_status(
            folded, quantity, status_cues, self.frame, hint, self.anchor, self.readers.status, compared
        )
        if column is not None:
            said, rule = self.readers.headings.status(folded[column.start : column.end])
            verdict = Verdict("target", rule) if said == "target" else verdict
        if verdict.status == "actual" and before is None and self.planned and _GOES_ON.match(folded, passage.start):
            verdict = Verdict("target", "goes-on")
        self.planned = verdict.status == "target" and self.frame.status != "target"
        if verdict.status == "standard":
            reading = standards.of_share(quantity, reading, before)
        if self._is_base(quantity, reading, when):
            verdict = Verdict("actual", "base-of-comparison")
        if verdict.status == "actual":
            when = None if periods.is_too_late(when, self.anchor, at) else when
            lead = None if periods.is_too_late(lead, self.anchor, at) else lead
            end = clause_end(folded, at, passage.end)
            to_come = periods.to_come_behind(folded, quantity, cues, end, self.anchor)
            if to_come is not None and (when is None or when.clause_until < at):
                when, verdict = to_come, Verdict("target", "time-to-come")
        if verdict.status == "target" and aside is not None:
            when = aside
        if when is None and verdict.status == "target":
            when = periods.behind(folded, quantity, cues, clause_end(folded, at, passage.end))
        if when is None and before is None and folded.startswith("其中", passage.start):
            when = self.last_when
        when = (self._when_of_column(column) if column is not None else None) or when or lead or self._default(verdict)
        self.last_when = when if when.source in ("sentence", "aside") else None
        if reading.aspect == "share" and periods.is_share_of_sum(folded, clause, quantity, before and before[1], when):
            period = when.period
        else:
            period = self._period(quantity, reading, verdict, when, cues, max(clause, previous_end))
        if column is not None:
            basis, basis_rule = self._basis(quantity, reading, column.start, column.start, column.end, None)
        else:
            basis, basis_rule = self._basis(quantity, reading, clause, sentence, at, before)
        commitment = (
            (self.text[verdict.cue.start : verdict.cue.end],) if verdict.cue is not None and verdict.cue.commits else ()
        )
        rules = tuple(rule for rule in (reading.rule, verdict.rule, when.rule, basis_rule) if rule)
        return (
            Circumstance(
                aspect=reading.aspect,
                direction=reading.direction,
                status=verdict.status,
                time_period=period,
                basis=basis,
                commitment=commitment,
                rules=rules,
            ),
            reading,
        )

    def _governing(
        self, quantity: Quantity, reading: Reading, cues: list[Dated], previous_end: int, clause: int
    ) -> When | None:
        return periods.governing(self.folded, quantity, reading, cues, previous_end, clause, self.frame, self.anchor)

    def _when_of_column(self, column: Column) -> When | None:
        """The time that the head of a column names."""
        for cue in self.time_cues[bisect_left(self.time_starts, column.start) :]:
            if cue.start >= column.end:
                break
            if cue.role == "governs" and cue.kind not in NO_PERIOD:
                period = resolve(cue, None, self.context, self.frame, self.anchor)
                if period is not None and not (cue.dated and not self.anchor.believed):
                    return When(period, cue.kind, cue.rule, "sentence")
        return None

    def _is_base(self, quantity: Quantity, reading: Reading, when: When | None) -> bool:
        """Whether a figure is what a change starts from: it was so before, whatever is planned."""
        if reading.rule == "level-left":
            return bool(_GOES_TO.match(self.folded, quantity.modifier_end))
        end = last_year(when.period) if when is not None and when.source == "base" else None
        return end is not None and self.anchor.now is not None and end < self.anchor.now

    def _default(self, verdict: Verdict) -> When:
        """The period where neither the sentence nor its paragraph names one."""
        frame = self.frame
        if self.anchor.proposes and verdict.status == "actual" and frame.kind == "own" and is_span(self.anchor.own):
            return When(None, "none", "aside-of-plan", "report")
        if verdict.status == "standard":
            return When(None, "none", "undated-norm", "report")
        if frame.status == "target":
            if verdict.status == "actual":
                return When(self.anchor.own if not self.anchor.plans else None, "own", "report-period", "report")
            return When(frame.period, frame.kind, frame.rule, "heading")
        return When(frame.period, frame.kind, frame.rule, "heading" if frame.kind != "own" else "report")

    def _period(
        self,
        quantity: Quantity,
        reading: Reading,
        verdict: Verdict,
        when: When,
        cues: list[Dated],
        clause: int,
    ) -> str | None:
        at = quantity.modifier_start
        if verdict.status == "standard" and not any(
            cue.role == "governs" and clause <= cue.start < at for cue, _ in cues
        ):
            return None
        if reading.rule == "level-left" and not (
            when.source in ("sentence", "base")
            and any(cue.end <= at and cue.start >= clause and cue.role in ("start", "basis") for cue, _ in cues)
        ):
            return periods.before_change(self.folded, quantity, clause, when, self.anchor)
        looks_ahead = verdict.status == "target" and verdict.open and self.frame.status != "target"
        if looks_ahead and (when.kind == "own" or when.source in ("report", "heading")):
            return None
        if when.period is not None and when.period == self.anchor.school_year:
            return when.period
        averaged = periods.is_mean(quantity, cues, clause)
        fallback = None
        if averaged and not is_span(when.period):
            lead = self.context.coarse
            fallback = periods.first_of(
                lead.period if lead is not None else None,
                self.span_lead.period if self.span_lead is not None else None,
                self.frame.period,
                self.anchor.own,
                periods.span_from(self.anchor.now, when.period) if verdict.status == "target" else None,
            )
        return periods.settle(self.folded, quantity, reading, when, clause, averaged, fallback, self.anchor.school_year)

    def _basis(
        self,
        quantity: Quantity,
        reading: Reading,
        clause: int,
        sentence: int,
        words_end: int,
        before: tuple[Quantity, Circumstance, Reading] | None,
    ) -> tuple[str | None, str]:
        if reading.aspect not in ("change", "rank"):
            return None, ""
        basis, rule = self.readers.basis.read(self.folded, self.text, clause, sentence, words_end, reading)
        if basis is None and reading.aspect == "change" and before is not None:
            return carried(self.folded, quantity, before)
        return basis, rule
