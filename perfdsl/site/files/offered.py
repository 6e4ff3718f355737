"""Which files a reader can take away, where they are, and what is said about them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import NamedTuple

from perfdsl.formats.about import About
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


TABLE_JSON = File("table.json", "JSON", "全部内容，供程序读取")
TABLE_CSV = File("table.csv", "CSV", "指标逐期一行，比较、数值、单位分列")
TABLE_XLSX = File("table.xlsx", "XLSX", "原表式，逐格一致，用电子表格打开")
DATASET = File("dataset.jsonld", "JSON-LD", "schema.org Dataset 说明")

ALL_JSON = File("tables.json", "JSON", "全部表的全部内容，一个数组")
ALL_XLSX = File("tables.xlsx", "XLSX", "原表式，一张表一页")
SQLITE = File("data.sqlite", "SQLite", "一个数据库，供分析")
INDEX = File("index.json", "JSON", "目录：每张表的编号、名称、年度和各文件的地址")
SCHEMA = File("table.schema.json", "JSON Schema", "table.json 的结构")
DESCRIPTIONS = (
    File("datapackage.json", "Data Package", "CSV 各列的说明（Data Package 第 2 版）"),
    File("csv-metadata.json", "CSVW", "CSV 各列的说明（W3C CSV on the Web）"),
)
CSV = tuple(File(sheet.file, f"CSV {sheet.title}", sheet.about) for sheet in SHEETS)


@cache
def has_xlsx() -> bool:
    """Whether the library that writes workbooks is installed (``perfdsl[xlsx]``)."""
    return find_spec("xlsxwriter") is not None


def table_files() -> tuple[File, ...]:
    """The files of one table that people take away."""
    return ((TABLE_XLSX,) if has_xlsx() else ()) + (TABLE_CSV, TABLE_JSON)


def set_files(tables: int) -> tuple[File, ...]:
    """The files of a set of so many tables: of a year, or of the whole site."""
    return ((ALL_XLSX,) if has_xlsx() and tables <= MOST_SHEETS else ()) + (*CSV, ALL_JSON, *DESCRIPTIONS)


def about(site: SiteInfo) -> About:
    """What is said about the data of the site."""
    return About(site.title, site.intro, site.owner, site.address, site.license, site.license_address)
