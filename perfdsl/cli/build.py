"""``perfdsl build``: the site of a project."""

from __future__ import annotations

import sys
from pathlib import Path

from perfdsl.cli import COMMANDS, FOUND, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.files import fail, wants_colour
from perfdsl.cli.progress import Progress
from perfdsl.pipeline import Checked
from perfdsl.publishing.errors import PublishError
from perfdsl.publishing.lock import NAME as LOCK
from perfdsl.reports.report import Report, count
from perfdsl.reports.text import render
from perfdsl.site.build import BuildResult, build
from perfdsl.site.errors import BuildError, FindingsError
from perfdsl.workspace.config import find_root

DEFAULT_OUT = "_site"
_EXAMPLES = """  perfdsl build                 当前项目，生成到 _site
  perfdsl build examples/wuxi -o ../网站
  perfdsl build --draft         有错误也生成，并在网页上标明
  perfdsl build --profile publish   正式公开：公开类规则从严，公开过的网址和数值要守住"""


def run(argv: list[str]) -> int:
    """Build the site; 0 done, 1 stopped by findings or links, 2 usage."""
    args = _parser().parse_args(argv)
    root = Path(args.folder)
    if not root.is_dir():
        return fail(f"找不到文件夹“{args.folder}”。")
    out = Path(args.output) if args.output else find_root(root) / DEFAULT_OUT
    progress = Progress("生成网站", silent=args.quiet)
    try:
        result = build(
            root, out, draft=args.profile == "draft", publish=args.profile == "publish", progress=progress
        )
    except FindingsError as error:
        progress.clear()
        _print_errors(root, tuple(error.checked()))
        print(error, file=sys.stderr)
        return FOUND
    except (BuildError, PublishError) as error:
        progress.clear()
        print(error, file=sys.stderr)
        return FOUND
    progress.clear()
    if not args.quiet:
        _tell(result)
    return OK


def _parser() -> Parser:
    parser = Parser("build", COMMANDS["build"], _EXAMPLES)
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="文件夹", help="项目文件夹（默认：当前文件夹）"
    )
    parser.add_argument(
        "-o", "--output", metavar="文件夹", help=f"网站放在哪里（默认：项目下的 {DEFAULT_OUT}）"
    )
    profile = parser.add_mutually_exclusive_group()
    profile.add_argument(
        "--profile",
        choices=("publish", "draft"),
        metavar="用途",
        help="publish：正式公开，D 类规则都算错误，核对并更新 permalinks.lock；draft：草稿",
    )
    profile.add_argument(
        "--draft",
        dest="profile",
        action="store_const",
        const="draft",
        help="同 --profile draft：有错误也生成，并在网页上标明",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="成功时不打印任何内容")
    return parser


def _tell(result: BuildResult) -> None:
    counts = count(Report(one.path, (), one.findings) for one in result.checked)
    notes = [
        f"{counts[level]} 个{name}"
        for level, name in (("error", "错误"), ("warning", "警告"))
        if counts[level]
    ]
    print(
        f"已生成 {result.documents} 张表、{result.pages} 个网页"
        + (f"（有 {'、'.join(notes)}，用 perfdsl check 查看）" if notes else "")
    )
    if result.remembered:
        print(f"已更新 {LOCK}：记下了公开的网址和数值，请随文件一起提交")
    print(f"打开看看：{(result.out / 'index.html').as_posix()}")


def _print_errors(root: Path, checked: tuple[Checked, ...]) -> None:
    folder = find_root(root)
    reports = [
        Report(
            (folder / one.path).as_posix(),
            tuple(line.text for line in one.document.lines),
            tuple(finding for finding in one.findings if finding.severity == "error"),
        )
        for one in checked
    ]
    for block in render(reports, colour=wants_colour()):
        print(block, file=sys.stderr)
