"""D805: a group's points are not the sum of its indicators', or not what the framework gives it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfdsl.checks.disclosure.points import has_points, inside, text, without
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.framework import GroupRule
from perfdsl.model.table import Group, Table


@rule("D805", "分组分值不符", "error")
def check(table: Table) -> Iterator[Finding]:
    if "指标" not in table.unread and has_points(table):
        for group in table.groups:
            yield from _group(group, table.framework.groups)


def _group(group: Group, rules: tuple[GroupRule, ...]) -> Iterator[Finding]:
    rule_ = next((one for one in rules if one.name == group.key), None)
    demanded = rule_.points if rule_ else None
    found = inside(group)
    if group.points is not None and found is not None and group.points != found:
        yield _unequal(group, group.points, found)
    elif demanded is not None and (stated := group.points or found) is not None and stated != demanded:
        message = f"“{group.name}”共 {text(stated)}，体系规定 {text(demanded)}"
        yield Finding(group.points_span or group.span, message, "按体系规定的分值分配到各项指标")
    for child in group.children:
        yield from _group(child, rule_.children if rule_ else ())


def _unequal(group: Group, stated: Decimal, found: Decimal) -> Finding:
    terms = "各项指标" if group.indicators else "下面各组"
    message = f"“{group.name}”写的是 {text(stated)}，{terms}的分值合计 {text(found)}"
    hint = without(group.all_indicators()) or "改正分组的分值，或其中一项指标的分值"
    return Finding(group.points_span or group.span, message, hint)
