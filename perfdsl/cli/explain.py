"""``perfdsl explain CODE``: what a rule checks, why, and how to put it right."""

from __future__ import annotations

from perfdsl.checks.docs import explain
from perfdsl.checks.registry import BY_CODE
from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.cli.given_files import fail
from perfdsl.text.nearest import nearest


def run(argv: list[str]) -> int:
    """Print the text of one rule."""
    parser = Parser("explain", COMMANDS["explain"], "  perfdsl explain B401")
    parser.add_argument("code", metavar="代码", help="规则代码，如 B401")
    code = parser.parse_args(argv).code.upper()
    if code not in BY_CODE:
        near = nearest(code, BY_CODE)
        return fail(
            f"没有规则 {code}。" + (f"是不是 {near}？" if near else "") + "用 perfdsl rules 查看全部规则。"
        )
    print(explain(code), end="")
    return OK
