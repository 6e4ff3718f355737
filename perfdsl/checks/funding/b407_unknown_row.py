"""B407: a funding row that the framework does not have."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.b405_money_cell import is_cut_name
from perfdsl.checks.funding.sums import unlisted_rows
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Edit, Fix
from perfdsl.model.framework import Framework
from perfdsl.model.funding_rows import bare_names, row_name, rows_of
from perfdsl.model.table import MoneyItem, Table
from perfdsl.text.folding import squeeze
from perfdsl.text.nearest import nearest

_SHOWN = 12


@rule("B407", "资金行不明", "error")
def check(table: Table) -> Iterator[Finding]:
    free = _free_lines(table)
    for item in unlisted_rows(table):
        if not is_cut_name(item) and item.line not in free:
            yield _finding(table, item)


def _free_lines(table: Table) -> set[int]:
    """The lines that stand apart in a block to which tables may add rows of their own (可增行)."""
    blocks = zip(table.framework.blocks, table.funding.blocks, strict=False)
    apart = (line.written for rule, block in blocks if rule.open_rows for line in block.unlisted)
    return {item.line for item in apart if item is not None}


def _finding(table: Table, item: MoneyItem) -> Finding:
    message = f"表式“{table.framework.name}”的资金里没有“{item.name}”这一行，它不计入合计"
    row = _near(table.framework, item.name)
    if row is None:
        hint = f"作为明细写在所属的行下面：“- 名称 = 金额”；或改用表式里的行名：{_rows(table.framework)}"
        return Finding(item.span, message, hint)
    fix = Fix(f"改为“{row}”", (Edit(item.span, row),), safe=False)
    return Finding(item.span, message, f"是不是“{row}”？", None if _is_written(table, row) else fix)


def _rows(framework: Framework) -> str:
    """The names to choose from; a form may have too many to print."""
    rows = list(dict.fromkeys(row for rule in framework.blocks for row in rows_of(rule)))
    return "、".join(rows[:_SHOWN]) + (" 等" if len(rows) > _SHOWN else "")


def _near(framework: Framework, name: str) -> str | None:
    """The framework's own name of the row that is most like ``name``."""
    rows = {row: row for rule in framework.blocks for row in rows_of(rule)}
    aliases = {alias: row for rule in framework.blocks for alias, row in rule.aliases}
    known = aliases | rows
    for written in dict.fromkeys((squeeze(name), *bare_names(squeeze(name)))):
        near = nearest(written, known, 0.7)
        if near:
            return known[near]
    return None


def _is_written(table: Table, row: str) -> bool:
    return any(
        row_name(rule, item.name) == row for rule in table.framework.blocks for item in table.funding.items
    )
