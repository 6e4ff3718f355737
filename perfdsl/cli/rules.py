"""``perfdsl rules``: every rule with its level."""

from __future__ import annotations

import json

from perfdsl.checks.registry import RULES
from perfdsl.cli import COMMANDS, OK
from perfdsl.cli.arguments import Parser
from perfdsl.diagnostics import LEVEL_NAMES


def run(argv: list[str]) -> int:
    """List the rules, for people or as JSON."""
    parser = Parser("rules", COMMANDS["rules"], "  perfdsl rules\n  perfdsl rules --format json")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="格式", help="输出格式：text、json"
    )
    args = parser.parse_args(argv)
    if args.format == "json":
        from perfdsl.checks.docs import rules_json

        print(json.dumps(rules_json(), ensure_ascii=False, indent=2))
        return OK
    for rule in sorted(RULES, key=lambda rule: rule.code):
        print(f"{rule.code}  {LEVEL_NAMES[rule.severity]}  {rule.slug}")
    print(f"共 {len(RULES)} 条。逐条说明：perfdsl explain 代码")
    return OK
