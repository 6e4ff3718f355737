"""``perfdsl check``: what is wrong, in the output that the reader wants; and what can be mended, mended."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from perfdsl.checks.runner import INTERNAL
from perfdsl.cli import COMMANDS, FOUND, OK, USAGE
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import Given, UsageError, add_safe, fail, given_files, wants_colour
from perfdsl.model.library import Library
from perfdsl.pipeline import (
    Addresses,
    Checked,
    check_file,
    check_settings,
    check_source,
    library_of,
    reading_many,
)
from perfdsl.reports.report import Report, Tally, summary
from perfdsl.syntax.source import decode
from perfdsl.workspace.discovery import open_workspace

FORMATS = ("text", "concise", "json", "github", "sarif")
_EXAMPLES = """  perfdsl check                    检查当前文件夹里的全部 .perf 文件
  perfdsl check 总工会.perf        检查一个文件
  perfdsl check --fix .            自动改正不会改变意思的问题
  perfdsl check --fix --diff .     只看会改成什么样、有哪些建议，不写文件
  perfdsl check --fix --unsafe-fixes 总工会.perf  建议的修改也写入，改后请核对
  perfdsl check --safe 收到的项目  别人发来的，先这样检查
  perfdsl check --format json .    给程序读的结果"""


def run(argv: list[str]) -> int:
    """Check files and folders; 0 clean, 1 findings, 2 usage or a rule that crashed.

    With ``--diff``: 1 where something would be changed.
    """
    args = _parser().parse_args(argv)
    try:
        _refuse(args)
        if args.diff:
            from perfdsl.cli.fixing import show_changes

            return FOUND if show_changes(args.paths, unsafe=args.unsafe_fixes, safe=args.safe) else OK
        return _report_all(Tally(_reports(args)), args)
    except UsageError as error:
        return fail(error)


def _parser() -> Parser:
    parser = Parser("check", COMMANDS["check"], _EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="路径", help="文件或文件夹，“-”为标准输入（默认：当前文件夹）"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", metavar="格式", help="输出格式：" + "、".join(FORMATS)
    )
    parser.add_argument(
        "--fix", action="store_true", help="自动改正不会改变意思的问题（“可自动修改”），再报告剩下的"
    )
    parser.add_argument(
        "--unsafe-fixes", action="store_true", help="和 --fix 一起用：“建议修改”的也写入，改后请核对"
    )
    parser.add_argument("--diff", action="store_true", help="只显示会改什么、建议改什么，不写文件")
    add_safe(parser)
    parser.add_argument("--strict", action="store_true", help="有警告也以 1 退出")
    parser.add_argument("-q", "--quiet", action="store_true", help="不打印汇总")
    return parser


def _refuse(args: Namespace) -> None:
    """Calls that mean nothing. Raises UsageError."""
    if args.unsafe_fixes and not (args.fix or args.diff):
        raise UsageError("--unsafe-fixes 要和 --fix 一起用：perfdsl check --fix --unsafe-fixes 路径")
    if args.paths == ["-"] and args.fix and not args.diff:
        raise UsageError("标准输入不能改写。只看会改什么，加 --diff。")


def _report_all(tally: Tally, args: Namespace) -> int:
    """Write each file's findings as soon as they are known, then what they come to; the exit code."""
    with reading_many():
        sys.stdout.writelines(_rendered(tally, args.format))
    if args.format in ("text", "concise") and not args.quiet:
        print(summary(tally))
    if tally.found(INTERNAL):
        return USAGE
    return FOUND if tally.levels["error"] or (args.strict and tally.levels["warning"]) else OK


def _reports(args: Namespace) -> Iterator[Report]:
    """The settings of each project where its first file comes, and every file."""
    if args.paths == ["-"]:
        return iter([_standard_input()])
    # What cannot be found is said before anything else.
    given = list(given_files(args.paths, frameworks=True, safe=args.safe))
    return _checked(given, args)


def _checked(files: Iterable[Given], args: Namespace) -> Iterator[Report]:
    shelves: dict[Path, Library] = {}
    addresses: dict[Path, Addresses] = {}
    for given in files:
        root = given.workspace.root
        if root not in shelves:
            shelves[root], addresses[root] = library_of(given.workspace), Addresses(given.workspace)
            if settings := check_settings(given.workspace):
                yield Report((root / "perfdsl.toml").as_posix(), (), settings)
        if args.fix:
            from perfdsl.cli.fixing import fix

            fix(given, shelves[root], unsafe=args.unsafe_fixes, quiet=args.quiet)
        checked = check_file(given.file, given.workspace, shelves[root])
        yield _report(given.shown, addresses[root].checked(checked))


def _standard_input() -> Report:
    workspace = open_workspace(Path())
    source = decode(sys.stdin.buffer.read(), "-")
    checked = check_source(source, library_of(workspace), workspace.config.levels)
    return _report("-", checked)


def _report(path: str, checked: Checked) -> Report:
    """The findings of one file; its lines are kept only where an excerpt will be shown."""
    lines = tuple(line.text for line in checked.document.lines) if checked.findings else ()
    return Report(path, lines, checked.findings)


def _rendered(tally: Tally, style: str) -> Iterable[str]:
    """Piece by piece. For people in colour, with a blank line between the findings."""
    if style == "text":
        from perfdsl.reports.text import render

        return (f"{block}\n" for block in render(tally, colour=wants_colour()))
    blocks: Iterable[str] = import_module(f"perfdsl.reports.{style}").render(tally)
    return blocks
