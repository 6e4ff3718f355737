"""``data/data.sqlite``: everything that all tables say, for analysts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from perfdsl.formats.sqlite import Database, rows_of
from perfdsl.site.downloads import FOLDER, SQLITE
from perfdsl.site.info import SiteInfo
from perfdsl.site.outputs.output import Made, Part, Pieces, Write, whole_part
from perfdsl.site.outputs.table_records import table_records
from perfdsl.site.overview import Overview
from perfdsl.site.subject import Subject

_CHUNK = 1 << 20


class DatabaseFile:
    """A piece holds the rows of one table. The slowest of all files, so it is an output of its own."""

    name = "database"

    def of_document(self, document: Subject) -> Made:
        """No file of its own."""
        return Made({}, rows_of(table_records(document)))

    def parts(self, overview: Overview) -> Iterator[Part]:
        """One file of all tables."""
        yield whole_part(FOLDER, overview)

    def of_part(self, _part: Part, _site: SiteInfo, pieces: Pieces, write: Write) -> None:
        """Made beside the site: SQLite writes here and there, a site is written from beginning to end."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / SQLITE.name
            with Database(file) as database:
                for piece in pieces:
                    database.add_rows(piece)
            write(f"{FOLDER}/{SQLITE.name}", _chunks(file))


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk
