"""T523: two comparators that say the contrary: ``<= 不低于1000人``, ``>= 95%以下``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.syntax.marks import SIGNS

_UP, _DOWN = (">=", ">"), ("<=", "<")


@row_rule("T523", "比较符矛盾", "error", of="unusual")
def check(row: Row) -> Iterator[Finding]:
    for target in row.measured:
        outside, inside = target.comparator, target.value.comparator
        if (outside in _UP and inside in _DOWN) or (outside in _DOWN and inside in _UP):
            message = f"“{SIGNS[outside]}”和“{target.value.text}”说的相反"
            yield Finding(target.span, message, "只写一个：比较符写在值的前面，值只写数和单位")
