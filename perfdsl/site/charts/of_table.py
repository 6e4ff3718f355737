"""The charts of one table: what each block of its money is made of, and its projects by amount."""

from __future__ import annotations

from collections.abc import Iterable

from perfdsl.model.addresses import digest
from perfdsl.model.table import UNITS, Amount, FundingBlock, FundingLine, Table
from perfdsl.presentation.figures import BASIC, PROJECT, headline, project_amount, sources
from perfdsl.site.charts.bars import Bar, bars
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.shares import shares


def block_chart(block: FundingBlock, unit: str) -> Chart | None:
    """基本支出 and 项目支出 as shares of their sum; any other rows that are not broken down side by side."""
    anchor = f"chart-{digest(block.name)}"
    lines: tuple[FundingLine, ...] = block.lines[0].terms if len(block.lines) == 1 else block.lines
    if {line.name for line in lines} == {BASIC, PROJECT}:
        return shares(anchor, "基本支出与项目支出", unit, _amounts(lines, block, unit))
    title = f"{block.name}构成" if block.name else "资金来源"
    return bars(anchor, title, unit, _amounts(sources(block.lines), block, unit))


def project_chart(table: Table) -> Chart | None:
    """Projects from large to small."""
    named = ((project.name, project_amount(project, table)) for project in table.projects)
    return bars("chart-projects", "项目按金额排列", table.project_unit, _rows(named, table.project_unit))


def _amounts(lines: Iterable[FundingLine], block: FundingBlock, unit: str) -> list[Bar]:
    return _rows(((line.name, headline(line, block)) for line in lines), unit)


def _rows(named: Iterable[tuple[str, Amount | None]], unit: str) -> list[Bar]:
    """Nothing where one of the amounts is not to be told: what is left would be drawn as the whole."""
    given = [(name, amount) for name, amount in named if amount is not None]
    if any(amount.is_unknown for _, amount in given):
        return []
    return [Bar(name, amount.yuan / UNITS[unit]) for name, amount in given if amount.yuan is not None]
