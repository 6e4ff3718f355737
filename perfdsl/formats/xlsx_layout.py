"""How high the rows of the official form are on a sheet.

A spreadsheet does not fit the height of merged cells to their text, so it is reckoned here: display cells of the
text against those of its columns.
"""

from __future__ import annotations

from itertools import accumulate
from math import ceil
from typing import NamedTuple

from perfdsl.formats.printed_form import PlacedCell, PrintedForm
from perfdsl.text.width import width

INDENT = 1  # of prose, in characters
_LINE, _PADDING, _LEAST = 13.5, 6.0, 19.5  # points
_HIGHEST = 400.0  # a little less than the 409 that a row may have


class SheetLayout(NamedTuple):
    """The whole grid; row 0 is its first row. ``heights`` are points."""

    heights: tuple[float, ...]
    cells: tuple[PlacedCell, ...]


def layout(form: PrintedForm) -> SheetLayout:
    """Lay out the form. A row too high for a sheet becomes several, with its cells merged over them."""
    heights = _heights(form)
    if max(heights, default=0) <= _HIGHEST:
        return SheetLayout(tuple(heights), form.cells)
    counts = [ceil(height / _HIGHEST) for height in heights]
    tops = [0, *accumulate(counts)]
    stretched = tuple(
        place._replace(top=tops[place.top], bottom=tops[place.bottom + 1] - 1) for place in form.cells
    )
    each = (height / count for height, count in zip(heights, counts, strict=True) for _ in range(count))
    return SheetLayout(tuple(each), stretched)


def _heights(form: PrintedForm) -> list[float]:
    """First what the cells of one row need, then what is lacking to those that cover several."""
    heights = [_LEAST] * form.height
    for place in sorted(form.cells, key=lambda place: place.bottom - place.top):
        lack = _needed(place, form.widths) - sum(heights[place.top : place.bottom + 1])
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
