"""Data to take away: JSON, CSV and XLSX of each table, and of the tables of each year and of the whole site together.

JSON and the lines of indicators, by far the longest, are taken from the files of the tables; all else is in their
contributions.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, Self

from perfdsl.formats.csv_files import csv_descriptions
from perfdsl.formats.csv_rows import csv_head, csv_lines
from perfdsl.formats.datapackage import FileDigest
from perfdsl.formats.errors import ExportError
from perfdsl.formats.registry import CSV, JSON, XLSX, Format
from perfdsl.formats.sheets import FUNDING, INDICATORS, PROJECTS, UNITS
from perfdsl.formats.table_json import table_text
from perfdsl.formats.xlsx import drawn, workbook
from perfdsl.model.table import Table
from perfdsl.resources import data
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.errors import BuildError
from perfdsl.site.files.about_data import index_entry, index_envelope, site_set, table_set
from perfdsl.site.files.concatenated import Concatenation, Content, Envelope, concatenated_files
from perfdsl.site.files.file_kind import (
    Bundle,
    Contributions,
    DocumentFiles,
    Write,
    whole_bundle,
    year_bundles,
)
from perfdsl.site.files.json_bytes import json_bytes
from perfdsl.site.files.offered import (
    ALL_JSON,
    ALL_XLSX,
    DATASET,
    FOLDER,
    INDEX,
    MOST_SHEETS,
    SCHEMA,
    about,
    table_file,
    table_formats,
)
from perfdsl.site.files.table_records import table_records
from perfdsl.site.index.site_index import SiteIndex
from perfdsl.site.info import SiteInfo

_TABLE_CSV, _TABLE_JSON = table_file(CSV).name, table_file(JSON).name
_SMALL = (UNITS, FUNDING, PROJECTS)
# The files that a year concatenates of its tables, and the whole of its years.
_ENVELOPES = {sheet.file: Envelope(csv_head(sheet)) for sheet in (*_SMALL, INDICATORS)}
_ENVELOPES[ALL_JSON.name] = Envelope(b"[\n", b",", b"]\n")


class _Contribution(NamedTuple):
    """What is known of a table: its entry in the index, its lines of CSV, its sheet (``b""``: none)."""

    entry: str
    units: bytes
    funding: bytes
    projects: bytes
    sheet: bytes

    @classmethod
    def read(cls, contribution: bytes) -> Self:
        return cls(*marshal.loads(contribution))  # noqa: S302 - our own


class DataFiles:
    """A bundle for each year, in the year's folder, and one for all, in ``data/``."""

    name = "data"

    def of_document(self, document: DocumentContext) -> DocumentFiles:
        """The files beside the table's page."""
        lines = csv_lines(table_records(document))
        indicators = csv_head(INDICATORS) + lines[INDICATORS.file]
        text = f"{table_text(document.table)}\n".encode("utf-8", "replace")
        sheet = drawn(document.table) if XLSX.is_available else b""
        ready = {CSV.name: indicators, JSON.name: text, XLSX.name: workbook([sheet]) if sheet else b""}
        files = {
            table_file(to).name: ready.get(to.name) or _made(to, document.table)
            for to in table_formats(document.site)
        }
        sizes = {name: len(content) for name, content in sorted(files.items())}
        files[DATASET.name] = json_bytes(table_set(document, sizes), indent=1)
        units, funding, projects = (lines[one.file] for one in _SMALL)
        contribution = _Contribution(index_entry(document), units, funding, projects, sheet)
        return DocumentFiles(
            {f"{document.folder}/{name}": content for name, content in files.items()},
            marshal.dumps(tuple(contribution)),
        )

    def bundles(self, index: SiteIndex) -> Iterator[Bundle]:
        """The years, and all of them."""
        yield from year_bundles(index)
        yield whole_bundle(FOLDER, index)

    def write_bundle(
        self, bundle: Bundle, site: SiteInfo, contributions: Contributions, write: Write
    ) -> bytes:
        """The files of a bundle; beside those of the whole site lie those that tell programs what there is."""
        concatenation = Concatenation(bundle, contributions.previous)
        if bundle.name == FOLDER:
            written = _write_whole(bundle, contributions, write)
            _write_entrance(bundle, site, contributions, write, concatenation)
        else:
            written = _write_year(bundle, contributions, write, concatenation)
        for name, content in csv_descriptions(about(site), written):
            write(f"{bundle.name}/{name}", [content])
        if XLSX.is_available and len(bundle.documents) <= MOST_SHEETS:
            _write_workbook(bundle, contributions, write)
        return concatenation.resume


def _made(to: Format, table: Table) -> bytes:
    try:
        return to.made_of(table)
    except ExportError as error:
        raise BuildError(str(error)) from error


def _write_year(
    bundle: Bundle, contributions: Contributions, write: Write, concatenation: Concatenation
) -> dict[str, FileDigest]:
    """Each file in a pass of its own: memory holds the long ones of one table, the short ones of all."""
    known = cache(lambda folder: _Contribution.read(contributions.of(folder))._replace(sheet=b""))
    contents: dict[str, Content] = {
        UNITS.file: lambda folder: known(folder).units,
        FUNDING.file: lambda folder: known(folder).funding,
        PROJECTS.file: lambda folder: known(folder).projects,
        INDICATORS.file: lambda folder: contributions.read(f"{folder}/{_TABLE_CSV}")[
            len(_ENVELOPES[INDICATORS.file].head) :
        ],
        ALL_JSON.name: lambda folder: contributions.read(f"{folder}/{_TABLE_JSON}"),
    }
    return {
        name: write(f"{bundle.name}/{name}", concatenation.chunks(name, envelope, contents[name]))
        for name, envelope in _ENVELOPES.items()
    }


def _write_whole(bundle: Bundle, contributions: Contributions, write: Write) -> dict[str, FileDigest]:
    """The files of the years, one after the other."""
    years = tuple(dict.fromkeys(folder.partition("/")[0] for folder in bundle.documents))
    return {
        name: write(
            f"{FOLDER}/{name}",
            concatenated_files(envelope, [f"{year}/{name}" for year in years], contributions.open),
        )
        for name, envelope in _ENVELOPES.items()
    }


def _write_entrance(
    bundle: Bundle, site: SiteInfo, contributions: Contributions, write: Write, concatenation: Concatenation
) -> None:
    def entry(folder: str) -> bytes:
        return _Contribution.read(contributions.of(folder)).entry.encode("utf-8", "replace")

    write(f"{FOLDER}/{INDEX.name}", concatenation.chunks(INDEX.name, index_envelope(site), entry))
    write(f"{FOLDER}/{SCHEMA.name}", [data(f"formats/{SCHEMA.name}").read_bytes()])
    write(f"{FOLDER}/{DATASET.name}", [json_bytes(site_set(site, bundle.documents), indent=1)])


def _write_workbook(bundle: Bundle, contributions: Contributions, write: Write) -> None:
    """The sheets in the order of the tables' addresses."""
    sheets = zip(
        bundle.documents,
        (_Contribution.read(contribution).sheet for contribution in contributions),
        strict=True,
    )
    write(f"{bundle.name}/{ALL_XLSX.name}", [workbook(sheet for _, sheet in sorted(sheets))])
