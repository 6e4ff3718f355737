"""Prose of long lines is read in steps that grow as they do, whatever they are made of: when it is checked, drawn, and
taken as plain text.

Steps are counted (calls of Python and of C), not timed, so that no slow machine fails. What a single call does in C is
looked at elsewhere: every pattern by ``tests/syntax/test_linear_patterns.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from perfdsl.pipeline import check_source, library
from perfdsl.presentation.markdown import plain_text
from perfdsl.site.render.prose import prose
from perfdsl.syntax.source import Source
from tests.steps import calls

LENGTH = 600
GROWTH = 2.4  # times, for a line of twice the length
EACH = 400  # steps a character: Markdown asks up to twenty levels of brackets for each
HEAD = "部门: 甲\n年度: 2024\n体系: 部门整体三类\n\n# 年度目标\n"
UNITS = (
    "[甲](http://a.cn) ", "[甲](", "[", "]", "![](", "[a][", "\t", " ", "　", "/", "//", "\\", "*", "**甲", "*甲 ", "_", "`", "``甲`",
    '"', "“", "”", "(", "（", "）", "<", "&", "~~", "> ", "- ", "| 甲", "XX", "(填写说明", "了了", "1", "1,", "1+", "2025年",
    "[[a]](", "[a]: ", "[*a_", "*a_ ", "[`", "<http://a", "![[",
)  # fmt: skip


def _check(line: str) -> None:
    check_source(Source("长.perf", f"{HEAD}{line}\n"), SHELF)


SHELF = library()


@pytest.mark.parametrize("read", [_check, prose, plain_text], ids=["check", "prose", "plain_text"])
def test_a_line_of_twice_the_length_takes_twice_the_steps(read: Callable[[str], object]) -> None:
    read("甲[甲](a)")  # what is compiled and read once
    slow = {}
    for unit in UNITS:
        lines = [f"甲{unit * (length // len(unit))}乙" for length in (LENGTH, 2 * LENGTH)]
        once, twice = (calls(partial(read, line)) for line in lines)
        if twice > GROWTH * once or twice > EACH * 2 * LENGTH:
            slow[unit] = once, twice
    assert not slow


def test_it_is_seen() -> None:
    line = "甲" * 20
    assert calls(lambda: [line.count(char) for char in line for _ in line]) > 400
