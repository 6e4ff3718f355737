"""From the sheets of a workbook, whatever its format, to a document: a grid for each that holds something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from perfdsl.importer.office import OfficeDocument, OfficeGrid, UnreadableError
from perfdsl.importer.readers.cell_place import cell_name
from perfdsl.importer.readers.sheet_grid import OfficeSheet, sheet_grid


class Hidden(NamedTuple):
    """What of a sheet an office program does not show."""

    sheet: bool = False
    rows_or_columns: bool = False


def spreadsheet(
    name: str, sheets: Iterable[tuple[OfficeSheet, Hidden]], notices: Iterable[str]
) -> OfficeDocument:
    """The document. ``notices`` are those of the workbook as a whole.

    Raises:
        UnreadableError: nothing is on any sheet, or one is too large.
    """
    found = [part for sheet, hidden in sheets for part in _read(sheet, hidden)]
    grids = tuple(part for part in found if isinstance(part, OfficeGrid))
    if not grids:
        raise UnreadableError("工作簿里的工作表都是空的", "请确认选的是填好的文件")
    return OfficeDocument(name, grids, (*(part for part in found if isinstance(part, str)), *notices))


def _read(sheet: OfficeSheet, hidden: Hidden) -> Iterator[OfficeGrid | str]:
    """The grid of a sheet, and notices."""
    made = sheet_grid(sheet, lambda row, column: f"{sheet.name}!{cell_name(row, column)}")
    if made is None:
        return
    yield made.grid
    if hidden.sheet:
        yield f"工作表“{sheet.name}”是隐藏的，也读取了"
    if hidden.rows_or_columns:
        yield f"工作表“{sheet.name}”有隐藏的行或列，也读取了"
    if made.overlapping:
        yield f"工作表“{sheet.name}”有 {made.overlapping} 处合并单元格互相重叠，只保留了大的"
