"""B403: what comes in is not what goes out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdsl.checks.funding.sums import money
from perfdsl.checks.rule import Finding, rule
from perfdsl.diagnostics import Label, Span
from perfdsl.model.framework import BlockRule
from perfdsl.model.sums import add, amount_of, amounts_of, proved, tolerance
from perfdsl.model.table import Funding, FundingBlock, FundingLine, Table, Total


class _Side(NamedTuple):
    """Some rows of one block, in one column."""

    block: FundingBlock
    rows: tuple[FundingLine, ...]
    column: int

    @property
    def summed(self) -> Total:
        """Their sum in 元; what a row left out would hold cannot be told where a line could not be read."""
        known = [proved(row, self.column) for row in self.rows]
        return add(one.as_term for one in known if one is not None)

    @property
    def has_gap(self) -> bool:
        """Whether a row that is not written may stand in a line of another name, or in one that nobody can read."""
        return any(row.written is None and row.gap in ("unlisted", "unread") for row in self.rows)


@rule("B403", "收支不平", "error")
def check(table: Table) -> Iterator[Finding]:
    for total, parts in balances(table):
        yield from _compare(table, total, parts)


def balances(table: Table) -> Iterator[tuple[_Side, _Side]]:
    """The two sides of everything that must balance, column by column."""
    for demand in table.framework.blocks:
        yield from _pairs(table.funding, demand)


def is_open(total: _Side, parts: _Side) -> bool:
    """Whether a balance cannot be judged because something in it cannot be read, or has an unknown name."""
    sides = (total.summed, parts.summed)
    if None in sides:
        return False
    return any(isinstance(side, str) for side in sides) or total.has_gap or parts.has_gap


def _pairs(funding: Funding, demand: BlockRule) -> Iterator[tuple[_Side, _Side]]:
    """The row to balance, and the roots of the block, column by column."""
    block = next((block for block in funding.blocks if block.name == demand.name), None)
    if block is None or not demand.balance:
        return
    for other in funding.blocks:
        for row in _rows_named(other, demand.balance):
            for i in _planned(other.columns):
                j = _same_column(other, i, block)
                if j is not None:
                    yield _Side(other, (row,), i), _Side(block, block.lines, j)


def _planned(columns: tuple[str, ...]) -> list[int]:
    """What was executed need not balance: not all that came in is spent."""
    return [i for i, name in enumerate(columns) if "执行" not in name and "决算" not in name]


def _rows_named(block: FundingBlock, name: str) -> list[FundingLine]:
    return [row for root in block.lines for _, row in root.walk() if row.name == name]


def _same_column(block: FundingBlock, i: int, other: FundingBlock) -> int | None:
    """The column of the same name; for the year's budget without a namesake, the year's budget."""
    if block.columns[i] in other.columns:
        return other.columns.index(block.columns[i])
    return other.headline if i == block.headline else None


def _compare(table: Table, total: _Side, parts: _Side) -> Iterator[Finding]:
    stated, spent = total.summed, parts.summed
    if stated == spent or not isinstance(stated, Decimal) or not isinstance(spent, Decimal):
        return
    row = total.rows[0]
    amounts = [*amounts_of(total.rows, total.column), *amounts_of(parts.rows, parts.column)]
    if abs(stated - spent) > tolerance(amounts) and not is_open(total, parts):
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
    missing = "、".join(row.name for row in parts.rows if amount_of(row, parts.column) is None)
    hint = f"{missing}没有写，按 0 计；没有漏写时，请核对两边的数" if missing else "请核对两边的数"
    return Finding(place, message, hint, None, tuple(Label(span, "与这里比较") for span in others))


def _place(row: FundingLine, column: int) -> Span | None:
    """Where the amount is written; for a derived one, the first line it comes from."""
    if row.written is None:
        return next((child.written.span for _, child in row.walk() if child.written), None)
    return row.amounts[column].span or row.written.span
