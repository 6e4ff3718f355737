"""The patterns that recognise mistakes work in proportion to the line: none runs over the same spaces again and again.

A pattern that does takes minutes on these lines; so the limit of seconds is generous, and never near.
"""

from __future__ import annotations

import time

import pytest

from perfdsl.syntax.parser import read_line

N = 50_000
LONG = [
    "名称(" + ">=" * N + " >= 3",
    "名称(" + ">=" * N + ") x" * N,
    "名称 >= " + "1" * N + " " + "1" * N,
    "名称 >= 1" + "、" * N + " 2",
    "a" + " " * N + "b",
    " " * N + "---x",
    "名称 1" + " " * N + "x",
    "名称" + " " * N + "[x] >= 1",
    "#### a" + "-" * N,
    "#" * N + " a <- ",
    "名称 >= " + "[10分]" * N,
    "名称 >= " + "1a，" * N,
    "名称\t" + " " * N + "\t3",
    "“" * N + " >= (≥)",
    "年度" + "\t" * N + "x",
    "<a" * N,
    "(" * N + "\t3",
    "(a)" * N + "\t",
    "名称 >= " + "1 " * N,
]


@pytest.mark.parametrize("mode", ["header", "指标"])
@pytest.mark.parametrize("line", LONG, ids=lambda line: line[:12].strip())
def test_a_long_line_is_read_in_proportion(line: str, mode: str) -> None:
    start = time.perf_counter()
    read_line(line, mode)  # type: ignore[arg-type]
    assert time.perf_counter() - start < 10
