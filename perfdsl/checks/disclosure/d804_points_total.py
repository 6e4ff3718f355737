"""D804: all points do not add up to the framework's total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdsl.checks.disclosure.points import (
    has_points,
    of_execution,
    of_group,
    of_indicator,
    text,
    total,
    without,
)
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Span
from perfdsl.model.table import Table


@rule("D804", "总分不符", "error")
def check(table: Table) -> Iterator[Finding]:
    demanded = table.framework.points_total
    if demanded is None or "指标" in table.unread or not has_points(table):
        return
    loose = (of_indicator(indicator) for indicator in table.indicators if not indicator.path)
    points = total((*map(of_group, table.groups), *loose)) or Decimal(0)
    execution = of_execution(table)
    if demanded != points + execution:
        with_execution = f"加上预算执行率 {text(execution)}，共 {text(points + execution)}"
        stated = f"{text(points)}{with_execution if execution else ''}"
        yield Finding(_place(table), f"分值合计 {stated}，应为 {text(demanded)}", _hint(table, execution))


def _place(table: Table) -> Span:
    return next((span for title, span in table.section_spans if title == "指标"), table.name_span)


def _hint(table: Table, execution: Decimal) -> str:
    if any(group.points is None for group in table.groups) and (missing := without(table.indicators)):
        return missing
    if not execution:
        return "核对各项分值；预算执行率占的分值写在资金总额一行的末尾，如 [10分]"
    return "核对各组、各项的分值"
