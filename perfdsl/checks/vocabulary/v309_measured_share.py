"""V309: fewer measured indicators (定量指标) than the framework asks for."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Indicator, Table
from perfdsl.model.values import is_placeholder


@rule("V309", "定量指标偏少", "info")
def check(table: Table) -> Iterator[Finding]:
    """The share of indicators with a number against the framework's least share."""
    least = table.framework.measured_share
    if least is None or "指标" in table.unread:
        return
    measured, total = sum(one.is_measured for one in table.indicators), len(table.indicators)
    if measured < least * total:
        total -= sum(map(_is_open, table.indicators))
    if measured < least * total:
        span = next((span for title, span in table.section_spans if title == "指标"), table.name_span)
        message = (
            f"{total} 项指标中有 {measured} 项定量（{measured * 100 // total}%），少于体系要求的 {least:.0%}"
        )
        yield Finding(span, message, "能用数字衡量的写成“名称 >= 数值”")


def _is_open(indicator: Indicator) -> bool:
    """Whether nobody can tell yet: it is still to be filled in."""
    return any(is_placeholder(target.value.text) for target in indicator.targets)
