"""V313: a name of figures only (``88``, ``38.75万元``): a value that stands in the column of names."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Table
from perfdsl.text.patterns import lazy

_FIGURES = lazy(r"[\d\W_]+(?:[万亿]?元|[万亿])?\Z")


@rule("V313", "名称只是数值", "warning")
def check(table: Table) -> Iterator[Finding]:
    for indicator in table.with_parts():
        if _FIGURES.match(indicator.name):
            message = f"指标名称“{indicator.name}”只是一个数值，没有说考核什么"
            hint = "名称写考核的事项，如“道路硬化里程”，数值写在名称后面：“名称 >= 数值”"
            yield Finding(indicator.span, message, hint)
