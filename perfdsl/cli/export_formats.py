"""What ``perfdsl export`` can write: for each format, how tables become files."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli.file_sinks import folder_or_zip, new_file
from perfdsl.cli.files import UsageError
from perfdsl.model.table import Table


class Named(NamedTuple):
    """A table and its name: the path of its file below what was given, without the suffix."""

    name: str
    table: Table


class ExportJob(NamedTuple):
    """``tables`` are read one by one as they are asked for; ``single`` where one file was given.

    ``output`` is ``-o`` (``""``: none), ``path`` what was given.
    """

    tables: Iterable[Named]
    single: bool
    output: str
    path: Path


Write = Callable[[ExportJob], None]


class Format(NamedTuple):
    """``suffix`` is that of its files (``""``: of several kinds); ``about`` a line of the help."""

    suffix: str
    about: str
    write: Write


def _json(job: ExportJob) -> None:
    """One table as an object, several as an array; one table in memory at a time."""
    from perfdsl.formats.table_json import table_json

    texts = (json.dumps(table_json(one.table), ensure_ascii=False, indent=2) for one in job.tables)
    with _text_output(job) as write:
        if job.single:
            for text in texts:
                write(text + "\n")
            return
        opening = "[\n"
        for text in texts:
            write(opening + "  " + text.replace("\n", "\n  "))
            opening = ",\n"
        write("[]\n" if opening == "[\n" else "\n]\n")


def _xlsx(job: ExportJob) -> None:
    from perfdsl.formats.xlsx import MissingLibraryError, xlsx

    try:
        if Path(job.output).suffix.lower() == ".xlsx":
            _one_file(job, xlsx(one.table for one in job.tables))
        else:
            _each(job, ".xlsx", lambda table: xlsx([table]))
    except MissingLibraryError as error:
        raise UsageError(str(error)) from error


def _stratml(job: ExportJob) -> None:
    from perfdsl.formats.stratml import stratml

    if job.single and not job.output:
        with _text_output(job) as write:
            for one in job.tables:
                write(stratml(one.table).decode())
    elif Path(job.output).suffix.lower() == ".xml":
        if not job.single:
            raise UsageError("StratML 一张表一个文件：-o 请写文件夹或 .zip 的名字。")
        for one in job.tables:
            _one_file(job, stratml(one.table))
    else:
        _each(job, ".xml", stratml)


def _csv(job: ExportJob) -> None:
    _csv_files(job, described=False)


def _datapackage(job: ExportJob) -> None:
    _csv_files(job, described=True)


def _csv_files(job: ExportJob, *, described: bool) -> None:
    from perfdsl.cli.about import about
    from perfdsl.formats.csv_files import CsvFiles

    target = _target(job)
    if target.suffix.lower() in (".csv", ".json"):
        raise UsageError("这种格式有好几个文件：-o 请写文件夹或 .zip 的名字，例如 -o 数据 或 -o 数据.zip。")
    with CsvFiles() as files:
        for one in _distinct(job.tables):
            files.add(one.table)
        extra = files.descriptions(about(job.path)) if described else ()
        with folder_or_zip(target) as output:
            for name, stream in chain(files.streams(), ((name, BytesIO(text)) for name, text in extra)):
                output.add(name, stream)


def _sqlite(job: ExportJob) -> None:
    from sqlite3 import OperationalError

    from perfdsl.formats.sqlite import Database

    try:
        with new_file(_file(job)) as file, Database(file) as database:
            for one in _distinct(job.tables):
                database.add(one.table)
    except OperationalError as error:  # a full disk, a network folder that cannot lock
        raise OSError(str(error)) from error


FORMATS = {
    "json": Format(".json", "完整的数据，给程序用；格式说明见 --schema", _json),
    "xlsx": Format(".xlsx", "原表式，一格不差，给人看和打印", _xlsx),
    "csv": Format(".csv", "单位、资金、项目、指标四个文件，用 Excel 打开", _csv),
    "datapackage": Format("", "同样的 CSV，另带说明文件（Data Package、CSVW）", _datapackage),
    "sqlite": Format(".sqlite", "一个数据库，可用 SQL 查询", _sqlite),
    "stratml": Format(".xml", "国际标准 ISO 17469-2 的 XML", _stratml),
}


def format_of(output: str) -> str:
    """The format that the name of an output file asks for; JSON without one. Raises UsageError."""
    suffix = Path(output).suffix.lower()
    known = {one.suffix: name for name, one in FORMATS.items() if one.suffix}
    if not output:
        return "json"
    if suffix not in known:
        raise UsageError(f"看不出“{output}”要用哪种格式：请用 --to 写明，可选 {'、'.join(FORMATS)}。")
    return known[suffix]


@contextmanager
def _text_output(job: ExportJob) -> Iterator[Callable[[str], object]]:
    """Where text goes: the file ``-o``, or standard output."""
    if not job.output:
        yield sys.stdout.write
        return
    with (
        new_file(_file(job)) as file,
        file.open("w", encoding="utf-8", errors="replace", newline="\n") as stream,
    ):
        yield stream.write


def _one_file(job: ExportJob, content: bytes) -> None:
    with new_file(_file(job)) as file:
        file.write_bytes(content)


def _each(job: ExportJob, suffix: str, render: Callable[[Table], bytes]) -> None:
    """One file for each table, in folders as theirs."""
    with folder_or_zip(_target(job)) as output:
        for one in job.tables:
            output.add(one.name + suffix, BytesIO(render(one.table)))


def _target(job: ExportJob) -> Path:
    if not job.output:
        raise UsageError("这种格式不能打印出来：请用 -o 写明文件或文件夹的名字。")
    return Path(job.output)


def _file(job: ExportJob) -> Path:
    target = _target(job)
    if target.is_dir():
        raise UsageError(f"“{job.output}”是一个文件夹：-o 请写文件名。")
    return target


def _distinct(tables: Iterable[Named]) -> Iterator[Named]:
    """Rows are known by the address of their table, so no two tables may have the same. Raises UsageError."""
    from perfdsl.model.addresses import document_folder

    seen: dict[str, str] = {}
    for one in tables:
        address = document_folder(one.table)
        if address in seen:
            raise UsageError(
                f"“{seen[address]}”和“{one.name}”的表编号相同（{address}）。"
                "请在表头用“编码:”给它们写上不同的编码，或者分开导出。"
            )
        seen[address] = one.name
        yield one
