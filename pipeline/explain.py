"""Explain a report to a person: what was cut and repaired, the outline, and how each number was read.

Everything shown comes from the records; nothing is computed anew. Output goes to stdout, coloured on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.aligned import Step
from pipeline.records import Circumstance, Indicator, Naming, Quantity, Report, Section
from pipeline.rules import Rules
from pipeline.store.rows import cell

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

CONTEXT = 12
"""Characters of context on either side of a change."""
EVIDENCE = 40
"""Characters of a sentence before a figure: what decides about it mostly stands there."""
LONGEST = 60
"""Longer stretches are shown by their ends."""


def explain_report(report: Report) -> None:
    """Everything about one report."""
    console = _console()
    document = report.document
    console.rule(f"{document.path} · {document.part}")
    _facts(console, report)
    console.print("\n[bold]Changes to the text[/]")
    _changes(console, report)
    console.print("\n[bold]Damage that remains[/]")
    _damage(console, report)
    console.print("\n[bold]Outline[/]")
    _outline(console, report.sections)
    console.print("\n[bold]Numbers[/]")
    _numbers(console, report, skipped=False)


def explain_numbers(report: Report) -> None:
    """Each quantity with its reading and the rules that led to it, each other number with the reason why it is none, in
    reading order; then what the rules say that were used."""
    console = _console()
    _numbers(console, report, skipped=True)
    console.print("\n[bold]Rules[/]")
    known = reasons(Rules())
    used = {rule for chain in _chains(report) for rule in chain} | {no.rule for no in report.skipped}
    for rule in sorted(used & known.keys()):
        console.print(f"  [cyan]{_safe(rule):<24}[/] {_safe(known[rule])}")


def reasons(rules: Rules) -> dict[str, str]:
    """What the rules of reading figures and their circumstance say, by id: why a pattern is there, what a step does."""
    said = {word.word: word.value for word in rules.words("measure/reasons")}
    for name in ("exclusions", "status", "period", "aspect", "basis", "headings"):
        said.update((rule.id, rule.why) for rule in rules.patterns(f"measure/{name}"))
    return said


def _chains(report: Report) -> Iterator[tuple[str, ...]]:
    for quantity, circumstance, naming in zip(report.quantities, report.circumstances, report.namings, strict=True):
        yield quantity.rule, *circumstance.rules, *naming.rules


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=True, emoji=False)


def _safe(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _facts(console: Console, report: Report) -> None:
    document = report.document
    for field in ("title", "issuer", "region", "region_code", "report_type", "period", "period_evidence", "published"):
        console.print(f"  {field:<16} {_safe(cell(getattr(document, field))) or '[dim]unknown[/]'}")
    console.print(f"  {'complete':<16} {cell(document.complete)}")


def _changes(console: Console, report: Report) -> None:
    page = report.page
    low, high = page.text.source_span(report.part.start, report.part.end)
    first = report.part.number == 1
    shown = 0
    for step in page.text.history:
        if (first or step.source_start >= low) and step.source_start <= max(
            high, len(page.source.text) if first else 0
        ):
            console.print(_change(page.source.text, step))
            shown += 1
    if not shown:
        console.print("  [dim]none[/]")


def _change(source: str, step: Step) -> Text:
    from rich.text import Text

    left = source[max(0, step.source_start - CONTEXT) : step.source_start]
    right = source[step.source_end : step.source_end + CONTEXT]
    line = Text(f"  {step.source_start:>6}  ")
    line.append(_shown(left), "dim")
    line.append(_shown(step.before), "red strike")
    if step.after:
        line.append(" → " if step.before else "")
        line.append(_shown(step.after), "green")
    line.append(_shown(right), "dim")
    evidence = step.evidence if step.margin is None else f"{step.evidence}, margin {step.margin:.1f} nats"
    line.append(f"   {step.rule} ({evidence}, {step.confidence:.2f})", "cyan")
    return line


def _damage(console: Console, report: Report) -> None:
    found = [d for d in report.page.damage if d.whole_page or report.part.start <= d.start < report.part.end]
    for damage in found:
        place = "page" if damage.whole_page else str(damage.start)
        quoted = _safe(_shown(report.text[damage.start : damage.end]))
        console.print(f"  {place:>6}  [yellow]{damage.kind}[/] {quoted} [dim]{_safe(damage.detail)}[/]")
    if not found:
        console.print("  [dim]none[/]")


def _outline(console: Console, sections: Iterable[Section]) -> None:
    for section in sections:
        colour = "blue" if section.kind == "heading" else "white"
        missing = " [red](missing in the body)[/]" if section.missing else ""
        console.print(
            f"  {'  ' * (section.level - 1)}[{colour}]{_safe(section.label)}{_safe(section.text)}[/]{missing}"
        )


def _numbers(console: Console, report: Report, *, skipped: bool) -> None:
    rows = zip(report.indicators, report.quantities, report.circumstances, report.namings, strict=True)
    lines = [(row[0].start, _number(*row)) for row in rows]
    if skipped:
        lines += [
            (no.start, f"  [dim]{_safe(report.text[no.start : no.end]):<14} no quantity: {no.rule}[/]")
            for no in report.skipped
        ]
    for _, line in sorted(lines):
        console.print(line)
    if not lines:
        console.print("  [dim]none[/]")


def _number(row: Indicator, quantity: Quantity, circumstance: Circumstance, naming: Naming) -> str:
    value = cell(row.value) if row.value is not None else f"{cell(row.low)}–{cell(row.high)}"
    reading = f"{value} {row.unit or ''}".strip() if not (row.damaged and row.value is None) else "[red]damaged[/]"
    facts = [
        row.status,
        row.aspect,
        row.direction,
        row.time_period,
        row.basis and f"against {row.basis}",
        row.indicator,
    ]
    modifier = f" ({'; '.join(row.modifier)})" if row.modifier else ""
    steps = (("read", (quantity.rule,)), ("meant", circumstance.rules), ("named", naming.rules))
    chain = "  ".join(f"[dim]{step}[/] {_safe(' → '.join(dict.fromkeys(rules)))}" for step, rules in steps if rules)
    return (
        f"  [green]{_safe(row.surface)}[/] = [bold]{reading}[/]{_safe(modifier)}  {_safe(row.name)}"
        f"  [dim]{_safe(' · '.join(fact for fact in facts if fact))}[/]\n"
        f"      [dim]{_safe(_around(row))}[/]\n"
        f"      [cyan]{chain}[/]  [dim]confidence {row.confidence:.2f}[/]"
    )


def _around(row: Indicator) -> str:
    """The words of the sentence on either side of a figure."""
    before, _, behind = row.sentence.partition(row.surface)
    return _shown(f"{before[-EVIDENCE:]}{row.surface}{behind[:CONTEXT]}")


def _shown(text: str) -> str:
    """The text on one line, shortened in the middle."""
    flat = text.replace("\n", "⏎").replace("\r", "").replace("\t", "⇥")
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST // 2]} … {flat[-LONGEST // 2 :]}"
