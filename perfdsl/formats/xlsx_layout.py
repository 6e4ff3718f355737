"""Where the cells of the official form stand on a sheet, how wide its columns and how high its rows are.

A spreadsheet does not fit the height of merged cells to their text, so it is reckoned here: display cells of the
text against those of its columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from perfdsl.presentation.form import Form
from perfdsl.presentation.grid import FormCell
from perfdsl.text.width import width

# Columns in characters of the standard font; heights in points.
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
INDENT = 1  # of prose, in characters
_LINE, _PADDING, _LEAST = 13.5, 6.0, 19.5
_HIGHEST = 400.0  # a little less than the 409 that a row may have


class PlacedCell(NamedTuple):
    """A cell and the rows and columns (from 0, the last ones included) that it covers on the sheet."""

    cell: FormCell
    top: int
    left: int
    bottom: int
    right: int


class SheetLayout(NamedTuple):
    """The whole grid; row 0 is its first row."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[PlacedCell, ...]


def layout(form: Form) -> SheetLayout:
    """Lay out the form. A row too high for a sheet becomes several, with its cells merged over them."""
    widths = _widths(form.columns)
    cells = tuple(_placed(form))
    heights = _heights(cells, widths, len(form.rows))
    if max(heights, default=0) <= _HIGHEST:
        return SheetLayout(widths, tuple(heights), cells)
    counts = [ceil(height / _HIGHEST) for height in heights]
    tops = [0, *accumulate(counts)]
    stretched = tuple(
        place._replace(top=tops[place.top], bottom=tops[place.bottom + 1] - 1) for place in cells
    )
    each = (height / count for height, count in zip(heights, counts, strict=True) for _ in range(count))
    return SheetLayout(widths, tuple(each), stretched)


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


def _heights(cells: tuple[PlacedCell, ...], widths: tuple[float, ...], rows: int) -> list[float]:
    """First what the cells of one row need, then what is lacking to those that cover several."""
    heights = [_LEAST] * rows
    for place in sorted(cells, key=lambda place: place.bottom - place.top):
        lack = _needed(place, widths) - sum(heights[place.top : place.bottom + 1])
        if lack > 0:
            heights[place.bottom] += lack
    return heights


def _needed(place: PlacedCell, widths: tuple[float, ...]) -> float:
    indent = INDENT if place.cell.role == "prose" else 0
    room = max(2.0, sum(widths[place.left : place.right + 1]) - 2 * indent)
    text = place.cell.text
    if 2 * len(text) <= room and "\n" not in text:  # no character takes more than two cells
        return _LINE + _PADDING
    lines = sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
    return lines * _LINE + _PADDING
