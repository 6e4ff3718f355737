"""``perfdsl fmt``: the canonical form of files, or of standard input."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator

from perfdsl.cli import COMMANDS, FOUND, OK, USAGE
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import Given, UsageError, fail, given_files
from perfdsl.formatter import MeaningChangedError, format_source
from perfdsl.syntax.conflicts import CODE as CONFLICT
from perfdsl.syntax.nodes import Bad, Document
from perfdsl.syntax.parser import parse
from perfdsl.syntax.source import Source, decode
from perfdsl.workspace.writing import write_atomically

_EXAMPLES = """  perfdsl fmt                 整理当前文件夹里的全部 .perf 文件，项目自己的体系也在内
  perfdsl fmt --diff 总工会.perf   只看会改成什么样
  perfdsl fmt --check         只检查，不写文件（有要整理的以 1 退出）
  perfdsl fmt --convert .     把 GBK 编码的文件转换为 UTF-8
  perfdsl fmt - < a.perf      从标准输入读，写到标准输出"""


def run(argv: list[str]) -> int:
    """Format files; 0 done, 1 something would change (``--check``, ``--diff``), 2 a file could not be formatted."""
    args = _parser().parse_args(argv)
    if args.paths == ["-"]:
        return _standard_input()
    try:
        results = [_format(given, args) for given in given_files(args.paths, frameworks=True)]
    except UsageError as error:
        return fail(error)
    changed = results.count("changed")
    if not args.quiet and not args.diff:
        verb = "需要整理" if args.check else "已整理"
        print(f"{verb} {changed} 个文件，{results.count('same')} 个不变", file=sys.stderr)
    if "failed" in results:
        return USAGE
    return FOUND if changed and (args.check or args.diff) else OK


def _parser() -> Parser:
    parser = Parser("fmt", COMMANDS["fmt"], _EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="路径", help="文件或文件夹，“-”为标准输入（默认：当前文件夹）"
    )
    parser.add_argument("--check", action="store_true", help="只检查，不写文件")
    parser.add_argument("--diff", action="store_true", help="显示改动，不写文件")
    parser.add_argument("--convert", action="store_true", help="把 GBK 等编码的文件转换为 UTF-8")
    parser.add_argument("-q", "--quiet", action="store_true", help="不打印汇总")
    return parser


def _format(given: Given, args: Namespace) -> str:
    """Format one file: ``changed``, ``same`` or ``failed``."""
    source = given.workspace.bounds.read(given.file, given.shown)
    if reason := _unreadable(source, convert=args.convert):
        print(f"{given.shown}: {reason}", file=sys.stderr)
        return "failed"
    try:
        text = format_source(source)
    except MeaningChangedError:
        print(
            f"{given.shown}: 整理后意思会变，没有写入。这是 perfdsl 的缺陷，请连同文件报告给维护者",
            file=sys.stderr,
        )
        return "failed"
    document = parse(source)
    for number, said in _as_they_are(document):
        print(f"{given.shown}:{number}: {said}保持原样", file=sys.stderr)
    if text.encode() == source.data or _has_conflicts(document):
        return "same"
    if args.diff:
        sys.stdout.writelines(_diff(source, text))
    elif not args.check:
        write_atomically(given.file, text.encode())
    if not args.quiet and not args.diff:
        print(given.shown)
    return "changed"


def _unreadable(source: Source, *, convert: bool) -> str:
    """Why the file cannot be formatted, or ``""``."""
    if source.encoding == "":
        return source.diagnostics[0].message
    if source.encoding != "utf-8" and not convert:
        return f"{source.diagnostics[0].message}。加 --convert 转换"
    return ""


def _as_they_are(document: Document) -> list[tuple[int, str]]:
    """The lines that are not laid out, and why; one line stands for a file with unresolved conflicts."""
    if _has_conflicts(document):
        at = next(found.span.line for found in document.diagnostics if found.code == CONFLICT)
        return [(at, "有没有解决的 git 合并冲突，整个文件")]
    return [(line.number, "这一行读不懂，") for line in document.lines if isinstance(line.node, Bad)]


def _has_conflicts(document: Document) -> bool:
    """Such a file is not written at all, be it for the ends of its lines."""
    return any(found.code == CONFLICT for found in document.diagnostics)


def _diff(source: Source, text: str) -> Iterator[str]:
    from difflib import unified_diff

    before, after = source.text.splitlines(keepends=True), text.splitlines(keepends=True)
    for line in unified_diff(before, after, source.path, f"{source.path}（整理后）"):
        yield line if line.endswith("\n") else line + "\n"


def _standard_input() -> int:
    source = decode(sys.stdin.buffer.read(), "-")
    if source.encoding == "":
        return fail(source.diagnostics[0].message)
    try:
        sys.stdout.write(format_source(source))
    except MeaningChangedError:
        return fail("整理后意思会变，没有输出。这是 perfdsl 的缺陷，请报告给维护者")
    return OK
