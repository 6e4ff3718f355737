"""The key figures of one table: what its strip, its row on the home page and its shares are made from.

A figure is proved or is none: where a term cannot be read, or contradicts what is written above it, the figure is
an amount without a number (无法合计), and every further sum of it too (:mod:`perfdsl.model.sums`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.model.sums import add_amounts, block_amount, proved, unknown_amount
from perfdsl.model.table import Amount, Funding, FundingBlock, FundingLine, MoneyItem, Table

BASIC, PROJECT = "基本支出", "项目支出"


class Figures(NamedTuple):
    """``total`` is the year's money (None: not given); ``parts`` are the lines that it is made of.

    ``measured`` counts the indicators with a number (定量), in themselves or in their parts.
    """

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
        total=_total(table.funding),
        parts=split or _sources(table.funding),
        projects=len(table.projects),
        project_total=project_total(table),
        indicators=len(table.indicators),
        measured=sum(1 for indicator in table.indicators if indicator.is_measured),
    )


def headline(row: FundingLine, block: FundingBlock) -> Amount | None:
    """The year's budget of a row, as far as it is proved; None where it holds none."""
    if block.headline is not None:
        return proved(row, block.headline)
    given = [amount for amount in row.amounts if amount.text != "-"]
    return unknown_amount(given[0].unit) if given else None


def project_amount(project: MoneyItem, table: Table) -> Amount | None:
    """The year's budget of a project; None where it has none."""
    column, amounts = table.project_headline, project.amounts
    given = [amount for amount in amounts if amount.text != "-"]
    if column is None:
        return unknown_amount(given[0].unit) if given else None
    return amounts[column] if column < len(amounts) and amounts[column].text != "-" else None


def project_total(table: Table) -> Amount | None:
    """What the projects of a table add up to; not to be told while a line among them cannot be read."""
    amounts = [amount for one in table.projects if (amount := project_amount(one, table)) is not None]
    if amounts and table.unread_projects:
        return unknown_amount(table.project_unit)
    return add_amounts(amounts, amounts[0].unit) if amounts else None


def breakdown(line: FundingLine) -> tuple[FundingLine, ...]:
    """The rows below a row; none where no amount was given for any of them."""
    return line.children if any(_has_amount(child) for child in line.children) else ()


def sources(lines: Iterable[FundingLine]) -> Iterable[FundingLine]:
    """The rows of the form that are made of no others; what is only a part (其中) of one does not stand for it."""
    for line in lines:
        if any(_has_amount(term) for term in line.terms):
            yield from sources(line.terms)
        else:
            yield line


def _has_amount(line: FundingLine) -> bool:
    return any(amount.text != "-" for amount in line.amounts) or any(map(_has_amount, line.children))


def _total(funding: Funding) -> Amount | None:
    totals = (block_amount(block) for block in funding.blocks)
    return next((total for total in totals if total is not None), None)


def _split(funding: Funding) -> tuple[tuple[str, Amount], ...]:
    """基本支出 and 项目支出, where the form has both."""
    found = []
    for block in funding.blocks:
        for root in block.lines:
            for line in (root, *root.terms):
                amount = headline(line, block) if line.name in (BASIC, PROJECT) else None
                if amount is not None:
                    found.append((line.name, amount))
    return tuple(found) if len(found) == 2 else ()


def _sources(funding: Funding) -> tuple[tuple[str, Amount], ...]:
    """The rows below the first total that are more than nothing."""
    for block in funding.blocks:
        below = block.lines[0].terms if len(block.lines) == 1 else block.lines
        known = [(line.name, headline(line, block)) for line in below]
        parts = tuple((name, amount) for name, amount in known if amount is not None and amount.number != 0)
        if parts:
            return parts
    return ()
