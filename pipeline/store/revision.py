"""Change rows that are stored already: pages that were collated with their copies, facts that copies repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from pipeline.records import Document
from pipeline.store.rows import Rows
from pipeline.store.schema import Table


class Revisions(msgspec.Struct, frozen=True):
    """What comparing documents with their copies changes in rows that are stored already."""

    documents: dict[str, Document] = {}
    """The new facts of documents whose pages change, by id."""
    page: Callable[[str], Rows] = lambda path: {}
    """The new rows of the page of these documents, by its path; all of them, in every table."""
    own_facts: frozenset[str] = frozenset()
    """Ids of the indicators whose observations count although their document is a copy."""

    def pages(self, documents: Iterable[str]) -> list[str]:
        """The paths of the pages that change, of these documents."""
        return list(dict.fromkeys(self.documents[one].path for one in documents if one in self.documents))

    def concern(self, table: Table, documents: Iterable[str], copies: Mapping[str, Any]) -> bool:
        """Whether rows of these documents in this table may change."""
        return any(one in self.documents or (table.name == "panel" and one in copies) for one in documents)


def revised(
    table: Table,
    records: Sequence[Any],
    documents: Sequence[tuple[str, str]],
    copies: Mapping[str, Any],
    revisions: Revisions,
) -> list[Any]:
    """The records of a table with those of revised pages replaced, and without the observations that copies repeat.

    `documents` are the ids and paths of all documents concerned, in order.
    """
    pages = revisions.pages(document for document, _ in documents)
    path_of = dict(documents)
    changed = frozenset(pages)
    rows = [row for row in records if _page(table, row, path_of) not in changed]
    if pages:
        order: dict[str, int] = {}
        for number, (_, path) in enumerate(documents):
            order.setdefault(path, number)
        ranks = _ranks((_path(table, row, path_of) for row in rows), order)
        for page in pages:
            new = revisions.page(page).get(table.name, [])
            rows += new
            ranks += [order[page]] * len(new)
        rows = [rows[at] for at in sorted(range(len(rows)), key=ranks.__getitem__)]
    if table.name == "panel":
        rows = [row for row in rows if row.document_id not in copies or row.indicator_id in revisions.own_facts]
    return rows


def _path(table: Table, row: Any, path_of: Mapping[str, str]) -> str:
    path: str = row.path if table.name == "problems" else path_of[row.document_id]
    return path


def _page(table: Table, row: Any, path_of: Mapping[str, str]) -> str | None:
    """The page whose rows these are; what was found while its file was read stays whatever becomes of the page."""
    if table.name == "problems" and row.stage == "read":
        return None
    return _path(table, row, path_of)


def _ranks(paths: Iterable[str], order: Mapping[str, int]) -> list[int]:
    """The place of each row's page; that of a file that gave no document goes with the one before it."""
    ranks: list[int] = []
    for path in paths:
        ranks.append(order.get(path, ranks[-1] if ranks else 0))
    return ranks
