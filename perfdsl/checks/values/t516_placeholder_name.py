"""T516: a blank of the form in a name: ``受益人口数(≥**人)``."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table
from perfdsl.model.values import is_placeholder


@rule("T516", "名称里有占位符", "warning")
def check(table: Table) -> Iterator[Finding]:
    """Names of indicators and projects. A warning: the target beside it is filled in."""
    named = [
        *((item.name, item.span) for item in table.with_parts()),
        *((item.name, item.span) for item in table.projects),
    ]
    for name, span in named:
        if is_placeholder(name):
            message = f"名称“{name}”里留着表样的占位符"
            yield Finding(span, message, "名称只写指标是什么，比较符和数值写在值里")
