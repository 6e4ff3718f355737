"""T517: a comparator in front of words: at least how much?"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.checks.values.cells import shown, worded
from perfdsl.model.table import Table
from perfdsl.model.values import is_placeholder

_WORDS = frozenset(("text", "direction"))


@rule("T517", "比较符后不是数", "warning")
def check(table: Table) -> Iterator[Finding]:
    """One finding an indicator. ``=`` before a word is silent: forms with a column of comparators print it."""
    for indicator, targets in worded(table):
        if indicator.operator in (":", "="):
            continue
        for target in targets:
            if target.value.kind in _WORDS and not is_placeholder(target.value.text):
                message = f"“{shown(target)}”：比较符后面的“{target.value.text}”不是能比较的数"
                yield Finding(target.span, message, "写上数值；只用文字说明的，把比较符改为冒号")
                break
