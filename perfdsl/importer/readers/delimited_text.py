"""CSV files, and tables that were copied from Excel or WPS: rows of a line each, cells apart by tabs or commas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from perfdsl.formats.csv_cells import unguard
from perfdsl.importer.office import OfficeDocument, UnreadableError
from perfdsl.importer.readers.office_text import decoded
from perfdsl.importer.readers.sheet_grid import OfficeSheet, Written, sheet_grid
from perfdsl.importer.readers.sizes import MOST_CELLS, too_large
from perfdsl.text.patterns import lazy

_KEPT_AS_TEXT = lazy(r'="([^"]*)"')  # as systems write what no spreadsheet shall read as a number
_LONGEST = 1_000_000  # characters of a cell


def read_delimited(data: bytes, name: str) -> OfficeDocument:
    """Read a text of rows.

    Raises:
        UnreadableError: it is no text, too large, or nothing is written in it.
    """
    text = decoded(data)
    made = sheet_grid(OfficeSheet("表1", dict(_written(text.text))), _place)
    if made is None:
        raise UnreadableError("文件里没有内容", "请确认选的是填好的文件")
    return OfficeDocument(name, (made.grid,), text.notices)


def _written(text: str) -> Iterator[tuple[tuple[int, int], Written]]:
    count = 0
    previous = csv.field_size_limit(_LONGEST)
    try:
        for row, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))):
            count += len(cells)
            if count > MOST_CELLS:
                raise too_large("表格", f"多于 {MOST_CELLS} 格", f"{MOST_CELLS} 格")
            for column, cell in enumerate(cells):
                yield (row, column), Written(_shown(cell))
    except csv.Error as error:
        raise UnreadableError("文件里的表格读不懂", "请用 WPS 或 Excel 打开，另存为 XLSX 再导入") from error
    finally:
        csv.field_size_limit(previous)


def _delimiter(text: str) -> str:
    """A tab where there is one; else the mark that most lines have."""
    if "\t" in text:
        return "\t"
    lines = text.splitlines()[:1000]
    return max(",;|", key=lambda mark: sum(mark in line for line in lines))


def _shown(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    if kept := _KEPT_AS_TEXT.fullmatch(cell):
        return kept[1]
    return unguard(cell)


def _place(row: int, column: int) -> str:
    return f"第{row + 1}行第{column + 1}列"
