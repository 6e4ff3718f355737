"""V312: a framework for projects used by a department, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table

_OTHER = {"部门": "部门整体", "项目": "项目支出"}


@rule("V312", "体系与表不配", "error")
def check(table: Table) -> Iterator[Finding]:
    """The kind of the document against what its framework is for."""
    wanted = table.framework.purpose
    if not table.framework_known or wanted == table.kind:
        return
    message = f"体系“{table.framework.name}”适用于{wanted}，这张表是{table.kind}的"
    hint = f"换一个适用于{table.kind}的体系（名称里多有“{_OTHER[table.kind]}”，用 perfdsl frameworks 查看）"
    yield Finding(table.head.framework.value_span, message, f"{hint}，或把第一行改为“{wanted}: 名称”")
