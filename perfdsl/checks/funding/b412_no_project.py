"""B412: a total among the projects (合计, 小计, 项目支出): it is none, and would be counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table


@rule("B412", "项目里的合计", "error")
def check(table: Table) -> Iterator[Finding]:
    for item in table.project_totals:
        message = f"“{item.name}”不是项目，不能写在 # 项目 下面"
        hint = "删去这一行；各项目的合计自动相加，要核对就在 # 资金 里写“项目支出 = 金额”"
        yield Finding(item.span, message, hint)
