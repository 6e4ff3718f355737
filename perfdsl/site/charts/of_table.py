"""The charts of one table: where its money comes from, what it is for, and its projects by amount."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.model.table import UNITS, Amount, Funding, FundingLine, Table
from perfdsl.presentation.figures import BASIC, PROJECT, Figures, amount_at, main_column
from perfdsl.site.charts.bars import Row, bars
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.shares import shares


def source_chart(table: Table) -> Chart | None:
    """资金来源: the rows below the first total."""
    return bars("chart-sources", "资金来源", table.funding.unit, _sources(table.funding))


def split_chart(table: Table, figures: Figures) -> Chart | None:
    """基本支出 and 项目支出, where the form has both."""
    unit = table.funding.unit
    parts = [(name, amount) for name, amount in figures.parts if name in (BASIC, PROJECT)]
    return shares("chart-split", "基本支出与项目支出", unit, _rows(parts, unit))


def project_chart(table: Table) -> Chart | None:
    """Projects from large to small."""
    column = main_column(table.project_columns)
    named = ((project.name, amount_at(project.amounts, column)) for project in table.projects)
    return bars("chart-projects", "各项目金额", table.project_unit, _rows(named, table.project_unit))


def _sources(funding: Funding) -> list[Row]:
    for block in funding.blocks:
        column = main_column(block.columns)
        below: tuple[FundingLine, ...] = block.lines[0].children if len(block.lines) == 1 else block.lines
        if not any(line.name in (BASIC, PROJECT) for line in below):
            return _rows(((line.name, amount_at(line.amounts, column)) for line in below), funding.unit)
    return []


def _rows(named: Iterable[tuple[str, Amount | None]], unit: str) -> list[Row]:
    known = ((name, amount.yuan) for name, amount in named if amount is not None)
    return [Row(name, yuan / UNITS[unit]) for name, yuan in known if yuan is not None]
