"""One sheet: title, year, the grid of the official form, and how it is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdsl.formats.printed_form import PlacedCell, printed_form
from perfdsl.formats.xlsx_layout import INDENT, layout
from perfdsl.model.table import Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Area = tuple[int, int, int, int]  # the first row and column, the last row and column

_A4 = 9
_HEAD_ROWS = 2
_LONGEST = 32_767  # what a cell can hold
_CUT = "……（太长，其余请看网页或 JSON）"
_NUMBER = re.compile(r"-?(\d+)(?:\.(\d+))?")
_EXACT = 15  # the digits that a number of a spreadsheet keeps

_PLAIN: dict[str, Any] = {"align": "center", "valign": "vcenter", "text_wrap": True}
_BOXED: dict[str, Any] = {**_PLAIN, "border": 1}
_SHADED: dict[str, Any] = {**_BOXED, "bg_color": "#F2F2F2"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_PLAIN, "font_size": 16, "bold": True},
    "year": {**_PLAIN, "font_size": 11},
    "label": _SHADED,
    "head": _SHADED,
    "prose": {**_BOXED, "align": "left", "indent": INDENT},
    "cell": _BOXED,
}


class Styles:
    """The formats of one workbook, made when they are asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, role: str, number_format: str = "") -> Format:
        key = (role if role in _STYLES else "cell", number_format)
        if key not in self._made:
            number = {"num_format": number_format} if number_format else {}
            self._made[key] = self._book.add_format(
                {"font_name": "宋体", "font_size": 10, **_STYLES[key[0]], **number}
            )
        return self._made[key]


class Drawing(NamedTuple):
    """A sheet before it is in a workbook: plain values, so that it can be kept.

    ``name`` is what it would be called, ``cells`` are (area, role, text) below title and year.
    """

    name: str
    title: str
    year: str
    is_wide: bool
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[tuple[Area, str, str], ...]


def drawing(table: Table) -> Drawing:
    """The form of one table."""
    form = printed_form(table)
    heights, places = layout(form)
    cells = tuple([(_area(place), place.cell.role, place.cell.text) for place in places])
    name = f"{table.name}{table.year or ''}"
    return Drawing(name, form.title, form.year, form.is_wide, form.widths, heights, cells)


def write(sheet: Worksheet, drawing: Drawing, styles: Styles) -> None:
    """Fill a sheet."""
    last = len(drawing.widths) - 1
    _write(sheet, (0, 0, 0, last), drawing.title, styles("title"))
    _write(sheet, (1, 0, 1, last), drawing.year, styles("year"))
    for area, role, text in drawing.cells:
        _cell(sheet, area, role, text, styles)
    _sizes(sheet, drawing)
    _printing(sheet, drawing)


def exact_number(text: str) -> float | None:
    """The number of a text, where a spreadsheet keeps all its digits."""
    match = _NUMBER.fullmatch(text)
    exact = match is not None and len(match[1]) + len(match[2] or "") <= _EXACT
    return float(text) if exact else None


def within_a_cell(text: str) -> str:
    """The text, cut where a cell cannot hold it, which is said at its end."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _area(place: PlacedCell) -> Area:
    return place.top + _HEAD_ROWS, place.left, place.bottom + _HEAD_ROWS, place.right


def _cell(sheet: Worksheet, area: Area, role: str, text: str, styles: Styles) -> None:
    """Money as a number where a spreadsheet keeps all its digits; everything else is text."""
    number = exact_number(text) if role == "number" else None
    if number is None:
        _write(sheet, area, text, styles(role))
        return
    _, _, places = text.partition(".")
    style = styles(role, f"0.{'0' * len(places)}" if places else "0")
    _merge(sheet, area, style)
    sheet.write_number(area[0], area[1], number, style)


def _write(sheet: Worksheet, area: Area, text: str, style: Format) -> None:
    """Text is written as text, whatever it looks like: never by a call that guesses."""
    _merge(sheet, area, style)
    if text:
        sheet.write_string(area[0], area[1], within_a_cell(text), style)
    else:
        sheet.write_blank(area[0], area[1], None, style)


def _merge(sheet: Worksheet, area: Area, style: Format) -> None:
    if area[:2] != area[2:]:
        sheet.merge_range(*area, "", style)


def _sizes(sheet: Worksheet, drawing: Drawing) -> None:
    for column, width in enumerate(drawing.widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 33)
    sheet.set_row(1, 21)
    for row, height in enumerate(drawing.heights):
        sheet.set_row(row + _HEAD_ROWS, height)


def _printing(sheet: Worksheet, drawing: Drawing) -> None:
    """A4, as wide as the page; the little triangles of text that looks like a number are not wanted."""
    sheet.set_paper(_A4)
    if drawing.is_wide:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
