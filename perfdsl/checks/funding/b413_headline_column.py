"""B413: nobody can tell which column holds the year's budget."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Span
from perfdsl.model.table import Table


@rule("B413", "主列不明", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Not without a form: it may be the one to name the column."""
    if not table.framework_known:
        return
    for block in table.funding.blocks:
        if block.headline is None and table.funding.items:
            yield _finding(table.funding.span or table.name_span, block.columns)
            return
    if table.project_headline is None and table.projects:
        span = next((span for title, span in table.section_spans if title == "项目"), table.name_span)
        yield _finding(span, table.project_columns)


def _finding(span: Span, columns: tuple[str, ...]) -> Finding:
    message = f"看不出哪一列是本年的预算数：{'、'.join(columns)}；资金总额写作“无法合计”"
    return Finding(span, message, "在“> 列:”下面写明，如“> 主列: 全年预算数”")
