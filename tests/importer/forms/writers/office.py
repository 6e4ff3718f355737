"""A form as readers give it to the recognition of layouts, without a file between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdsl.importer.office import OfficeCell, OfficeDocument, OfficeGrid, OfficeLine
from tests.importer.forms.laid_out import LaidOut, placed


def office_document(name: str, forms: Sequence[LaidOut]) -> OfficeDocument:
    """What an ideal reader would make of the document."""
    parts = (part for number, form in enumerate(forms, 1) for part in _parts(f"表{number}", form))
    return OfficeDocument(name, tuple(parts))


def _parts(name: str, form: LaidOut) -> Iterator[OfficeGrid | OfficeLine]:
    yield from (OfficeLine(line, f"{name}之前") for line in (*form.titles, *form.above))
    yield OfficeGrid(name, tuple(_cells(name, form)))
    yield from (OfficeLine(line, f"{name}之后") for line in form.below)


def _cells(name: str, form: LaidOut) -> Iterator[OfficeCell]:
    for row, column, cell in placed(form.rows):
        place = f"{name} 第{row + 1}行第{column + 1}列"
        yield OfficeCell(row, column, cell.text, place, cell.rows, cell.columns)
