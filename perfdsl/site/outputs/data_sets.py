"""The data of each year and of the whole site: CSV with its descriptions, JSON, XLSX, and one SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from perfdsl.formats.csv_files import CsvFiles
from perfdsl.formats.jsonld import Download, site_dataset
from perfdsl.formats.sqlite import Database
from perfdsl.formats.table_json import table_json
from perfdsl.model.table import Table
from perfdsl.presentation.display import without_trailing_zeros
from perfdsl.presentation.ids import document_folder
from perfdsl.resources import data
from perfdsl.site.downloads import (
    ALL_JSON,
    ALL_XLSX,
    DATASET,
    FOLDER,
    INDEX,
    MOST_SHEETS,
    SCHEMA,
    SQLITE,
    about,
    has_xlsx,
    set_files,
    table_files,
)
from perfdsl.site.outputs.table_files import json_bytes
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject
from perfdsl.site.summary import Summary


class DataSets:
    """One set a year, in the year's folder, and one for all, in ``data/``."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._open = stage.closing.enter_context(ExitStack())
        self._sets: dict[str, _Set] = {FOLDER: _Set(stage, self._open, FOLDER)}
        self._database = self._open.enter_context(Database(stage.path(f"{FOLDER}/{SQLITE.name}")))

    def see(self, document: Subject) -> None:
        table = document.table
        year = document.folder.partition("/")[0]
        if year not in self._sets:
            self._sets[year] = _Set(self._stage, self._open, year)
        text = json_bytes(table_json(table)).rstrip(b"\n")
        for one in (self._sets[FOLDER], self._sets[year]):
            one.add(table, text)
        self._database.add(table)

    def finish(self, overview: Overview) -> None:
        for one in self._sets.values():
            one.finish(overview)
        self._open.close()
        write = self._stage.write
        write(f"{FOLDER}/{INDEX.name}", json_bytes(_index(overview), indent=1))
        write(f"{FOLDER}/{SCHEMA.name}", data(f"formats/{SCHEMA.name}").read_bytes())
        write(f"{FOLDER}/{DATASET.name}", json_bytes(_dataset(overview), indent=1))


class _Set:
    """The files of one folder. Tables are kept only as long as they may still fit into one workbook."""

    def __init__(self, stage: Stage, opened: ExitStack, folder: str) -> None:
        self._stage = stage
        self._folder = folder
        self._csv = opened.enter_context(CsvFiles())
        self._tables: list[Table] | None = [] if has_xlsx() else None
        self._count = 0

    def add(self, table: Table, text: bytes) -> None:
        self._csv.add(table)
        self._stage.append(self._address(ALL_JSON.name), (b",\n" if self._count else b"[\n") + text)
        self._count += 1
        if self._tables is not None:
            self._tables.append(table)
            self._tables = self._tables if self._count <= MOST_SHEETS else None

    def finish(self, overview: Overview) -> None:
        self._stage.append(self._address(ALL_JSON.name), b"\n]\n")
        for name, stream in self._csv.streams():
            self._stage.write(self._address(name), stream.read())
        for name, content in self._csv.descriptions(about(overview.site)):
            self._stage.write(self._address(name), content)
        if self._tables is not None:
            from perfdsl.formats.xlsx import xlsx

            self._stage.write(self._address(ALL_XLSX.name), xlsx(sorted(self._tables, key=document_folder)))

    def _address(self, name: str) -> str:
        return f"{self._folder}/{name}"


def _index(overview: Overview) -> dict[str, Any]:
    """The documented entrance for programs: every table with the addresses of its files, below the site's folder."""
    return {
        "title": overview.site.title,
        "publisher": overview.site.owner or None,
        "address": overview.site.address or None,
        "schema": f"{FOLDER}/{SCHEMA.name}",
        "tables": [_entry(one) for one in overview.summaries],
    }


def _entry(one: Summary) -> dict[str, Any]:
    return {
        "id": one.folder,
        "kind": one.kind,
        "name": one.name,
        "year": one.year,
        "code": one.code or None,
        "framework": one.framework or None,
        "published": one.published.iso or None,
        "total_yuan": None if one.total is None else f"{without_trailing_zeros(one.total):f}",
        "projects": len(one.projects),
        "indicators": one.indicator_count,
        "page": f"{one.folder}/index.html",
        "files": {file.name.rpartition(".")[2]: f"{one.folder}/{file.name}" for file in table_files()},
    }


def _dataset(overview: Overview) -> dict[str, Any]:
    years = (one.year for one in overview.summaries if one.year)
    return site_dataset(about(overview.site), _downloads(overview), years)


def _downloads(overview: Overview) -> Iterator[Download]:
    """Relative to the page 数据开放, which is in the site's own folder."""
    for file in (*set_files(len(overview.summaries)), SQLITE):
        yield Download(file.label, f"{FOLDER}/{file.name}")
