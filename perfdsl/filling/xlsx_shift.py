"""Rows put into a sheet: cells, merged areas, heights, and every formula that speaks of rows below move along."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from perfdsl.text.patterns import lazy

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_CELLS = lazy(r"(?P<from>\$?[A-Z]{1,3}\$?)(?P<top>\d+)(?::(?P<to>\$?[A-Z]{1,3}\$?)(?P<bottom>\d+))?")


class Merged(NamedTuple):
    """A merged area: rows and columns from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Growth(NamedTuple):
    """``more`` rows like the row ``at`` of a sheet stand below it."""

    sheet: str
    at: int
    more: int

    def top(self, row: int) -> int:
        """Where a row, or an area that begins in it, is now."""
        return row + self.more if row > self.at else row

    def bottom(self, row: int) -> int:
        """Where an area ends now that ended in a row."""
        return row + self.more if row >= self.at else row

    def merged(self, area: Merged) -> Merged:
        """An area that is more than the row itself grows with it."""
        end = self.top(area.bottom) if area.top == area.bottom else self.bottom(area.bottom)
        return area._replace(top=self.top(area.top), bottom=end)

    def reference(self, text: str) -> str:
        """``E5:E9`` after the growth; a single cell stays with its row, a range that ends there grows."""
        return _CELLS.sub(self._moved, text)

    def _moved(self, match: object) -> str:
        start, top, to, bottom = match.group("from", "top", "to", "bottom")  # type: ignore[attr-defined] # a match
        moved = f"{start}{self.top(int(top))}"
        return f"{moved}:{to}{self.bottom(int(bottom))}" if to else moved


def grow(sheet: Worksheet, at: int, more: int) -> None:
    """Make room for ``more`` rows below the row ``at``, that look like it; no area of the sheet may be merged."""
    growth = Growth(sheet.title, at, more)
    heights = {row: one.height for row, one in sheet.row_dimensions.items() if row >= at}
    sheet.insert_rows(at + 1, more)
    for row, height in heights.items():
        sheet.row_dimensions[growth.top(row)].height = height
    for row in range(at + 1, at + 1 + more):
        sheet.row_dimensions[row].height = heights.get(at)
        for source in sheet[at]:
            _like(source, sheet.cell(row, source.column))
    _mend(sheet, growth)


def _like(source: Cell, cell: Cell) -> None:
    """The looks of a cell, and its formula as it is one row or several further down."""
    from openpyxl.formula.translate import Translator

    cell._style = copy(source._style)  # noqa: SLF001 - the one way to copy all of a cell's looks
    if source.data_type == "f" and isinstance(source.value, str):
        cell.value = Translator(source.value, source.coordinate).translate_formula(cell.coordinate)


def _mend(sheet: Worksheet, growth: Growth) -> None:
    """Whatever speaks of rows of the sheet."""
    for other in sheet.parent.worksheets:
        for row in other.iter_rows():
            for cell in row:
                is_copy = other is sheet and growth.at < cell.row <= growth.at + growth.more
                if cell.data_type == "f" and isinstance(cell.value, str) and not is_copy:
                    cell.value = _formula(cell.value, growth, own=other is sheet)
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = type(rule.sqref)(growth.reference(str(rule.sqref)))
    if sheet.print_area:
        sheet.print_area = _each(sheet.print_area, growth.reference)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = growth.reference(sheet.auto_filter.ref)


def _each(areas: str, change: Callable[[str], str]) -> str:
    return ",".join(change(area.rpartition("!")[2]) for area in areas.split(","))


def _formula(formula: str, growth: Growth, *, own: bool) -> str:
    """A formula whose references to the sheet have moved; text in quotes, and names of functions, stay."""
    from openpyxl.formula.tokenizer import Token, Tokenizer

    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            sheet, mark, cells = token.value.rpartition("!")
            if (sheet.strip("'").replace("''", "'") == growth.sheet) if mark else own:
                token.value = f"{sheet}{mark}{growth.reference(cells)}"
    return str(tokens.render())
