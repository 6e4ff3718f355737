"""A form as a workbook: merged cells, numbers as numbers with their formats, and ``=100%`` as a formula where asked."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from perfdsl.presentation.grid import FormCell
from tests.importer.forms.laid_out import LaidOut, placed

_CREATED = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_PLAIN = re.compile(r"-?\d{1,3}(?:(?P<comma>,)\d{3})*(?:\.(?P<places>\d+))?\Z|-?\d+(?:\.(?P<more>\d+))?\Z")
_PERCENT = re.compile(r"-?\d+(?:\.(?P<places>\d+))?%\Z")
_FORMULA = re.compile(r"=(-?\d+(?:\.\d+)?)(%?)\Z")
_DATE = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})\Z")
_NUMERIC = ("number", "value")
_EXACT = 15  # digits that a cell keeps


class _Book:
    """The workbook and its cell formats, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._styles: dict[str, Format] = {}

    def style(self, number_format: str = "") -> Format:
        if number_format not in self._styles:
            properties = {"border": 1, "text_wrap": True, "valign": "vcenter"}
            if number_format:
                properties["num_format"] = number_format
            self._styles[number_format] = self.workbook.add_format(properties)
        return self._styles[number_format]


def xlsx(forms: Sequence[LaidOut], *, formulas: bool = False, one_sheet: bool = False) -> bytes:
    """A sheet a form, or all below each other; ``formulas``: what was typed became what Excel takes it for, the targets
    ``=100%`` formulas and days dates.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": _CREATED})
        book = _Book(workbook)
        sheet, row = None, 0
        for number, form in enumerate(forms, 1):
            if sheet is None or not one_sheet:
                sheet, row = workbook.add_worksheet(f"Sheet{number}"), 0
            row = _write_form(sheet, row, form, book, formulas=formulas) + 2
    return stream.getvalue()


def _write_form(sheet: Worksheet, row: int, form: LaidOut, book: _Book, *, formulas: bool) -> int:
    """The row below the form."""
    for line in (*form.titles, *form.above):
        _line(sheet, row, line, form, book)
        row += 1
    for one in placed(form.rows):
        _cell(sheet, row + one.row, one.column, one.cell, book, formulas=formulas)
    row += len(form.rows)
    for line in form.below:
        _line(sheet, row, line, form, book)
        row += 1
    return row


def _line(sheet: Worksheet, row: int, line: str, form: LaidOut, book: _Book) -> None:
    if form.width > 1:
        sheet.merge_range(row, 0, row, form.width - 1, "", book.style())
    sheet.write_string(row, 0, line, book.style())


def _cell(sheet: Worksheet, row: int, column: int, cell: FormCell, book: _Book, *, formulas: bool) -> None:
    if cell.rows * cell.columns > 1:
        sheet.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, "", book.style())
    number = _number(cell)
    formula = _FORMULA.match(cell.text) if formulas and cell.role == "value" else None
    if formula:
        cached = float(formula[1]) / (100 if formula[2] else 1)
        sheet.write_formula(row, column, cell.text, book.style("0%" if formula[2] else ""), cached)
    elif formulas and (day := _DATE.match(cell.text)):
        written = "yyyy-mm-dd" if day[2] == "-" else "yyyy/m/d"
        sheet.write_datetime(row, column, _day(day), book.style(written))
    elif number is not None:
        sheet.write_number(row, column, number[0], book.style(number[1]))
    elif cell.text:
        sheet.write_string(row, column, cell.text, book.style())
    else:
        sheet.write_blank(row, column, None, book.style())


def _day(match: re.Match[str]) -> datetime:
    return datetime(int(match[1]), int(match[3]), int(match[4]), tzinfo=UTC).replace(tzinfo=None)


def _number(cell: FormCell) -> tuple[float, str] | None:
    """The number and its format, where the cell holds one that a sheet shows as it was written."""
    if cell.role not in _NUMERIC or len(cell.text) > _EXACT:
        return None
    if match := _PERCENT.match(cell.text):
        return float(cell.text[:-1]) / 100, f"0{_decimals(match['places'])}%"
    if match := _PLAIN.match(cell.text):
        whole = "#,##0" if match["comma"] else "0"
        return float(cell.text.replace(",", "")), f"{whole}{_decimals(match['places'] or match['more'])}"
    return None


def _decimals(places: str | None) -> str:
    return f".{'0' * len(places)}" if places else ""
