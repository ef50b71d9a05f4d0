"""The outline of a report for a person: its facts, the tree of its headings, how many numbers stand under each, and
what is doubtful about the count of the labels.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.records import Report, Section

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

REMARKS = {"label_gap": "skips a number", "label_restart": "counts anew"}
"""What problems say of a heading."""
UNBROKEN = 500
"""A file or a pipe gets whole lines."""


def show_outline(report: Report) -> None:
    """Print the outline of one report to stdout, with colours on a terminal."""
    from rich.console import Console

    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = UNBROKEN
    console.print(outline_tree(report))


def outline_tree(report: Report) -> Tree:
    """The outline of one report as a tree whose root holds the facts."""
    from rich.tree import Tree

    numbers = Counter(row.section_id for row in report.indicators)
    remarks = {(one.start, one.end): REMARKS[one.code] for one in report.problems if one.code in REMARKS}
    root = Tree(_head(report, numbers[None]), guide_style="dim")
    branches: dict[str | None, Tree] = {None: root}
    for section in report.sections:
        line = _line(section, numbers[section.section_id], remarks.get((section.start, section.end)))
        branches[section.section_id] = branches[section.parent_id].add(line)
    return root


def _head(report: Report, numbers: int) -> Text:
    """Title, facts, and what the tree holds."""
    from rich.text import Text

    document = report.document
    head = Text(document.title or "(no title)", "bold")
    facts = [document.issuer, document.region, document.region_code, document.report_type, document.period]
    head.append("\n" + " · ".join(fact for fact in facts if fact), "cyan")
    kinds = Counter(section.kind for section in report.sections)
    counts = [(kinds["heading"], "headings"), (kinds["point"], "points"), (len(report.indicators), "numbers")]
    summary = ", ".join(f"{count} {name}" for count, name in counts)
    head.append(f"\n{document.path}, report {document.part}: {summary}", "dim")
    if numbers and report.sections:
        head.append(f", {numbers} of them before the first heading", "dim")
    if not document.complete:
        head.append("\nthe page leaves out a part of the report", "red")
    return head


def _line(section: Section, numbers: int, remark: str | None) -> Text:
    from rich.text import Text

    line = Text(section.label, "yellow" if section.kind == "heading" else "dim")
    line.append(section.text, "" if section.kind == "heading" else "dim")
    if numbers:
        line.append(f"  {numbers}", "green")
    if section.missing:
        line.append("  missing in the body", "red")
    if remark:
        line.append(f"  {remark}", "red")
    return line
