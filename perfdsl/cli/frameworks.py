"""``perfdsl frameworks``: the forms that there are, and what one of them says."""

from __future__ import annotations

from pathlib import Path

from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.files import fail
from perfdsl.pipeline import library
from perfdsl.text.nearest import nearest
from perfdsl.text.width import width
from perfdsl.workspace.discovery import open_workspace

_EXAMPLES = """  perfdsl frameworks                    列出全部体系
  perfdsl frameworks 江苏省部门整体      查看一个体系（可以存成文件，改成自己的）"""


def run(argv: list[str]) -> int:
    """List the frameworks, or print the file of one."""
    parser = Parser("frameworks", COMMANDS["frameworks"], _EXAMPLES)
    parser.add_argument("name", nargs="?", metavar="名称", help="体系的名称")
    args = parser.parse_args(argv)
    shelf = library(open_workspace(Path()).framework_folders)
    if args.name is None:
        rows = [(entry.framework.name, entry.framework.purpose, entry.framework.title) for entry in shelf]
        cells = max(width(name) for name, *_ in rows)
        for name, purpose, title in rows:
            print(f"{name}{' ' * (cells - width(name))}  {purpose}  {title}")
        return OK
    entry = shelf.get(args.name)
    if entry is None:
        near = nearest(args.name, shelf.names())
        return fail(
            f"没有体系“{args.name}”。"
            + (f"是不是“{near}”？" if near else "可用的有：" + "、".join(shelf.names()))
        )
    print(entry.file.read_text("utf-8-sig"), end="")
    return OK
