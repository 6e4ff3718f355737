"""``perfdsl init``: a new project, of a unit, of a county, or from the files that an office has."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import get_args

from perfdsl.cli import COMMANDS, OK, load
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import UsageError, fail
from perfdsl.cli.questions import ask, can_ask, choose
from perfdsl.starting.new_project import NewProjectError, ProjectKind, create

_KINDS: tuple[ProjectKind, ...] = get_args(ProjectKind)
_SHOWN = (
    "单位：一个单位的样例，一张部门整体表和一张项目表，各种写法都有示范",
    "县区：几个单位、两个年度的样例",
    "文件：由已有的 Word、Excel、PDF 等文件导入",
)
_EXAMPLES = """  perfdsl init 我的单位                     在终端里问是哪一种；不在终端里是“单位”
  perfdsl init 青山县 --kind 县区
  perfdsl init 我的单位 --kind 文件 去年的表.docx 项目表/"""


def run(argv: list[str]) -> int:
    """Write a project into a new or empty folder; 0 done, 1 where a file was not imported, 2 usage."""
    args = _parser().parse_intermixed_args(argv)  # files behind --kind belong to those before it
    folder = Path(args.folder)
    try:
        kind = _kind(args)
        files = _files(args, kind)
        written = create(folder, kind)
    except (UsageError, NewProjectError) as error:
        return fail(error)
    print(f"已在“{folder}”新建项目：")
    for name in written:
        print(f"  {name}")
    code = int(load("perfdsl.cli.import_").run([*files, "-o", args.folder])) if files else OK
    print(
        f"\n下一步：\n  cd {folder}\n  perfdsl check     检查\n  perfdsl build     生成网站，然后用浏览器打开 _site/index.html"
    )
    return code


def _parser() -> Parser:
    parser = Parser("init", COMMANDS["init"], _EXAMPLES)
    parser.usage = (
        "perfdsl init [--kind 种类] 文件夹 [文件 …]"  # argparse cuts its own, intermixed, as if in English
    )
    parser.add_argument("folder", metavar="文件夹", help="新项目的文件夹（不存在时新建）")
    parser.add_argument(
        "files", nargs="*", metavar="文件", help="--kind 文件：要导入的文件或文件夹（见 perfdsl import）"
    )
    parser.add_argument("--kind", choices=_KINDS, metavar="种类", help="单位、县区、文件")
    return parser


def _kind(args: Namespace) -> ProjectKind:
    """As given, or as chosen; without a terminal what there always was."""
    if args.kind:
        kind: ProjectKind = args.kind
        return kind
    if args.files:
        return "文件"
    if not can_ask():
        return "单位"
    chosen = choose("新建哪一种项目？", _KINDS, _SHOWN)
    return next(kind for kind in _KINDS if kind == chosen)


def _files(args: Namespace, kind: ProjectKind) -> list[str]:
    """The files to import. Raises UsageError before anything was written."""
    if kind != "文件":
        if args.files:
            raise UsageError(f"--kind {kind} 是样例，后面不写文件。要导入文件，写 --kind 文件。")
        return []
    files: list[str] = args.files
    if not files and not can_ask():
        raise UsageError(
            f"--kind 文件 后面要写导入哪些文件或文件夹：perfdsl init {args.folder} --kind 文件 去年的表.docx"
        )
    files = files or [ask("导入哪个文件或文件夹：")]
    if missing := next((file for file in files if not Path(file).exists()), None):
        raise UsageError(f"找不到“{missing}”。")
    return files
