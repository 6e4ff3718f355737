"""One SQLite file for analysts, by ``schema.sql`` and ``indexes.sql`` beside this module.

The same tables make the same bytes (with the same version of SQLite), in whatever order they came in and whatever the
file said before: rows lie in the order of their keys, and what was put together here and there is copied in one go.
"""

from __future__ import annotations

import marshal
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from perfdsl.formats.records.indicators import IndicatorRecord, TargetRecord
from perfdsl.formats.records.money import FundingRecord, ProjectRecord
from perfdsl.formats.records.of_table import Records, records
from perfdsl.formats.records.units import SectionRecord, UnitRecord
from perfdsl.model.table import Table
from perfdsl.resources import data

# Nothing that a journal could save: what is under way is nobody's file yet. Large pages are copied sooner.
_SETTINGS = """
PRAGMA page_size = 16384;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
"""
_CHUNK = 1 << 20
_STRUCTURE = 2  # counted up when a table or column changes; docs/formats.md promises it
# The fields of a record are the columns of its table, by their names; in some, the place among its table's rows is one more.
_TABLES: dict[str, type[tuple[object, ...]]] = {
    "units": UnitRecord,
    "sections": SectionRecord,
    "funding": FundingRecord,
    "projects": ProjectRecord,
    "indicators": IndicatorRecord,
    "targets": TargetRecord,
}
_WITH_ORDINAL = ("funding", "projects", "indicators")
_COLUMNS = {"column": "column_name"}  # a field whose name is a word of SQL


class Database:
    """A database under way: ``with Database(file) as database: database.add(table)``. ``file`` is new or empty, and
    written when the block ends.

    Two tables with the same address (``document_folder``) raise :class:`sqlite3.IntegrityError`.
    """

    def __init__(self, file: Path, earlier: Path | None = None) -> None:
        """``earlier`` is a database to start from, which stays as it is."""
        self._file, self._earlier = file, earlier

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            work = Path(stack.enter_context(TemporaryDirectory())) / "work.sqlite"
            if self._earlier:
                shutil.copyfile(self._earlier, work)
            connection = stack.enter_context(closing(sqlite3.connect(work, isolation_level=None)))
            connection.executescript(_SETTINGS)
            if not self._earlier:
                connection.executescript(data("formats/schema.sql").read_text("utf-8"))
            connection.execute("BEGIN")
            self._connection, self._open = connection, stack.pop_all()
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        with self._open:
            if not failed:
                self._write()

    def add(self, table: Table) -> None:
        """Put in everything that one table says."""
        self.add_rows(rows_of(records(table)))

    def add_rows(self, rows: bytes) -> None:
        """Put in what :func:`rows_of` made of one table."""
        for name, found in marshal.loads(rows):  # noqa: S302 - our own
            self._connection.executemany(_INSERTS[name], found)

    def remove(self, folder: str) -> None:
        """Take out the table with this address."""
        for delete in _DELETES:
            self._connection.execute(delete, (folder,))

    def _write(self) -> None:
        """``schema_version`` counts the ways that a file went; indexes are made sooner when all is in."""
        self._connection.execute("COMMIT")
        if not self._earlier:
            self._connection.executescript(data("formats/indexes.sql").read_text("utf-8"))
        self._connection.execute(f"PRAGMA user_version = {_STRUCTURE}")
        self._connection.execute("PRAGMA schema_version = 1")
        self._connection.execute("VACUUM INTO ?", (str(self._file),))


def rows_of(records: Records) -> bytes:
    """The rows of one table for all tables of the database, to be put in at some other time."""
    targets = (target for _, targets in records.indicators for target in targets)
    indicators = (indicator for indicator, _ in records.indicators)
    found: dict[str, Iterable[tuple[object, ...]]] = {
        "units": (records.unit,),
        "sections": records.sections,
        "funding": records.funding,
        "projects": records.projects,
        "indicators": indicators,
        "targets": targets,
    }
    return marshal.dumps(
        [
            (name, _numbered(rows) if name in _WITH_ORDINAL else list(map(tuple, rows)))
            for name, rows in found.items()
        ]
    )


def _numbered(rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*row, ordinal) for ordinal, row in enumerate(rows, 1)]


def insert_statement(name: str, record: type[tuple[object, ...]]) -> str:
    """Of a row of the table ``name``: its record's fields in their order, whatever that of the columns is."""
    fields: tuple[str, ...] = record._fields  # type: ignore[attr-defined]
    columns = [_COLUMNS.get(field, field) for field in fields] + ["ordinal"] * (name in _WITH_ORDINAL)
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608 - names of ours


def _delete(name: str) -> str:
    key = "id" if name == "units" else "unit_id"
    return f"DELETE FROM {name} WHERE {key} = ?"  # noqa: S608 - names of ours


_INSERTS = {name: insert_statement(name, record) for name, record in _TABLES.items()}
_DELETES = [_delete(name) for name in _TABLES]


def write_sqlite(tables: Iterable[Table], file: Path) -> None:
    """Make the database as the new file ``file``; holds one table at a time."""
    with Database(file) as database:
        for table in tables:
            database.add(table)


def sqlite_chunks(tables: Iterable[Table]) -> Iterator[bytes]:
    """The same file, chunk by chunk. Raises OSError where there is no room for it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "data.sqlite"
        try:
            write_sqlite(tables, file)
        except sqlite3.OperationalError as error:  # a full disk
            raise OSError(str(error)) from error
        yield from chunks_of(file)


def chunks_of(file: Path) -> Iterator[bytes]:
    """A file, as much at a time as fits into a small memory."""
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
