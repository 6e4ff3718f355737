"""The projects of a table as a list: amount, share, and a bar in proportion to the largest."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.table import MoneyItem, Table
from perfdsl.presentation.display import money, money_with_unit, per_mille, percent, summed
from perfdsl.presentation.figures import project_amount
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.of_table import project_chart
from perfdsl.site.document_context import DocumentContext


class Row(NamedTuple):
    """One project. ``bar`` is its length in thousandths of the largest; ``tasks`` the works that it pays for."""

    href: str
    name: str
    cells: tuple[str, ...]
    share: str
    bar: int
    tasks: tuple[str, ...]
    marks: tuple[str, ...]


class ProjectList(NamedTuple):
    """``total`` says the sum of the main column with its unit."""

    unit: str
    columns: tuple[str, ...]
    total: str
    rows: tuple[Row, ...]
    chart: Chart | None


def project_list(context: DocumentContext) -> ProjectList | None:
    """The section, or None where the table names no project."""
    table = context.table
    if not table.projects:
        return None
    sizes = [_size(project, table) for project in table.projects]
    total = context.figures.project_total
    whole, largest = (total.yuan if total else None) or Decimal(0), max(sizes)
    rows = (
        _row(context, project, size, whole, largest)
        for project, size in zip(table.projects, sizes, strict=True)
    )
    columns = table.project_headings
    return ProjectList(
        table.project_unit, columns, summed(money_with_unit(total)), tuple(rows), project_chart(table)
    )


def _row(
    context: DocumentContext, project: MoneyItem, size: Decimal, whole: Decimal, largest: Decimal
) -> Row:
    return Row(
        href=context.project_href(project.name),
        name=project.name,
        cells=tuple(money(amount) for amount in project.amounts),
        share=percent(size, whole),
        bar=per_mille(size, largest),
        tasks=tuple(group.name for group in context.tasks_of(project)),
        marks=context.marks.get(project.line, ()) if context.marks else (),
    )


def _size(project: MoneyItem, table: Table) -> Decimal:
    """For its bar; the bar of an amount that is not to be told is empty."""
    amount = project_amount(project, table)
    return amount.yuan if amount and amount.yuan else Decimal(0)
