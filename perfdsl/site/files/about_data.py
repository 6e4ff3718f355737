"""What is said about the data: the index for programs, and schema.org descriptions of a table and of the whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from perfdsl.formats.jsonld import DataDownload, site_dataset, table_dataset
from perfdsl.formats.records.money import yuan
from perfdsl.model.addresses import UNDATED
from perfdsl.site.document_context import DocumentContext
from perfdsl.site.files.concatenated import Envelope
from perfdsl.site.files.json_bytes import json_bytes
from perfdsl.site.files.offered import FOLDER, SCHEMA, SQLITE, about, set_files, table_files
from perfdsl.site.info import SiteInfo
from perfdsl.site.published_days import published_day


def index_envelope(site: SiteInfo) -> Envelope:
    """The entrance for programs, around its entries: every table with the addresses of its files, below the site's
    folder.
    """
    said: dict[str, Any] = {
        "title": site.title,
        "publisher": site.owner or None,
        "address": site.address or None,
        "schema": f"{FOLDER}/{SCHEMA.name}",
        "tables": [],
    }
    head = json_bytes(said, indent=1).removesuffix(b"[]\n}\n")
    return Envelope(head + b"[\n  ", b",\n  ", b"\n ]\n}\n")


def index_entry(document: DocumentContext) -> str:
    """One table in the index, indented as it stands there."""
    table, total = document.table, document.figures.total
    said = {
        "id": document.folder,
        "kind": table.kind,
        "name": table.name,
        "year": table.year,
        "code": table.head.code.value or None,
        "framework": table.framework.name or None,
        "published": published_day(table).iso or None,
        "total_yuan": yuan(total),
        "projects": len(table.projects),
        "indicators": len(table.indicators),
        "page": f"{document.folder}/index.html",
        "files": {
            file.name.rpartition(".")[2]: f"{document.folder}/{file.name}"
            for file in table_files(document.site)
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def table_set(document: DocumentContext, sizes: Mapping[str, int]) -> dict[str, Any]:
    """One table as a data set; ``sizes`` are those of its files, which lie beside the description."""
    site = document.site
    page = f"{site.address}{document.folder}/index.html" if site.address else ""
    downloads = (DataDownload(name, name, size) for name, size in sizes.items())
    return table_dataset(document.table, about(site), downloads, page)


def site_set(site: SiteInfo, folders: Collection[str]) -> dict[str, Any]:
    """All tables, whose folders these are, as one data set; the description lies in the folder of the files."""
    downloads = (DataDownload(file.label, file.name) for file in (SQLITE, *set_files(len(folders))))
    years = {folder.partition("/")[0] for folder in folders} - {UNDATED}
    return site_dataset(about(site), downloads, map(int, years))
