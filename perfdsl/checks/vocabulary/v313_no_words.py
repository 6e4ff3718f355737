"""V313: a name of figures only (``88``, ``38.75万元``): a value that stands in the column of names."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.row import Row
from perfdsl.checks.rule import Finding, row_rule
from perfdsl.model.values import is_blank
from perfdsl.text.patterns import lazy

_FIGURES = lazy(r"[\d\W_]+(?:[万亿]?元|[万亿])?\Z")


@row_rule("V313", "名称只是数值", "warning", of="marked")
def check(row: Row) -> Iterator[Finding]:
    name = row.indicator.name
    if _FIGURES.match(name) and not is_blank(name):
        message = f"指标名称“{name}”只是一个数值，没有说考核什么"
        hint = "名称写考核的事项，如“道路硬化里程”，数值写在名称后面：“名称 >= 数值”"
        yield Finding(row.indicator.span, message, hint)
