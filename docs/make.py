"""Write the reference pages that follow from the code: tables.md from the schema, problems.md from the codes.

python -m docs.make          write both
tests/test_docs.py           fails if they are out of date
"""

from __future__ import annotations

from pathlib import Path

from pipeline.problems import CODES
from pipeline.store.schema import DESCRIPTIONS, TABLES, Table

HERE = Path(__file__).parent
HEAD = """# Tables

What `baogao extract` writes, as `NAME.csv`, `NAME.parquet` and a table in `baogao.duckdb`; `datapackage.json` says the
same to machines. UTF-8 without BOM, a header row, `true`/`false`, empty for null, several values joined by `;`. Rows
stand in a fixed order: the same corpus gives the same bytes. (DuckDB stamps each new file with a random number; its
tables are the same.) Columns are only ever added, at the end.

`start`/`end` count code points of the repaired text, `source_start`/`source_end` of the source text; both are in
`texts`. Spans are half-open, and `source_text[source_start:source_end]` is the `surface` of an indicator.
"""


def tables() -> str:
    """The reference of all tables and columns."""
    return HEAD + "".join(_table(table) for table in TABLES)


def _table(table: Table) -> str:
    where = "" if table.csv else " Parquet and DuckDB only."
    lines = [f"\n## {table.name}\n\n{table.title}{where}\n", "| column | type | meaning |", "| --- | --- | --- |"]
    for column in table.columns:
        values = f" One of: {', '.join(column.choices)}." if column.choices else ""
        lines.append(f"| {column.name} | {column.type} | {DESCRIPTIONS[table.name][column.name]}{values} |")
    return "\n".join(lines) + "\n"


def problems() -> str:
    """The reference of all problem codes."""
    lines = [
        "# Problems\n",
        "The codes in the table `problems`.\n",
        "| code | stage | severity | meaning |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {code} | {stage} | {severity} | {meaning} |" for code, (stage, severity, meaning) in CODES.items()]
    return "\n".join(lines) + "\n"


PAGES = {"tables.md": tables, "problems.md": problems}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")
