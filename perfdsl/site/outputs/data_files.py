"""Data to take away: JSON, CSV and XLSX of each table, and of the tables of each year and of the whole site together.

JSON and the lines of indicators, by far the longest, are taken from the files of the tables; all else is in the pieces.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Self

from perfdsl.formats.csv import csv_head
from perfdsl.formats.csv_files import csv_descriptions
from perfdsl.formats.csv_rows import csv_lines
from perfdsl.formats.datapackage import FileDigest
from perfdsl.formats.sheets import FUNDING, INDICATORS, PROJECTS, UNITS
from perfdsl.formats.table_json import table_text
from perfdsl.resources import data
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.downloads import (
    ALL_JSON,
    ALL_XLSX,
    DATASET,
    FOLDER,
    INDEX,
    MOST_SHEETS,
    SCHEMA,
    TABLE_CSV,
    TABLE_JSON,
    TABLE_XLSX,
    about,
    has_xlsx,
)
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo
from perfdsl.site.outputs.about_data import index_entry, index_frame, site_set, table_set
from perfdsl.site.outputs.joined import Content, Frame, Joining, joined_files
from perfdsl.site.outputs.json_bytes import json_bytes
from perfdsl.site.outputs.output import Made, Part, Pieces, Write, whole_part, year_parts
from perfdsl.site.outputs.table_records import table_records

_SMALL = (UNITS, FUNDING, PROJECTS)
# The files that a year joins of its tables, and the whole of its years.
_FRAMES = {sheet.file: Frame(csv_head(sheet)) for sheet in (*_SMALL, INDICATORS)}
_FRAMES[ALL_JSON.name] = Frame(b"[\n", b",", b"]\n")


class _Piece(NamedTuple):
    """What is known of a table: its entry in the index, its lines of CSV, its sheet (``b""``: none)."""

    entry: str
    units: bytes
    funding: bytes
    projects: bytes
    sheet: bytes

    @classmethod
    def read(cls, piece: bytes) -> Self:
        return cls(*marshal.loads(piece))  # noqa: S302 - our own


class DataFiles:
    """A part for each year, in the year's folder, and one for all, in ``data/``."""

    name = "data"

    def of_document(self, document: DocumentContext) -> Made:
        """The files beside the table's page."""
        lines = csv_lines(table_records(document))
        indicators = csv_head(INDICATORS) + lines[INDICATORS.file]
        text = f"{table_text(document.table)}\n".encode("utf-8", "replace")
        files = {TABLE_CSV.name: indicators, TABLE_JSON.name: text}
        sheet = b""
        if has_xlsx():
            from perfdsl.formats.xlsx import drawn, workbook

            sheet = drawn(document.table)
            files[TABLE_XLSX.name] = workbook([sheet])
        sizes = {name: len(content) for name, content in sorted(files.items())}
        files[DATASET.name] = json_bytes(table_set(document, sizes), indent=1)
        units, funding, projects = (lines[one.file] for one in _SMALL)
        piece = _Piece(index_entry(document), units, funding, projects, sheet)
        return Made(
            {f"{document.folder}/{name}": content for name, content in files.items()},
            marshal.dumps(tuple(piece)),
        )

    def parts(self, index: SiteIndex) -> Iterator[Part]:
        """The years, and all of them."""
        yield from year_parts(index)
        yield whole_part(FOLDER, index)

    def of_part(self, part: Part, site: SiteInfo, pieces: Pieces, write: Write) -> bytes:
        """The files of a part; beside those of the whole site lie those that tell programs what there is."""
        joining = Joining(part, pieces.earlier)
        if part.name == FOLDER:
            written = _write_whole(part, pieces, write)
            _write_entrance(part, site, pieces, write, joining)
        else:
            written = _write_year(part, pieces, write, joining)
        for name, content in csv_descriptions(about(site), written):
            write(f"{part.name}/{name}", [content])
        if has_xlsx() and len(part.documents) <= MOST_SHEETS:
            _write_workbook(part, pieces, write)
        return joining.left


def _write_year(part: Part, pieces: Pieces, write: Write, joining: Joining) -> dict[str, FileDigest]:
    """Each file in a pass of its own: memory holds the long ones of one table, the short ones of all."""
    known = cache(lambda folder: _Piece.read(pieces.of(folder))._replace(sheet=b""))
    contents: dict[str, Content] = {
        UNITS.file: lambda folder: known(folder).units,
        FUNDING.file: lambda folder: known(folder).funding,
        PROJECTS.file: lambda folder: known(folder).projects,
        INDICATORS.file: lambda folder: pieces.read(f"{folder}/{TABLE_CSV.name}")[
            len(_FRAMES[INDICATORS.file].head) :
        ],
        ALL_JSON.name: lambda folder: pieces.read(f"{folder}/{TABLE_JSON.name}"),
    }
    return {
        name: write(f"{part.name}/{name}", joining.chunks(name, frame, contents[name]))
        for name, frame in _FRAMES.items()
    }


def _write_whole(part: Part, pieces: Pieces, write: Write) -> dict[str, FileDigest]:
    """The files of the years, one after the other."""
    years = tuple(dict.fromkeys(folder.partition("/")[0] for folder in part.documents))
    return {
        name: write(
            f"{FOLDER}/{name}", joined_files(frame, [f"{year}/{name}" for year in years], pieces.open)
        )
        for name, frame in _FRAMES.items()
    }


def _write_entrance(part: Part, site: SiteInfo, pieces: Pieces, write: Write, joining: Joining) -> None:
    def entry(folder: str) -> bytes:
        return _Piece.read(pieces.of(folder)).entry.encode("utf-8", "replace")

    write(f"{FOLDER}/{INDEX.name}", joining.chunks(INDEX.name, index_frame(site), entry))
    write(f"{FOLDER}/{SCHEMA.name}", [data(f"formats/{SCHEMA.name}").read_bytes()])
    write(f"{FOLDER}/{DATASET.name}", [json_bytes(site_set(site, part.documents), indent=1)])


def _write_workbook(part: Part, pieces: Pieces, write: Write) -> None:
    """The sheets in the order of the tables' addresses."""
    from perfdsl.formats.xlsx import workbook

    sheets = zip(part.documents, (_Piece.read(piece).sheet for piece in pieces), strict=True)
    write(f"{part.name}/{ALL_XLSX.name}", [workbook(sheet for _, sheet in sorted(sheets))])
