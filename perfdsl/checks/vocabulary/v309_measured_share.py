"""V309: fewer measured indicators (定量指标) than the framework asks for."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table


@rule("V309", "定量指标偏少", "info")
def check(table: Table) -> Iterator[Finding]:
    """The share of indicators with a number against the framework's least share."""
    least, total = table.framework.measured_share, len(table.indicators)
    if least is None or not total or "指标" in table.unread:
        return
    measured = sum(indicator.is_measured for indicator in table.indicators)
    if measured < least * total:
        span = next((span for title, span in table.section_spans if title == "指标"), table.name_span)
        message = (
            f"{total} 项指标中有 {measured} 项定量（{measured * 100 // total}%），少于体系要求的 {least:.0%}"
        )
        yield Finding(span, message, "能用数字衡量的写成“名称 >= 数值”")
