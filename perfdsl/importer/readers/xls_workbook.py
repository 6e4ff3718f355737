"""XLS, the workbooks of Excel 97 to 2003, and those of WPS (ET): each sheet with something on it becomes a grid."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers.archive import damaged
from perfdsl.importer.readers.cell_format import CellFormat
from perfdsl.importer.readers.missing_extra import needing
from perfdsl.importer.readers.sheet_grid import Area, OfficeSheet, Written
from perfdsl.importer.readers.sizes import MB, too_large
from perfdsl.importer.readers.spreadsheet import Hidden, spreadsheet
from perfdsl.importer.readers.xlsx_text import clean

_MOST_BYTES = 20 * MB  # of a format that is read record by record
_MACROS = "工作簿里有宏，没有运行，也没有读取"
_NOTES = "单元格的批注没有读取"
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError,
    struct.error,
)  # fmt: skip
"""What the library runs into where a file is not what it says: it looks at nothing before it uses it."""


def read_xls(data: bytes, name: str) -> OfficeDocument:
    """Read a workbook.

    Raises:
        UnreadableError: it is damaged, encrypted, too large, or there is nothing on its sheets; the library is missing.
    """
    if len(data) > _MOST_BYTES:
        raise too_large("XLS 文件", f"{len(data) // MB} MB", f"{_MOST_BYTES // MB} MB")
    book = _opened(data)
    notices = [_MACROS] if "_VBA_PROJECT".encode("utf-16-le") in data else []
    notices += [_NOTES] if any(sheet.cell_note_map for sheet in book.sheets()) else []
    return spreadsheet(name, _sheets(book), notices)


def _opened(data: bytes) -> Any:
    with needing("xlrd"):
        import xlrd
        from xlrd.compdoc import CompDocError
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableError(
                "文件加了密码", "请在 WPS 或 Office 里打开，取消密码，另存后再导入"
            ) from error
        raise damaged() from error
    except (CompDocError, *_DAMAGE) as error:
        raise damaged() from error


def _sheets(book: Any) -> Iterator[tuple[OfficeSheet, Hidden]]:
    formats: dict[str, CellFormat] = {}
    for sheet in book.sheets():
        merged = tuple(
            Area(top, left, bottom - 1, right - 1) for top, bottom, left, right in sorted(sheet.merged_cells)
        )
        parts = [*sheet.rowinfo_map.values(), *sheet.colinfo_map.values()]
        hidden = Hidden(bool(sheet.visibility), any(part.hidden for part in parts))
        yield OfficeSheet(sheet.name, dict(_written(book, sheet, formats)), merged), hidden


def _written(
    book: Any, sheet: Any, formats: dict[str, CellFormat]
) -> Iterator[tuple[tuple[int, int], Written]]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype not in _EMPTY:
                code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
                if code not in formats:
                    formats[code] = CellFormat(code, from_1904=bool(book.datemode))
                yield (row, column), _shown(cell, formats[code])


# The kinds of cells of xlrd.
_NOTHING, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR, _BLANK = range(7)
_EMPTY = (_NOTHING, _BLANK)


def _shown(cell: Any, look: CellFormat) -> Written:
    if cell.ctype == _TEXT:
        return Written(look.text(clean(cell.value)))
    if cell.ctype == _TRUTH:
        return Written("TRUE" if cell.value else "FALSE")
    if cell.ctype == _ERROR:
        from xlrd.biffh import error_text_from_code

        text = error_text_from_code.get(cell.value, "#VALUE!")
        return Written(text, f"单元格里是错误值 {text}，请在表格软件里改好")
    # Whether a formula stands behind a number is not told; one that does not end was computed.
    return look.number(cell.value, computed=True)
