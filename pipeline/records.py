"""Every record of the pipeline, defined once.

All spans are half-open and count code points. `start`/`end` lie in the repaired text of a page
(`Page.text.text`); `source_start`/`source_end` lie in the text as it was read (`Source.text`).
Records are frozen: a stage takes records and returns new ones.

The first half are the records that stages hand on to each other, in the order in which they arise; the second
half, from `Document` on, are the rows of the tables, with their columns in the order of the contract.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from pipeline.aligned import AlignedText
from pipeline.tokens import Tokens

Severity = Literal["info", "warning", "error"]
Script = Literal["hans", "hant"]
Aspect = Literal["level", "change", "share", "rank"]
Direction = Literal["up", "down"]
Status = Literal["actual", "target", "standard"]
CONFIRMED, CONFLICT, RESTORED = "arithmetic_confirmed", "arithmetic_conflict", "restored"
"""Flags of an indicator: what arithmetic found."""
Kind = Literal[
    "count",
    "money",
    "percent",
    "percentage_point",
    "ratio",
    "area",
    "length",
    "mass",
    "volume",
    "energy",
    "duration",
    "score",
    "rank",
    "per_unit",
    "other",
]


# ---------------------------------------------------------------- read → clean → split


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One text as it was read from a file, an archive member or a table row; nothing repaired yet."""

    path: str
    """Relative to the corpus folder, with `/`; an archive member is `a.zip!b.txt`, a table row `a.csv#3`."""
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    sha256: str = ""
    """Of the bytes of the file (or archive member, or row)."""
    title: str | None = None
    """What the file itself says its title is: `<title>`, document properties. Not trusted, only offered."""
    published: str | None = None
    """ISO date from the file's metadata, if any."""


class Damage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A place in the repaired text (or the whole page) that is not what the author wrote, and stays so."""

    kind: str
    """A kind of the damage catalogue in docs/damage.md: `yearbleed`, `maskyear`, `digiteaten`, `spun`, …"""
    start: int
    end: int
    detail: str = ""
    restored: str | None = None
    """What the author wrote, if that is known without being certain enough for an edit."""

    @property
    def whole_page(self) -> bool:
        """Whether the finding concerns the page as a whole rather than a place in it."""
        return self.start == self.end == 0


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `problems`: something that a reader of the tables must know. Built by `problems.problem`."""

    path: str
    document_id: str | None = None
    stage: str
    code: str
    severity: Severity
    detail: str = ""
    start: int | None = None
    end: int | None = None


