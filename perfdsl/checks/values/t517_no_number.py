"""T517: a comparator in front of words: at least how much?"""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.checks.values.t521_broken_number import broken_number
from perfdsl.checks.values.t522_two_values import two_values
from perfdsl.model.table import Indicator, Target
from perfdsl.model.values import is_placeholder


@row_rule("T517", "比较符后不是数", "warning", of="worded")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator. ``=`` before a word is silent: forms with a column of comparators print it."""
    if row.indicator.operator in (":", "="):
        return
    for target in row.worded:
        if target.value.kind.is_vague and not _has_own_finding(target, row.indicator):
            message = f"“{shown(target)}”：比较符后面的“{target.value.text}”不是能比较的数"
            yield Finding(target.span, message, "写上数值；只用文字说明的，把比较符改为冒号")
            break


def _has_own_finding(target: Target, indicator: Indicator) -> bool:
    text = target.value.text
    return (
        is_placeholder(text) or two_values(target, indicator) is not None or broken_number(text) is not None
    )
