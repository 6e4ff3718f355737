"""A template that is a workbook: each cell with fields is filled, and keeps its looks; everything else stays."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from perfdsl.filling.field_names import GROUPED
from perfdsl.filling.fields import Fields, Values, value_of
from perfdsl.filling.office_package import packed, parts, undated
from perfdsl.filling.placeholders import field_names, filled, only_field
from perfdsl.filling.row_runs import runs
from perfdsl.filling.xlsx_shift import Growth, Merged, grow
from perfdsl.formats.errors import ExportError
from perfdsl.formats.xlsx_sheet import exact_number, within_a_cell

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

# What openpyxl reads past, and so would be gone.
_LOST = {"xl/charts/": "图表", "xl/media/": "图片", "xl/vbaProject": "宏"}


def fill_xlsx(template: bytes, fields: Fields) -> bytes:
    """The filled workbook. Raises ExportError for what is no field, and for a template that would not stay as it is."""
    from openpyxl import load_workbook

    _refuse_lost(template)
    book = load_workbook(BytesIO(template))
    for sheet in book.worksheets:
        _fill_sheet(sheet, fields)
    stream = BytesIO()
    book.save(stream)
    return packed(undated(parts(stream.getvalue())))


def _refuse_lost(template: bytes) -> None:
    for name in parts(template):
        for start, what in _LOST.items():
            if name.startswith(start):
                raise ExportError(f"模板里有{what}，填好以后会丢失：请先删去，或改用 .docx 的模板。")


def _fill_sheet(sheet: Worksheet, fields: Fields) -> None:
    """From the last row up, so that rows still to come stay where they are."""
    merged = [Merged(one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(None, area.top, area.left, area.bottom, area.right)
    for row in range(sheet.max_row, 0, -1):
        texts = {cell.column: str(cell.value) for cell in sheet[row] if isinstance(cell.value, str)}
        names = [name for text in texts.values() for name in field_names(text)]
        if not names:
            continue
        rows = fields.rows(names)
        if rows is None:
            _fill_row(sheet, row, texts, fields.of_table, fields)
        else:
            merged = _fill_rows(sheet, row, texts, rows, fields, merged)
    for area in merged:
        sheet.merge_cells(None, area.top, area.left, area.bottom, area.right)


def _fill_rows(
    sheet: Worksheet,
    at: int,
    texts: dict[int, str],
    rows: tuple[Values, ...],
    fields: Fields,
    merged: list[Merged],
) -> list[Merged]:
    """As many rows as there are indicators or projects; the merged areas of the sheet as they are then."""
    more = len(rows) - 1
    own = [area for area in merged if area.top == area.bottom == at]
    if more:
        grow(sheet, at, more)
        merged = [Growth(sheet.title, at, more).merged(area) for area in merged if area not in own]
    else:
        merged = [area for area in merged if area not in own]
    for row, values in enumerate(rows, at):
        _fill_row(sheet, row, texts, values, fields)
    return merged + list(_areas(at, texts, rows, own))


def _areas(at: int, texts: dict[int, str], rows: tuple[Values, ...], own: list[Merged]) -> Iterator[Merged]:
    """Groups that are alike in rows below one another become one cell; other cells merge as in the template's row."""
    spans = {area.left: area.right for area in own}
    grouped = {column: only_field(text) for column, text in texts.items() if only_field(text) in GROUPED}
    for left in sorted({*spans, *grouped}):
        right = spans.get(left, left)
        path = [name for column, name in sorted(grouped.items()) if column <= left] if left in grouped else []
        for start, end in runs(rows, path):
            if (start, left) != (end, right):
                yield Merged(at + start, left, at + end, right)


def _fill_row(sheet: Worksheet, row: int, texts: dict[int, str], values: Values, fields: Fields) -> None:
    for column, text in texts.items():
        if text.startswith("=") and not field_names(text):
            continue
        _write(sheet.cell(row, column), text, values, fields)


def _write(cell: Cell, text: str, values: Values, fields: Fields) -> None:
    """A number where it is one, so that the template's formulas can use it; else text, whatever it looks like."""
    name = only_field(text)
    shown = filled(text, lambda field: value_of(field, values))
    number = exact_number(shown) if name and fields.is_number(name) else None
    if number is not None:
        cell.value = number
    else:
        cell.value = within_a_cell(shown) or None
        cell.data_type = "s" if shown else "n"
