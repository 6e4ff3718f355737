"""CSV on the Web: ``csv-metadata.json``, the W3C's description of the CSV files beside it."""

from __future__ import annotations

from typing import Any

from perfdsl.formats.about import KEYWORDS, About
from perfdsl.formats.sheets import COMPARATORS, FALSE, SHEETS, TRUE, Column, Sheet

NAME = "csv-metadata.json"
_TYPES: dict[str, Any] = {
    "text": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": {"base": "boolean", "format": f"{TRUE}|{FALSE}"},
    "comparator": {"base": "string", "format": "|".join(COMPARATORS.values())},
}


def csvw(about: About) -> dict[str, Any]:
    """The metadata of all files, as a table group."""
    words = {"dc:description": about.description, "dc:publisher": about.publisher}
    words |= {"dc:license": about.license_address, "dc:source": about.address}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": about.title,
        **{key: value for key, value in words.items() if value},
        "dcat:keyword": list(KEYWORDS),
        "tables": [_table(sheet) for sheet in SHEETS],
    }


def _table(sheet: Sheet) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(column) for column in sheet.columns],
        "primaryKey": list(sheet.key),
    }
    if sheet.unit:
        units = SHEETS[0]
        reference = {"resource": units.file, "columnReference": "id"}
        schema["foreignKeys"] = [{"columnReference": sheet.unit, "reference": reference}]
    return {
        "url": sheet.file,
        "dc:title": sheet.title,
        "dc:description": sheet.about,
        "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.title,
        "dc:description": column.about,
        "datatype": _TYPES[column.kind],
        **({"required": True} if column.required else {}),
    }
