"""What the import page is told of an office's file: its tables, each with the original, its lines, and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from perfdsl.importer.file_import import FileImport, read_and_import
from perfdsl.importer.form_words import FormWords
from perfdsl.importer.importing import ImportedTable
from perfdsl.importer.office import OfficeDocument
from perfdsl.importer.source_names import source_names
from perfdsl.live.original_grid import original
from perfdsl.model.library import Library


class UnknownFrameworkError(Exception):
    """The message is for the person who imports."""


def import_payload(
    data: bytes,
    name: str,
    shelf: Library,
    framework: str = "",
    words: FormWords | None = None,
    folders: Sequence[str] = (),
) -> dict[str, Any]:
    """What came of a file that is called ``name``.

    ``folders`` are those of the project: a table goes to that of its year, where there is one.

    Raises:
        UnknownFrameworkError: there is no such framework.
    """
    if framework and shelf.get(framework) is None:
        raise UnknownFrameworkError(f"没有体系“{framework}”，可用的有：{'、'.join(shelf.names())}。")
    result, document = read_and_import(data, name, shelf, framework, words)
    files = source_names(result.tables)
    return {
        "name": result.name,
        "refused": result.refused,
        "hint": result.hint,
        "notices": [*result.notices, *_skipped(result)],
        "frameworks": shelf.names(),
        "tables": [
            _table(table, document, f"{_folder(table, folders)}{file}")
            for table, file in zip(result.tables, files, strict=True)
        ],
    }


def _skipped(result: FileImport) -> list[str]:
    """The forms that are no tables, in a sentence each; where there is no table at all, ``refused`` says it."""
    if result.refused:
        return []
    return [f"“{one.name}”没有导入：{one.why}（{one.filled} 个有内容的格子）" for one in result.skipped]


def _table(table: ImportedTable, document: OfficeDocument | None, file: str) -> dict[str, Any]:
    doubts = dict(table.doubts)
    lines = table.text.removesuffix("\n").split("\n")
    return {
        "name": table.name,
        "year": table.year,
        "framework": table.framework,
        "file": file,
        "filled": len(table.uses),
        "left": len(table.leftovers),
        "lines": [{"text": text, "doubt": doubts.get(number, "")} for number, text in enumerate(lines, 1)],
        "original": [*original(document, table)] if document else [],
    }


def _folder(table: ImportedTable, folders: Sequence[str]) -> str:
    return f"{table.year}/" if str(table.year) in folders else ""
