"""``perfdsl new --from``: next year's table from this year's."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perfdsl.cli import OK
from perfdsl.cli.given_files import UsageError
from perfdsl.cli.new_file import place_beside, place_of, write_new
from perfdsl.cli.new_report import tell_changes, tell_new
from perfdsl.model.table import Table
from perfdsl.pipeline import Checked, check_file, library_of
from perfdsl.starting.next_year import next_year
from perfdsl.syntax.conflicts import CODE as CONFLICT
from perfdsl.workspace.discovery import open_workspace


def new_from(args: Namespace) -> int:
    """Write the table of the year after that of ``args.source``. Raises UsageError."""
    _refuse(args)
    source = Path(args.source)
    old = _checked(source, args.source)
    table = _table(old)
    year = args.year or (table.year + 1 if table.year is not None else None)
    if year is None:
        raise UsageError(f"看不出“{args.source}”是哪一年的表。用 --年度 写明新表的年度。")
    if year == table.year:
        raise UsageError(f"“{args.source}”就是 {year} 年的表。用 --年度 写另一年。")
    new = next_year(old.document, table, year)
    if args.output == "-":
        sys.stdout.write(new.text)
        return OK
    folder, name = place_beside(source, table.year, year)
    file = place_of(args.output, folder, name)
    write_new(file, new.text, force=args.force)
    print(f"已由 {source.as_posix()} 写好 {file.as_posix()}：指标、分组和目标值照上年，请逐项核对。")
    tell_changes(new)
    _tell_errors(old, source)
    tell_new(file)
    return OK


def _refuse(args: Namespace) -> None:
    given = (args.kind, args.framework, args.name, args.list or None)
    if any(given):
        raise UsageError("--from 用的是上年的表的体系和名称，不能再写部门、项目、--体系、--名称、--list。")


def _checked(source: Path, shown: str) -> Checked:
    if not source.is_file():
        raise UsageError(f"找不到文件“{shown}”。")
    workspace = open_workspace(source)
    return check_file(source, workspace, library_of(workspace))


def _table(old: Checked) -> Table:
    """The table of a file that can be carried on. Raises UsageError."""
    if not old.source.encoding:
        raise UsageError(f"“{old.path}”读不出来：{old.findings[0].message}。")
    if any(finding.code == CONFLICT for finding in old.findings):
        raise UsageError(f"“{old.path}”里有没有解决的 git 合并冲突，先解决再开新表。")
    if old.table is None:
        raise UsageError(f"“{old.path}”不是部门或项目的表。")
    return old.table


def _tell_errors(old: Checked, source: Path) -> None:
    errors = sum(finding.severity == "error" for finding in old.findings)
    if errors:
        print(f"- 上年的表里有 {errors} 处错误，照样带了过来：用 perfdsl check {source.as_posix()} 查看")
