"""The funding section as a reader sees it: the framework's tree, one row a line, totals marked as derived."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.sums import block_amount
from perfdsl.model.table import NOT_SUMMED, FundingBlock, MoneyItem
from perfdsl.presentation.display import money, percent, points
from perfdsl.presentation.figures import headline
from perfdsl.presentation.funding import PlacedLine, placed_funding
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.of_table import block_chart
from perfdsl.site.document_context import DocumentContext

_NO_SUM = ("-", NOT_SUMMED)


class Cell(NamedTuple):
    """An amount; ``derived`` where it was summed up and not written."""

    text: str
    derived: bool


class Row(NamedTuple):
    """``depth`` counts from 0. ``unlisted``: the form has no such row (未列入表式), it is in no sum. ``projects`` says how many projects stand behind the row, ``""`` for none."""

    anchor: str
    depth: int
    name: str
    cells: tuple[Cell, ...]
    share: str
    projects: str
    notes: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    unlisted: bool


class Block(NamedTuple):
    """收入, 支出, or the only block (name ``""``). ``width`` counts all columns.

    ``absent`` names the rows of the form that hold no amount: said in one line, not drawn as many empty ones.
    """

    name: str
    columns: tuple[str, ...]
    width: int
    rows: tuple[Row, ...]
    absent: tuple[str, ...]
    chart: Chart | None


class FundingView(NamedTuple):
    """``unit`` is 万元 or 元; ``has_derived`` asks for the sentence that explains the mark."""

    unit: str
    blocks: tuple[Block, ...]
    has_derived: bool


def funding_view(context: DocumentContext) -> FundingView | None:
    """The section, or None where the table has no money at all."""
    drawn = (_block(context, block, lines) for block, lines in placed_funding(context.table))
    blocks = tuple(block for block in drawn if block.rows)
    if not blocks:
        return None
    derived = any(cell.derived for block in blocks for row in block.rows for cell in row.cells)
    return FundingView(context.table.funding.unit, blocks, derived)


def _block(context: DocumentContext, block: FundingBlock, lines: tuple[PlacedLine, ...]) -> Block:
    total = block_amount(block)
    whole = total.yuan if total and total.yuan else Decimal(0)
    rows: list[Row] = []
    for placed in lines:
        if placed.absent:
            continue
        amount = None if placed.unlisted else headline(placed.line, block)
        share = percent(amount.yuan, whole) if amount and amount.yuan is not None else ""
        rows.append(_row(context, placed, share))
    absent = tuple(placed.line.name for placed in lines if placed.absent and not placed.below_absent)
    chart = block_chart(block, context.table.funding.unit)
    return Block(block.name, block.columns, len(block.columns) + 2, tuple(rows), absent, chart)


def _row(context: DocumentContext, placed: PlacedLine, share: str) -> Row:
    line = placed.line
    written = line.written
    return Row(
        anchor=placed.anchor,
        depth=len(placed.path) - 1,
        name=line.name,
        cells=tuple(Cell(money(one), written is None and one.text not in _NO_SUM) for one in line.amounts),
        share=share,
        projects=str(placed.projects) if placed.projects else "",
        notes=_notes(written) if written else (),
        marks=context.marks.get(written.line, ()) if written and context.marks else (),
        unlisted=placed.unlisted,
    )


def _notes(item: MoneyItem) -> tuple[tuple[str, str], ...]:
    own_points = (("分值", points(item.points)),) if item.points is not None else ()
    return (*own_points, *((note.key, note.value) for note in item.notes))
