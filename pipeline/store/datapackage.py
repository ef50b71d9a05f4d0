"""datapackage.json: the tables described for machines (Frictionless Data Package v2)."""

from __future__ import annotations

import json
from typing import Any

from pipeline.store.schema import DESCRIPTIONS, TABLES, Column, Table


def describe() -> str:
    """The descriptor as JSON text. It depends on nothing but the schema."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "baogao",
        "title": "Quantities stated in Chinese reports",
        "resources": [_resource(table) for table in TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    suffix, media_type = ("csv", "text/csv") if table.csv else ("parquet", "application/vnd.apache.parquet")
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.references:
        schema["foreignKeys"] = [
            {
                "fields": [column],
                "reference": {"resource": "" if other == table.name else other, "fields": [other_column]},
            }
            for column, other, other_column in table.references
        ]
    return {
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.{suffix}",
        "type": "table",
        "format": suffix,
        "mediatype": media_type,
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": "string" if column.type == "list" else column.type,
        "description": DESCRIPTIONS[table.name][column.name],
    }
    if column.type == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints: dict[str, Any] = {"required": True} if column.required and column.type != "string" else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    if constraints:
        field["constraints"] = constraints
    return field
