"""CSV for spreadsheets: UTF-8 with BOM, one fact in each cell, and no cell that a spreadsheet takes for a formula.

A text that would start a formula gets an apostrophe in front, and so does a text that already has one; whoever
takes away one leading apostrophe has every text to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from operator import call
from typing import Any

from perfdsl.formats.records.of_table import Records, records
from perfdsl.formats.sheets import COMPARATORS, FALSE, TRUE, Sheet
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
        yield csv_rows(sheet, records(table))


def csv_head(sheet: Sheet) -> bytes:
    """The BOM and the line of headings."""
    return f"{BOM}{_line(_quoted(column.title) for column in sheet.columns)}".encode()


def csv_rows(sheet: Sheet, records: Records) -> bytes:
    """The lines of one table."""
    cells = [_CELLS[column.kind] for column in sheet.columns]
    lines = [_line(map(call, cells, row)) for row in sheet.rows(records)]
    return "".join(lines).encode("utf-8", "replace")


def guard(text: str) -> str:
    """``text``, harmless in a spreadsheet."""
    start = text.lstrip(SPACES)
    return f"{GUARD}{text}" if text.startswith(_FIRST) or start.startswith(_FIRST) else text


def unguard(text: str) -> str:
    """What :func:`guard` was given."""
    return text.removeprefix(GUARD)


def _line(cells: Iterable[str]) -> str:
    return f"{','.join(cells)}\r\n"


def _number(value: str | None) -> str:
    return value or ""


def _integer(value: int | None) -> str:
    return "" if value is None else str(value)


class _Texts(dict[str, str]):
    """The cell of each text: units and rows write many alike, and asking a dictionary takes no call."""

    def __missing__(self, value: str) -> str:
        if len(self) >= _MOST_TEXTS:
            self.clear()
        self[value] = found = _quoted(guard(value))
        return found


def _quoted(text: str) -> str:
    """In quotation marks where CSV needs them."""
    if _SPECIAL.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


_MOST_TEXTS = 50_000
_SPECIAL = re.compile('[,"\r\n]')
# How the cells of each kind of column are written.
_CELLS: dict[str, Callable[[Any], str]] = {
    "text": _Texts().__getitem__,
    "integer": _integer,
    "number": _number,
    "boolean": {True: TRUE, False: FALSE}.__getitem__,
    "comparator": lambda value: COMPARATORS[value] if value else "",
}
