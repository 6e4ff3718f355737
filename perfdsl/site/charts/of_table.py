"""The charts of one table: what each block of its money is made of, and its projects by amount."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.model.table import UNITS, Amount, FundingBlock, FundingLine, Table
from perfdsl.presentation.figures import BASIC, PROJECT, amount_at, main_column
from perfdsl.presentation.ids import digest
from perfdsl.site.charts.bars import Row, bars
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.shares import shares


def block_chart(block: FundingBlock, unit: str) -> Chart | None:
    """基本支出 and 项目支出 as shares of their sum; any other rows right below the total side by side."""
    column = main_column(block.columns)
    lines: tuple[FundingLine, ...] = block.lines[0].children if len(block.lines) == 1 else block.lines
    rows = _rows(((line.name, amount_at(line.amounts, column)) for line in lines), unit)
    anchor = f"chart-{digest(block.name)}"
    if {line.name for line in lines} == {BASIC, PROJECT}:
        return shares(anchor, "基本支出与项目支出", unit, rows)
    return bars(anchor, f"{block.name}构成" if block.name else "资金来源", unit, rows)


def project_chart(table: Table) -> Chart | None:
    """Projects from large to small."""
    column = main_column(table.project_columns)
    named = ((project.name, amount_at(project.amounts, column)) for project in table.projects)
    return bars("chart-projects", "各项目金额", table.project_unit, _rows(named, table.project_unit))


def _rows(named: Iterable[tuple[str, Amount | None]], unit: str) -> list[Row]:
    known = ((name, amount.yuan) for name, amount in named if amount is not None)
    return [Row(name, yuan / UNITS[unit]) for name, yuan in known if yuan is not None]
