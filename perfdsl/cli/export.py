"""``perfdsl export``: tables as data for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from perfdsl.cli import COMMANDS, FOUND, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.files import UsageError, fail, given_files
from perfdsl.formats.table_json import table_json
from perfdsl.pipeline import check_file, library
from perfdsl.resources import data
from perfdsl.workspace.writing import write_atomically

_EXAMPLES = """  perfdsl export --to json 总工会.perf           一张表，打印出来
  perfdsl export --to json . -o 全部.json        整个文件夹，写入文件
  perfdsl export --schema                        JSON 的格式说明（JSON Schema）"""


def run(argv: list[str]) -> int:
    """Export one file as an object, a folder as an array; 1 where a file could not be read at all."""
    args = _parser().parse_args(argv)
    if args.schema:
        print(data("formats/table.schema.json").read_text("utf-8"), end="")
        return OK
    try:
        tables, skipped = _tables(args.path)
    except UsageError as error:
        return fail(error)
    one_file = Path(args.path).is_file() and tables
    text = json.dumps(tables[0] if one_file else tables, ensure_ascii=False, indent=2) + "\n"
    if args.output:
        write_atomically(Path(args.output), text.encode())
    else:
        sys.stdout.write(text)
    for path in skipped:
        print(f"{path}: 读不出表，没有导出（用 perfdsl check 查看原因）", file=sys.stderr)
    return FOUND if skipped else OK


def _parser() -> Parser:
    parser = Parser("export", COMMANDS["export"], _EXAMPLES)
    parser.add_argument(
        "path", nargs="?", default=".", metavar="路径", help="文件或文件夹（默认：当前文件夹）"
    )
    parser.add_argument("--to", choices=("json",), default="json", metavar="格式", help="导出格式：json")
    parser.add_argument("-o", "--output", metavar="文件", help="写入文件（默认：打印出来）")
    parser.add_argument("--schema", action="store_true", help="打印 JSON 的格式说明（JSON Schema）")
    return parser


def _tables(path: str) -> tuple[list[dict[str, object]], list[str]]:
    tables, skipped = [], []
    shelf = None
    for given in given_files([path]):
        shelf = shelf or library(given.workspace.framework_folders)
        checked = check_file(given.file, given.workspace, shelf)
        if checked.table is None:
            skipped.append(given.shown)
        else:
            tables.append(table_json(checked.table))
    return tables, skipped
