"""T524: a name of the form that was never filled in: ``____ >= 20人``, ``### ____``, ``<- ____``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.per_table import all_groups
from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.table import Table
from perfdsl.model.values import is_blank


def _outside_of_rows(table: Table) -> Iterator[Finding]:
    for project in table.projects:
        if is_blank(project.name):
            yield Finding(project.span, "项目的名称还没有填", "填上项目的名称；没有项目的，删去这一行")
    for group in all_groups(table):
        if is_blank(group.name):
            what = "重点工作" if group.role == "key_task" else "分组"
            hint = f"填上{what}的名称；不要的，连同下面的指标一起删去"
            yield Finding(group.span, f"{what}的名称还没有填", hint)
        for link in group.links:
            if is_blank(link.name):
                hint = "填上 # 项目 里的名称；没有的，连同“<-”一起删去"
                yield Finding(link.span, "对应项目还没有填", hint)


@row_rule("T524", "名称没有填写", "error", of="marked", rest=_outside_of_rows)
def check(row: Row) -> Iterator[Finding]:
    """The name of an indicator; projects, groups and links are looked through outside of the rows."""
    if is_blank(row.indicator.name):
        yield Finding(row.indicator.span, "指标的名称还没有填", "填上指标的名称；不要的，删去这一行")
