"""What the rules about totals share: the comparisons of a table, the rows that its form does not have, wording.

What can be compared, and with which tolerance, is the model's (:mod:`perfdsl.model.sums`).
"""

from __future__ import annotations

from decimal import Decimal

from perfdsl.checks.per_table import cached_per_table
from perfdsl.model.funding_rows import row_name
from perfdsl.model.sums import TotalCheck, compare
from perfdsl.model.table import UNITS, FundingBlock, MoneyItem, Table


@cached_per_table
def compared_rows(table: Table) -> list[tuple[FundingBlock, list[TotalCheck]]]:
    """For every written total, its comparisons in all columns, those that cannot be judged too."""
    judged = []
    for block in table.funding.blocks:
        totals = (row for root in block.lines for _, row in root.walk() if row.written and row.terms)
        for row in totals:
            columns = [compare(row, column) for column in range(len(block.columns))]
            judged.append((block, [one for one in columns if one is not None]))
    return judged


@cached_per_table
def unlisted_rows(table: Table) -> list[MoneyItem]:
    """The written rows that no block of the framework knows."""
    if not table.framework_known:
        return []
    blocks = table.framework.blocks
    return [item for item in table.funding.items if all(row_name(rule, item.name) is None for rule in blocks)]


def is_broken(item: MoneyItem) -> bool:
    """Whether the line has more or fewer values than columns: nobody knows which is which, and that is said."""
    return item.cell_count not in (1, len(item.amounts))


def plain(number: Decimal) -> str:
    """A number without exponent and trailing zeros: ``671.21``, ``300``."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(yuan: Decimal, unit: str) -> str:
    """An amount of 元 in the unit of the section: ``671.21 万元``."""
    return f"{plain(yuan / UNITS[unit])} {unit}"
