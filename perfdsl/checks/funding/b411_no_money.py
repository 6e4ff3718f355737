"""B411: a department's table without 资金, or without any amount in it."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import MoneyItem, Table


@rule("B411", "没有资金", "error")
def check(table: Table) -> Iterator[Finding]:
    if table.kind != "部门" or not table.framework.blocks:
        return
    rows = "、".join(row for rule in table.framework.blocks for row in rule.roots)
    hint = f"在“# 资金（万元）”下面写{rows}等各行：名称 = 金额"
    if table.funding.span is None:
        yield Finding(table.name_span, "部门整体表没有“# 资金”", hint)
    elif not any(map(_has_amount, table.funding.items)) and not table.funding.unread:
        yield Finding(table.funding.span, "“# 资金”里一个金额也没有", hint)


def _has_amount(item: MoneyItem) -> bool:
    """Something that is no number counts: that is said of the cell."""
    written = any(amount.text != "-" for amount in item.amounts)
    return written or any(map(_has_amount, item.parts))
