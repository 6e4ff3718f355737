"""``data/data.sqlite``: everything that all tables say, for analysts."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdsl.formats.sqlite import Database, chunks_of, rows_of
from perfdsl.log import Log
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.files.file_kind import Bundle, Contributions, DocumentFiles, Previous, Write, whole_bundle
from perfdsl.site.files.offered import FOLDER, SQLITE
from perfdsl.site.files.table_records import table_records
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo

_log = Log(__name__)


class DatabaseFile:
    """A contribution holds the rows of one table. The slowest of all files, so it is a kind of its own."""

    name = "database"

    def of_document(self, document: DocumentContext) -> DocumentFiles:
        """No file of its own."""
        return DocumentFiles({}, rows_of(table_records(document)))

    def bundles(self, index: SiteIndex) -> Iterator[Bundle]:
        """One file of all tables."""
        yield whole_bundle(FOLDER, index)

    def write_bundle(
        self, bundle: Bundle, _site: SiteInfo, contributions: Contributions, write: Write
    ) -> bytes:
        """Made beside the site: SQLite writes here and there, a site is written from beginning to end."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / SQLITE.name
            if not (
                contributions.previous and _is_changed(contributions.previous, bundle, contributions, file)
            ):
                _make(bundle.documents, contributions, file)
            write(f"{FOLDER}/{SQLITE.name}", chunks_of(file))
        return b""


def _is_changed(previous: Previous, bundle: Bundle, contributions: Contributions, file: Path) -> bool:
    """Whether the database is made of the previous one; not where little of it stays, or where it cannot be read."""
    gone = [folder for folder in previous.documents if folder not in previous.same]
    if len(gone) > len(previous.same):
        return False
    try:
        with Database(file, previous.site / FOLDER / SQLITE.name) as database:
            for folder in gone:
                database.remove(folder)
            for folder in bundle.documents:
                if folder not in previous.same:
                    database.add_rows(contributions.of(folder))
    except (OSError, sqlite3.DatabaseError) as error:
        _log.info("上次的数据库用不了，重新做", error=error)
        return False
    return True


def _make(folders: Iterable[str], contributions: Contributions, file: Path) -> None:
    """Raises OSError."""
    file.unlink(missing_ok=True)
    try:
        with Database(file) as database:
            for folder in folders:
                database.add_rows(contributions.of(folder))
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{SQLITE.name} 写不了（{error}）") from error
