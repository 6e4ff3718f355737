"""What a row of the funding tree states, against the sum of the rows below it.

Shared by the rules about totals. A comparison is made only where it means something: in the row and in every term a
readable number, no term that is wrong itself, nothing unread in the section.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.checks.memo import once_a_table
from perfdsl.model.money import row_name
from perfdsl.model.table import UNITS, Amount, FundingBlock, FundingLine, MoneyItem, Table

NOTHING = Decimal(0)


class Comparison(NamedTuple):
    """One written cell of a total and the sum of its terms, in 元."""

    row: FundingLine
    terms: tuple[FundingLine, ...]
    column: int
    stated: Amount
    total: Decimal
    adds_up: bool

    @property
    def difference(self) -> Decimal:
        """What is stated beyond the sum, in 元."""
        return (self.stated.yuan or NOTHING) - self.total

    @property
    def amounts(self) -> list[Amount]:
        """The amounts of the terms in this column."""
        return amounts_of(self.terms, self.column)

    @property
    def is_complete(self) -> bool:
        """Whether every term has an amount."""
        return all(yuan_of(term, self.column) is not None for term in self.terms)


@once_a_table
def compared_rows(table: Table) -> list[tuple[FundingBlock, list[Comparison]]]:
    """For every written total, its comparisons in all columns that can be judged.

    A row that no block knows may be the term that is missing: then only a complete equation can be judged.
    """
    judged = []
    for block in () if is_unread(table) else table.funding.blocks:
        totals = (row for root in block.lines for _, row in root.walk() if row.written and row.children)
        for row in totals:
            columns = (compare(row, column) for column in range(len(block.columns)))
            found = [
                one for one in columns if one and (one.adds_up or one.is_complete or not strangers(table))
            ]
            if found:
                judged.append((block, found))
    return judged


def compare(row: FundingLine, column: int) -> Comparison | None:
    """A written total against its terms in one column; None where that cannot be judged."""
    terms = terms_of(row)
    stated = row.amounts[column] if column < len(row.amounts) else None
    if row.written is None or stated is None or stated.yuan is None or not terms:
        return None
    if is_broken(row) or any(is_wrong(term, column) for term in terms):
        return None
    amounts = amounts_of(terms, column)
    total = sum_of(amounts)
    if total is None:
        return None
    return Comparison(
        row, terms, column, stated, total, abs(stated.yuan - total) <= tolerance(stated, amounts)
    )


def terms_of(row: FundingLine) -> tuple[FundingLine, ...]:
    """The terms of a row's equation: its children without the parts written below it."""
    parts = len(row.written.parts) if row.written else 0
    return row.children[: len(row.children) - parts]


def is_wrong(row: FundingLine, column: int) -> bool:
    """Whether a row carries a finding in this column itself, or is derived from one that does."""
    if row.written is None:
        return any(is_wrong(term, column) for term in row.children)
    if is_broken(row) or (column < len(row.amounts) and is_text(row.amounts[column])):
        return True
    comparison = compare(row, column)
    return comparison is not None and not comparison.adds_up


def is_broken(row: FundingLine) -> bool:
    """Whether the line has more or fewer values than columns: nobody knows which is which."""
    return row.written is not None and row.written.cell_count not in (1, len(row.amounts))


def is_text(amount: Amount) -> bool:
    """Whether a cell holds something that is no amount."""
    return amount.number is None and amount.text != "-"


def is_unread(table: Table) -> bool:
    """Whether a line of money could not be read: then no sum can be judged."""
    return not table.unread.isdisjoint(("资金", "项目"))


@once_a_table
def strangers(table: Table) -> list[MoneyItem]:
    """The written rows that no block of the framework knows."""
    blocks = table.framework.blocks
    if not blocks:
        return []
    return [item for item in table.funding.items if all(row_name(rule, item.name) is None for rule in blocks)]


def amounts_of(rows: Iterable[FundingLine], column: int) -> list[Amount]:
    """The amounts of some rows in one column."""
    return [row.amounts[column] for row in rows if column < len(row.amounts)]


def sum_of(amounts: Iterable[Amount]) -> Decimal | None:
    """What there is of numbers, in 元; None where there is none."""
    numbers = [amount.yuan for amount in amounts if amount.yuan is not None]
    return sum(numbers, NOTHING) if numbers else None


def yuan_of(row: FundingLine, column: int) -> Decimal | None:
    """The amount of one column in 元."""
    return row.amounts[column].yuan if column < len(row.amounts) else None


def tolerance(stated: Amount, terms: Iterable[Amount]) -> Decimal:
    """Half a unit of the last written digit, in 元: the total's, or the terms' where the total is finer.

    Tables drop trailing zeros (``1.2`` stands beside ``20.01``), so the term with the most decimals tells
    how exact the terms are. A zero tells nothing.
    """
    finest = min((_last_digit(term) for term in terms if term.number), default=NOTHING)
    return max(_last_digit(stated) if stated.number else NOTHING, finest) / 2


def _last_digit(amount: Amount) -> Decimal:
    assert amount.number is not None
    return Decimal(1).scaleb(int(amount.number.as_tuple().exponent)) * UNITS[amount.unit]


def plain(number: Decimal) -> str:
    """A number without exponent and trailing zeros: ``671.21``, ``300``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(yuan: Decimal, unit: str) -> str:
    """An amount of 元 in the unit of the section: ``671.21 万元``."""
    return f"{plain(yuan / UNITS[unit])} {unit}"
