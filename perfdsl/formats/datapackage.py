"""Data Package (version 2): ``datapackage.json``, which describes the CSV files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from perfdsl.formats.about import KEYWORDS, About
from perfdsl.formats.sheets import COMPARATORS, FALSE, SHEETS, TRUE, Column, Sheet

NAME = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
_TYPES = {"comparator": "string", "text": "string"}


class FileDigest(NamedTuple):
    """What a file came out as: how long, and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def datapackage(
    about: About, files: Mapping[str, FileDigest] | None = None, name: str = "budget-performance-targets"
) -> dict[str, Any]:
    """The descriptor. ``files`` tells size and digest by file name; ``name`` is the package's, a slug."""
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": name,
        "title": about.title,
        **_some(description=about.description, homepage=about.address),
        "keywords": list(KEYWORDS),
        **_publisher(about),
        **_license(about),
        "resources": [_resource(sheet, (files or {}).get(sheet.file)) for sheet in SHEETS],
    }


def _resource(sheet: Sheet, written: FileDigest | None) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "title": sheet.title,
        "description": sheet.about,
        "path": sheet.file,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **({"bytes": written.size, "hash": f"sha256:{written.sha256}"} if written else {}),
        "schema": _schema(sheet),
    }


def _schema(sheet: Sheet) -> dict[str, Any]:
    keys = [sheet.column(name).title for name in sheet.key]
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(column) for column in sheet.columns],
        "missingValues": [""],
        "primaryKey": keys,
    }
    if sheet.unit:
        units = SHEETS[0]
        reference = {"resource": units.name, "fields": [units.column("id").title]}
        schema["foreignKeys"] = [{"fields": [sheet.column(sheet.unit).title], "reference": reference}]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.title,
        "type": _TYPES.get(column.kind, column.kind),
        "description": column.about,
    }
    if column.kind == "boolean":
        field |= {"trueValues": [TRUE], "falseValues": [FALSE]}
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.kind == "comparator":
        constraints["enum"] = list(COMPARATORS.values())
    return field | ({"constraints": constraints} if constraints else {})


def _publisher(about: About) -> dict[str, Any]:
    publisher = {"title": about.publisher, "roles": ["publisher"]}
    return {"contributors": [publisher]} if about.publisher else {}


def _license(about: About) -> dict[str, Any]:
    words = _some(title=about.license_name, path=about.license_address)
    return {"licenses": [words]} if about.license_address else {}


def _some(**values: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}
