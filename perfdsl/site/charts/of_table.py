"""The charts of one table: what each block of its money is made of, and its projects by amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfdsl.model.table import UNITS, Amount, FundingBlock, FundingLine, Table
from perfdsl.presentation.figures import BASIC, PROJECT, amount_at, breakdown, main_column
from perfdsl.presentation.ids import digest
from perfdsl.site.charts.bars import Row, bars
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.shares import shares


def block_chart(block: FundingBlock, unit: str) -> Chart | None:
    """基本支出 and 项目支出 as shares of their sum; any other rows that are not broken down side by side."""
    anchor = f"chart-{digest(block.name)}"
    lines: tuple[FundingLine, ...] = block.lines[0].children if len(block.lines) == 1 else block.lines
    if {line.name for line in lines} == {BASIC, PROJECT}:
        return shares(anchor, "基本支出与项目支出", unit, _amounts(lines, block, unit))
    title = f"{block.name}构成" if block.name else "资金来源"
    return bars(anchor, title, unit, _amounts(_sources(block.lines), block, unit))


def project_chart(table: Table) -> Chart | None:
    """Projects from large to small."""
    column = main_column(table.project_columns)
    named = ((project.name, amount_at(project.amounts, column)) for project in table.projects)
    return bars("chart-projects", "项目按金额排列", table.project_unit, _rows(named, table.project_unit))


def _sources(lines: Iterable[FundingLine]) -> Iterator[FundingLine]:
    """The rows that are made of no others."""
    for line in lines:
        below = breakdown(line)
        yield from _sources(below) if below else (line,)


def _amounts(lines: Iterable[FundingLine], block: FundingBlock, unit: str) -> list[Row]:
    column = main_column(block.columns)
    return _rows(((line.name, amount_at(line.amounts, column)) for line in lines), unit)


def _rows(named: Iterable[tuple[str, Amount | None]], unit: str) -> list[Row]:
    known = ((name, amount.yuan) for name, amount in named if amount is not None)
    return [Row(name, yuan / UNITS[unit]) for name, yuan in known if yuan is not None]
