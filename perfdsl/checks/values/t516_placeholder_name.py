"""T516: what a form's sample leaves in a name: ``受益人口数(≥**人)``, ``消毒机(≥台)``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from perfdsl.checks.names import has_comparator
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Indicator, MoneyItem, Table
from perfdsl.model.values import is_placeholder


@rule("T516", "名称里有占位符", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Names of indicators and projects. A warning: the target beside it is filled in."""
    items: list[Indicator | MoneyItem] = [*table.with_parts(), *table.projects]
    for item in items:
        if what := _leftover(item.name):
            hint = "名称只写指标是什么，比较符、数值和单位写在值里"
            yield Finding(item.span, f"名称“{item.name}”里{what}", hint)


@lru_cache(maxsize=8192)
def _leftover(name: str) -> str:
    if is_placeholder(name):
        return "留着表样的占位符"
    return "写了比较符" if has_comparator(name) else ""
