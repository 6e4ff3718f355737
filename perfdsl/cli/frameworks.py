"""``perfdsl frameworks``: the forms that there are, which of them count, and what one of them says."""

from __future__ import annotations

from pathlib import Path

from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import fail
from perfdsl.model.library import FrameworkFile, Library
from perfdsl.pipeline import library_of
from perfdsl.text.nearest import nearest
from perfdsl.text.width import width
from perfdsl.workspace.bounds import CODE as LINK
from perfdsl.workspace.discovery import open_workspace

_EXAMPLES = """  perfdsl frameworks                    列出全部体系：自有（项目自己的）和自带的，哪一个算数
  perfdsl frameworks 江苏省部门整体      查看一个体系（可以存成文件，改成自己的）
  perfdsl frameworks --reference        体系文件的全部写法"""


def run(argv: list[str]) -> int:
    """List the frameworks, print the file of one, or print the reference of their language."""
    parser = Parser("frameworks", COMMANDS["frameworks"], _EXAMPLES)
    parser.add_argument("name", nargs="?", metavar="名称", help="体系的名称")
    parser.add_argument("--reference", action="store_true", help="体系文件里能写什么：全部的键、标记和值")
    args = parser.parse_args(argv)
    if args.reference:
        from perfdsl.model.framework_reference import reference

        print(reference(), end="")
        return OK
    shelf = library_of(open_workspace(Path()))
    return _list(shelf) if args.name is None else _show(args.name, shelf)


def _list(shelf: Library) -> int:
    """One line a file: name, purpose, whose, title, and what to know before it is used."""
    rows = [(entry.name, entry.framework.purpose, "自有" if entry.own else "自带") for entry in shelf]
    cells = max(width(name) for name, *_ in rows)
    for (name, purpose, whose), entry in zip(rows, shelf, strict=True):
        space = " " * (cells - width(name))
        print(f"{name}{space}  {purpose}  {whose}  {entry.framework.title}{_remark(entry, shelf)}")
    return OK


def _remark(entry: FrameworkFile, shelf: Library) -> str:
    counted = shelf.get(entry.name)
    if counted and counted.file != entry.file:
        return f"（不起作用：这个名称用的是 {counted.shown}）"
    if entry.is_broken:
        return f"（有误，先改正：perfdsl check {entry.file.as_posix()}）"
    return ""


def _show(name: str, shelf: Library) -> int:
    entry = shelf.get(name)
    if entry is None:
        near = nearest(name, shelf.names())
        choice = f"是不是“{near}”？" if near else "可用的有：" + "、".join(shelf.names())
        return fail(f"没有体系“{name}”。{choice}")
    for finding in entry.findings:
        if finding.code == LINK:
            return fail(f"“{entry.file.as_posix()}”：{finding.message}。{finding.hint}。")
    print(entry.file.read_text("utf-8-sig"), end="")
    return OK
