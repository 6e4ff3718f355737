"""T505: a share above 100%, or ``≥100%``, which no result can exceed."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.counted import is_rate
from perfdsl.checks.lexicon import OPEN_RATES, SATISFACTION_ENDINGS, TIMELY_ENDINGS
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.checks.values.cells import shown, with_comparator
from perfdsl.diagnostics import Fix
from perfdsl.model.indicator_names import core_name
from perfdsl.model.table import Indicator, Target
from perfdsl.text.occurring import contains


@row_rule("T505", "比率超过100%", "warning", of="measured")
def check(row: Row) -> Iterator[Finding]:
    """Shares of a whole only: growth, change and 控制率 may exceed 100%."""
    for target in row.measured:
        if _is_beyond(target) and _is_share(row.indicator.name):
            yield _finding(row.indicator, target, row.measured)
            break


def _is_beyond(target: Target) -> bool:
    value = target.value
    if not value.kind.is_share or value.unit != "%" or value.number is None:
        return False
    return value.number > 100 or (value.number == 100 and target.comparator in (">=", ">"))


def _is_share(name: str) -> bool:
    core = core_name(name)
    if core.endswith(TIMELY_ENDINGS):
        return True
    return (is_rate(name) or core.endswith(SATISFACTION_ENDINGS)) and not contains(core, OPEN_RATES)


def _finding(indicator: Indicator, target: Target, targets: list[Target]) -> Finding:
    if target.value.number != 100:
        message = f"“{indicator.name}”最高是 100%，目标却写成“{shown(target)}”"
        return Finding(target.span, message, "请核对数值和单位")
    message = f"“{indicator.name}”最高是 100%，“{shown(target)}”没有余地"
    if _is_exactly_whole(indicator, targets):
        fix = Fix("改为“=100%”", with_comparator(indicator, "="), safe=False)
        return Finding(target.span, message, "写成“=100%”", fix)
    return Finding(target.span, message, "写成“=100%”，或写一个做得到的下限，如“≥95%”")


def _is_exactly_whole(indicator: Indicator, targets: list[Target]) -> bool:
    """All cells say ``≥100%``: ``=100%`` means the same. (满意度 is no target to be met exactly.)"""
    if core_name(indicator.name).endswith(SATISFACTION_ENDINGS):
        return False
    return all(
        target.comparator == ">=" and target.value.number == 100 and not target.value.comparator
        for target in targets
    )
