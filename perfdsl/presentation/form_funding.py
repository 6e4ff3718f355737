"""The funding rows of the official form: a total above its lines, 小计 beside a bracket of the deeper ones."""

from __future__ import annotations

from collections.abc import Iterator

from perfdsl.model.table import Amount, FundingBlock, FundingLine, MoneyItem, Table
from perfdsl.presentation.display import NOTHING, money
from perfdsl.presentation.figures import breakdown
from perfdsl.presentation.grid import FormCell, Row, beside, spread


def has_money(table: Table) -> bool:
    """Whether the table says anything about money."""
    return bool(table.funding.items or table.projects)


def value_columns(table: Table) -> int:
    """How many columns of money the form has: those of its widest block."""
    return max((len(columns) for columns in _all_columns(table)), default=0)


def label_columns(table: Table) -> int:
    """How many columns the names need: one more for each bracket."""
    deepest = [_brackets(line, 0) for block in table.funding.blocks for line in block.lines]
    return 1 + max(deepest, default=0)


def funding_rows(table: Table, width: int, values: int) -> list[Row]:
    """All rows of money, ``width`` columns wide with ``values`` of them for the amounts; none without money."""
    blocks = [block for block in table.funding.blocks if block.lines or block.unlisted]
    rows: list[Row] = []
    for block in blocks:
        rows += _block(block, width - values, values)
    if table.projects and not _holds_projects(blocks, table.projects):
        listed = tuple(FundingLine(one.name, one.amounts, (), one) for one in table.projects)
        rows += _block(FundingBlock("项目", table.project_headings, listed), width - values, values)
    return rows


def _block(block: FundingBlock, labels: int, values: int) -> list[Row]:
    widths = spread(values, len(block.columns))
    heads = (FormCell(name, "head", span) for name, span in zip(block.columns, widths, strict=True))
    rows: list[Row] = [(FormCell(block.name or "资金来源", "head", labels), *heads)]
    for line in block.lines:
        values_of_root = _values(line, widths, parent=None)
        rows.append((FormCell(line.name, "name", labels), *values_of_root))
        rows += [row for child in breakdown(line) for row in _line(child, line, labels, widths)]
    return rows + list(_unlisted(block, labels, widths))


def _unlisted(block: FundingBlock, labels: int, widths: tuple[int, ...]) -> Iterator[Row]:
    """Rows that the form does not have, below it and marked."""
    for root in block.unlisted:
        for _, line in root.walk():
            yield (
                FormCell(f"{line.name}（未列入表式）", "name", labels),
                *_values(line, widths, parent=None),
            )


def _line(line: FundingLine, parent: FundingLine, labels: int, widths: tuple[int, ...]) -> list[Row]:
    """A row below a total; one with rows of its own becomes a bracket around them."""
    values = tuple(_values(line, widths, parent))
    children = breakdown(line)
    if not children or labels < 2:
        return [(FormCell(line.name, "name", labels), *values)]
    below = [row for child in children for row in _line(child, line, labels - 1, widths)]
    return beside((FormCell(line.name, "name"),), [(FormCell("小计", "name", labels - 1), *values), *below])


def _values(line: FundingLine, widths: tuple[int, ...], parent: FundingLine | None) -> Iterator[FormCell]:
    """A row left out below a sum of what was written counts as nothing there: forms print 0."""
    counted = parent is not None and parent.written is None and line.written is None
    amounts = line.amounts[: len(widths)]
    for column, (amount, width) in enumerate(zip(amounts, widths, strict=False)):
        summed = counted and parent is not None and parent.amounts[column].number is not None
        yield FormCell("0" if summed and amount.text == "-" else _plain(amount), "number", width)
    if len(amounts) < len(widths):
        yield FormCell("", "number", sum(widths[len(amounts) :]))


def _plain(amount: Amount) -> str:
    """As forms print it: no separators, and nothing for nothing."""
    return money(amount).replace(",", "").removeprefix(NOTHING)


def _all_columns(table: Table) -> Iterator[tuple[str, ...]]:
    yield from (block.columns for block in table.funding.blocks if block.lines or block.unlisted)
    if table.projects:
        yield table.project_headings


def _brackets(line: FundingLine, depth: int) -> int:
    children = breakdown(line)
    below = (_brackets(child, depth + 1) for child in children)
    return max(below, default=0) + (1 if children and depth else 0)


def _holds_projects(blocks: list[FundingBlock], projects: tuple[MoneyItem, ...]) -> bool:
    lines = {project.line for project in projects}
    rows = (row for block in blocks for line in block.lines for _, row in line.walk())
    return any(row.written is not None and row.written.line in lines for row in rows)
