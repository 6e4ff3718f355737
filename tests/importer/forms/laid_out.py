"""A form as an office lays it out, before it is any kind of file: lines of text around a table of merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdsl.presentation.grid import FormCell, Row


class LaidOut(NamedTuple):
    """``titles`` stand in the middle above the table, ``above`` and ``below`` are small print around it.

    Each row holds the cells that begin in it; a cell covers the rows and columns that it says.
    """

    name: str
    titles: tuple[str, ...]
    above: tuple[str, ...]
    rows: tuple[Row, ...]
    below: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return width_of(self.rows)

    def head_rows(self) -> Iterator[int]:
        """The rows that hold nothing but titles of columns (and what reaches into them from above)."""
        for number, row in enumerate(self.rows):
            if any(cell.role == "head" for cell in row) and all(cell.role in _OF_HEADS for cell in row):
                yield number


_OF_HEADS = ("head", "label")


class Placed(NamedTuple):
    """A cell and the row and column, from 0, where it begins."""

    row: int
    column: int
    cell: FormCell


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """Every cell with its place; a cell goes to the first column that none from above covers."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            yield Placed(number, column, cell)
            covered |= {(number + i, column + j) for i in range(cell.rows) for j in range(cell.columns)}


def width_of(rows: Sequence[Row]) -> int:
    """How many columns the rows have."""
    return sum(cell.columns for cell in rows[0]) if rows else 0
