"""The tables: which there are, of which records, and what every column means.

The columns are the fields of the records, in their order; types follow from the annotations. The same schema serves
CSV, Parquet, DuckDB, datapackage.json and docs/tables.md.
"""

from __future__ import annotations

import functools
import types
import typing
from typing import Any, Literal

import msgspec

from pipeline.records import (
    Document,
    EditRow,
    Indicator,
    Observation,
    Problem,
    Reading,
    Section,
    Term,
    Text,
)

ColumnType = Literal["string", "integer", "number", "boolean", "list"]


class Column(msgspec.Struct, frozen=True):
    """A column of a table. `list` is joined by `;`. `choices` are the only values there are, if they are fixed."""

    name: str
    type: ColumnType
    required: bool
    choices: tuple[str, ...] = ()


class Table(msgspec.Struct, frozen=True):
    """A table: the record its rows come from, its key, and its foreign keys as (column, table, column)."""

    name: str
    record: type[msgspec.Struct]
    title: str
    key: tuple[str, ...] = ()
    references: tuple[tuple[str, str, str], ...] = ()
    csv: bool = True
    """False for tables that are written as Parquet and DuckDB only."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in order."""
        return _columns(self.record)


IN_DOCUMENT = ("document_id", "documents", "document_id")

TABLES: tuple[Table, ...] = (
    Table("documents", Document, "One row for each report: its facts.", ("document_id",)),
    Table(
        "sections",
        Section,
        "One row for each heading and each 一是… point, in reading order.",
        ("section_id",),
        (IN_DOCUMENT, ("parent_id", "sections", "section_id")),
    ),
    Table(
        "indicators",
        Indicator,
        "One row for each number that measures or counts something.",
        ("indicator_id",),
        (IN_DOCUMENT, ("section_id", "sections", "section_id")),
    ),
    Table(
        "panel",
        Observation,
        "One row for each place, indicator, period and status that a report states of its own region.",
        ("indicator_id", "indicator", "time_period"),
        (IN_DOCUMENT, ("indicator_id", "indicators", "indicator_id")),
    ),
    Table(
        "terms",
        Term,
        "How often a word of a user's list stands in a section.",
        ("document_id", "section_id", "term"),
        (IN_DOCUMENT,),
    ),
    Table(
        "edits",
        EditRow,
        "One row for each change to the text, and for each figure that arithmetic restores, with its evidence.",
        (),
        (IN_DOCUMENT,),
    ),
    Table("problems", Problem, "What a reader of the tables must know about a file, page or report."),
    Table(
        "texts",
        Text,
        "The text of each report's page as read and as repaired.",
        ("document_id",),
        (IN_DOCUMENT,),
        False,
    ),
    Table(
        "readings",
        Reading,
        "What the copies of a report have where they differ, and which reading won.",
        (),
        (IN_DOCUMENT,),
    ),
)


DOCUMENTS = TABLES[0]


def table(name: str) -> Table:
    """The table of that name; KeyError if there is none."""
    return {table.name: table for table in TABLES}[name]


@functools.cache
def _columns(record: type[msgspec.Struct]) -> tuple[Column, ...]:
    return tuple(_column(name, hint) for name, hint in typing.get_type_hints(record).items())


def _column(name: str, hint: Any) -> Column:
    optional = False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        members = [member for member in typing.get_args(hint) if member is not type(None)]
        optional = len(members) < len(typing.get_args(hint))
        (hint,) = members
    if typing.get_origin(hint) is Literal:
        return Column(name, "string", not optional, tuple(typing.get_args(hint)))
    if typing.get_origin(hint) is tuple:
        return Column(name, "list", False)
    plain: dict[Any, ColumnType] = {str: "string", int: "integer", float: "number", bool: "boolean"}
    return Column(name, plain[hint], not optional)


