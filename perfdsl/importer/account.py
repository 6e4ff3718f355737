"""The account of an import as data: of every cell that is not empty, what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfdsl.importer.file_import import FileImport
from perfdsl.importer.importing import CellUse, ImportedTable


def report_of(results: Iterable[FileImport]) -> dict[str, Any]:
    """For JSON: ``files``, each with ``tables``, each with ``cells`` (place, text, use, line, doubt) and their counts."""
    return {"files": [_file(result) for result in results]}


def _file(result: FileImport) -> dict[str, Any]:
    refused = {"refused": result.refused, "hint": result.hint} if result.refused else {}
    return {
        "file": result.name,
        **refused,
        "notices": list(result.notices),
        "skipped": [one._asdict() for one in result.skipped],
        "tables": [_table(table) for table in result.tables],
    }


def _table(table: ImportedTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "year": table.year,
        "framework": table.framework,
        "used": len(table.uses) - len(table.leftovers),
        "left_over": len(table.leftovers),
        "doubts": [{"line": line, "doubt": doubt} for line, doubt in table.doubts],
        "cells": [_cell(use) for use in table.uses],
    }


def _cell(use: CellUse) -> dict[str, Any]:
    return {
        "place": use.cell.place,
        "text": use.cell.text,
        "use": use.use,
        "line": use.line,
        **({"doubt": use.doubt} if use.doubt else {}),
    }
