"""T501: half a year's target above the whole year's, where targets add up over the year."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import LEVELS
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import part_and_whole, shown
from perfdsl.diagnostics import Label
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Indicator, Target
from perfdsl.model.units import same_unit
from perfdsl.text.occurring import contains

_FLOORS = (">=", ">", "=")


@row_rule("T501", "半年值大于全年值", "error", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """A part of the time (半年) must not promise more than the whole (全年)."""
    if len(row.measured) < 2:
        return
    indicator = row.indicator
    for part, whole in part_and_whole(tuple([target.period for target in indicator.targets])):
        one, other = indicator.targets[part], indicator.targets[whole]
        if _exceeds(one, other) and _adds_up(indicator):
            yield _finding(indicator, one, other)


def _exceeds(part: Target, whole: Target) -> bool:
    one, other = part.value, whole.value
    if not (one.kind.is_count and other.kind.is_count) or one.number is None or other.number is None:
        return False
    if part.comparator not in _FLOORS or whole.comparator not in _FLOORS:
        return False
    return one.number > other.number and same_unit(one.unit, other.unit)


def _adds_up(indicator: Indicator) -> bool:
    """Rates, degrees and stocks (湿度, 保有量) do not add up over the year."""
    core = core_name(indicator.name)
    is_degree = core.endswith(("率", "度")) and not core.endswith("长度")
    return not is_degree and not contains(core, LEVELS)


def _finding(indicator: Indicator, part: Target, whole: Target) -> Finding:
    message = f"“{indicator.name}”的{part.period}值（{shown(part)}）大于{whole.period}值（{shown(whole)}）"
    hint = f"{part.period}值是{whole.period}值的一部分，不会更大；请核对两个值是否写反或写错"
    return Finding(part.span, message, hint, labels=(Label(whole.span, f"{whole.period}值"),))
