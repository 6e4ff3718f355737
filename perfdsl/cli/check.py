"""``perfdsl check``: what is wrong, in the output that the reader wants."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path

from perfdsl.checks.asking import INTERNAL
from perfdsl.cli import COMMANDS, FOUND, OK, USAGE
from perfdsl.cli.arguments import Parser
from perfdsl.cli.files import Given, UsageError, add_safe, fail, given_files, wants_colour
from perfdsl.model.library import Library
from perfdsl.pipeline import Checked, check_file, check_settings, check_source, library_of, reading_many
from perfdsl.reports.report import Report, count, summary
from perfdsl.syntax.source import decode
from perfdsl.workspace.discovery import open_workspace

FORMATS = ("text", "concise", "json", "github", "sarif")
_EXAMPLES = """  perfdsl check                    检查当前文件夹里的全部 .perf 文件
  perfdsl check 总工会.perf        检查一个文件
  perfdsl check --fix .            自动改正有把握的问题
  perfdsl check --safe 收到的项目  别人发来的，先这样检查
  perfdsl check --format json .    给程序读的结果"""


def run(argv: list[str]) -> int:
    """Check files and folders; 0 clean, 1 findings, 2 usage or a rule that crashed."""
    args = _parser().parse_args(argv)
    try:
        with reading_many():
            reports = _reports(args)
    except UsageError as error:
        return fail(error)
    render = import_module(f"perfdsl.reports.{args.format}").render
    sys.stdout.writelines(_spaced(render(reports, colour=wants_colour()), args.format))
    counts = count(reports)
    if args.format in ("text", "concise") and not args.quiet:
        print(summary(counts, len(reports)))
    if any(finding.code == INTERNAL for report in reports for finding in report.findings):
        return USAGE
    return FOUND if counts["error"] or (args.strict and counts["warning"]) else OK


def _parser() -> Parser:
    parser = Parser("check", COMMANDS["check"], _EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="路径", help="文件或文件夹，“-”为标准输入（默认：当前文件夹）"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", metavar="格式", help="输出格式：" + "、".join(FORMATS)
    )
    parser.add_argument("--fix", action="store_true", help="自动改正有把握的问题，再报告剩下的")
    add_safe(parser)
    parser.add_argument("--strict", action="store_true", help="有警告也以 1 退出")
    parser.add_argument("-q", "--quiet", action="store_true", help="不打印汇总")
    return parser


def _reports(args: Namespace) -> list[Report]:
    if args.paths == ["-"]:
        return [_standard_input()]
    shelves: dict[Path, Library] = {}
    reports = []
    for given in given_files(args.paths, frameworks=True, safe=args.safe):
        root = given.workspace.root
        if root not in shelves:
            shelves[root] = library_of(given.workspace)
            if settings := check_settings(given.workspace):
                reports.append(Report((root / "perfdsl.toml").as_posix(), (), settings))
        if args.fix:
            _fix(given, shelves[root], quiet=args.quiet)
        reports.append(_report(given.shown, check_file(given.file, given.workspace, shelves[root])))
    return reports


def _standard_input() -> Report:
    workspace = open_workspace(Path())
    source = decode(sys.stdin.buffer.read(), "-")
    checked = check_source(source, library_of(workspace), workspace.config.levels)
    return _report("-", checked)


def _report(path: str, checked: Checked) -> Report:
    """The findings of one file; its lines are kept only where an excerpt will be shown."""
    lines = tuple(line.text for line in checked.document.lines) if checked.findings else ()
    return Report(path, lines, checked.findings)


def _fix(given: Given, shelf: Library, *, quiet: bool) -> None:
    from perfdsl.fixer import fix_all
    from perfdsl.workspace.writing import write_atomically

    source = given.workspace.bounds.read(given.file, given.shown)
    if source.encoding != "utf-8":
        return  # the finding about the encoding says what to do first
    levels = given.workspace.config.levels
    fixed, applied = fix_all(
        source.data, lambda data: check_source(decode(data, given.shown), shelf, levels).findings
    )
    if fixed != source.data:
        write_atomically(given.file, fixed)
        if not quiet:
            print(f"已改正 {applied} 处：{given.shown}", file=sys.stderr)


def _spaced(blocks: list[str], style: str) -> list[str]:
    """A blank line between the findings of the text output."""
    return [block + "\n" if style == "text" else block for block in blocks]
