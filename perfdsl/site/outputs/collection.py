"""The files of many tables in one folder: CSV with its descriptions, JSON, and a workbook where it is not too long."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack

from perfdsl.formats.csv_files import CsvFiles
from perfdsl.model.table import Table
from perfdsl.presentation.ids import document_folder
from perfdsl.site.downloads import ALL_JSON, ALL_XLSX, MOST_SHEETS, about, has_xlsx
from perfdsl.site.info import SiteInfo
from perfdsl.site.staging import Stage


class Collection:
    """Grows table by table. Tables are kept only as long as they may still fit into one workbook."""

    def __init__(self, stage: Stage, opened: ExitStack, folder: str) -> None:
        self._stage = stage
        self._folder = folder
        self._csv = opened.enter_context(CsvFiles())
        self._tables: list[Table] = []
        self._count = 0

    def add(self, table: Table, lines: Mapping[str, bytes], text: bytes) -> None:
        """``lines`` are those of the CSV files, ``text`` is the table as JSON on one line."""
        self._csv.add_lines(lines)
        self._stage.append(self._address(ALL_JSON.name), (b"," if self._count else b"[\n") + text)
        self._count += 1
        self._tables = [*self._tables, table] if self._count <= MOST_SHEETS else []

    def finish(self, site: SiteInfo) -> None:
        """Write what could not be written before the last table."""
        self._stage.append(self._address(ALL_JSON.name), b"]\n")
        for name, stream in self._csv.streams():
            self._stage.write(self._address(name), stream.read())
        for name, content in self._csv.descriptions(about(site)):
            self._stage.write(self._address(name), content)
        if self._tables and has_xlsx():
            from perfdsl.formats.xlsx import xlsx

            self._stage.write(self._address(ALL_XLSX.name), xlsx(sorted(self._tables, key=document_folder)))

    def _address(self, name: str) -> str:
        return f"{self._folder}/{name}"
