"""``perfdsl publish``: a built site to where the web server looks for it."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from perfdsl.cli import COMMANDS, FOUND, OK
from perfdsl.cli.arguments import Parser
from perfdsl.publishing.deploy import KEEP, publish, roll_back
from perfdsl.publishing.errors import PublishError
from perfdsl.workspace.config import find_root

_EXAMPLES = """  perfdsl build --profile publish      先生成
  perfdsl publish /srv/www/jxmb        再把 _site 放到服务器的网站文件夹
  perfdsl publish /srv/www/jxmb --rollback   退回上一个版本"""


def run(argv: list[str]) -> int:
    """Publish, or roll back; 0 done, 1 refused or failed (the site is as it was), 2 usage."""
    args = _parser().parse_args(argv)
    place, say = Path(args.place), partial(print, file=sys.stderr)
    try:
        if args.rollback:
            left = roll_back(place, say)
            said = f"已退回上一个版本：{place}"
        else:
            site = Path(args.site) if args.site else find_root(Path()) / "_site"
            left = publish(site, place, keep=max(0, args.keep), link=not args.no_link, say=say)
            said = f"已发布：{place}"
    except PublishError as error:
        print(error, file=sys.stderr)
        return FOUND
    if not args.quiet:
        print(said + (f"（还留着 {left} 个旧版本，--rollback 可以退回）" if left else ""))
    return OK


def _parser() -> Parser:
    parser = Parser("publish", COMMANDS["publish"], _EXAMPLES)
    parser.add_argument("place", metavar="位置", help="网站服务器读取的文件夹")
    parser.add_argument("--site", metavar="文件夹", help="要发布的网站（默认：当前项目的 _site）")
    parser.add_argument(
        "--keep", type=int, default=KEEP, metavar="个数", help=f"保留几个旧版本（默认：{KEEP}）"
    )
    parser.add_argument("--rollback", action="store_true", help="退回上一个版本，撤下现在的版本")
    parser.add_argument(
        "--no-link", action="store_true", help="不用符号链接（服务器不认链接时用），改为给文件夹换名"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="成功时不打印任何内容")
    return parser
