"""What a person sees of a run: a progress bar while it lasts, a summary when it is over. All on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.batch.files import list_files
from pipeline.problems import CODES
from pipeline.store.counts import Counts


@contextmanager
def bar(corpus: Path, out: Path, *, quiet: bool) -> Iterator[Callable[[Counts], None] | None]:
    """A bar with rate and remaining time if stderr is a terminal; yields the function that moves it, or None."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[done]}"),
        TimeRemainingColumn(),
    )
    size = sum(file.size for file in list_files(corpus, out))
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("extracting", total=size, done="")

        def update(counts: Counts) -> None:
            elapsed = shown.tasks[0].elapsed or 1e-9
            done = f"{counts.documents:,} documents, {counts.characters / elapsed / 1e6:.2f} M characters/s"
            shown.update(task, completed=counts.bytes, done=done)

        yield update


def summarize(counts: Counts, out: Path) -> None:
    """Print what the run did, in one block."""
    rate = counts.characters / counts.seconds / 1e6 if counts.seconds else 0.0
    files = f"{counts.files:,} files" + (f" ({counts.reused:,} unchanged)" if counts.reused else "")
    lines = [
        f"documents   {counts.documents:>12,}   from {files}, {counts.copies:,} of them copies",
        f"characters  {counts.characters:>12,}",
        f"sections    {counts.sections:>12,}",
        f"indicators  {counts.indicators:>12,}   {counts.observations:,} in the panel",
        f"repairs     {counts.repairs:>12,}",
        f"problems    {sum(counts.problems.values()):>12,}",
    ]
    for code, number in sorted(counts.problems.items()):
        _stage, severity, meaning = CODES[code]
        lines.append(f"  {code:<18}{number:>4,}   {severity}: {meaning}")
    lines.append(f"seconds     {counts.seconds:>12.1f}   {rate:.2f} M characters/s")
    lines.append(
        f"tables in {out}: {', '.join(counts.written)}" if counts.written else f"one part of the work in {out}"
    )
    print("\n".join(lines), file=sys.stderr)
