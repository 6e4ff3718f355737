"""D804: all points do not add up to the framework's total."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.disclosure.points import has_points, of_execution, of_group, of_indicator, text, total
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Span
from perfdsl.model.table import Table


@rule("D804", "总分不符", "error")
def check(table: Table) -> Iterator[Finding]:
    demanded = table.framework.points_total
    if demanded is None or "指标" in table.unread or not has_points(table):
        return
    loose = (of_indicator(indicator) for indicator in table.indicators if not indicator.path)
    points = total((*map(of_group, table.groups), *loose))
    execution = of_execution(table)
    if points is not None and demanded != points + execution:
        full = f"{text(points)}加上预算执行率 {text(execution)}，共 {text(points + execution)}" if execution else text(points)
        yield Finding(_place(table), f"分值合计 {full}，应为 {text(demanded)}", _hint(table, executed=bool(execution)))


def _place(table: Table) -> Span:
    return next((span for title, span in table.section_spans if title == "指标"), table.name_span)


def _hint(table: Table, *, executed: bool) -> str:
    missing = [one.name for one in table.indicators if of_indicator(one) is None]
    if missing:
        return f"“{missing[0]}”等 {len(missing)} 项指标没有写分值" if len(missing) > 1 else f"“{missing[0]}”没有写分值"
    if not executed:
        return "核对各项分值；预算执行率占的分值写在资金总额一行的末尾，如 [10分]"
    return "核对各项分值"
