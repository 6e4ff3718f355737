"""A table on one page of a PDF: its cells with their lines of text, and where on the page they lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from perfdsl.importer.readers.pdf_rules import Lattice
from perfdsl.importer.readers.pdf_text import Char, PdfLine, lines_of_chars

_FIRST = 3  # rows that are kept together: a header and what it is of


class PdfCell(NamedTuple):
    """``top`` and ``bottom`` are rows of the table, the last one included; ``left`` and ``right`` points on the page."""

    top: int
    bottom: int
    left: float
    right: float
    lines: tuple[PdfLine, ...]
    place: str
    doubts: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class PdfTable(NamedTuple):
    """``rows`` is how many there are; ``upper`` and ``lower`` are where it begins and ends on its page.

    ``first_rows`` is how high the first rows are together: what a page must have room for to begin it.
    ``is_open_above``, ``is_open_below``: no line closes it there.
    """

    cells: tuple[PdfCell, ...]
    rows: int
    xs: tuple[float, ...]
    upper: float
    lower: float
    first_rows: float
    is_open_above: bool = False
    is_open_below: bool = False


def lines_in_cells(lattice: Lattice, chars: Iterable[Char]) -> list[tuple[PdfLine, ...]]:
    """The text of each cell, of the characters that stand within the table."""
    inside: dict[int, list[Char]] = {number: [] for number in range(len(lattice.cells))}
    cell_at = {spot: number for number, area in enumerate(lattice.cells) for spot in area.places()}
    for char in chars:
        spot = lattice.spot(*char.middle)
        if spot is not None:
            inside[cell_at[spot]].append(char)
    return [tuple(lines_of_chars(found)) for found in inside.values()]


def table_of(lattice: Lattice, texts: Sequence[tuple[PdfLine, ...]], place: str) -> PdfTable:
    """``place`` names the table; ``texts`` are the lines of each of its cells."""
    cells = []
    for area, lines in zip(lattice.cells, texts, strict=True):
        doubts = tuple(dict.fromkeys(line.doubt for line in lines if line.doubt))
        where = f"{place} 第{area.top + 1}行第{area.left + 1}列"
        left, right = lattice.xs[area.left], lattice.xs[area.right + 1]
        cells.append(PdfCell(area.top, area.bottom, left, right, lines, where, doubts))
    ys = lattice.ys
    open_ends = lattice.is_open_above, lattice.is_open_below
    first_rows = ys[min(_FIRST, len(ys) - 1)] - ys[0]
    return PdfTable(tuple(cells), len(ys) - 1, lattice.xs, ys[0], ys[-1], first_rows, *open_ends)
