"""What the documents of a year add up to: the key figures at the head of the year's pages."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.sums import add
from perfdsl.model.table import WAN, Total
from perfdsl.presentation.display import number, percent, sum_in_wan_yuan, wan_yuan
from perfdsl.presentation.figures import BASIC, PROJECT
from perfdsl.site.index.summary import Summary
from perfdsl.site.views.bars import Segment, bar


class Tile(NamedTuple):
    """One key figure with a word about it, or the bar of what it is made of; ``href`` leads to what it counts."""

    label: str
    value: str
    unit: str
    href: str
    note: str = ""
    bar: tuple[Segment, ...] = ()


class Targets(NamedTuple):
    """Where the four tiles lead."""

    units: str
    money: str
    projects: str
    indicators: str


def counted(summaries: tuple[Summary, ...]) -> tuple[Summary, ...]:
    """The documents whose money and projects count: beside departments, a single project is in one of theirs."""
    return tuple(one for one in summaries if one.kind == "部门") or summaries


def year_tiles(summaries: tuple[Summary, ...], targets: Targets) -> tuple[Tile, ...]:
    """单位, 资金总额, 项目, 绩效指标."""
    departments = tuple(one for one in summaries if one.kind == "部门")
    units = (Tile("单位", number(len(departments)), "个", targets.units),) if departments else ()
    return (
        *units,
        money_tile(summaries, targets.money),
        Tile("项目", number(project_count(summaries)), "个", targets.projects),
        _indicator_tile(summaries, targets.indicators),
    )


def project_count(summaries: tuple[Summary, ...]) -> int:
    """Projects of departments, and the tables of single projects."""
    return sum(len(one.projects) if one.kind == "部门" else 1 for one in summaries)


def money_tile(summaries: tuple[Summary, ...], href: str) -> Tile:
    """The total, with a bar of 基本支出 and 项目支出 where all of it is one or the other."""
    found = counted(summaries)
    total = add(one.total for one in found)
    if not isinstance(total, Decimal):
        return Tile("资金总额", sum_in_wan_yuan(total), "", href)
    split = ((BASIC, add(one.basic for one in found)), (PROJECT, add(one.project for one in found)))
    parts = [(name, yuan / WAN) for name, yuan in split if isinstance(yuan, Decimal)]
    whole = sum((size for _, size in parts), Decimal(0)) * WAN == total
    return Tile("资金总额", wan_yuan(total), "万元", href, "", bar(parts) if whole and len(parts) > 1 else ())


def change(now: Total, before: Total) -> str:
    """``+5.2%``, ``-3%``, ``持平``; ``""`` where one of them is no number, or there was nothing before."""
    if not isinstance(now, Decimal) or not isinstance(before, Decimal) or not before:
        return ""
    difference = now - before
    if not difference:
        return "持平"
    return f"{'+' if difference > 0 else '-'}{percent(abs(difference), before)}"


def _indicator_tile(summaries: tuple[Summary, ...], href: str) -> Tile:
    count = sum(one.indicator_count for one in summaries)
    measured = sum(one.measured for one in summaries)
    said = (
        f"其中定量 {number(measured)} 项，占 {percent(Decimal(measured), Decimal(count))}" if measured else ""
    )
    return Tile("绩效指标", number(count), "项", href, said)
