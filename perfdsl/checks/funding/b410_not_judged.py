"""B410: which totals could not be proved, and because of which lines."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.checks.funding.b403_balance import balances, is_open
from perfdsl.checks.funding.sums import compared_rows
from perfdsl.checks.rule import Finding, rule
from perfdsl.model.table import Amount, FundingLine, Table
from perfdsl.model.values import is_placeholder

_MOST = 5


@rule("B410", "合计未核对", "warning")
def check(table: Table) -> Iterator[Finding]:
    lines = _reasons(table)
    if not lines:
        return
    if rows := tuple(dict.fromkeys([*_unproved(table), *_unbalanced(table)])):
        span = table.funding.span or next(iter(span for _, span in table.section_spans), table.name_span)
        named = "、".join(f"“{row}”" for row in rows[:_MOST]) + ("等" if len(rows) > _MOST else "")
        places = "、".join(map(str, lines[:_MOST])) + (" 等" if len(lines) > _MOST else "")
        message = f"{named}没有核对，或无法合计：第 {places} 行有待改正"
        yield Finding(span, message, "改正那些行以后再检查一次；网页和数据里暂时写“无法合计”")


def _unproved(table: Table) -> Iterator[str]:
    """Totals that were not compared in some column, and sums that nobody can tell."""
    for _, comparisons in compared_rows(table):
        for one in comparisons:
            if one.verdict not in ("right", "wrong"):
                yield one.row.name
    for block in table.funding.blocks:
        for root in block.lines:
            yield from (row.name for _, row in root.walk() if _is_lost(row))


def _is_wrong(amount: Amount) -> bool:
    return amount.is_unknown and not is_placeholder(amount.text)


def _is_lost(row: FundingLine) -> bool:
    return row.written is None and bool(row.terms) and any(amount.is_unknown for amount in row.amounts)


def _unbalanced(table: Table) -> Iterator[str]:
    for total, parts in balances(table):
        if is_open(total, parts):
            yield "收支平衡"


def _reasons(table: Table) -> list[int]:
    """The lines that stand in the way: unread ones, cells that are no number, rows that the form does not have.

    What is still to be filled in (T508) is no reason of its own.
    """
    items = (*table.funding.items, *table.projects)
    cells = [item.line for item in items if any(map(_is_wrong, item.amounts))]
    apart = [line.written.line for block in table.funding.blocks for line in block.unlisted if line.written]
    return sorted({*table.funding.unread, *table.unread_projects, *cells, *apart})
