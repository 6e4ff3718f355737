"""argparse in Chinese."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from perfdsl import log
from perfdsl.text.patterns import lazy

_MESSAGES = (
    (lazy(r"\Athe following arguments are required: (.*)"), r"缺少参数：\1"),
    (lazy(r"\Aunrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (lazy(r"\Aargument (?>(.*?): invalid choice: )(.*?) \(choose from (.*)\)"), r"\1 不能是 \2，可选：\3"),
    (lazy(r"\Aargument (.*?): expected one argument"), r"\1 后面要写一个值"),
    (lazy(r"\Aargument (.*?): expected at least one argument"), r"\1 后面至少要写一个值"),
    (lazy(r"\Aargument (.*?): not allowed with argument (.*)"), r"\1 不能与 \2 同时使用"),
    (lazy(r"\Aargument (.*?): invalid .* value: (.*)"), r"\1 的值无效：\2"),
    (lazy(r"\Aargument (.*?): (“.*)"), r"\1 的值无效：\2"),
    (lazy(r"\Aambiguous option: (.*?) could match (.*)"), r"\1 写得不完整，可能是：\2"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in Chinese."""

    def __init__(self, command: str, description: str, examples: str = "") -> None:
        super().__init__(
            prog=f"perfdsl {command}",
            description=description,
            epilog=f"例子：\n{examples}" if examples else None,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        self.add_argument(
            "-v",
            "--verbose",
            action=_Verbose,
            nargs=0,
            default=0,
            help="另外说明做了什么、为什么；-vv 说得更细（也可设置 PERFDSL_LOG，见文档）",
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, and stop with 2."""
        for pattern, chinese in _MESSAGES:
            message = pattern.sub(chinese, message.replace("'", ""))
        print(f"{message}\n用法见：{self.prog} --help", file=sys.stderr)
        sys.exit(2)


class _Verbose(argparse.Action):
    """Listen to the log from now on; once more: to all of it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's own signature
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,  # noqa: ARG002
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        """Count, and listen."""
        times = getattr(namespace, self.dest) + 1
        setattr(namespace, self.dest, times)
        log.listen(times)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=100)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, prefix or "用法：")
