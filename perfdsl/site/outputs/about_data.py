"""What is said about the data: the index for programs, and schema.org descriptions of a table and of the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfdsl.formats.jsonld import Download, site_dataset, table_dataset
from perfdsl.presentation.display import without_trailing_zeros
from perfdsl.site.downloads import FOLDER, SCHEMA, SQLITE, about, set_files, table_files
from perfdsl.site.overview import Overview
from perfdsl.site.subject import Subject
from perfdsl.site.summary import Summary


def index(overview: Overview) -> dict[str, Any]:
    """The entrance for programs: every table with the addresses of its files, below the site's folder."""
    return {
        "title": overview.site.title,
        "publisher": overview.site.owner or None,
        "address": overview.site.address or None,
        "schema": f"{FOLDER}/{SCHEMA.name}",
        "tables": [_entry(one) for one in overview.summaries],
    }


def table_set(document: Subject, sizes: Mapping[str, int]) -> dict[str, Any]:
    """One table as a data set; ``sizes`` are those of its files, which lie beside the description."""
    site = document.site
    page = f"{site.address}{document.folder}/index.html" if site.address else ""
    downloads = (Download(name, name, size) for name, size in sizes.items())
    return table_dataset(document.table, about(site), downloads, page)


def site_set(overview: Overview) -> dict[str, Any]:
    """All tables as one data set; the description lies in the folder of the files."""
    files = (SQLITE, *set_files(len(overview.summaries)))
    downloads = (Download(file.label, file.name) for file in files)
    return site_dataset(about(overview.site), downloads, (one.year for one in overview.summaries if one.year))


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
