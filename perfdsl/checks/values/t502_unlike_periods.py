"""T502: the periods of one indicator in different units or with different comparators."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.diagnostics import Label
from perfdsl.model.table import Indicator, Target
from perfdsl.model.units import same_unit


@row_rule("T502", "各期口径不一致", "warning", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """Every period against the first one; a missing unit or comparator is no difference."""
    for other in row.measured[1:]:
        if what := _difference(row.measured[0], other):
            yield _finding(row.indicator, row.measured[0], other, what)
            break


def _difference(one: Target, other: Target) -> str:
    if not (one.value.kind.is_numeric and other.value.kind.is_numeric):
        return ""
    if one.value.unit and other.value.unit and not same_unit(one.value.unit, other.value.unit):
        return "单位"
    if one.comparator and other.comparator and one.comparator != other.comparator:
        return "比较符"
    return ""


def _finding(indicator: Indicator, first: Target, other: Target, what: str) -> Finding:
    one, two = f"{first.period}值（{shown(first)}）", f"{other.period}值（{shown(other)}）"
    message = f"“{indicator.name}”的{one}与{two}{what}不同"
    hint = f"同一指标的各期用同一个{what}，才能比较"
    return Finding(other.span, message, hint, labels=(Label(first.span, f"{first.period}值"),))
