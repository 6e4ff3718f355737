"""Data to take away: JSON, CSV and XLSX of each table, of each year and of the whole site; one SQLite file."""

from __future__ import annotations

from contextlib import ExitStack

from perfdsl.formats.csv import csv_head
from perfdsl.formats.csv_files import csv_lines
from perfdsl.formats.records.of_table import records
from perfdsl.formats.sheets import INDICATORS
from perfdsl.formats.sqlite import Database
from perfdsl.formats.table_json import table_json
from perfdsl.resources import data
from perfdsl.site.downloads import (
    DATASET,
    FOLDER,
    INDEX,
    SCHEMA,
    SQLITE,
    TABLE_CSV,
    TABLE_JSON,
    TABLE_XLSX,
    has_xlsx,
)
from perfdsl.site.outputs.about_data import index, site_set, table_set
from perfdsl.site.outputs.collection import Collection
from perfdsl.site.outputs.json_bytes import json_bytes
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject


class DataFiles:
    """One collection a year, in the year's folder, and one for all, in ``data/``; each table's files beside its page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._open = stage.closing.enter_context(ExitStack())
        self._database = self._open.enter_context(Database(stage.path(f"{FOLDER}/{SQLITE.name}")))
        self._collections = {FOLDER: Collection(stage, self._open, FOLDER)}
        self._csv_head = csv_head(INDICATORS)

    def see(self, document: Subject) -> None:
        lines = csv_lines(records(document.table))
        text = json_bytes(table_json(document.table))
        self._write_table(document, self._csv_head + lines[INDICATORS.file], text)
        self._database.add(document.table)
        for one in (self._collections[FOLDER], self._year(document)):
            one.add(document.table, lines, text)

    def finish(self, overview: Overview) -> None:
        for one in self._collections.values():
            one.finish(overview.site)
        self._open.close()
        write = self._stage.write
        write(f"{FOLDER}/{INDEX.name}", json_bytes(index(overview), indent=1))
        write(f"{FOLDER}/{SCHEMA.name}", data(f"formats/{SCHEMA.name}").read_bytes())
        write(f"{FOLDER}/{DATASET.name}", json_bytes(site_set(overview), indent=1))

    def _write_table(self, document: Subject, csv: bytes, text: bytes) -> None:
        files = {TABLE_CSV.name: csv, TABLE_JSON.name: text}
        if has_xlsx():
            from perfdsl.formats.xlsx import xlsx

            files[TABLE_XLSX.name] = xlsx([document.table])
        sizes = {name: len(content) for name, content in sorted(files.items())}
        files[DATASET.name] = json_bytes(table_set(document, sizes), indent=1)
        for name, content in files.items():
            self._stage.write(f"{document.folder}/{name}", content)

    def _year(self, document: Subject) -> Collection:
        folder = document.folder.partition("/")[0]
        if folder not in self._collections:
            self._collections[folder] = Collection(self._stage, self._open, folder)
        return self._collections[folder]
