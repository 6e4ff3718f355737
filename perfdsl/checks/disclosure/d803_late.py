"""D803: published later than twenty days after approval, or before it."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label
from perfdsl.model.days import DISCLOSED_WITHIN, read_day
from perfdsl.model.table import Table


@rule("D803", "公开日期", "warning")
def check(table: Table) -> Iterator[Finding]:
    approved, published = table.head.approved, table.head.published
    start, end = read_day(approved.value), read_day(published.value)
    if start is None or end is None:
        return
    days = (end - start).days
    labels = (Label(approved.value_span, "批复"),)
    if days < 0:
        message = f"公开日期早于批复日期 {-days} 天"
        yield Finding(published.value_span, message, "核对两个日期，是不是填反了", None, labels)
    elif days > DISCLOSED_WITHIN:
        message = f"批复后第 {days} 天才公开，超过 {DISCLOSED_WITHIN} 天"
        yield Finding(
            published.value_span,
            message,
            f"部门预算应在批复后 {DISCLOSED_WITHIN} 日内公开；核对两个日期",
            None,
            labels,
        )
