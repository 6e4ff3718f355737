"""``perfdsl serve``: the site of a project in the browser while it is being written."""

from __future__ import annotations

import sys
from pathlib import Path

from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import add_safe, fail
from perfdsl.live.app import App
from perfdsl.live.editor import DEFAULT, EditorError, command
from perfdsl.live.heap import live_long
from perfdsl.live.server import Server
from perfdsl.workspace.discovery import TooManyFilesError, open_workspace

_EXAMPLES = """  perfdsl serve                 预览当前项目，保存文件后网页自动更新
  perfdsl serve examples/wuxi --open
  perfdsl serve --editor "subl {file}:{line}:{column}"
  perfdsl serve --poll          文件在网络盘上"""


def run(argv: list[str]) -> int:
    """Serve until Ctrl+C; 0 then, 2 for a wrong call."""
    args = _parser().parse_args(argv)
    folder = Path(args.folder)
    if not folder.is_dir():
        return fail(f"找不到文件夹“{args.folder}”。")
    try:
        command(args.editor, folder, 1, 1)
        if args.safe:
            open_workspace(folder, safe=True)
        app = App(
            folder,
            editor_command=args.editor,
            poll=args.poll,
            no_theme=args.no_theme,
            safe=args.safe,
            say=_say,
        )
        server = Server(app, args.port)
    except (EditorError, TooManyFilesError) as error:
        return fail(error)
    except (OSError, OverflowError):
        return fail(_no_port(args.port))
    live_long()
    try:
        with server, app:
            _greet(server.address, polls=app.watcher.polls)
            if args.open:
                import webbrowser

                webbrowser.open(server.address)
            server.serve()
    except KeyboardInterrupt:
        print("\n预览已停止。")
    return OK


def _greet(address: str, *, polls: bool) -> None:
    print(f"预览：{address}", flush=True)
    print(f"导入去年的表：{address}-/import.html", flush=True)
    print("保存文件后网页自动更新；按 Ctrl+C 停止。", flush=True)
    if polls:
        print("每半秒查看一次文件有没有变化。", flush=True)


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _no_port(port: int | None) -> str:
    if port is None:
        return "8000 到 8049 的端口都被占用了。用 --port 指定另一个。"
    return f"端口 {port} 用不了，可能已被别的程序占用。换一个，或不写 --port，由 perfdsl 来选。"


def _parser() -> Parser:
    parser = Parser("serve", COMMANDS["serve"], _EXAMPLES)
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="文件夹", help="项目文件夹（默认：当前文件夹）"
    )
    parser.add_argument(
        "--port", type=int, metavar="端口", help="网址里的端口（默认：从 8000 起第一个空闲的）"
    )
    parser.add_argument("--open", action="store_true", help="在浏览器里打开")
    parser.add_argument(
        "--editor", default=DEFAULT, metavar="命令", help=f"点击问题时打开编辑器的命令（默认：{DEFAULT}）"
    )
    parser.add_argument(
        "--poll", action="store_true", help="每半秒查看一次文件；系统不通知文件变化时（如网络盘）使用"
    )
    parser.add_argument(
        "--no-theme", action="store_true", help="不用项目自己的 templates 和 static，用自带的样子"
    )
    add_safe(parser)
    return parser
