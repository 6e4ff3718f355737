"""``perfdsl init``: a new project that builds, and shows how everything is written."""

from __future__ import annotations

from pathlib import Path

from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import fail
from perfdsl.site.errors import BuildError
from perfdsl.site.starter import create


def run(argv: list[str]) -> int:
    """Write the starter project into a new or empty folder."""
    parser = Parser("init", COMMANDS["init"], "  perfdsl init 我的项目")
    parser.add_argument("folder", metavar="文件夹", help="新项目的文件夹（不存在时新建）")
    folder = Path(parser.parse_args(argv).folder)
    try:
        files = create(folder)
    except BuildError as error:
        return fail(error)
    except OSError as error:
        return fail(f"不能写入“{folder}”（{error.strerror}）。")
    print(f"已在“{folder}”新建项目：")
    for name in files:
        print(f"  {name}")
    print(
        f"\n下一步：\n  cd {folder}\n  perfdsl check     检查\n  perfdsl build     生成网站，然后用浏览器打开 _site/index.html"
    )
    return OK
