"""The funding rows of the official form: a total above its lines, 小计 beside a bracket of the deeper ones."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.model.table import Amount, FundingBlock, FundingLine, MoneyItem, Table
from perfdsl.site.display import money
from perfdsl.site.views.grid import Cell, Row, beside, spread


def value_columns(table: Table) -> int:
    """How many columns of money the form has: those of its widest block."""
    return max((len(columns) for columns in _all_columns(table)), default=0)


def label_columns(table: Table) -> int:
    """How many columns the names need: one more for each bracket."""
    deepest = [_brackets(line, 0) for block in table.funding.blocks for line in block.lines]
    return 1 + max(deepest, default=0)


def funding_rows(table: Table, width: int) -> list[Row]:
    """All rows of money, ``width`` columns wide; none where the table has no money."""
    blocks = [block for block in table.funding.blocks if block.lines]
    values = value_columns(table)
    rows: list[Row] = []
    for block in blocks:
        rows += _block(block, width - values, values)
    if table.projects and not _holds_projects(blocks, table.projects):
        listed = tuple(FundingLine(one.name, one.amounts, (), one) for one in table.projects)
        rows += _block(
            FundingBlock("项目", table.project_columns or ("金额",), listed), width - values, values
        )
    return rows


def _block(block: FundingBlock, labels: int, values: int) -> list[Row]:
    widths = spread(values, len(block.columns))
    heads = (Cell(name, "head", span) for name, span in zip(block.columns, widths, strict=True))
    rows: list[Row] = [(Cell(block.name or "资金来源", "head", labels), *heads)]
    filled = any(amount.number is not None for line in block.lines for amount in line.amounts)
    for line in block.lines:
        rows += _line(line, labels, widths, filled=filled, root=True)
    return rows


def _line(
    line: FundingLine, labels: int, widths: tuple[int, ...], *, filled: bool, root: bool = False
) -> list[Row]:
    values = _values(line, widths, filled=filled)
    if not line.children:
        return [(Cell(line.name, "name", labels), *values)]
    if root or labels < 2:
        below = [row for child in line.children for row in _line(child, labels, widths, filled=filled)]
        return [(Cell(line.name, "name", labels), *values), *below]
    below = [row for child in line.children for row in _line(child, labels - 1, widths, filled=filled)]
    return beside((Cell(line.name, "name"),), [(Cell("小计", "name", labels - 1), *values), *below])


def _values(line: FundingLine, widths: tuple[int, ...], *, filled: bool) -> Iterator[Cell]:
    """A line left out of a block that is filled in means nothing of this kind: forms print 0."""
    amounts = line.amounts[: len(widths)]
    blank = filled and line.written is None and not line.children
    for amount, width in zip(amounts, widths, strict=False):
        yield Cell("0" if blank and amount.number is None else _plain(amount), "number", width)
    if len(amounts) < len(widths):
        yield Cell("", "number", sum(widths[len(amounts) :]))


def _plain(amount: Amount) -> str:
    return money(amount).replace(",", "")


def _all_columns(table: Table) -> Iterator[tuple[str, ...]]:
    yield from (block.columns for block in table.funding.blocks if block.lines)
    if table.projects:
        yield table.project_columns or ("金额",)


def _brackets(line: FundingLine, depth: int) -> int:
    below = (_brackets(child, depth + 1) for child in line.children)
    return max(below, default=0) + (1 if line.children and depth else 0)


def _holds_projects(blocks: list[FundingBlock], projects: tuple[MoneyItem, ...]) -> bool:
    known = {id(project) for project in projects}
    rows = (row for block in blocks for line in block.lines for _, row in line.walk())
    return any(id(row.written) in known for row in rows)
