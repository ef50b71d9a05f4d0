"""The command line. Data goes to stdout; progress, summaries and messages go to stderr.

Exit status: 0 done, 1 some documents failed and --strict was given, 2 usage, 3 broken rules or configuration,
4 no input readable, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import __version__

if TYPE_CHECKING:
    from pipeline.config import Config
    from pipeline.records import Problem, Report, Status

app = typer.Typer(
    name="baogao",
    help="Turn Chinese reports into tables: every number with what it measures, its unit, period and place.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

DONE, FAILED, USAGE, BROKEN, NO_INPUT, INTERRUPTED = 0, 1, 2, 3, 4, 130

Segmenter = Annotated[str, typer.Option("--segmenter", help="How words are cut: rjieba, jieba, pkuseg or spacy.")]
RulesFolder = Annotated[
    str | None,
    typer.Option(
        "--rules", metavar="DIR", help="A folder of your own rules: NAME.csv replaces ours, NAME.more.csv adds to it."
    ),
]
File = Annotated[Path, typer.Argument(help="A report in any format that extract reads.", metavar="FILE")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"baogao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    corpus: Annotated[Path, typer.Argument(help="A folder of reports, or one file.", metavar="CORPUS")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the tables.", metavar="OUT")] = Path(
        "outputs"
    ),
    workers: Annotated[int, typer.Option(help="Processes to use; 0 means all processors.", min=0)] = 0,
    engine: Annotated[str, typer.Option("--engine", help="Where to work: local or distributed.")] = "local",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler: tcp://host:8786.")
    ] = None,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="N/M", help="Do job N of M of a job array; then: baogao merge OUT.")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds that one document may take.")] = 60.0,
    memory: Annotated[int, typer.Option(help="Megabytes for each worker; 0 means its share.", min=0)] = 0,
    segmenter: Segmenter = "rjieba",
    rules: RulesFolder = None,
    excel: Annotated[bool, typer.Option("--excel", help="Also write NAME.excel.csv, safe to open in Excel.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with status 1 if any document failed.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Extract all reports of a folder into CSV, Parquet and DuckDB tables.

    Reads .txt, .html, .docx, .doc, .pdf, .csv, .jsonl and .zip of these. Bad files never stop a run: they become rows
    of OUT/problems.csv. Files that have not changed since the last run into OUT are not processed again, and a run
    that was interrupted goes on where it stopped; until it is done OUT shows the tables of the run before it.
    """
    if not corpus.exists():
        _fail(f"{corpus}: no such file or folder", USAGE)
    if engine == "local" and not out.exists():  # surely there is work: let a worker load while this process does
        from pipeline.batch.spawn import QUIET, start_ahead

        os.environ.update({**QUIET, **os.environ})
        start_ahead()
    from pipeline import progress
    from pipeline.batch.run import run
    from pipeline.config import Config

    config = Config(
        segmenter=segmenter,
        rules=rules,
        workers=workers,
        excel=excel,
        engine=engine,
        scheduler=scheduler,
        part=_part_named(shard),
        timeout=timeout,
        memory=memory,
    )
    with progress.bar(corpus, out, quiet=quiet) as update:
        counts = run(corpus, out, config, update)
    if not quiet:
        progress.summarize(counts, out)
    if not counts.documents and not shard:
        _fail(f"{corpus}: none of {counts.files} files could be read, see {out / 'problems.csv'}", NO_INPUT)
    if strict and counts.failed:
        _fail(f"{counts.failed} documents failed, see {out / 'problems.csv'}", FAILED)


