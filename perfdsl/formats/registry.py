"""Every way to write tables, one entry each: what ``perfdsl export`` offers, what a site offers beside each table, and
which media type the preview and schema.org name. A new format is its module and its entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import IO, NamedTuple

from perfdsl.formats.about import About
from perfdsl.model.table import Table

OfTable = Callable[[Table], bytes]
OfMany = Callable[[Iterable[Table]], Iterator[bytes]]
SeveralFiles = Callable[[Iterable[Table], Callable[[], About]], Iterator[tuple[str, IO[bytes]]]]


class Format(NamedTuple):
    """What is known of one format.

    ``name`` is what ``--to`` calls it, ``label`` what a site does; ``about`` is its line in the help. ``suffix`` and
    ``media_type`` are those of its file, ``""`` where there are several of different kinds. ``offer`` is what a site
    says of the file beside each table, ``""`` where it offers none.

    ``of_table`` makes the file of one table, ``of_many`` one file of several (chunk by chunk), ``several`` several
    files (by name; what the project says of itself is asked for where it is needed). Tables are taken one by one.
    ``each``: a folder gets a file for each table. ``by_address``: rows are known by the address of their table, so no
    two tables may have the same. ``printable``: text. ``needs`` is the library that may be missing.
    ``usual``: a site makes it without being asked to.
    """

    name: str
    label: str
    about: str
    suffix: str = ""
    media_type: str = ""
    offer: str = ""
    of_table: OfTable | None = None
    of_many: OfMany | None = None
    several: SeveralFiles | None = None
    each: bool = False
    by_address: bool = False
    printable: bool = False
    needs: str = ""
    usual: bool = True

    @property
    def is_available(self) -> bool:
        """Whether the library that it needs is installed."""
        return not self.needs or _is_installed(self.needs)

    @property
    def install(self) -> str:
        """The command that installs what it needs."""
        return f'pip install "perfdsl[{self.name}]"'

    def made_of(self, table: Table) -> bytes:
        """The file of one table, of a format that has one."""
        assert self.of_table is not None, self.name
        return self.of_table(table)


# Each format's module is imported where it is written.


def _xlsx(tables: Iterable[Table]) -> Iterator[bytes]:
    from perfdsl.formats.xlsx import xlsx

    yield xlsx(tables)


def _docx(tables: Iterable[Table]) -> Iterator[bytes]:
    from perfdsl.formats.docx import docx

    yield docx(tables)


def _pdf(tables: Iterable[Table]) -> Iterator[bytes]:
    from perfdsl.formats.pdf import pdf

    yield pdf(tables)


def _csv(tables: Iterable[Table], about: Callable[[], About]) -> Iterator[tuple[str, IO[bytes]]]:
    from perfdsl.formats.csv_files import csv_set

    return csv_set(tables)


def _data_package(tables: Iterable[Table], about: Callable[[], About]) -> Iterator[tuple[str, IO[bytes]]]:
    from perfdsl.formats.csv_files import csv_set

    return csv_set(tables, about)


def _sqlite(tables: Iterable[Table]) -> Iterator[bytes]:
    from perfdsl.formats.sqlite import sqlite_chunks

    return sqlite_chunks(tables)


def _json(table: Table) -> bytes:
    from perfdsl.formats.table_json import json_object

    return json_object(table)


def _json_array(tables: Iterable[Table]) -> Iterator[bytes]:
    from perfdsl.formats.table_json import json_array

    return json_array(tables)


def _stratml(table: Table) -> bytes:
    from perfdsl.formats.stratml import stratml

    return stratml(table)


XLSX = Format(
    "xlsx",
    "XLSX",
    "原表式，一格不差，给人看和打印",
    ".xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "原表式，逐格一致，用电子表格打开",
    of_table=lambda table: b"".join(_xlsx([table])),
    of_many=_xlsx,
    each=True,
    needs="xlsxwriter",
)
DOCX = Format(
    "docx",
    "DOCX",
    "原表式，用 Word、WPS 打开，可以改、可以报送",
    ".docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "原表式，用 Word、WPS 打开",
    of_table=lambda table: b"".join(_docx([table])),
    of_many=_docx,
    each=True,
    usual=False,
)
PDF = Format(
    "pdf",
    "PDF",
    "原表式，用于打印、存档（PDF/A-2），不能再改",
    ".pdf",
    "application/pdf",
    "原表式，用于打印、存档",
    of_table=lambda table: b"".join(_pdf([table])),
    of_many=_pdf,
    each=True,
    needs="typst",
    usual=False,
)
CSV = Format(
    "csv",
    "CSV",
    "单位、资金、项目、指标四个文件，用 Excel 打开",
    ".csv",
    "text/csv",
    "指标逐期一行，比较、数值、单位分列",
    several=_csv,
    by_address=True,
)
DATA_PACKAGE = Format(
    "datapackage",
    "Data Package",
    "同样的 CSV，另带说明文件（Data Package、CSVW）",
    several=_data_package,
    by_address=True,
)
SQLITE = Format(
    "sqlite",
    "SQLite",
    "一个数据库，可用 SQL 查询",
    ".sqlite",
    "application/vnd.sqlite3",
    of_many=_sqlite,
    by_address=True,
)
JSON = Format(
    "json",
    "JSON",
    "完整的数据，给程序用；格式说明见 --schema",
    ".json",
    "application/json",
    "全部内容，供程序读取",
    of_table=_json,
    of_many=_json_array,
    printable=True,
)
STRATML = Format(
    "stratml",
    "StratML",
    "国际标准 ISO 17469-2 的 XML",
    ".xml",
    "application/xml",
    of_table=_stratml,
    each=True,
    printable=True,
)
FORMATS = {one.name: one for one in (XLSX, DOCX, PDF, CSV, DATA_PACKAGE, SQLITE, JSON, STRATML)}

# By the end of a file's name; those of the formats, and of what goes with them.
MEDIA_TYPES = {one.suffix: one.media_type for one in FORMATS.values() if one.suffix} | {
    ".jsonld": "application/ld+json",
    ".zip": "application/zip",
}
_ANY = "application/octet-stream"


def media_type(name: str) -> str:
    """What kind of data a file is, by the end of its name."""
    return MEDIA_TYPES.get(f".{name.rpartition('.')[2].lower()}", _ANY)


@cache
def _is_installed(library: str) -> bool:
    return find_spec(library) is not None
