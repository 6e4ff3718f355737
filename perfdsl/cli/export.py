"""``perfdsl export``: tables as files for people and programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from perfdsl.cli import COMMANDS, FOUND, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.export_job import ExportJob, Named, format_of, write
from perfdsl.cli.given_files import Given, UsageError, add_safe, fail, given_files
from perfdsl.cli.progress import Progress
from perfdsl.formats.about import About
from perfdsl.formats.errors import ExportError
from perfdsl.formats.registry import FORMATS, Format
from perfdsl.model.library import Library
from perfdsl.pipeline import check_file, library_of
from perfdsl.resources import data
from perfdsl.workspace.config import find_root
from perfdsl.workspace.discovery import Workspace, open_workspace

_EXAMPLES = """  perfdsl export 总工会.perf -o 总工会.xlsx            一张表，原表式
  perfdsl export --to xlsx . -o 表格                   整个项目，每张表一个文件，放进文件夹
  perfdsl export --to csv . -o 数据.zip                四个 CSV 文件，打成一个包
  perfdsl export . -o 绩效目标.sqlite                  一个数据库
  perfdsl export --to json 总工会.perf                 打印出来
  perfdsl export --template 表样.xlsx . -o 表格         按单位自己的表样填写
  perfdsl export --schema                              JSON 的格式说明（JSON Schema）"""


def run(argv: list[str]) -> int:
    """Export a file or a folder; 1 where a file could not be read at all."""
    args = _parser().parse_args(argv)
    if args.schema:
        print(data("formats/table.schema.json").read_text("utf-8"), end="")
        return OK
    output = args.output or ""
    tables = _Tables(args.path, safe=args.safe)
    try:
        to = _format(args.to, args.template, output)
        stream = iter(tables)
        for first in islice(stream, 1):  # where there is no table at all, nothing is written
            single = Path(args.path).is_file()
            write(ExportJob(chain([first], stream), single, output, tables.about), to)
    except (UsageError, ExportError) as error:
        return fail(error)
    except OSError:
        return fail(f"无法写入“{output}”：请检查有没有权限、磁盘有没有空间，同名的文件是否正被别的程序打开。")
    finally:
        tables.progress.clear()
    if output and tables.count:
        print(f"已导出 {tables.count} 张表：{output}")
    for shown in tables.skipped:
        print(f"{shown}: 读不出表，没有导出（用 perfdsl check 查看原因）", file=sys.stderr)
    return FOUND if tables.skipped else OK


def _format(to: str | None, template: str | None, output: str) -> Format:
    """Raises UsageError, ExportError."""
    if not template:
        return FORMATS[to] if to else format_of(output)
    if to:
        raise UsageError("--template 和 --to 只能写一个：填自己的表样时，格式就是表样的格式。")
    from perfdsl.filling.template import template_format

    file = Path(template)
    if not file.is_file():
        raise UsageError(f"找不到表样“{template}”。")
    return template_format(file)


def _parser() -> Parser:
    width = max(map(len, FORMATS))
    formats = "\n".join(f"  {name:<{width}}  {one.about}" for name, one in FORMATS.items())
    parser = Parser("export", f"{COMMANDS['export']}\n\n格式：\n{formats}", _EXAMPLES)
    parser.add_argument(
        "path", nargs="?", default=".", metavar="路径", help="文件或文件夹（默认：当前文件夹）"
    )
    parser.add_argument(
        "--to", choices=tuple(FORMATS), metavar="格式", help="见上（默认：看 -o 的后缀，没有 -o 时为 json）"
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="名字",
        help="写到哪里；以 .zip 结尾时打成一个包（默认：打印出来，限 json、stratml）",
    )
    parser.add_argument(
        "--template",
        metavar="表样",
        help="按自己的表样（.xlsx、.docx）填写：{{ 名称 }}、{{ 三级指标 }} 等换成表里的内容，见 docs/formats.md 的“用自己的表样”",
    )
    add_safe(parser)
    parser.add_argument("--schema", action="store_true", help="打印 JSON 的格式说明（JSON Schema）")
    return parser


class _Tables:
    """The tables below a path, each read when it is asked for; ``skipped`` are the files that hold none."""

    def __init__(self, path: str, *, safe: bool) -> None:
        self.path = path
        self.safe = safe
        self.count = 0
        self.skipped: list[str] = []
        self.progress = Progress("导出")
        self._opened: dict[Path, tuple[Workspace, Library]] = {}

    def __iter__(self) -> Iterator[Named]:
        everything = list(given_files([self.path], safe=self.safe))
        for done, given in enumerate(everything, 1):
            root = given.workspace.root
            if root not in self._opened:
                self._opened[root] = given.workspace, library_of(given.workspace)
            table = check_file(given.file, *self._opened[root]).table
            if table is None:
                self.skipped.append(given.shown)
            else:
                self.count += 1
                yield Named(self._name(given), table)
            self.progress(done, len(everything))

    def about(self) -> About:
        """What the project around the path says about itself; it may have no table but those of projects within. Raises
        UsageError.
        """
        from perfdsl.cli.about import about  # imports the site

        path = Path(self.path)
        known = self._opened.get(find_root(path))
        return about(known[0] if known else open_workspace(path, safe=self.safe))

    def _name(self, given: Given) -> str:
        """Below what was given, without the suffix: ``2022/zonggonghui``."""
        base = Path(self.path)
        file = given.file.relative_to(base) if base.is_dir() else Path(given.file.name)
        return file.with_suffix("").as_posix()
