"""B403: what comes in is not what goes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdsl.checks.funding.sums import (
    amounts_of,
    is_unread,
    is_wrong,
    money,
    strangers,
    sum_of,
    tolerance,
    yuan_of,
)
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label, Span
from perfdsl.model.framework import BlockRule
from perfdsl.model.table import Funding, FundingBlock, FundingLine, Table


class _Side(NamedTuple):
    """Some rows of one block, in one column."""

    block: FundingBlock
    rows: tuple[FundingLine, ...]
    column: int


@rule("B403", "收支不平", "error")
def check(table: Table) -> Iterator[Finding]:
    if is_unread(table):
        return
    for demand in table.framework.blocks:
        for total, parts in _pairs(table.funding, demand):
            yield from _compare(table, total, parts)


def _pairs(funding: Funding, demand: BlockRule) -> Iterator[tuple[_Side, _Side]]:
    """The row to balance, and the roots of the block, column by column."""
    block = next((block for block in funding.blocks if block.name == demand.name), None)
    if block is None or not demand.balance:
        return
    roots = tuple(row for row in block.lines if row.name in demand.roots)
    for other in funding.blocks:
        for row in _rows_named(other, demand.balance):
            for i in _planned(other.columns):
                j = _same_column(other.columns, i, block.columns)
                if j is not None:
                    yield _Side(other, (row,), i), _Side(block, roots, j)


def _planned(columns: tuple[str, ...]) -> list[int]:
    """What was executed need not balance: not all that came in is spent."""
    return [i for i, name in enumerate(columns) if "执行" not in name and "决算" not in name]


def _rows_named(block: FundingBlock, name: str) -> list[FundingLine]:
    return [row for root in block.lines for _, row in root.walk() if row.name == name]


def _same_column(columns: tuple[str, ...], i: int, others: tuple[str, ...]) -> int | None:
    """The column of the same name; for the last one without a namesake, the last."""
    if columns[i] in others:
        return others.index(columns[i])
    return len(others) - 1 if i == len(columns) - 1 else None


def _compare(table: Table, total: _Side, parts: _Side) -> Iterator[Finding]:
    row = total.rows[0]
    stated = yuan_of(row, total.column)
    amounts = amounts_of(parts.rows, parts.column)
    spent = sum_of(amounts)
    if stated is None or spent is None or stated == spent:
        return
    if any(is_wrong(row, side.column) for side in (total, parts) for row in side.rows):
        return
    if abs(stated - spent) > tolerance(row.amounts[total.column], amounts) and not strangers(table):
        unit = table.funding.unit
        names = "、".join(part.name for part in parts.rows)
        message = (
            f"收支不平：“{row.name}” {money(stated, unit)}，{parts.block.name}（{names}）合计 {money(spent, unit)}，"
            f"相差 {money(abs(stated - spent), unit)}"
        )
        yield _placed(table, message, total, parts)


def _placed(table: Table, message: str, total: _Side, parts: _Side) -> Finding:
    """At the total where it is written, with the rows of the other side as further places."""
    cells = [(row, side.column) for side in (total, parts) for row in side.rows]
    places = [span for row, column in cells if (span := _place(row, column))]
    place, *others = places or [table.funding.span or table.name_span]
    missing = "、".join(row.name for row in parts.rows if yuan_of(row, parts.column) is None)
    hint = f"{missing}没有写，按 0 计；没有漏写时，请核对两边的数" if missing else "请核对两边的数"
    return Finding(place, message, hint, None, tuple(Label(span, "与这里比较") for span in others))


def _place(row: FundingLine, column: int) -> Span | None:
    """Where the amount is written; for a derived one, the first line it comes from."""
    if row.written is None:
        return next((child.written.span for _, child in row.walk() if child.written), None)
    return row.amounts[column].span or row.written.span