@app.command()
def merge(
    out: Annotated[Path, typer.Argument(help="The folder of the parts, and for the tables.", metavar="OUT")],
    others: Annotated[
        list[Path] | None, typer.Argument(help="More folders with parts, if jobs had their own.", metavar="[FOLDER]...")
    ] = None,
    segmenter: Segmenter = "rjieba",
    rules: RulesFolder = None,
    excel: Annotated[bool, typer.Option("--excel", help="Also write NAME.excel.csv, safe to open in Excel.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> None:
    """Write the tables of all parts that `extract --shard N/M` made, the same as one run over all files writes."""
    from pipeline import progress
    from pipeline.batch.merge import merge as merge_parts
    from pipeline.config import Config

    counts = merge_parts(out, others or (), Config(segmenter=segmenter, rules=rules, excel=excel))
    if not quiet:
        progress.summarize(counts, out)


@app.command()
def explain(
    file: File,
    numbers: Annotated[
        bool, typer.Option("--numbers", help="Only the numbers: each quantity, and each other number with the reason.")
    ] = False,
    segmenter: Segmenter = "rjieba",
    rules: RulesFolder = None,
) -> None:
    """Show what was cut and repaired in a file, its outline, and how each number was read.

    Colours appear on a terminal, unless NO_COLOR is set.
    """
    from pipeline.config import Config
    from pipeline.explain import explain_numbers, explain_report

    _each_report(file, Config(segmenter=segmenter, rules=rules), explain_numbers if numbers else explain_report)


@app.command()
def outline(file: File, rules: RulesFolder = None) -> None:
    """Show the tree of headings of a file, with the numbers under each and the facts of the report.

    Headings that only a site's outline names, and labels that do not count on, are marked.
    """
    from pipeline.config import Config
    from pipeline.show_outline import show_outline

    _each_report(file, Config(rules=rules), show_outline)


Folder = Annotated[Path, typer.Argument(help="A folder of tables, or of reports to extract first.", metavar="FOLDER")]
Only = Annotated[str, typer.Option("--indicator", help="Ids of the taxonomy, joined by commas.", metavar="IDS")]
Regions = Annotated[str, typer.Option("--region", help="Codes or names of places, joined by commas.")]
Periods = Annotated[str, typer.Option("--period", help="Periods, joined by commas: 2025,2021/2025.")]
Target = Annotated[
    Path | None, typer.Option("--out", "-o", help="A .csv, .xlsx, .dta or .parquet file; stdout if not given.")
]


@app.command()
def panel(
    folder: Folder,
    indicator: Only = "",
    region: Regions = "",
    period: Periods = "",
    status: Annotated[str | None, typer.Option(help="actual, target or standard.")] = None,
    pivot: Annotated[bool, typer.Option("--pivot", help="Places in rows, periods in columns.")] = False,
    compare_targets: Annotated[bool, typer.Option("--compare-targets", help="Goals beside outcomes.")] = False,
    out: Target = None,
    rules: RulesFolder = None,
) -> None:
    """Show the panel: what reports state of their own places, filtered, and if wanted as places × periods."""
    from pipeline.config import Config
    from pipeline.export import panel as tables
    from pipeline.resolve.pivot import select

    chosen = _status_named(status)
    if not folder.is_dir():
        _fail(f"{folder}: no such folder", USAGE)
    observations = tables.panel_of(folder, Config(rules=rules))
    ids = _listed(indicator)
    found = select(observations, indicators=ids, regions=_listed(region), periods=_listed(period), status=chosen)
    known = ids or sorted({row.indicator for row in found})
    if compare_targets:
        rows = tables.as_comparison(found, known)
    elif pivot:
        rows = tables.as_pivot(found, known, chosen or "actual")
    else:
        rows = tables.as_rows(found)
    tables.write(rows, out)


@app.command()
def export(
    folder: Folder,
    format: Annotated[str, typer.Option("--format", help="sdmx-csv.")] = "sdmx-csv",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file; stdout if not given.")] = None,
    rules: RulesFolder = None,
) -> None:
    """Write the panel in a format of official statistics: SDMX-CSV 2.0."""
    from pipeline.config import Config
    from pipeline.export.panel import panel_of
    from pipeline.export.sdmx import sdmx_csv

    if format != "sdmx-csv":
        _fail(f"unknown format {format!r}; there is sdmx-csv", USAGE)
    if not folder.is_dir():
        _fail(f"{folder}: no such folder", USAGE)
    config = Config(rules=rules)
    lines = sdmx_csv(panel_of(folder, config), config.resources().rules)
    if out is None:
        sys.stdout.writelines(lines)
    else:
        out.write_text("".join(lines), encoding="utf-8", newline="")


@app.command("suggest-indicators")
def suggest_indicators(
    folder: Folder,
    least: Annotated[int, typer.Option(help="Show names that stand at least so often.", min=1)] = 3,
    rules: RulesFolder = None,
) -> None:
    """List frequent names that the taxonomy does not know, clustered, as a start for new entries."""
    from pipeline.config import Config
    from pipeline.export.panel import indicators_of
    from pipeline.resolve.suggest import suggest
    from pipeline.resolve.taxonomy import Taxonomy
    from pipeline.store.rows import csv_line

    if not folder.is_dir():
        _fail(f"{folder}: no such folder", USAGE)
    sys.stdout.write(csv_line(("name", "mentions", "documents", "unit", "variants")))
    config = Config(rules=rules)
    known = config.resources().rules.make(Taxonomy).meanings
    sys.stdout.writelines(csv_line(row) for row in suggest(indicators_of(folder, config), least=least, known=known))


@app.command("check-rules")
def check_rules(
    rules: RulesFolder = None,
    speed: Annotated[bool, typer.Option(help="Also measure how the time of each pattern grows (a minute).")] = True,
) -> None:
    """Check every rule: that it loads, matches its examples and no counterexample, and takes linear time."""
    from pipeline.config import Config
    from pipeline.resolve import taxonomy
    from pipeline.rule_speed import slow_rules
    from pipeline.rules import check

    loaded = Config(rules=rules).resources().rules
    faults = list(check(loaded)) or list(taxonomy.faults(loaded))
    if speed:
        faults += slow_rules(loaded)
    for fault in faults:
        print(fault)
    print(f"{len(loaded.files())} rule files, {len(faults)} faults", file=sys.stderr)
    if faults:
        raise typer.Exit(BROKEN)


def _each_report(file: Path, config: Config, show: Callable[[Report], None]) -> None:
    from pipeline.api import Pipeline

    if not file.is_file():
        _fail(f"{file}: no such file", USAGE)
    reports = Pipeline(config).extract(file)
    if not reports:
        for problem in reports.problems:
            _say(_problem_line(problem))
        _fail(f"{file}: nothing to read", NO_INPUT)
    for report in reports:
        show(report)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _part_named(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal()):
        _fail(f"--shard takes N/M, like 3/64, not {text!r}", USAGE)
    return int(number), int(of)


def _status_named(name: str | None) -> Status | None:
    for status in ("actual", "target", "standard"):
        if name == status:
            return status
    if name is not None:
        _fail(f"unknown status {name!r}; there are actual, target and standard", USAGE)
    return None


def _problem_line(problem: Problem) -> str:
    from pipeline.problems import CODES

    return f"{problem.path}: {CODES[problem.code][2]} ({problem.code}) {problem.detail}".rstrip()


def _say(message: str) -> None:
    print(f"baogao: {message}", file=sys.stderr)


def _fail(message: str, status: int) -> None:
    _say(message)
    raise typer.Exit(status)


def _status(error: Exception) -> int | None:
    """The one table from error to exit status; None for a defect of ours, which shows its traceback."""
    from pipeline.batch.files import NoInputError
    from pipeline.batch.lock import BusyError
    from pipeline.batch.parts import IncompleteError
    from pipeline.batch.sandbox import WorkerError
    from pipeline.config import ConfigError
    from pipeline.errors import SetupError
    from pipeline.export.panel import UnknownFormatError
    from pipeline.rules import RuleError
    from pipeline.segment.segmenters import MissingSegmenterError

    for kind, status in (
        (NoInputError, NO_INPUT),
        (BusyError, USAGE),
        (IncompleteError, USAGE),
        (WorkerError, BROKEN),
        (ConfigError, USAGE),
        (UnknownFormatError, USAGE),
        (MissingSegmenterError, BROKEN),
        (RuleError, BROKEN),
        (SetupError, BROKEN),
        (OSError, USAGE),
    ):
        if isinstance(error, kind):
            return status
    return None


def main() -> None:
    """Entry point of `baogao`."""
    # Arrow's own allocator keeps what was freed, which adds up from table to table.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        app()
    except KeyboardInterrupt:
        _say("interrupted; what is done is kept, the same command goes on from there")
        sys.exit(INTERRUPTED)
    except Exception as error:
        status = _status(error)
        if status is None:
            raise
        _say(str(error))
        sys.exit(status)
