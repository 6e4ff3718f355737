"""B406: one value was written for an expenditure, so both its columns are equal."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.sums import money, unlisted_rows
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import MoneyItem, Table

_PARTIAL = ("半年", "执行")


@rule("B406", "两列相同", "info")
def check(table: Table) -> Iterator[Finding]:
    others = {item.span for item in (*table.projects, *unlisted_rows(table))}
    for block in table.funding.blocks:
        for root in block.lines:
            for _, row in root.walk():
                if row.written and row.written.span not in others:
                    yield from _one_value(row.written, block.columns)
    for project in table.projects:
        yield from _one_value(project, table.project_columns)


def _one_value(item: MoneyItem, columns: tuple[str, ...]) -> Iterator[Finding]:
    """Half a year's plan, or what was executed, is seldom the whole year's budget to the cent."""
    amount = item.amounts[0]
    if item.cell_count > 1 or len(columns) < 2 or not amount.number or not any(map(_is_partial, columns)):
        return
    both = "、".join(columns)
    message = f"“{item.name}”只写了一个数，{both}都是 {money(amount.yuan or amount.number, amount.unit)}"
    yield Finding(
        amount.span or item.span, message, "各列不同的，用斜线分开写：90 / 226.124；确实相同的也都写出来"
    )


def _is_partial(column: str) -> bool:
    return any(word in column for word in _PARTIAL)
