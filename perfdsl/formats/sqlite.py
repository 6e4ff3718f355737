"""One SQLite file for analysts, by ``schema.sql`` beside this module.

The same tables in the same order make the same bytes (with the same version of SQLite).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

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
            self._connection.commit()
        self._connection.close()

    def add(self, table: Table) -> None:
        """Put in everything that one table says."""
        indicators = list(indicator_records(table))
        self._insert("units", [unit_record(table)])
        self._insert("sections", section_records(table))
        self._insert("funding", funding_records(table))
        self._insert("projects", project_records(table))
        self._insert("indicators", (indicator for indicator, _ in indicators))
        self._insert("targets", (target for _, targets in indicators for target in targets))

    def _insert(self, name: str, records: Iterable[tuple[object, ...]]) -> None:
        """The fields of a record are the columns of its table, in order."""
        for record in records:
            marks = ", ".join("?" * len(record))
            self._connection.execute(f"INSERT INTO {name} VALUES ({marks})", record)  # noqa: S608 - a name of ours


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
