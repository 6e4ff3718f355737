"""The official form on paper: what XLSX, DOCX and PDF all print, cell for cell in the same places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.model.table import Table
from perfdsl.presentation.form import Form, official_form
from perfdsl.presentation.grid import FormCell
from perfdsl.presentation.markdown import plain_text

# Columns in characters of the standard font.
_WIDTHS = {
    "level": 9.0,
    "work": 15.0,
    "name": 24.0,
    "value": 11.0,
    "values": 16.0,
    "points": 6.0,
    "note": 16.0,
}
_NARROW_NAME = 8.0
_PAGE = 88.0
_WIDE = 9  # columns; a form with more is printed across


class PlacedCell(NamedTuple):
    """A cell and the rows and columns (from 0, the last ones included) that it covers."""

    cell: FormCell
    top: int
    left: int
    bottom: int
    right: int


class PrintedForm(NamedTuple):
    """``title`` and ``year`` stand above a grid of ``height`` rows; ``widths`` are those of its columns, in characters."""

    title: str
    year: str
    widths: tuple[float, ...]
    height: int
    cells: tuple[PlacedCell, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it is printed across."""
        return len(self.widths) > _WIDE

    @property
    def headings(self) -> frozenset[int]:
        """The rows with column headings, to be repeated on each page until the next ones."""
        return frozenset(
            place.top
            for place in self.cells
            if place.left == 0 and place.cell.role == "head" and place.top == place.bottom
        )


def printed_form(table: Table) -> PrintedForm:
    """The form of one table."""
    form = official_form(table, [plain_text(section.markdown) for section in table.sections])
    return PrintedForm(
        form.title,
        f"{table.year}年度" if table.year else "",
        _widths(form.columns),
        len(form.rows),
        tuple(_placed(form)),
    )


def _widths(columns: tuple[str, ...]) -> tuple[float, ...]:
    """The columns that stand for one name share its width; few columns fill the page."""
    names = columns.count("name")
    name = max(_NARROW_NAME, _WIDTHS["name"] / names) if names else 0.0
    plain = [name if column == "name" else _WIDTHS[column] for column in columns]
    factor = max(1.0, _PAGE / sum(plain))
    return tuple(round(one * factor, 2) for one in plain)


def _placed(form: Form) -> Iterator[PlacedCell]:
    """Each cell at the first free column of its row, as in an HTML table."""
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(form.rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            yield PlacedCell(cell, top, left, top + cell.rows - 1, left + cell.columns - 1)
            if cell.rows > 1:
                taken |= {(top + y, left + x) for y in range(1, cell.rows) for x in range(cell.columns)}
            left += cell.columns
