"""分别: two lists side by side, and the list of changes that follows a list of levels."""

from __future__ import annotations

from pipeline.measure.naming.clause import Clause
from pipeline.measure.naming.topic import Context
from pipeline.measure.naming.words import Lexicon
from pipeline.records import Naming, Report


def of_clause(clause: Clause, context: Context, report: Report, known: Lexicon) -> list[tuple[int, Naming]] | None:
    return None
