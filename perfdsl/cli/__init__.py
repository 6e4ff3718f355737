"""The command line. Each command is a module of its own, imported only when it is asked for."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from types import ModuleType

from perfdsl import __version__
from perfdsl.log import Log, listen

COMMANDS = {
    "check": "检查 .perf 文件，指出错在哪里、怎么改",
    "import": "把 Excel、Word、PDF、网页里的表导入为 .perf 文件",
    "fmt": "整理格式（不改变意思）",
    "build": "生成网站",
    "serve": "一边编辑一边预览网站",
    "publish": "把生成的网站放到服务器的文件夹，或退回上一个版本",
    "init": "新建一个项目：一个单位的、一个县区的，或者由已有的文件开始",
    "new": "新建一张空白表，或由上年的表开出下年的表",
    "export": "导出表格和数据（Excel、CSV、JSON 等）",
    "frameworks": "列出或查看体系（各种表式）",
    "rules": "列出全部检查规则",
    "explain": "解释一条规则",
}
OK, FOUND, USAGE = 0, 1, 2
_log = Log(__name__)


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 clean, 1 findings, 2 usage or internal error."""
    arguments = sys.argv[1:] if argv is None else argv
    _speak_utf8()
    listen()
    try:
        return _dispatch(arguments)
    except KeyboardInterrupt:
        print("\n已中断。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        _log.info("读写出错", error=error)
        print(f"“{error.filename or ''}”读写不了：{error.strerror or error}", file=sys.stderr)
        return USAGE
    except Exception as error:  # noqa: BLE001 - the user gets a sentence, not a traceback
        return _internal(error)


def _dispatch(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    if name in ("", "-h", "--help", "help"):
        print(usage())
        return OK if name else USAGE
    if name in ("-V", "--version"):
        print(f"perfdsl {__version__}")
        return OK
    if name not in COMMANDS:
        print(_unknown(name), file=sys.stderr)
        return USAGE
    command = load(f"perfdsl.cli.{name}_" if iskeyword(name) else f"perfdsl.cli.{name}")
    _log.debug("perfdsl %s，Python %s，%s：%s", __version__, sys.version, sys.platform, arguments)
    try:
        return int(command.run(arguments[1:]))
    except SystemExit as stop:  # argparse: --help or a usage error
        return int(stop.code or 0)


def load(module: str) -> ModuleType:
    """Import what a command needs. Modules stay, so Python does not look for garbage in them, now or later."""
    if module in sys.modules:
        return sys.modules[module]
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def usage() -> str:
    """The list of commands."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()]
    return "\n".join(
        [
            "perfdsl：用纯文本编写、检查、公开预算绩效目标表",
            "",
            "用法：perfdsl 命令 [参数]",
            "",
            "命令：",
            *lines,
            "",
            "每个命令的用法：perfdsl 命令 --help",
        ]
    )


def _internal(error: Exception) -> int:
    """A bug of ours: one sentence for the user, the traceback only where it was asked for."""
    _log.warning("内部出错", error=error)
    if os.environ.get("PERFDSL_DEBUG"):
        raise error
    print(
        f"perfdsl 内部出错（{type(error).__name__}: {error}）。文件没有改动；请把命令和文件报告给维护者。"
        "设置环境变量 PERFDSL_DEBUG=1 可以看到详细经过。",
        file=sys.stderr,
    )
    return USAGE


def _unknown(name: str) -> str:
    from perfdsl.text.nearest import nearest

    near = nearest(name, COMMANDS, 0.5)
    guess = f"是不是 perfdsl {near}？" if near else "用 perfdsl --help 查看全部命令。"
    return f"没有“{name}”这个命令。{guess}"


def _speak_utf8() -> None:
    """Pipes and files get UTF-8 on every system; a terminal keeps its own encoding but never fails."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")
