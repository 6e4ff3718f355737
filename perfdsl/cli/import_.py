"""``perfdsl import``: what offices have, as ``.perf`` files, with an account of every cell."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from perfdsl.cli import COMMANDS, FOUND, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import UsageError, fail
from perfdsl.cli.progress import Progress
from perfdsl.cli.questions import agrees, can_ask
from perfdsl.importer.account import report_of
from perfdsl.importer.batch import imported
from perfdsl.importer.file_import import FileImport, import_bytes
from perfdsl.importer.form_words import words_of
from perfdsl.importer.importing import ImportedTable
from perfdsl.importer.layout_files import LayoutError, layout_of
from perfdsl.importer.reading import SUFFIXES
from perfdsl.importer.source_files import difference
from perfdsl.importer.source_names import source_names
from perfdsl.pipeline import library_of, open_workspace
from perfdsl.text.patterns import lazy
from perfdsl.workspace.config import NAME, find_root
from perfdsl.workspace.trees import make_folders
from perfdsl.workspace.writing import write_atomically

_EXAMPLES = """  perfdsl import 去年的表.docx                 认出表式，写成 .perf 文件
  perfdsl import 2025年度/*.docx -o 2025        一批文件，放进一个文件夹
  perfdsl import 表.xlsx --framework 项目支出三类  指定体系
  perfdsl import 表.xlsx -o - --report 报告.json  打印出来，另写每个单元格的去向
  perfdsl import - < 从表格软件复制的内容.txt"""
_YEAR = lazy(r"(?:19|20)\d\d年?度?\Z")
_SETTINGS = """# 项目的设置。全部设置见 docs/settings.md。

[site]
title = "预算绩效目标公开"   # 网站名称，显示在每一页的上方
# owner = "某县财政局"       # 主办单位，显示在页脚
"""
_SHOWN = 8  # doubts of a table that are told one by one


class _Written(NamedTuple):
    """A table and what became of its file: ``new``, ``same``, ``changed`` or ``kept``."""

    table: ImportedTable
    file: Path
    state: str


def run(argv: list[str]) -> int:
    """Import files; 0 all of them, 1 some not (refused, or a file that was there is kept), 2 a wrong call."""
    args = _parser().parse_args(argv)
    try:
        results = [*_results(args)]
    except UsageError as error:
        return fail(error)
    if args.report:
        _write_report(results, args.report)
    if args.output == "-":
        sys.stdout.write("\n".join(table.text for result in results for table in result.tables))
        return FOUND if any(result.refused for result in results) else OK
    written = [*_write(results, Path(args.output), force=args.force)]
    project = _make_project(Path(args.output)) if len(written) > 1 and args.output != "." else None
    _tell(results, written)
    if project:
        print(f"新建了项目的设置 {project}：里面的网站名称、主办单位请改成自己的。")
    refused = any(result.refused for result in results)
    return FOUND if refused or any(one.state == "kept" for one in written) else OK


def _parser() -> Parser:
    parser = Parser("import", COMMANDS["import"], _EXAMPLES)
    parser.add_argument(
        "files", nargs="+", metavar="文件", help=f"文件或文件夹（{' '.join(SUFFIXES)}）；“-”为标准输入"
    )
    parser.add_argument(
        "-o", "--output", default=".", metavar="文件夹", help="写到哪里（默认：当前文件夹）；“-”打印出来"
    )
    parser.add_argument("--framework", "--体系", default="", metavar="名称", help="按这种体系导入，不自己认")
    parser.add_argument("--report", metavar="文件", help="另写一份 JSON：每个单元格用在了哪里")
    parser.add_argument("--force", action="store_true", help="已有的文件内容不同也覆盖，不再问")
    return parser


def _results(args: Namespace) -> Iterator[FileImport]:
    folder = Path(args.output if args.output != "-" else ".")
    workspace = open_workspace(folder if folder.exists() else Path())
    shelf = library_of(workspace)
    try:
        words = words_of(shelf, layout_of(workspace.framework_folders))
    except LayoutError as error:
        raise UsageError(str(error)) from error
    if args.framework and shelf.get(args.framework) is None:
        raise UsageError(f"没有体系“{args.framework}”，可用的有：{'、'.join(shelf.names())}。")
    if args.files == ["-"]:
        yield import_bytes(sys.stdin.buffer.read(), "标准输入", shelf, args.framework, words)
        return
    files = [*_files(args.files)]
    progress = Progress("导入")
    for done, result in enumerate(imported(files, shelf, args.framework, words), 1):
        progress(done, len(files))
        yield result
    progress.clear()


def _files(paths: Iterable[str]) -> Iterator[Path]:
    """The files themselves, and of folders those that can be imported."""
    for text in paths:
        path = Path(text)
        if not path.exists():
            raise UsageError(f"找不到“{text}”。")
        if path.is_file():
            yield path
            continue
        found = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in SUFFIXES and file.name[:2] != "~$"
        ]
        if not found:
            raise UsageError(f"“{text}”里没有可以导入的文件（{' '.join(SUFFIXES)}）。")
        yield from found


def _write_report(results: Sequence[FileImport], file: str) -> None:
    write_atomically(
        Path(file), (json.dumps(report_of(results), ensure_ascii=False, indent=1) + "\n").encode()
    )


# ---- Writing


def _write(results: Sequence[FileImport], folder: Path, *, force: bool) -> Iterator[_Written]:
    tables = [*chain.from_iterable(result.tables for result in results)]
    make_folders(folder)
    for table, name in zip(tables, source_names(tables), strict=True):
        yield _Written(table, folder / name, _written(folder / name, table.text, force=force))


def _make_project(folder: Path) -> Path | None:
    """The settings of a project for many tables, where there is none above them: beside a folder of one year, else in it."""
    file = (folder.parent if _YEAR.match(folder.name) else folder) / NAME
    if (find_root(folder) / NAME).exists() or file.exists():
        return None
    write_atomically(file, _SETTINGS.encode())
    return file


def _written(file: Path, text: str, *, force: bool) -> str:
    """Write a source; one that is there with another content only where somebody says so."""
    is_there = file.exists()
    if is_there and file.read_bytes() == text.encode():
        return "same"
    if is_there and not force and not _may_replace(file, text):
        return "kept"
    write_atomically(file, text.encode())
    return "changed" if is_there else "new"


def _may_replace(file: Path, text: str) -> bool:
    """Show the difference, and ask. Where nobody can answer, the file stays."""
    sys.stderr.writelines(difference(file, text))
    return can_ask() and agrees(f"“{file}”已经有了，内容不同。用导入的覆盖？")


# ---- What is said of it


def _tell(results: Sequence[FileImport], written: Sequence[_Written]) -> None:
    for one in written:
        print("\n".join(_about(one)))
    for result in results:
        for skipped in result.skipped if result.tables else ():
            print(
                f"{result.name}：“{_short(skipped.name)}”没有导入：{skipped.why}（{skipped.filled} 个有内容的格子）"
            )
        for notice in result.notices:
            print(f"{result.name}：{notice}")
        if result.refused:
            print(
                f"{result.name}：没有导入：{result.refused}。{result.hint}".rstrip("。") + "。",
                file=sys.stderr,
            )
    refused = sum(1 for result in results if result.refused)
    doubtful = sum(1 for one in written if one.table.doubts or one.table.leftovers)
    kept = sum(1 for one in written if one.state == "kept")
    summary = f"导入 {len(results)} 个文件：{len(written)} 张表"
    summary += f"，{doubtful} 张有要核对的" if doubtful else ""
    summary += f"，{refused} 个文件没有导入" if refused else ""
    summary += f"，{kept} 个已有的文件没有动（加 --force 覆盖）" if kept else ""
    print(summary)
    if written:
        print("下一步：perfdsl check 检查，照建议改；用不上的格子在文件里写成了“// 原表 …”，看过可以删去。")


_STATES = {"new": "写到", "same": "没有变化", "changed": "覆盖了", "kept": "没有动"}


def _about(one: _Written) -> Iterator[str]:
    table = one.table
    year = f" {table.year}年度" if table.year else "，没有看出年度"
    used, left = len(table.uses) - len(table.leftovers), len(table.leftovers)
    cells = (
        f"{len(table.uses)} 个有内容的格子全部用上" if not left else f"{used} 个格子用上，{left} 个没有用上"
    )
    yield f"{_STATES[one.state]} {one.file.as_posix()}"
    yield f"  {table.name or '（没有名称）'}{year}，{table.framework or '没有认出体系'}；{cells}"
    doubts = [f"第 {line} 行：{doubt}" for line, doubt in table.doubts]
    doubts += [f"{use.cell.place}：{use.doubt}" for use in table.uses if use.doubt and use.line is None]
    doubts += [f"{use.cell.place} “{_short(use.cell.text)}”没有用上，写成了备注" for use in table.leftovers]
    yield from (f"  请核对 {doubt}" for doubt in doubts[:_SHOWN])
    if len(doubts) > _SHOWN:
        yield f"  还有 {len(doubts) - _SHOWN} 处，加 --report 报告.json 看全部"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 20 else f"{line[:20]}…"
