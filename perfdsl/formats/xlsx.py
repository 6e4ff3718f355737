"""XLSX: the official form cell for cell, merged as it is printed, ready for A4.

Every target stays text (``=100%`` is a target here and a formula to every spreadsheet); money is a number that
shows the digits as written. The same tables make the same bytes.
"""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

from perfdsl.formats.xlsx_names import SheetNames
from perfdsl.formats.xlsx_sheet import Drawing, Styles, drawing, write
from perfdsl.model.table import Table

# Not when it was made, so that the same tables make the same bytes on any day.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - written as it is, without a zone


def xlsx(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table. The library may be missing (``perfdsl[xlsx]``)."""
    return workbook(map(drawn, tables))


def drawn(table: Table) -> bytes:
    """The sheet of one table, to be put into a workbook at some other time."""
    return zlib.compress(marshal.dumps(tuple(drawing(table))), 1)


def workbook(sheets: Iterable[bytes]) -> bytes:
    """A workbook of the sheets that :func:`drawn` made."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, _options())
    book.set_properties({"created": _CREATED})
    styles, names = Styles(book), SheetNames()
    for sheet in sheets:
        name, *content = marshal.loads(zlib.decompress(sheet))  # noqa: S302 - our own
        write(book.add_worksheet(names.of(name)), Drawing(name, *content), styles)
    book.close()
    vars(book).clear()  # it and its sheets know each other: all would stay until Python looks for cycles
    return stream.getvalue()


def _options() -> dict[str, Any]:
    """New ones each time: XlsxWriter writes into them, and the second workbook of a process would not be like the first."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "宋体", "font_size": 10},
    }
