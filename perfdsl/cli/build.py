"""``perfdsl build``: the site of a project."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfdsl.cli import COMMANDS, FOUND, OK, load
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import add_safe, fail, wants_colour
from perfdsl.cli.progress import Progress
from perfdsl.publishing.permalinks import NAME as PERMALINKS
from perfdsl.site.building.timings import Timings
from perfdsl.site.cache.cached_rows import BuildFigures
from perfdsl.site.cache.freshness import already_built
from perfdsl.site.options import Options
from perfdsl.workspace.config import find_root, read_config
from perfdsl.workspace.discovery import TooManyFilesError, open_workspace

if TYPE_CHECKING:
    from perfdsl.pipeline import Checked
    from perfdsl.reports.report import Report
    from perfdsl.site.errors import FindingsError

DEFAULT_OUT = "_site"
_LISTED = 5
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
    if not args.output and out.is_symlink() and not open_workspace(root, safe=args.safe).config.follow_links:
        return fail(f"“{out.as_posix()}”是一个链接，没有往里写。请用 -o 写明网站放在哪里，或先删除这个链接。")
    options = Options(
        args.profile == "draft", args.profile == "publish", args.only == "html", args.no_theme, args.safe
    )
    timings = Timings()
    with timings.stage("比对上次的结果"):
        try:
            known = already_built(root, out, options)
        except TooManyFilesError as error:
            return fail(error)
    if known is None:
        return _build(root, out, options, timings, args)
    if not args.quiet:
        print(f"{_done(0)}{_figures(known)}")
        _tell_where(out)
    _tell_seconds(timings, asked=args.timings)
    return OK


def _build(root: Path, out: Path, options: Options, timings: Timings, args: Namespace) -> int:
    """What is needed to build is imported here: a build that has nothing to do does without."""
    with timings.stage("启动"):
        load("perfdsl.site.build")
        from perfdsl.publishing.errors import PublishError
        from perfdsl.site.build import build
        from perfdsl.site.errors import BuildError, FindingsError
    progress = Progress("生成网站", silent=args.quiet)
    try:
        result = build(
            root,
            out,
            **options._asdict(),
            jobs=args.jobs,
            progress=progress,
            timings=timings,
            durable=args.durable,
            say=partial(print, file=sys.stderr),
        )
    except FindingsError as error:
        progress.clear()
        _print_errors(error)
        print(error, file=sys.stderr)
        return FOUND
    except (BuildError, PublishError) as error:
        progress.clear()
        print(error, file=sys.stderr)
        return FOUND
    finally:
        progress.clear()
    _tell_derived(result.derived)
    if not args.quiet:
        print(f"{_done(result.written)}{_figures(result.figures)}")
        if result.remembered:
            print(f"已更新 {PERMALINKS}：记下了公开的网址和数值，请随文件一起提交")
        _tell_where(out)
        if not options.only_html:
            _tell_left_out(root)
    _tell_seconds(timings, asked=args.timings)
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
    parser.add_argument(
        "--only", choices=("html",), metavar="html", help="只生成网页，不生成下载文件和检索数据"
    )
    parser.add_argument(
        "--no-theme", action="store_true", help="不用项目自己的 templates 和 static，用自带的样子"
    )
    add_safe(parser)
    parser.add_argument(
        "-j", "--jobs", type=_positive, metavar="个数", help="用几个进程（默认：每个处理器核心一个）"
    )
    parser.add_argument(
        "--durable", action="store_true", help="等内容真正写入磁盘再换上网站：停电也不会损坏，稍慢一些"
    )
    parser.add_argument("--timings", action="store_true", help="打印每个步骤用了多少秒")
    parser.add_argument("-q", "--quiet", action="store_true", help="成功时不打印任何内容")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"“{text}”不是正整数")
    return int(text)


def _done(written: int | None) -> str:
    if written is None:
        return "已生成 "
    return f"更新了 {written} 个文件，网站共 " if written else "没有变化：网站共 "


def _figures(found: BuildFigures) -> str:
    counts = ((found.errors, "错误"), (found.warnings, "警告"))
    notes = [f"{number} 个{name}" for number, name in counts if number]
    return f"{found.documents} 张表、{found.pages} 个网页" + (
        f"（有 {'、'.join(notes)}，用 perfdsl check 查看）" if notes else ""
    )


def _tell_derived(files: tuple[str, ...]) -> None:
    """Said once, when they are published for the first time: from now on these addresses must stay."""
    if files:
        listed = "、".join(files[:_LISTED]) + (" 等" if len(files) > _LISTED else "")
        print(
            f"警告：{len(files)} 张表没有写编码，网址由文件名得来：{listed}。网址公开后不能再变，文件改名、移动也要保住；"
            "想用编码作网址的，现在在文件开头写“编码: …”。",
            file=sys.stderr,
        )


def _tell_left_out(root: Path) -> None:
    """What readers cannot take away for want of a library."""
    from perfdsl.site.files.offered import left_out
    from perfdsl.site.info import site_info

    formats = left_out(site_info(read_config(find_root(root))[0].table("site")))
    if formats:
        names, commands = ("、".join(one.label for one in formats), "；".join(one.install for one in formats))
        print(f"网站上没有 {names} 下载：缺少附加组件。要提供的话，先安装再生成：{commands}", file=sys.stderr)


def _tell_where(out: Path) -> None:
    print(f"打开看看：{(out / 'index.html').as_posix()}")


def _tell_seconds(timings: Timings, *, asked: bool) -> None:
    """The stages by the clock, in their order; those of several processes at once are added up."""
    if not asked:
        return
    for stage, seconds in timings.seconds.items():
        print(f"  {seconds:8.3f} 秒  {stage}", file=sys.stderr)
    print(
        f"  {timings.elapsed():8.3f} 秒  合计（时钟；多个进程同时做的步骤，上面是各进程相加）",
        file=sys.stderr,
    )


def _print_errors(found: FindingsError) -> None:
    """The errors of one file after the other: they may be more than memory holds."""
    from perfdsl.reports.text import render

    for one in found.checked():
        for block in render([_report(found.workspace.root, one)], colour=wants_colour()):
            print(block, file=sys.stderr)


def _report(root: Path, one: Checked) -> Report:
    from perfdsl.reports.report import Report

    errors = tuple(finding for finding in one.findings if finding.severity == "error")
    lines = tuple(line.text for line in one.document.lines)
    return Report((root / one.path).as_posix(), lines, errors)
