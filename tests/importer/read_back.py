"""What an import made of a document: its sources read again, and what its account of the cells leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdsl.importer.importing import ImportedTable, import_document
from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid
from perfdsl.importer.reading import read_office_file
from perfdsl.model.table import Table
from perfdsl.pipeline import check_source
from perfdsl.syntax.source import Source
from tests.importer.forms.cases import shelf

_Said = tuple[
    str, str
]  # the place and the text of a cell; where merges were lost, an import may widen the cell itself


class ReadBack(NamedTuple):
    """The source that an import wrote, the table that it is read as, the lines that cannot be read, the cells used."""

    text: str
    table: Table | None
    unread: tuple[str, ...]
    cells: frozenset[_Said]


def import_bytes(data: bytes, name: str) -> list[ReadBack]:
    """Every table of a file.

    Raises:
        UnreadableError: it cannot be read.
    """
    return read_back(read_office_file(data, name))


def read_back(document: OfficeDocument) -> list[ReadBack]:
    """Every table of a document."""
    return [_read_back(one) for one in import_document(document, shelf()).tables]


def unaccounted(document: OfficeDocument, found: Sequence[ReadBack]) -> Iterator[OfficeCell]:
    """The cells with a text that no account names, in the grids that were imported from at all."""
    used = {said for one in found for said in one.cells}
    for part in document.parts:
        if isinstance(part, OfficeGrid) and not used.isdisjoint(map(_said, part.cells)):
            yield from (cell for cell in part.cells if cell.text.strip() and _said(cell) not in used)


def _said(cell: OfficeCell) -> _Said:
    return cell.place, cell.text


def _read_back(imported: ImportedTable) -> ReadBack:
    checked = check_source(Source("2025/imported.perf", imported.text), shelf())
    lines = imported.text.split("\n")
    unread = [
        f"{finding.code} {lines[finding.span.line - 1]}"
        for finding in checked.findings
        if finding.severity == "error" and finding.code.startswith("P")
    ]
    cells = frozenset(_said(use.cell) for use in imported.uses)
    return ReadBack(imported.text, checked.table, tuple(unread), cells)
