"""``perfdsl new``: a blank table of a form, or next year's table from this year's."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path

from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import UsageError, fail
from perfdsl.cli.new_file import place_of, write_new
from perfdsl.cli.new_report import tell_new
from perfdsl.cli.questions import ask, can_ask, choose
from perfdsl.model.framework import Framework, Purpose
from perfdsl.model.library import FrameworkFile, Library
from perfdsl.pipeline import library_of
from perfdsl.starting.blank_table import blank_table
from perfdsl.text.folding import fold
from perfdsl.text.nearest import nearest
from perfdsl.text.patterns import lazy
from perfdsl.text.width import width
from perfdsl.workspace.config import find_root
from perfdsl.workspace.discovery import open_workspace

_KINDS: tuple[Purpose, ...] = ("部门", "项目")
_YEAR = lazy(r"((?:19|20)\d\d)(?:年度?)?\Z")
_EXAMPLES = """  perfdsl new                    问几个问题，写一张空白表
  perfdsl new --list             有哪些表式
  perfdsl new 部门 --体系 江苏省部门整体 --年度 2027 --名称 青山县图书馆
  perfdsl new 项目 --体系 项目支出四类 --年度 2027 --名称 少儿阅读推广 -o 2027/shaoer-yuedu.perf
  perfdsl new --from 2026/tushuguan.perf         由今年的表开出明年的表，写到 2027/tushuguan.perf
  perfdsl new --from 2026/tushuguan.perf -o -    打印出来，不写文件"""


def run(argv: list[str]) -> int:
    """Write a table; 0 done, 2 usage (nothing was written)."""
    args = _parser().parse_args(argv)
    try:
        if args.source is not None:
            from perfdsl.cli.new_from import new_from

            return new_from(args)
        shelf = library_of(open_workspace(Path()))
        if args.list:
            return _list(shelf, args.kind)
        return _blank(args, shelf)
    except UsageError as error:
        return fail(error)


def _parser() -> Parser:
    parser = Parser("new", COMMANDS["new"], _EXAMPLES)
    parser.add_argument("kind", nargs="?", choices=_KINDS, metavar="部门|项目", help="给谁用的表")
    parser.add_argument("--体系", "--framework", dest="framework", metavar="名称", help="用哪种表式")
    parser.add_argument(
        "--年度", "--year", dest="year", type=_year, metavar="年份", help="哪一年的表，如 2027"
    )
    parser.add_argument("--名称", "--name", dest="name", metavar="名称", help="单位或项目的名称")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="文件",
        help="由上年的这张表开出下一年的表：目标留着，金额和上年的结果不带过来",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="位置",
        help="写到哪个文件（以 .perf 结尾）或文件夹，“-”为打印出来（默认：以年度为名的文件夹）",
    )
    parser.add_argument("--force", action="store_true", help="已经有这个文件时覆盖它")
    parser.add_argument("--list", action="store_true", help="列出全部表式和它们的标题")
    return parser


def _year(text: str) -> int:
    """A year of four digits, whatever their width, with or without 年."""
    match = _YEAR.match(fold(text).strip())
    if match is None:
        raise ArgumentTypeError(f"“{text}”不是四位数的年份")
    return int(match[1])


def _blank(args: Namespace, shelf: Library) -> int:
    framework = _framework(args, shelf)
    year = args.year or int(ask("年度（四位数，如 2027）：", _read_year))
    name = args.name or ask(f"{framework.purpose}的名称：")
    text = blank_table(framework, name, year)
    if args.output == "-":
        sys.stdout.write(text)
        return OK
    file = place_of(args.output, find_root(Path()) / str(year), name)
    write_new(file, text, force=args.force)
    print(f"已写好 {file.as_posix()}：{framework.title}。")
    tell_new(file)
    return OK


def _framework(args: Namespace, shelf: Library) -> Framework:
    """The one that is named or chosen; everything that is missing is told at once where nobody can be asked."""
    missing = [option for option in ("framework", "year", "name") if not getattr(args, option)]
    if missing and not can_ask():
        said = {"framework": "--体系", "year": "--年度", "name": "--名称"}
        listed = "\n".join(_lines(_forms(shelf, args.kind))) if "framework" in missing else ""
        hint = f"\n可用的体系：\n{listed}" if listed else "\n用法见：perfdsl new --help"
        raise UsageError(f"缺少 {'、'.join(said[option] for option in missing)}。{hint}")
    if args.framework:
        return _named(args.framework, args.kind, shelf)
    kind = args.kind or choose("给谁用的表？", _KINDS, ("部门（单位）整体", "一个项目"))
    forms = _forms(shelf, kind)
    if not forms:
        raise UsageError(f"没有给{kind}用的体系。")
    return _named(choose("用哪种表式？", [form.name for form in forms], _lines(forms)), kind, shelf)


def _named(name: str, kind: str | None, shelf: Library) -> Framework:
    """The framework of this name or alias. Raises UsageError."""
    entry = shelf.get(name)
    forms = _forms(shelf, kind)
    names = [form.name for form in forms]
    if entry is None:
        near = nearest(name, names)
        choice = f"是不是“{near}”？" if near else f"可用的有：{'、'.join(names)}。"
        raise UsageError(f"没有体系“{name}”。{choice}")
    if entry.is_broken:
        raise UsageError(f"体系“{name}”的文件有误，先改正：perfdsl check {entry.file.as_posix()}")
    if kind and entry.framework.purpose != kind:
        raise UsageError(
            f"体系“{entry.name}”是给{entry.framework.purpose}用的。给{kind}用的有：{'、'.join(names)}。"
        )
    return entry.framework


def _forms(shelf: Library, kind: str | None) -> list[FrameworkFile]:
    """The forms that a table of ``kind`` (None: any) can be begun from."""
    return [
        entry
        for entry in shelf
        if shelf.counts(entry) and not entry.is_broken and kind in (None, entry.framework.purpose)
    ]


def _lines(forms: list[FrameworkFile]) -> list[str]:
    """Name and title of each, one below the other."""
    most = max((width(form.name) for form in forms), default=0)
    return [f"{form.name}{' ' * (most - width(form.name))}  {form.framework.title}" for form in forms]


def _list(shelf: Library, kind: str | None) -> int:
    for one in _KINDS:
        if kind in (None, one) and (forms := _forms(shelf, one)):
            print(f"给{one}用的：")
            print("\n".join(f"  {line}" for line in _lines(forms)))
    return OK


def _read_year(answer: str) -> str | None:
    match = _YEAR.match(fold(answer))
    return match[1] if match else None
