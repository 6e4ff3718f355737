"""One SQLite file for analysts, by ``schema.sql`` and ``indexes.sql`` beside this module.

The same tables in the same order make the same bytes (with the same version of SQLite).
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from perfdsl.formats.records.indicators import IndicatorRecord, TargetRecord
from perfdsl.formats.records.money import FundingRecord, ProjectRecord
from perfdsl.formats.records.of_table import Records, records
from perfdsl.formats.records.units import SectionRecord, UnitRecord
from perfdsl.model.table import Table
from perfdsl.resources import data

# Written into a new file only, so there is nothing that a journal could save.
_SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = 1;
"""
# The fields of a record are the columns of its table, in order.
_TABLES: dict[str, type[tuple[object, ...]]] = {
    "units": UnitRecord,
    "sections": SectionRecord,
    "funding": FundingRecord,
    "projects": ProjectRecord,
    "indicators": IndicatorRecord,
    "targets": TargetRecord,
}


class Database:
    """A database under way: ``with Database(file) as database: database.add(table)``. ``file`` is new or empty.

    Two tables with the same address (``document_folder``) raise :class:`sqlite3.IntegrityError`.
    """

    def __init__(self, file: Path) -> None:
        self._connection = sqlite3.connect(file)
        self._connection.executescript(_SETTINGS + data("formats/schema.sql").read_text("utf-8"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if not failed:
            self._connection.executescript(data("formats/indexes.sql").read_text("utf-8"))
            self._connection.commit()
        self._connection.close()

    def add(self, table: Table) -> None:
        """Put in everything that one table says."""
        self.add_rows(rows_of(records(table)))

    def add_rows(self, rows: bytes) -> None:
        """Put in what :func:`rows_of` made of one table."""
        for insert, found in zip(_INSERTS, marshal.loads(rows), strict=True):  # noqa: S302 - our own
            self._connection.executemany(insert, found)


def rows_of(records: Records) -> bytes:
    """The rows of one table for all tables of the database, to be put in at some other time."""
    targets = (target for _, targets in records.indicators for target in targets)
    indicators = (indicator for indicator, _ in records.indicators)
    found = ((records.unit,), records.sections, records.funding, records.projects, indicators, targets)
    return marshal.dumps([list(map(tuple, rows)) for rows in found])


def _insert(name: str, fields: int) -> str:
    return f"INSERT INTO {name} VALUES ({', '.join('?' * fields)})"  # noqa: S608 - a name of ours


_INSERTS = [_insert(name, len(record._fields)) for name, record in _TABLES.items()]  # type: ignore[attr-defined]


def write_sqlite(tables: Iterable[Table], file: Path) -> None:
    """Make the database as the new file ``file``; holds one table at a time."""
    with Database(file) as database:
        for table in tables:
            database.add(table)


def sqlite_bytes(tables: Iterable[Table]) -> bytes:
    """The same file as bytes."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.sqlite"
        write_sqlite(tables, file)
        return file.read_bytes()
