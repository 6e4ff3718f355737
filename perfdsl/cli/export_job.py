"""Write tables in a format as ``perfdsl export`` was asked to: printed, into a file, a folder or a zip."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli.file_sinks import folder_or_zip, new_file
from perfdsl.cli.given_files import UsageError
from perfdsl.formats.about import About
from perfdsl.formats.registry import FORMATS, Format, OfTable, SeveralFiles
from perfdsl.model.addresses import document_folder
from perfdsl.model.table import Table

_ONE_FILE = (".csv", ".json")  # names that ask for one file


class Named(NamedTuple):
    """A table and its name: the path of its file below what was given, without the suffix."""

    name: str
    table: Table


class ExportJob(NamedTuple):
    """``tables`` are read one by one as they are asked for; ``single`` where one file was given.

    ``output`` is ``-o`` (``""``: none); ``about`` finds out what the project says about itself, and may raise UsageError.
    """

    tables: Iterable[Named]
    single: bool
    output: str
    about: Callable[[], About]


def format_of(output: str) -> Format:
    """The format that the name of an output file asks for; JSON without one. Raises UsageError."""
    suffix = Path(output).suffix.lower()
    known = {one.suffix: one for one in FORMATS.values() if one.suffix}
    if not output:
        return FORMATS["json"]
    if suffix not in known:
        raise UsageError(f"看不出“{output}”要用哪种格式：请用 --to 写明，可选 {'、'.join(FORMATS)}。")
    return known[suffix]


def write(job: ExportJob, to: Format) -> None:
    """Write all tables. Raises UsageError, OSError."""
    if not to.is_available:
        raise UsageError(f"导出 {to.name} 需要一个附加组件，先安装：{to.install}")
    if to.by_address:
        job = job._replace(tables=_distinct(job.tables))
    if to.several:
        _several(job, to.several)
    elif not job.output and to.printable and (job.single or to.of_many):
        for chunk in _one(job, to):
            sys.stdout.write(chunk.decode())
    elif to.each and to.of_table and Path(job.output).suffix.lower() != to.suffix:
        _each(job, to.suffix, to.of_table)
    else:
        _one_file(job, to)


def _one(job: ExportJob, to: Format) -> Iterable[bytes]:
    """One file of all tables, chunk by chunk."""
    tables = (one.table for one in job.tables)
    if job.single and to.of_table:
        return map(to.of_table, tables)
    if to.of_many is None:
        raise UsageError(f"{to.label} 一张表一个文件：-o 请写文件夹或 .zip 的名字。")
    return to.of_many(tables)


def _one_file(job: ExportJob, to: Format) -> None:
    """Nothing is written before there is something to write."""
    target, chunks = _target(job), iter(_one(job, to))
    if target.is_dir():
        raise UsageError(f"“{job.output}”是一个文件夹：-o 请写文件名。")
    for first in islice(chunks, 1):
        with new_file(target) as file, file.open("wb") as stream:
            stream.writelines(chain([first], chunks))


def _each(job: ExportJob, suffix: str, of_table: OfTable) -> None:
    """One file for each table, in folders as theirs."""
    with folder_or_zip(_target(job)) as sink:
        for one in job.tables:
            sink.add(one.name + suffix, BytesIO(of_table(one.table)))


def _several(job: ExportJob, several: SeveralFiles) -> None:
    """The files of a format that makes several of all tables together."""
    target = _target(job)
    if target.suffix.lower() in _ONE_FILE:
        raise UsageError("这种格式有好几个文件：-o 请写文件夹或 .zip 的名字，例如 -o 数据 或 -o 数据.zip。")
    files = several((one.table for one in job.tables), job.about)
    for first in islice(files, 1):
        with folder_or_zip(target) as sink:
            for name, stream in chain([first], files):
                sink.add(name, stream)


def _target(job: ExportJob) -> Path:
    if not job.output:
        raise UsageError("这种格式不能打印出来：请用 -o 写明文件或文件夹的名字。")
    return Path(job.output)


def _distinct(tables: Iterable[Named]) -> Iterator[Named]:
    """Rows are known by the address of their table, so no two tables may have the same. Raises UsageError."""
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
