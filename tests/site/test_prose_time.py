"""Prose of long lines, whatever they are made of, takes no second: not to check, not to draw, not as plain text."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.presentation.markdown import plain_text
from perfdsl.site.prose import prose
from perfdsl.syntax.source import Source

LENGTH = 10_000
SECONDS = 1.0  # of the processor
HEAD = "部门: 甲\n年度: 2024\n体系: 部门整体三类\n\n# 年度目标\n"
UNITS = (
    "[甲](http://a.cn) ", "[甲](", "[", "]", "![](", "[a][", "\t", " ", "　", "/", "//", "\\", "*", "**甲", "*甲 ", "_", "`", "``甲`",
    '"', "“", "”", "(", "（", "）", "<", "&", "~~", "> ", "- ", "| 甲", "XX", "(填写说明", "了了", "1", "1,", "1+", "2025年",
)  # fmt: skip


def _check(line: str) -> None:
    check_source(Source("长.perf", f"{HEAD}{line}\n"), library())


@pytest.mark.parametrize("read", [_check, prose, plain_text], ids=["check", "prose", "plain_text"])
def test_a_long_line_takes_no_second(read: Callable[[str], object]) -> None:
    read("甲")  # what is compiled and read once
    slow = {
        unit: seconds for unit in UNITS if (seconds := _seconds(read, f"甲{unit * (LENGTH // len(unit))}乙"))
    }
    assert not slow


def _seconds(read: Callable[[str], object], line: str) -> float:
    """The time that is above what a line may take, tried twice; else 0."""
    for _ in range(2):
        start = process_time()
        read(line)
        if (taken := process_time() - start) <= SECONDS:
            return 0
    return taken
