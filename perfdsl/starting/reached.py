"""How last year's targets fared: which were missed, and which were so low that they said little."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from perfdsl.model.table import Indicator, Table, Target
from perfdsl.presentation.measure import measure_of

_FAR = Decimal("1.3")
"""From here on, offices must say why they did so much more than they had promised."""


class Fared(NamedTuple):
    """One observed value beside its target; ``said`` is for whoever sets the next one."""

    outcome: Literal["missed", "exceeded"]
    said: str


def fared(table: Table) -> dict[int, Fared]:
    """What there is to say of the observed values on each line; of several periods the last counts."""
    return {line: one for indicator in table.with_parts() for line, one in _of_indicator(indicator)}


def _of_indicator(indicator: Indicator) -> Iterator[tuple[int, Fared]]:
    targets = {target.period: target for target in indicator.targets}
    last = {actual.span.line: actual for actual in indicator.actuals if actual.value.is_number}
    for line, actual in last.items():
        target = targets.get(actual.period)
        if target and _compare(indicator, target, actual) and (one := _judged(target, actual)):
            yield line, one


def _compare(indicator: Indicator, target: Target, actual: Target) -> bool:
    """Whether both are numbers of one meaning and unit."""
    name = indicator.name
    wanted, seen = measure_of(name, target.value), measure_of(name, actual.value)
    return wanted is not None and seen is not None and not wanted.meaning and wanted.compares(seen)


def _judged(target: Target, actual: Target) -> Fared | None:
    wanted, seen = target.value.number, actual.value.number
    assert wanted is not None
    assert seen is not None
    reached = {
        ">=": seen >= wanted, ">": seen > wanted, "<=": seen <= wanted, "<": seen < wanted, "=": seen == wanted,
    }  # fmt: skip
    if target.comparator and not reached[target.comparator]:
        return Fared("missed", "与目标不一致" if target.comparator == "=" else "没有达到目标")
    if target.comparator in (">=", ">") and wanted > 0 and seen >= wanted * _FAR:
        return Fared("exceeded", f"比目标多 {(seen / wanted - 1) * 100:.0f}%，目标可能偏低")
    return None
