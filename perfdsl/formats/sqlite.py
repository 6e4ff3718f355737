"""One SQLite file for analysts, by ``schema.sql`` beside this module.

The same tables in the same order make the same bytes (with the same version of SQLite).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdsl.formats.records.indicators import indicator_records
from perfdsl.formats.records.money import funding_records, project_records
from perfdsl.formats.records.units import section_records, unit_record
from perfdsl.model.table import Table
from perfdsl.resources import data

# Written into a new file only, so there is nothing that a journal could save.
_SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = 1;
"""


def write_sqlite(tables: Iterable[Table], file: Path) -> None:
    """Make the database as the new file ``file``; holds one table at a time.

    Two tables with the same address (``document_folder``) raise :class:`sqlite3.IntegrityError`.
    """
    with closing(sqlite3.connect(file)) as connection:
        _fill(connection, tables)


def sqlite_bytes(tables: Iterable[Table]) -> bytes:
    """The same file as bytes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.sqlite"
        write_sqlite(tables, file)
        return file.read_bytes()


def _fill(connection: sqlite3.Connection, tables: Iterable[Table]) -> None:
    connection.executescript(_SETTINGS + data("formats/schema.sql").read_text("utf-8"))
    with connection:
        for table in tables:
            _add(connection, table)


def _add(connection: sqlite3.Connection, table: Table) -> None:
    indicators = list(indicator_records(table))
    _insert(connection, "units", [unit_record(table)])
    _insert(connection, "sections", section_records(table))
    _insert(connection, "funding", funding_records(table))
    _insert(connection, "projects", project_records(table))
    _insert(connection, "indicators", (indicator for indicator, _ in indicators))
    _insert(connection, "targets", (target for _, targets in indicators for target in targets))


def _insert(connection: sqlite3.Connection, name: str, records: Iterable[tuple[object, ...]]) -> None:
    """The fields of a record are the columns of its table, in order."""
    for record in records:
        marks = ", ".join("?" * len(record))
        values = [format(value, "f") if isinstance(value, Decimal) else value for value in record]
        connection.execute(f"INSERT INTO {name} VALUES ({marks})", values)  # noqa: S608 - a name of ours
