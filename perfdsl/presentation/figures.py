"""The key figures of one table: what its strip, its row on the home page and its shares are made from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.memo import remembered
from perfdsl.model.table import UNITS, Amount, Funding, FundingBlock, FundingLine, Table

BASIC, PROJECT = "基本支出", "项目支出"


class Figures(NamedTuple):
    """``total`` is the year's money (None: not given); ``parts`` are the lines that it is made of."""

    total: Amount | None
    parts: tuple[tuple[str, Amount], ...]
    projects: int
    project_total: Amount | None
    indicators: int
    measured: int

    @property
    def described(self) -> int:
        """定性: indicators without a number."""
        return self.indicators - self.measured


def figures(table: Table) -> Figures:
    """Count and sum up one table."""
    split = _split(table.funding)
    return Figures(
        total=_total(table.funding, split),
        parts=split or _sources(table.funding),
        projects=len(table.projects),
        project_total=_project_total(table),
        indicators=len(table.indicators),
        measured=sum(1 for indicator in table.indicators if indicator.is_measured),
    )


@remembered()
def main_column(columns: tuple[str, ...]) -> int:
    """The index of the column that holds the year's budget; the last one where no name tells."""
    for words in (("全年", "预算"), ("年度", "预算"), ("预算",), ("年度",)):
        for index, column in enumerate(columns):
            if all(word in column for word in words):
                return index
    return max(0, len(columns) - 1)


def amount_at(amounts: tuple[Amount, ...], column: int) -> Amount | None:
    """The amount of a column, None where the row is shorter or holds no number there."""
    amount = amounts[column] if column < len(amounts) else None
    return amount if amount is not None and amount.number is not None else None


def block_total(block: FundingBlock) -> Amount | None:
    """What the rows of a block add up to in its main column: its one root, or the sum of its roots."""
    column = main_column(block.columns)
    return add([amount_at(line.amounts, column) for line in block.lines])


def breakdown(line: FundingLine) -> tuple[FundingLine, ...]:
    """The rows below a row; none where no amount was given for any of them."""
    return line.children if any(_has_number(child) for child in line.children) else ()


def add(amounts: Iterable[Amount | None]) -> Amount | None:
    """The sum, in the unit of the first amount; None where there is none."""
    known = [amount for amount in amounts if amount is not None and amount.yuan is not None]
    if len(known) < 2:
        return known[0] if known else None
    total = sum((amount.yuan for amount in known if amount.yuan is not None), Decimal(0))
    unit = known[0].unit
    number = total / UNITS[unit]
    return Amount(number, unit, format(number, "f"), None, "", written=False)


def _has_number(line: FundingLine) -> bool:
    own = line.written is not None and any(amount.number is not None for amount in line.amounts)
    return own or any(_has_number(child) for child in line.children)


def _total(funding: Funding, split: tuple[tuple[str, Amount], ...]) -> Amount | None:
    totals = (block_total(block) for block in funding.blocks)
    return next((total for total in totals if total is not None), None) or add(amount for _, amount in split)


def _split(funding: Funding) -> tuple[tuple[str, Amount], ...]:
    """基本支出 and 项目支出, where the form has both."""
    found = []
    for block in funding.blocks:
        column = main_column(block.columns)
        for line in block.lines:
            amount = amount_at(line.amounts, column)
            if line.name in (BASIC, PROJECT) and amount is not None:
                found.append((line.name, amount))
    return tuple(found) if len(found) == 2 else ()


def _sources(funding: Funding) -> tuple[tuple[str, Amount], ...]:
    """The rows below the first total that are more than nothing."""
    for block in funding.blocks:
        column = main_column(block.columns)
        below: tuple[FundingLine, ...] = block.lines[0].children if len(block.lines) == 1 else block.lines
        known = [(line.name, amount_at(line.amounts, column)) for line in below]
        parts = tuple((name, amount) for name, amount in known if amount is not None and amount.number)
        if parts:
            return parts
    return ()


def _project_total(table: Table) -> Amount | None:
    column = main_column(table.project_columns)
    return add([amount_at(project.amounts, column) for project in table.projects])
