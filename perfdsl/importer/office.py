"""What every kind of file is read into: tables as grids of cells, and the lines of text around them."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple


class OfficeCell(NamedTuple):
    r"""One cell of a table, a merged one once, at its top left corner.

    ``row`` and ``column`` count from 0 in its grid; ``rows`` and ``columns`` are how many it covers. ``text`` is what an
    office program shows, with ``\n`` where the cell has a line break (or, in a PDF, a line that was wrapped); a number
    keeps all its decimals. ``place`` is where a person finds it: ``Sheet1!C12``, ``第3页 表1 第12行第2列``. ``doubt`` is
    why the reader is not sure of the text (in Chinese), ``""`` where it is.
    """

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1
    doubt: str = ""


class OfficeGrid:
    """One table. ``cells`` are all of them in reading order, empty ones too; no two cover the same place.

    ``name`` is what a person calls it: the sheet's name, ``表1``.
    """

    def __init__(self, name: str, cells: tuple[OfficeCell, ...]) -> None:
        self.name = name
        self.cells = cells

    @cached_property
    def height(self) -> int:
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def rows(self) -> tuple[tuple[OfficeCell | None, ...], ...]:
        """For each row and column the cell that covers it; None where there is none."""
        covered: list[list[OfficeCell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                covered[row][cell.column : cell.column + cell.columns] = [cell] * cell.columns
        return tuple(map(tuple, covered))


class OfficeLine(NamedTuple):
    """A line of text outside of tables: a title above, a note below. ``place`` as of a cell."""

    text: str
    place: str
    doubt: str = ""


class OfficeDocument(NamedTuple):
    """What a file holds, in reading order. ``name`` is the file's name, ``notices`` what its reader has to say of it.

    A notice is a sentence in Chinese for the person who imports: what was left aside as a whole (pictures, a hidden
    sheet, macros) and why.
    """

    name: str
    parts: tuple[OfficeGrid | OfficeLine, ...]
    notices: tuple[str, ...] = ()


class UnreadableError(Exception):
    """A file that cannot be read at all: ``message`` says why, ``hint`` what to do, both in Chinese."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
