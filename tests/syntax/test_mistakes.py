"""Lines of mistakes are read in steps that grow as the line does: nothing runs over the same marks again and again.

Calls are counted; what one pattern does in a single call is looked at by ``test_linear_patterns.py``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfdsl.syntax.parser import read_line
from tests.steps import calls

LENGTH = 2_000
GROWTH = 2.4  # times, for a line of twice the length
LONG: list[Callable[[int], str]] = [
    lambda n: "名称(" + ">=" * n + " >= 3",
    lambda n: "名称(" + ">=" * n + ") x" * n,
    lambda n: "名称 >= " + "1" * n + " " + "1" * n,
    lambda n: "名称 >= 1" + "、" * n + " 2",
    lambda n: "a" + " " * n + "b",
    lambda n: " " * n + "---x",
    lambda n: "名称 1" + " " * n + "x",
    lambda n: "名称" + " " * n + "[x] >= 1",
    lambda n: "#### a" + "-" * n,
    lambda n: "#" * n + " a <- ",
    lambda n: "名称 >= " + "[10分]" * n,
    lambda n: "名称 >= " + "1a，" * n,
    lambda n: "名称\t" + " " * n + "\t3",
    lambda n: "“" * n + " >= (≥)",
    lambda n: "年度" + "\t" * n + "x",
    lambda n: "<a" * n,
    lambda n: "(" * n + "\t3",
    lambda n: "(a)" * n + "\t",
    lambda n: "名称 >= " + "1 " * n,
]


@pytest.mark.parametrize("mode", ["header", "指标"])
@pytest.mark.parametrize("line", LONG, ids=lambda line: line(1).strip())
def test_a_line_of_twice_the_length_takes_twice_the_steps(line: Callable[[int], str], mode: str) -> None:
    read_line(line(10), mode)  # type: ignore[arg-type]
    once, twice = (calls(lambda n=n: read_line(line(n), mode)) for n in (LENGTH, 2 * LENGTH))  # type: ignore[misc]
    assert twice < GROWTH * once
