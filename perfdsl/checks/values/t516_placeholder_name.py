"""T516: what a form's sample leaves in a name: ``受益人口数(≥**人)``, ``消毒机(≥台)``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.indicator_names import has_comparator
from perfdsl.model.table import Indicator, MoneyItem, Table
from perfdsl.model.values import is_blank, is_placeholder


def _projects(table: Table) -> Iterator[Finding]:
    for project in table.projects:
        yield from _name(project)


@row_rule("T516", "名称里有占位符", "warning", of="marked", rest=_projects)
def check(row: Row) -> Iterator[Finding]:
    """Names of indicators and projects. A warning: the target beside it is filled in."""
    return _name(row.indicator)


def _name(item: Indicator | MoneyItem) -> Iterator[Finding]:
    if what := _leftover(item.name):
        hint = "名称只写指标是什么，比较符、数值和单位写在值里"
        yield Finding(item.span, f"名称“{item.name}”里{what}", hint)


def _leftover(name: str) -> str:
    if is_blank(name):
        return ""  # nothing was written yet (T524)
    if is_placeholder(name):
        return "留着表样的占位符"
    return "写了比较符" if has_comparator(name) else ""
