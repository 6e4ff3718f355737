"""CSV for spreadsheets: UTF-8 with BOM, a line of headings, then the lines of each table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.formats.csv_cells import quoted
from perfdsl.formats.csv_rows import END, csv_rows
from perfdsl.formats.records.of_table import records
from perfdsl.formats.sheets import Sheet
from perfdsl.model.table import Table

BOM = "\ufeff"


def csv_chunks(sheet: Sheet, tables: Iterable[Table]) -> Iterator[bytes]:
    """The file piece by piece: the headings, then the rows of one table after the other."""
    yield csv_head(sheet)
    for table in tables:
        yield csv_rows(sheet, records(table))


def csv_head(sheet: Sheet) -> bytes:
    """The BOM and the line of headings."""
    return f"{BOM}{','.join(quoted(column.title) for column in sheet.columns)}{END}".encode()
