"""One file of an office, all the way: its bytes become sources, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from perfdsl.importer.form_words import FormWords
from perfdsl.importer.importing import ImportedTable, Skipped, import_document
from perfdsl.importer.json_source import json_sources
from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers.sizes import MB, MOST_BYTES
from perfdsl.importer.reading import kind_of_file, read_office_file
from perfdsl.model.library import Library


class FileImport(NamedTuple):
    """What came of a file. ``refused`` and ``hint`` say why there is no table and what to do.

    ``notices`` are of its reader, ``skipped`` the forms that are no tables of targets.
    """

    name: str
    tables: tuple[ImportedTable, ...]
    notices: tuple[str, ...] = ()
    refused: str = ""
    hint: str = ""
    skipped: tuple[Skipped, ...] = ()


def import_bytes(
    data: bytes, name: str, shelf: Library, framework: str = "", words: FormWords | None = None
) -> FileImport:
    """The tables of a file whose name is ``name``."""
    return read_and_import(data, name, shelf, framework, words)[0]


def read_and_import(
    data: bytes, name: str, shelf: Library, framework: str = "", words: FormWords | None = None
) -> tuple[FileImport, OfficeDocument | None]:
    """The same, with the document that was read: None where there is none to look at."""
    try:
        if kind_of_file(data, name).name == "json":
            return FileImport(name, tuple(_of_json(data, shelf))), None
        document = read_office_file(data, name)
    except UnreadableError as error:
        return FileImport(name, (), (), error.message, error.hint), None
    imported = import_document(document, shelf, framework, words)
    result = FileImport(name, imported.tables, document.notices, imported.empty, "", imported.skipped)
    return result, document


def _of_json(data: bytes, shelf: Library) -> Iterator[ImportedTable]:
    for title, year, framework, text in json_sources(data, shelf):
        yield ImportedTable(title, year, framework, text, (), ())


def import_file(
    file: Path, shelf: Library, framework: str = "", words: FormWords | None = None
) -> FileImport:
    """The tables of a file; one that is too large is not read at all."""
    try:
        if file.stat().st_size > MOST_BYTES:
            return FileImport(
                str(file), (), (), f"文件大于 {MOST_BYTES // MB} MB", "把要导入的表另存成一个文件"
            )
        data = file.read_bytes()
    except OSError as error:
        return FileImport(
            str(file), (), (), f"文件读不出来（{error.strerror}）", "看看路径对不对、有没有权限"
        )
    return import_bytes(data, file.name, shelf, framework, words)._replace(name=str(file))
