"""``data/data.sqlite``: everything that all tables say, for analysts."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdsl.formats.sqlite import Database, rows_of
from perfdsl.log import Log
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.downloads import FOLDER, SQLITE
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo
from perfdsl.site.outputs.output import Earlier, Made, Part, Pieces, Write, whole_part
from perfdsl.site.outputs.table_records import table_records

_CHUNK = 1 << 20
_log = Log(__name__)


class DatabaseFile:
    """A piece holds the rows of one table. The slowest of all files, so it is an output of its own."""

    name = "database"

    def of_document(self, document: DocumentContext) -> Made:
        """No file of its own."""
        return Made({}, rows_of(table_records(document)))

    def parts(self, index: SiteIndex) -> Iterator[Part]:
        """One file of all tables."""
        yield whole_part(FOLDER, index)

    def of_part(self, part: Part, _site: SiteInfo, pieces: Pieces, write: Write) -> bytes:
        """Made beside the site: SQLite writes here and there, a site is written from beginning to end."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / SQLITE.name
            if not (pieces.earlier and _is_changed(pieces.earlier, part, pieces, file)):
                _make(part.documents, pieces, file)
            write(f"{FOLDER}/{SQLITE.name}", _chunks(file))
        return b""


def _is_changed(earlier: Earlier, part: Part, pieces: Pieces, file: Path) -> bool:
    """Whether the database is made of the earlier one; not where little of it stays, or where it cannot be read."""
    gone = [folder for folder in earlier.documents if folder not in earlier.same]
    if len(gone) > len(earlier.same):
        return False
    try:
        with Database(file, earlier.site / FOLDER / SQLITE.name) as database:
            for folder in gone:
                database.remove(folder)
            for folder in part.documents:
                if folder not in earlier.same:
                    database.add_rows(pieces.of(folder))
    except (OSError, sqlite3.DatabaseError) as error:
        _log.info("上次的数据库用不了，重新做", error=error)
        return False
    return True


def _make(folders: Iterable[str], pieces: Pieces, file: Path) -> None:
    """Raises OSError."""
    file.unlink(missing_ok=True)
    try:
        with Database(file) as database:
            for folder in folders:
                database.add_rows(pieces.of(folder))
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"{SQLITE.name} 写不了（{error}）") from error


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
