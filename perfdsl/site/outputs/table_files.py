"""The files of one table, beside its page: JSON, CSV, XLSX, and the description of them as a data set."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from perfdsl.formats.csv import csv_head, csv_rows
from perfdsl.formats.jsonld import Download, table_dataset
from perfdsl.formats.sheets import INDICATORS
from perfdsl.formats.table_json import table_json
from perfdsl.site.downloads import DATASET, TABLE_CSV, TABLE_JSON, TABLE_XLSX, about, has_xlsx
from perfdsl.site.overview import Overview
from perfdsl.site.staging import Stage
from perfdsl.site.subject import Subject


class TableFiles:
    """Written as each table passes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._head = csv_head(INDICATORS)
        self._has_xlsx = has_xlsx()

    def see(self, document: Subject) -> None:
        files = self._files(document)
        for name, content in files.items():
            self._stage.write(f"{document.folder}/{name}", content)
        self._stage.write(f"{document.folder}/{DATASET.name}", _dataset(document, files))

    def finish(self, overview: Overview) -> None:
        """Nothing is left to do."""

    def _files(self, document: Subject) -> dict[str, bytes]:
        table = document.table
        files = {
            TABLE_CSV.name: self._head + csv_rows(INDICATORS, table),
            TABLE_JSON.name: json_bytes(table_json(table), indent=1),
        }
        if self._has_xlsx:
            from perfdsl.formats.xlsx import xlsx

            files[TABLE_XLSX.name] = xlsx([table])
        return files


def json_bytes(content: Mapping[str, Any] | list[Any], indent: int | None = None) -> bytes:
    """JSON as UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark."""
    return (json.dumps(content, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")


def _dataset(document: Subject, files: Mapping[str, bytes]) -> bytes:
    site = document.site
    page = f"{site.address}{document.folder}/index.html" if site.address else ""
    downloads = (Download(name, name, len(content)) for name, content in sorted(files.items()))
    return json_bytes(table_dataset(document.table, about(site), downloads, page), indent=1)
