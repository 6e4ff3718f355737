"""What the documents of a year add up to: the key figures at the head of the year's pages."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from perfdsl.model.table import WAN
from perfdsl.presentation.display import NOTHING, number, percent, wan_yuan
from perfdsl.site.summary import Summary
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
    total = add(one.total for one in counted(summaries))
    if total is None:
        return Tile("资金总额", NOTHING, "", href)
    split = (("基本支出", _sum_of(summaries, "basic")), ("项目支出", _sum_of(summaries, "project")))
    parts = [(name, yuan / WAN) for name, yuan in split if yuan is not None]
    whole = sum((size for _, size in parts), Decimal(0)) * WAN == total
    return Tile("资金总额", wan_yuan(total), "万元", href, "", bar(parts) if whole and len(parts) > 1 else ())


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def change(now: Decimal | None, before: Decimal | None) -> str:
    """``+5.2%``, ``-3%``, ``持平``; ``""`` where one of them is missing or nothing."""
    if now is None or not before:
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


def _sum_of(summaries: tuple[Summary, ...], field: str) -> Decimal | None:
    return add(getattr(one, field) for one in counted(summaries))
