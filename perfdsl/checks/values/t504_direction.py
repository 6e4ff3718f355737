"""T504: a comparator against the direction of the indicator: a floor under costs, a ceiling over outputs."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.lexicon import (
    CONTROLLED,
    COST_ENDINGS,
    GRANTS,
    LESS_IS_BETTER,
    MORE_IS_BETTER,
    OUTPUT_COUNTS,
    SATISFACTION_ENDINGS,
    SAVINGS,
    UNWANTED,
)
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Indicator, Target
from perfdsl.model.units import MONEY_UNITS, base_unit
from perfdsl.text.occurring import contains

_OUTPUT_GROUPS = ("产出", "履职", "数量", "完成指标")


@row_rule("T504", "比较符方向相反", "warning", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """One finding an indicator, at the first value that points the wrong way."""
    core = core_name(row.indicator.name)
    for target in row.measured:
        if target.comparator and (why := _against(row.indicator, target, core)):
            what, hint = why
            yield Finding(target.span, f"“{row.indicator.name}”{what}，目标却写成“{shown(target)}”", hint)
            break


def _against(indicator: Indicator, target: Target, core: str) -> tuple[str, str] | None:
    if target.comparator in (">=", ">"):
        return _floor(indicator, target, core)
    if target.comparator in ("<=", "<"):
        return _ceiling(indicator, target, core)
    if core.endswith(SATISFACTION_ENDINGS):
        return "越高越好", "满意度一般写“≥”：写“=”时，高于目标反而不算完成"
    return None


def _floor(indicator: Indicator, target: Target, core: str) -> tuple[str, str] | None:
    if _is_cost(indicator, target, core):
        return "是成本", "成本一般写“≤”：写“≥”时，花得越多越算完成"
    if _less_is_better(core):
        return "越低越好", "一般写“≤”；请核对比较符"
    return None


def _ceiling(indicator: Indicator, target: Target, core: str) -> tuple[str, str] | None:
    if core.endswith(MORE_IS_BETTER) and target.value.kind.is_share:
        return "越高越好", "一般写“≥”或“=”；请核对比较符"
    if _is_output(indicator, target, core):
        return "是产出", "产出一般写“≥”或“=”：写“≤”时，一个不做也算完成"
    return None


def _is_cost(indicator: Indicator, target: Target, core: str) -> bool:
    if not target.value.kind.has_unit:
        return False
    base = base_unit(target.value.unit)
    if (base and base not in MONEY_UNITS) or contains(core, SAVINGS):
        return False
    if core.endswith(COST_ENDINGS):
        return True
    return bool(base) and not contains(core, GRANTS) and any("成本" in group for group in indicator.groups)


def _less_is_better(core: str) -> bool:
    if core.endswith("控制率"):
        return contains(core, CONTROLLED)
    if core.endswith("变动率"):
        return "三公" in core
    return core.endswith(LESS_IS_BETTER) and not contains(core, ("下降", "降低", "减少"))


def _is_output(indicator: Indicator, target: Target, core: str) -> bool:
    if not target.value.kind.is_count or not target.value.number or not core.endswith(OUTPUT_COUNTS):
        return False
    return not contains(core, UNWANTED) and any(contains(group, _OUTPUT_GROUPS) for group in indicator.groups)
