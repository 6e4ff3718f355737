"""数据开放: every file that a reader can take away, and the documented addresses for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.presentation.display import number, year_label
from perfdsl.site.files.feed import NAME as FEED
from perfdsl.site.files.feed import has_feed
from perfdsl.site.files.offered import FOLDER, INDEX, SCHEMA, SQLITE, File, set_files, table_files
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.navigation import DATA
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import CORRECTION_ROWS, TABLES, page_kind
from perfdsl.site.paging import year_address


class Download(NamedTuple):
    """A file: its address below the site's folder, which is also how its path is documented."""

    href: str
    label: str
    about: str


class Collection(NamedTuple):
    """The files of a year, or of all years."""

    anchor: str
    title: str
    tables: str
    files: tuple[Download, ...]


class Path(NamedTuple):
    """A documented path; ``example`` is one that is there."""

    path: str
    about: str
    example: str


class DataPage(NamedTuple):
    """``license`` and ``license_href`` are the terms, ``""`` where the project does not say."""

    frame: PageFrame
    license: str
    license_href: str
    collections: tuple[Collection, ...]
    paths: tuple[Path, ...]
    machines: tuple[Download, ...]
    template: str = "data.html"


def data_pages(index: SiteIndex) -> Iterable[Page]:
    return (
        DataPage(
            frame=site_frame(index, DATA.address, DATA.label, section=DATA),
            license=index.site.license,
            license_href=index.site.license_address,
            collections=tuple(_collections(index)),
            paths=_paths(index),
            machines=tuple(_machines(index)),
        ),
    )


def downloads(index: SiteIndex) -> tuple[Download, ...]:
    """The files of all years that most people want: for spreadsheets, and for analysts."""
    found = next(iter(_collections(index)))
    return tuple(file for file in found.files if file.href.endswith((".xlsx", ".csv", ".sqlite")))


def _collections(index: SiteIndex) -> Iterable[Collection]:
    whole = len(index.summaries)
    yield _collection("all", "全部年度", FOLDER, whole, (SQLITE, *set_files(whole)))
    for year, found in index.by_year.items():
        folder = year_address(year, "").rstrip("/")
        yield _collection(f"y-{folder}", year_label(year), folder, len(found), set_files(len(found)))


def _collection(anchor: str, title: str, folder: str, tables: int, files: tuple[File, ...]) -> Collection:
    found = tuple(Download(f"{folder}/{file.name}", file.label, file.about) for file in files)
    return Collection(anchor, title, number(tables), found)


def _paths(index: SiteIndex) -> tuple[Path, ...]:
    newest = index.summaries[0]
    catalogue = f"{FOLDER}/{INDEX.name}"
    schema = f"{FOLDER}/{SCHEMA.name}"
    return (
        Path(catalogue, INDEX.about, catalogue),
        *(
            Path(
                f"{{年度}}/{{单位}}/{file.name}",
                f"{file.label}：{file.about}",
                f"{newest.folder}/{file.name}",
            )
            for file in table_files(index.site)
        ),
        Path(schema, SCHEMA.about, schema),
    )


def _machines(index: SiteIndex) -> Iterable[Download]:
    if has_feed(index):
        yield Download(FEED, "Atom", "订阅新公开的表和更正")
    if index.site.address:
        yield Download("sitemap.xml", "网站地图", "全部网页的地址，供搜索引擎使用")
    yield Download(f"{FOLDER}/dataset.jsonld", "JSON-LD", "schema.org Dataset 说明")


DATA_PAGE = page_kind("data", TABLES, CORRECTION_ROWS, pages=data_pages)
