"""CSV for spreadsheets: UTF-8 with BOM, a line of headings, then the lines of each table, cell by cell in the order of the
columns in ``sheets.py``.

Written out, for they are the most work in a site's downloads: what the lines of an indicator share is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from perfdsl.formats.csv_cells import TEXT, boolean, comparator, integer, quoted
from perfdsl.formats.records.of_table import Records
from perfdsl.formats.sheets import FUNDING, INDICATORS, PROJECTS, UNITS, Sheet

BOM = "\ufeff"
END = "\r\n"


def csv_head(sheet: Sheet) -> bytes:
    """The BOM and the line of headings."""
    return f"{BOM}{','.join(quoted(column.title) for column in sheet.columns)}{END}".encode()


def csv_rows(sheet: Sheet, records: Records) -> bytes:
    """The lines of one table in one file."""
    return "".join(_LINES[sheet.name](records)).encode("utf-8", "replace")


def csv_lines(records: Records) -> dict[str, bytes]:
    """The lines of one table for each file, by its name."""
    return {sheet.file: csv_rows(sheet, records) for sheet in (UNITS, FUNDING, PROJECTS, INDICATORS)}


def _units(records: Records) -> Iterator[str]:
    one = records.unit
    yield (
        f"{TEXT[one.id]},{TEXT[one.kind]},{TEXT[one.name]},{integer(one.year)},{TEXT[one.framework]},"
        f"{TEXT[one.title]},{TEXT[one.code]},{TEXT[one.department]},{TEXT[one.publisher]},"
        f"{TEXT[one.index_number]},{TEXT[one.document_number]},{TEXT[one.approved]},{TEXT[one.published]},"
        f"{TEXT[one.office]},{TEXT[one.phone]},{TEXT[one.header]},{one.total or ''},{one.projects},"
        f"{one.indicators},{one.measured},{TEXT[one.file]}{END}"
    )


def _funding(records: Records) -> Iterator[str]:
    owner = _owner(records)
    for one in records.funding:
        yield (
            f"{owner},{TEXT[one.id]},{TEXT[one.parent_id]},{TEXT[one.block]},{one.depth},{TEXT[one.name]},"
            f"{TEXT[one.column]},{one.number or ''},{TEXT[one.money_unit]},{one.yuan or ''},{TEXT[one.text]},"
            f"{boolean(one.derived)},{boolean(one.unlisted)},{TEXT[one.notes]}{END}"
        )


def _projects(records: Records) -> Iterator[str]:
    owner = _owner(records)
    for one in records.projects:
        yield (
            f"{owner},{TEXT[one.id]},{TEXT[one.parent_id]},{TEXT[one.name]},{TEXT[one.column]},"
            f"{one.number or ''},{TEXT[one.money_unit]},{one.yuan or ''},{TEXT[one.text]},"
            f"{TEXT[one.key_tasks]},{TEXT[one.notes]}{END}"
        )


def _indicators(records: Records) -> Iterator[str]:
    """One line for each indicator and period."""
    owner = _owner(records)
    for one, targets in records.indicators:
        head = (
            f"{owner},{TEXT[one.id]},{TEXT[one.parent_id]},{TEXT[one.category]},{TEXT[one.subcategory]},"
            f"{TEXT[one.key_task]},{TEXT[one.linked_projects]},{TEXT[one.name]},{boolean(one.measured)}"
        )
        tail = f"{one.points or ''},{TEXT[one.flags]},{TEXT[one.notes]}{END}"
        for of in targets:
            yield (
                f"{head},{TEXT[of.period]},{comparator(of.comparator)},{of.number or ''},{of.upper or ''},"
                f"{TEXT[of.unit]},{TEXT[of.text]},{of.actual_number or ''},{TEXT[of.actual_text]},{tail}"
            )


def _owner(records: Records) -> str:
    return f"{TEXT[records.unit.id]},{TEXT[records.unit.name]},{integer(records.unit.year)}"


_LINES: dict[str, Callable[[Records], Iterator[str]]] = {
    UNITS.name: _units,
    FUNDING.name: _funding,
    PROJECTS.name: _projects,
    INDICATORS.name: _indicators,
}
