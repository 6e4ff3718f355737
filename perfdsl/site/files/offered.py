"""Which files a reader can take away, where they are, and what is said about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.formats.about import About
from perfdsl.formats.registry import FORMATS, JSON, XLSX, Format
from perfdsl.formats.registry import SQLITE as SQLITE_FORMAT
from perfdsl.formats.sheets import SHEETS
from perfdsl.site.info import SiteInfo

FOLDER = "data"
# A workbook of more sheets than this is of no use to anyone, and slow to open.
MOST_SHEETS = 100


class File(NamedTuple):
    """A kind of file; ``name`` is the same in every folder that has one."""

    name: str
    label: str
    about: str


DATASET = File("dataset.jsonld", "JSON-LD", "schema.org Dataset 说明")

ALL_JSON = File("tables.json", JSON.label, "全部表的全部内容，一个数组")
ALL_XLSX = File("tables.xlsx", XLSX.label, "原表式，一张表一页")
SQLITE = File("data.sqlite", SQLITE_FORMAT.label, "一个数据库，供分析")
INDEX = File("index.json", "JSON", "目录：每张表的编号、名称、年度和各文件的地址")
SCHEMA = File("table.schema.json", "JSON Schema", "table.json 的结构")
DESCRIPTIONS = (
    File("datapackage.json", "Data Package", "CSV 各列的说明（Data Package 第 2 版）"),
    File("csv-metadata.json", "CSVW", "CSV 各列的说明（W3C CSV on the Web）"),
)
CSV = tuple(File(sheet.file, f"CSV {sheet.title}", sheet.about) for sheet in SHEETS)


def table_file(one: Format) -> File:
    """The file of one table in a format."""
    return File(f"table{one.suffix}", one.label, one.offer)


def table_formats(site: SiteInfo) -> tuple[Format, ...]:
    """The formats that stand beside each table."""
    return tuple(one for one in _wanted(site) if one.is_available)


def left_out(site: SiteInfo) -> tuple[Format, ...]:
    """Those that would stand there too, if their libraries were installed."""
    return tuple(one for one in _wanted(site) if not one.is_available)


def _wanted(site: SiteInfo) -> Iterator[Format]:
    """A format that takes long is made where the project asks for it."""
    return (one for one in FORMATS.values() if one.offer and (one.usual or one.name in site.forms))


def table_files(site: SiteInfo) -> tuple[File, ...]:
    """The files of one table that people take away."""
    return tuple(map(table_file, table_formats(site)))


def set_files(tables: int) -> tuple[File, ...]:
    """The files of a set of so many tables: of a year, or of the whole site."""
    return ((ALL_XLSX,) if XLSX.is_available and tables <= MOST_SHEETS else ()) + (
        *CSV,
        ALL_JSON,
        *DESCRIPTIONS,
    )


def about(site: SiteInfo) -> About:
    """What is said about the data of the site."""
    return About(site.title, site.intro, site.owner, site.address, site.license, site.license_address)