DESCRIPTIONS: dict[str, dict[str, str]] = {
    "documents": {
        "document_id": "Twelve hex digits made from path and part; stays the same while the file keeps its name.",
        "path": "The file inside the corpus folder; `a.zip!b.txt` for a member of an archive, `a.csv#3` for a row.",
        "part": "1, 2, … in a page that holds several reports.",
        "title": "The report's title, repaired, without site name.",
        "issuer": "Who reports, as precisely as the text says; empty when masked.",
        "region": "The place reported on, with its parents.",
        "region_code": "GB/T 2260 code of the region, valid in the period.",
        "report_type": "What kind of report: 工作总结, 政府工作报告, 统计公报, …; 其他 if none of those known.",
        "period": "The period reported on: 2015, 2015-H1, 2015-Q3, 2015-06, 2018/2020.",
        "period_evidence": "The words that prove the period.",
        "published": "Date of publication that the page or file states.",
        "script": "hans or hant: the script of the source.",
        "encoding": "Character encoding of the file.",
        "media_type": "Media type of the file, by its content.",
        "complete": "false if the page cuts the report off or leaves out a part.",
        "damage": "Kinds of damage found, see docs/damage.md.",
        "source_sha256": "SHA-256 of the bytes of the file, member or row.",
        "source_chars": "Length of the source text in code points.",
        "text_chars": "Length of the repaired text in code points.",
        "body_start": "Where the report proper begins in the repaired text.",
        "body_end": "Where it ends.",
        "duplicate_of": "document_id of the better copy of the same report, if this one is a copy.",
        "similarity": "Estimated Jaccard similarity to that copy, 0 to 1.",
    },
    "sections": {
        "section_id": "Stable inside the document.",
        "document_id": "The report.",
        "parent_id": "The section above.",
        "ordinal": "Reading order, from 1.",
        "level": "Depth in the report's own outline, 1 is the top.",
        "kind": "heading, or point for 一是…二是….",
        "label": "The label as written: 一、 (二) 3. 一是.",
        "text": "The heading without its label, repaired.",
        "missing": "true if a site's outline lists the heading and the body lacks it.",
        "start": "Start of the heading in the repaired text.",
        "end": "Its end.",
        "source_start": "Start of the heading in the source text.",
        "source_end": "Its end.",
    },
    "indicators": {
        "indicator_id": "Stable inside the document.",
        "document_id": "The report.",
        "section_id": "The section that the number stands in.",
        "surface": "The quantity exactly as it stands in the source text.",
        "value": "The number with 万, 亿 applied, in `unit`; empty for a range and for a damaged figure.",
        "low": "Lower end of a range, or the bound of 以上, 超过, 不低于.",
        "high": "Upper end of a range, or the bound of 以内, 不超过.",
        "unit": "The unit without magnitude: 元, 人, 所, %, 个百分点, 元/生·年, 1:, 名次.",
        "kind": "What sort of quantity it is.",
        "approx": "true for 约, 近, 余, 多, 左右, 上下.",
        "name": "What is measured: a short noun phrase, entity first, property last.",
        "entity": "Whose or where, when narrower than the report's own region.",
        "aspect": "level, change, share or rank.",
        "direction": "up or down, for a change.",
        "status": "actual (done, observed), target (planned, required of the future), standard (a norm).",
        "time_period": "The period the number speaks of, as in documents.period; empty where the words do not decide.",
        "basis": "What a change or rank is against: 去年, 同比, 计划, 全市.",
        "damaged": "true when the digits in the source are not what the author wrote.",
        "indicator": "Id in the taxonomy, if the name has one.",
        "region": "The place the number speaks of, if another than the report's.",
        "region_code": "Its GB/T 2260 code.",
        "sentence": "The sentence, repaired.",
        "start": "Start of the quantity in the repaired text.",
        "end": "Its end.",
        "source_start": "Start of the quantity in the source text.",
        "source_end": "Its end.",
        "modifier": "Words that bound, approximate or commit: 约, 以上, 力争, 不低于.",
        "rule": "The rule that read the number.",
        "confidence": "Estimated chance that value, unit, name, status, aspect and period are all right, 0 to 1.",
        "flags": "What checks found: arithmetic_confirmed, arithmetic_conflict, restored, collated, contested.",
    },
    "panel": {
        "ref_area": "GB/T 2260 code of the place.",
        "region": "Its name.",
        "indicator": "Id in the taxonomy.",
        "indicator_name": "Its name.",
        "time_period": "2025, 2025-H1, 2021/2025.",
        "status": "actual, target or standard.",
        "obs_value": "The observed value; a decline is negative.",
        "low": "Lower end or bound.",
        "high": "Upper end or bound.",
        "modifier": "Words that bound, approximate or commit.",
        "unit_measure": "Unit of the value.",
        "approx": "true for an approximate value.",
        "obs_status": "SDMX code list CL_OBS_STATUS.",
        "document_id": "The report.",
        "indicator_id": "The mention that the observation rests on.",
        "witnesses": "How many statements in the report say the same.",
        "conflict": "true if the report states other values for the same fact.",
    },
    "terms": {
        "document_id": "The report.",
        "section_id": "The section.",
        "term": "The word.",
        "count": "How often it stands there.",
    },
    "edits": {
        "document_id": "The report whose page was changed; furniture between reports counts to the one before it.",
        "source_start": "Start of the changed stretch in the source text.",
        "source_end": "Its end.",
        "before": "What stood there when the rule saw it.",
        "after": "What it was replaced by; empty for a cut.",
        "rule": "The rule.",
        "confidence": "Chance that the author wrote `after`, 0 to 1.",
        "evidence": "observed, proved or guessed.",
        "margin": "For guesses: lead over the runner-up in nats.",
    },
    "problems": {
        "path": "The file.",
        "document_id": "The report, if it is known.",
        "stage": "The stage that noticed.",
        "code": "What is wrong, see docs/problems.md.",
        "severity": "info, warning or error.",
        "detail": "More about it.",
        "start": "Where: in the repaired text if document_id is given, else in the source text.",
        "end": "Its end.",
    },
    "texts": {
        "document_id": "The report.",
        "source_text": "The text of its page as it was read.",
        "text": "The same text repaired.",
    },
    "readings": {
        "document_id": "The report that speaks for its copies.",
        "start": "Start of the place in its repaired text.",
        "end": "Its end.",
        "source_start": "Start of the place in its source text.",
        "source_end": "Its end.",
        "reading": "What stands there.",
        "standing": "The best it has in any copy: damaged, guessed, doubtful (a rewritten page), sound, proved.",
        "copies": "document_id of each copy that reads so; empty for a figure put together from several copies.",
        "chosen": "true for the reading that the text now has.",
        "contested": "true if nothing decided between the readings.",
        "rule": "What decided: collate.proof, collate.page, collate.vote, collate.digits, collate.base.",
    },
}
