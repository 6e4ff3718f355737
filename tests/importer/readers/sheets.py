"""Workbooks for the tests, written by the libraries that people's programs are written with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from perfdsl.importer.office import OfficeDocument, OfficeGrid
from perfdsl.importer.reading import read_office_file


def workbook(fill: Callable[[Workbook, Worksheet], object]) -> bytes:
    """One sheet, filled by ``fill``. ``=…`` is a formula, as where a person types it."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet("目标表"))
    book.close()
    return stream.getvalue()


def one_cell(value: object, number_format: str = "General", result: object = None) -> bytes:
    """A workbook whose only text is in C12; ``result`` is what the formula came to."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        look = book.add_format({"num_format": number_format})
        if isinstance(value, str) and value.startswith("="):
            sheet.write_formula(11, 2, value, look, result if result is not None else "")
        elif isinstance(value, str):
            sheet.write_string(11, 2, value, look)
        else:
            sheet.write(11, 2, value, look)

    return workbook(fill)


def only_grid(data: bytes, name: str = "甲.xlsx") -> OfficeGrid:
    """The one grid of a file that holds nothing else."""
    (part,) = read_office_file(data, name).parts
    assert isinstance(part, OfficeGrid)
    return part


def texts(grid: OfficeGrid) -> list[list[str]]:
    """For each place the text of the cell that covers it."""
    return [[cell.text if cell else "" for cell in row] for row in grid.rows]


def grids(document: OfficeDocument) -> list[OfficeGrid]:
    return [part for part in document.parts if isinstance(part, OfficeGrid)]


def covers_each_place_once(grid: OfficeGrid) -> bool:
    """Whether no two cells lie over each other."""
    places: list[Any] = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    return len(places) == len(set(places))


def edited(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """An archive with one of its members changed: what no library would write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == member:
                assert old in content
                content = content.replace(old, new)
            target.writestr(name, content)
    return stream.getvalue()
