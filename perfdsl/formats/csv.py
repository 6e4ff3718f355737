"""CSV for spreadsheets: UTF-8 with BOM, one fact in each cell, and no cell that a spreadsheet takes for a formula.

A text that would start a formula gets an apostrophe in front, and so does a text that already has one; whoever
takes away one leading apostrophe has every text to the letter.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfdsl.formats.sheets import COMPARATORS, FALSE, TRUE, Column, Sheet, Value
from perfdsl.model.table import Table
from perfdsl.text.folding import SPACES

BOM = "\ufeff"
GUARD = "'"
# Full-width marks too: the Chinese editions of the spreadsheets read them as well.
_FORMULA_MARKS = "=+-@＝＋－＠"
_FIRST = (*_FORMULA_MARKS, "\t", "\r", "\n", GUARD)


def csv_chunks(sheet: Sheet, tables: Iterable[Table]) -> Iterator[bytes]:
    """The file piece by piece: the headings, then the rows of one table after the other."""
    yield csv_head(sheet)
    for table in tables:
        yield csv_rows(sheet, table)


def csv_head(sheet: Sheet) -> bytes:
    """The BOM and the line of headings."""
    return _encode([[column.title for column in sheet.columns]], BOM)


def csv_rows(sheet: Sheet, table: Table) -> bytes:
    """The lines of one table."""
    return _encode(
        [[cell(column, row[column.name]) for column in sheet.columns] for row in sheet.rows(table)]
    )


def cell(column: Column, value: Value) -> str:
    """One value as its column writes it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    return COMPARATORS[value] if column.kind == "comparator" else guard(value)


def guard(text: str) -> str:
    """``text``, harmless in a spreadsheet."""
    start = text.lstrip(SPACES)
    return f"{GUARD}{text}" if text.startswith(_FIRST) or start.startswith(_FIRST) else text


def unguard(text: str) -> str:
    """What :func:`guard` was given."""
    return text.removeprefix(GUARD)


def _encode(rows: list[list[str]], start: str = "") -> bytes:
    stream = io.StringIO(start, newline="")
    stream.seek(0, io.SEEK_END)
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")
