"""B409: 元 and 万元 mixed in one section, or between 资金 and 项目."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.b405_money_cell import written_amounts
from perfdsl.checks.funding.sums import money, plain
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.sums import NOTHING
from perfdsl.model.table import UNITS, Amount, MoneyItem, Table


@rule("B409", "单位混用", "warning")
def check(table: Table) -> Iterator[Finding]:
    for items, unit in ((table.funding.items, table.funding.unit), (table.projects, table.project_unit)):
        yield from _mixed([pair for item in items for pair in written_amounts(item)], unit)
    yield from _two_units(table)


def _mixed(amounts: list[tuple[MoneyItem, Amount]], unit: str) -> Iterator[Finding]:
    """Cells in another unit than their section, where others keep to the section's."""
    if len({amount.unit for _, amount in amounts if amount.number}) < 2:
        return
    for item, amount in amounts:
        if amount.number and amount.unit != unit and amount.span:
            message = f"“{item.name}”以{amount.unit}计，这一节以{unit}计，单位混用"
            hint = f"换算成同一单位：{money(amount.yuan or NOTHING, unit)}"
            yield Finding(amount.span, message, hint, _converted(amount, unit))


def _converted(amount: Amount, unit: str) -> Fix | None:
    """From a smaller unit only: 2.26亿元 is not written as exactly as 22600万元.

    Only suggested: who writes 1329元 below 万元 may have meant 1329万元.
    """
    if amount.span is None or not amount.own_unit or UNITS[amount.unit] > UNITS[unit]:
        return None
    same = plain((amount.yuan or NOTHING) / UNITS[unit])
    return Fix(f"换算为 {same}（{unit}）", (Edit(amount.span, same),), safe=False)


def _two_units(table: Table) -> Iterator[Finding]:
    if table.funding.items and table.projects and table.funding.unit != table.project_unit:
        span = next((span for title, span in table.section_spans if title == "项目"), table.projects[0].span)
        message = f"# 资金 以{table.funding.unit}计，# 项目 以{table.project_unit}计，单位不一致"
        yield Finding(span, message, f"同一张表用同一单位，写成“# 项目（{table.funding.unit}）”并换算金额")
