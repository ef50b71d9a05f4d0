"""The second pass of a batch: reports that have copies are read again and collated with them.

Nothing is kept in memory but one group of copies at a time. The first half reads the copies (`attest`) and puts what
they attest aside; the second reads the reports that speak for them (`revise`) and gives the new rows of their pages.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from pipeline.collate import Duplicate, Signature
from pipeline.collate.collation import Collation, Placed, compare, edited, flagged, placed, readings
from pipeline.collate.witness import Witness, witness
from pipeline.flow import process, process_page
from pipeline.read import read
from pipeline.records import Document, Page, Problem, Report, Source
from pipeline.resources import Resources
from pipeline.spool import Spool
from pipeline.store.revision import Revisions
from pipeline.store.rows import Rows, rows_of
from pipeline.store.schema import table

MOST_COPIES = 15
"""Copies that a report is collated with, the least damaged ones."""


class Group(msgspec.Struct, frozen=True):
    """A report and its copies, the best first, by document_id."""

    base: str
    copies: tuple[str, ...]


class InputFile(Protocol):
    """A file of the corpus, see `batch.InputFile`."""

    @property
    def path(self) -> str: ...
    @property
    def relative(self) -> str: ...


class Wanted(msgspec.Struct, frozen=True):
    """Documents of one file, with the paths of their pages."""

    file: bytes
    """Its path as the system has it, since names of files need not be text."""
    relative: str
    documents: dict[str, str]


class Revise(msgspec.Struct, frozen=True):
    """Documents of one file that have copies, and what their copies attest."""

    wanted: Wanted
    copies: dict[str, list[Witness]]


class Revised(msgspec.Struct, frozen=True):
    """What collation changes on one page. No documents and rows if it stays as it is."""

    path: str
    documents: list[Document]
    rows: dict[str, msgspec.Raw]
    """By table, as MessagePack."""
    own_facts: list[str]


def groups(copies: Mapping[str, Duplicate], signatures: Iterable[Signature]) -> list[Group]:
    """The reports whose copies say anything else than they do, from the signatures of all concerned. Copies that are
    equal word for word need no reading."""
    known = {one.document_id: one for one in signatures}
    members: dict[str, list[Signature]] = defaultdict(list)
    for document_id, copy in copies.items():
        members[copy.duplicate_of].append(known[document_id])
    made = []
    for base, others in sorted(members.items()):
        texts = {known[base].text_digest}
        distinct = []
        for one in sorted(others, key=lambda one: (one.incomplete, one.damage, one.path, one.part)):
            if one.text_digest not in texts:
                texts.add(one.text_digest)
                distinct.append(one.document_id)
        if distinct:
            made.append(Group(base, tuple(distinct[:MOST_COPIES])))
    return made


Each = Callable[["Errand", Iterable[Any]], Iterator[Any]]
"""Does an errand on many items in parallel, and gives the results in their order; nothing for one that failed."""


@contextmanager
def collated(
    found: Sequence[Group], paths: Mapping[str, str], files: Iterable[InputFile], folder: Path, each: Each
) -> Iterator[Revisions]:
    """What collating the groups changes in the tables. `paths` are those of the documents' pages; `folder` is where
    what must wait is put aside."""
    if not found:
        yield Revisions()
        return
    by_name = {file.relative: file for file in files}
    with Spool(folder / "witnesses", Witness) as witnesses, Spool(folder / "pages", Revised) as pages:
        numbers: dict[str, int] = {}
        copies = [copy for group in found for copy in group.copies]
        for attested in each(ATTEST, _by_file(copies, paths, by_name)):
            for one in attested:
                numbers[one.document_id] = witnesses.put(one)
        copies_of = {group.base: [numbers[copy] for copy in group.copies if copy in numbers] for group in found}
        documents: dict[str, Document] = {}
        own_facts: set[str] = set()
        places: dict[str, int] = {}
        jobs = (
            Revise(job, {base: [witnesses.get(number) for number in copies_of[base]] for base in job.documents})
            for job in _by_file([group.base for group in found], paths, by_name)
        )
        for revised in each(REVISE, jobs):
            for page in revised:
                documents |= {document.document_id: document for document in page.documents}
                own_facts.update(page.own_facts)
                if page.documents:
                    places[page.path] = pages.put(page)
        yield Revisions(documents, lambda path: _rows(pages.get(places[path])), frozenset(own_facts))


def _rows(page: Revised) -> Rows:
    return {
        name: list(msgspec.msgpack.decode(rows, type=list[table(name).record]))  # type: ignore[misc]
        for name, rows in page.rows.items()
    }


def _by_file(document_ids: Iterable[str], paths: Mapping[str, str], files: Mapping[str, InputFile]) -> list[Wanted]:
    """The documents gathered by the file that holds them, which is read once for all of them."""
    gathered: dict[str, dict[str, str]] = defaultdict(dict)
    for document_id in document_ids:
        name = paths[document_id]
        while name not in files:  # a member or row: the file is what its path begins with
            name = name[: max(name.rfind("!"), name.rfind("#"))]
        gathered[name][document_id] = paths[document_id]
    return [Wanted(os.fsencode(files[name].path), name, documents) for name, documents in sorted(gathered.items())]


def attest(wanted: Wanted, resources: Resources) -> list[Witness]:
    """What the wanted documents of a file attest."""
    return [
        witness(report, resources.rules)
        for source in _sources(wanted, resources)
        for report in process(source, resources)
        if report.document.document_id in wanted.documents
    ]


def revise(job: Revise, resources: Resources) -> list[Revised]:
    """The pages of a file, collated."""
    found = (_collated(process(source, resources), job.copies, resources) for source in _sources(job.wanted, resources))
    return [page for page in found if page is not None]


def _sources(wanted: Wanted, resources: Resources) -> Iterator[Source]:
    paths = set(wanted.documents.values())
    for item in read(Path(os.fsdecode(wanted.file)), wanted.relative, rules=resources.rules):
        if not isinstance(item, Problem) and item.path in paths:
            yield item


def _collated(reports: Sequence[Report], copies: Mapping[str, list[Witness]], resources: Resources) -> Revised | None:
    """The reports of a page after those of them that have copies are collated; None if that changes nothing."""
    page = reports[0].page
    found: dict[str, Collation] = {}
    for report in reports:
        document_id = report.document.document_id
        if document_id in copies:
            found[document_id] = compare(witness(report, resources.rules), copies[document_id], report.part.start)
    own_facts = sorted(fact for one in found.values() for fact in one.own_facts)
    again = _again(page, reports, found, resources)
    if again is None:
        return Revised(page.source.path, [], {}, own_facts) if own_facts else None
    rows = rows_of(again)
    variants = _placed(found)
    for report in again:
        document_id = report.document.document_id
        if document_id in found:
            own = [one for one in variants if report.part.start <= one.start < report.part.end]
            ids = [document_id, *(copy.document_id for copy in copies[document_id])]
            rows["readings"] += readings(report, own, ids)
    encoded = {name: msgspec.Raw(msgspec.msgpack.encode(records)) for name, records in rows.items()}
    return Revised(page.source.path, [report.document for report in again], encoded, own_facts)


def _again(
    page: Page, reports: Sequence[Report], found: Mapping[str, Collation], resources: Resources
) -> list[Report] | None:
    """The reports of the page with the readings that won; None if no copy reads otherwise, or if the page would fall
    into other reports than before: then the readings cannot be trusted either."""
    variants = [variant for one in found.values() for variant in one.variants]
    if not variants:
        return None
    better = edited(page, variants)
    again = list(reports) if better is page else process_page(better, resources)
    if [report.document.document_id for report in again] != [report.document.document_id for report in reports]:
        return None
    return [flagged(report, _placed(found)) for report in again]


def _placed(found: Mapping[str, Collation]) -> list[Placed]:
    return placed(variant for one in found.values() for variant in one.variants)


# ---------------------------------------------------------------- for workers


class Errand(NamedTuple):
    """A function that workers call by its name, with the types of what it takes and gives."""

    name: str
    function: Callable[[Any, Resources], Any]
    takes: Any
    gives: Any


ATTEST = Errand("attest", attest, Wanted, list[Witness])
REVISE = Errand("revise", revise, Revise, list[Revised])
ERRANDS = {errand.name: errand for errand in (ATTEST, REVISE)}