class Page(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One source text under repair: the aligned text, and what is known about its damage."""

    source: Source
    text: AlignedText
    script: Script = "hans"
    title: str | None = None
    """The title as the page shows it, repaired, without site parts."""
    published: str | None = None
    complete: bool = True
    damage: tuple[Damage, ...] = ()
    problems: tuple[Problem, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One report of a page, found by split: where it stands in the page's repaired text."""

    number: int
    """1, 2, … in reading order."""
    start: int
    end: int
    body_start: int
    """Where the report proper begins: after its title."""
    body_end: int
    title: str | None = None
    site_heading: str | None = None
    """What a compilation calls all its parts: it tells what kind of report this is, but is not its title."""


# ---------------------------------------------------------------- segment → structure → measure


def _no_words(start: int, end: int) -> Tokens:
    return Tokens([], [start])


class Sentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A sentence of the body, with its final punctuation. Sentences never cross a line break."""

    start: int
    end: int
    paragraph: int
    """Number of the line it stands in, from 0."""
    cut: Callable[[int, int], Tokens] = _no_words
    """Cuts a span of the text into words; see `segment.cutter`."""

    @property
    def tokens(self) -> Tokens:
        """Its words; none for a sentence without any numeral, which nothing downstream reads word by word."""
        return self.cut(self.start, self.end)


class Skipped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A number in the body that is no quantity, with the rule that says why."""

    start: int
    end: int
    rule: str


class Quantity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A number that measures or counts: its reading, before anything is known of what it measures."""

    start: int
    end: int
    value: float | None
    """None for a true range, and for a damaged figure that nothing restores."""
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    """Without magnitude, in the spelling of rules/units.csv."""
    kind: Kind = "other"
    approx: bool = False
    modifier: tuple[str, ...] = ()
    """The words that bound, approximate or commit: 约, 以上, 力争, 不低于."""
    modifier_start: int
    """Where the words begin that belong to the number (约, 超过, 不低于), `start` if there are none."""
    modifier_end: int
    """Where the words end that belong to the number (以上, 左右), `end` if there are none."""
    noun_start: int
    """Span of the noun counted right behind a measure word (`12所学校` → 学校); empty if there is none."""
    noun_end: int
    damaged: bool = False
    rule: str


class Circumstance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How a quantity is meant: level or change, done or planned, when, against what."""

    aspect: Aspect = "level"
    direction: Direction | None = None
    status: Status = "actual"
    time_period: str | None = None
    basis: str | None = None
    commitment: tuple[str, ...] = ()
    """Words that commit or hedge (力争, 确保), for the indicator's `modifier`."""
    rules: tuple[str, ...] = ()
    """Ids of the rules that decided, for explain."""


class Naming(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What a quantity measures, in repaired words."""

    name: str
    entity: str | None = None
    region: str | None = None
    """A narrower or other place than the report's own that the sentence names."""
    rules: tuple[str, ...] = ()
    confidence: float = 1.0


# ---------------------------------------------------------------- the rows of the tables


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `documents`: one report, with its facts."""

    document_id: str
    path: str
    part: int
    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    region_code: str | None = None
    report_type: str | None = None
    period: str | None = None
    period_evidence: str | None = None
    published: str | None = None
    script: Script = "hans"
    encoding: str
    media_type: str
    complete: bool = True
    damage: tuple[str, ...] = ()
    source_sha256: str
    source_chars: int
    text_chars: int
    body_start: int
    body_end: int
    duplicate_of: str | None = None
    similarity: float | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `sections`: a heading or an 一是… point, and what it governs."""

    section_id: str
    document_id: str
    parent_id: str | None
    ordinal: int
    """Reading order in the document, from 1."""
    level: int
    kind: Literal["heading", "point"]
    label: str
    text: str
    missing: bool = False
    start: int
    """Span of the heading itself, label included; empty where the heading is missing."""
    end: int
    source_start: int
    source_end: int


class Indicator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `indicators`: one quantity, with what it measures."""

    indicator_id: str
    document_id: str
    section_id: str | None
    surface: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    kind: Kind
    approx: bool
    name: str
    entity: str | None
    aspect: Aspect
    direction: Direction | None
    status: Status
    time_period: str | None
    basis: str | None
    damaged: bool
    indicator: str | None = None
    region: str | None = None
    region_code: str | None = None
    sentence: str
    start: int
    end: int
    source_start: int
    source_end: int
    modifier: tuple[str, ...] = ()
    rule: str
    confidence: float
    flags: tuple[str, ...] = ()


class Observation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `panel`: what a report states about its own region, as place × period × indicator."""

    ref_area: str | None
    region: str | None
    indicator: str
    indicator_name: str
    time_period: str | None
    status: Status
    obs_value: float | None
    low: float | None
    high: float | None
    modifier: tuple[str, ...] = ()
    unit_measure: str | None
    approx: bool
    obs_status: str
    document_id: str
    indicator_id: str
    witnesses: int = 1
    conflict: bool = False


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `terms`: how often a word of a user's list stands in a section."""

    document_id: str
    section_id: str | None
    term: str
    count: int


class EditRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `edits`: one change to the text, with its evidence."""

    document_id: str
    source_start: int
    source_end: int
    before: str
    after: str
    rule: str
    confidence: float
    evidence: str
    margin: float | None


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `readings`: what some copies of a report have at a place where its copies differ."""

    document_id: str
    """The report that speaks for its copies."""
    start: int
    """Span of the place in its repaired text."""
    end: int
    source_start: int
    source_end: int
    reading: str
    standing: Literal["damaged", "guessed", "doubtful", "sound", "proved"]
    copies: tuple[str, ...]
    """document_id of each copy that reads so; none where the figure was put together from what several copies kept."""
    chosen: bool
    contested: bool
    """Nothing decided between the readings: the text keeps the one that it had."""
    rule: str


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A row of `texts`: the text as read and as repaired."""

    document_id: str
    source_text: str
    text: str


# ---------------------------------------------------------------- a report, complete


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One report on its way through the stages; each stage fills what it is for."""

    page: Page
    part: Part
    document: Document
    sentences: tuple[Sentence, ...] = ()
    sections: tuple[Section, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    """One for each quantity, in order."""
    namings: tuple[Naming, ...] = ()
    """One for each quantity, in order."""
    indicators: tuple[Indicator, ...] = ()
    """One for each quantity, in order."""
    observations: tuple[Observation, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The repaired text of the whole page; all spans of this report lie in it."""
        return self.page.text.text
