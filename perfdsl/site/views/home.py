"""The home page: the years, their totals, and a list of what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, NamedTuple

from perfdsl.presentation.display import NOTHING, number, wan_yuan
from perfdsl.site.overview import Overview
from perfdsl.site.page import Frame, Page, frame, year_label
from perfdsl.site.summary import Summary


class Tile(NamedTuple):
    """One key figure; ``href`` leads to what it counts."""

    label: str
    value: str
    unit: str
    href: str


class Row(NamedTuple):
    """One published table."""

    href: str
    name: str
    kind: str
    total: str
    projects: str
    indicators: str
    measured: str
    errors: str


@dataclass(frozen=True, slots=True)
class Year:
    """One year: its figures and its tables."""

    anchor: str
    label: str
    tiles: tuple[Tile, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The newest year comes first. ``unreadable`` names files that gave no table (drafts only)."""

    template: ClassVar[str] = "home.html"
    frame: Frame
    years: tuple[Year, ...]
    unreadable: tuple[str, ...]


def home_pages(overview: Overview) -> Iterable[Page]:
    years = tuple(_year(year, summaries) for year, summaries in overview.by_year.items())
    own = frame(overview.site, "index.html", overview.site.title, draft=overview.draft)
    return (HomePage(own, years, overview.unreadable),)


def _year(year: int | None, summaries: tuple[Summary, ...]) -> Year:
    anchor = f"y{year or 0}"
    return Year(anchor, year_label(year), _tiles(anchor, summaries), tuple(_row(one) for one in summaries))


def _tiles(anchor: str, summaries: tuple[Summary, ...]) -> tuple[Tile, ...]:
    """Beside departments, single projects are not counted into the money: a department's table holds it already."""
    departments = tuple(one for one in summaries if one.kind == "部门")
    single = len(summaries) - len(departments)
    projects = Tile(
        "项目", number(sum(len(one.projects) for one in departments) + single), "个", f"#{anchor}-projects"
    )
    indicators = Tile(
        "绩效指标", number(sum(one.indicator_count for one in summaries)), "项", f"#{anchor}-indicators"
    )
    money = _money_tile(anchor, departments or summaries)
    if not departments:
        return money, projects, indicators
    return Tile("单位", number(len(departments)), "个", f"#{anchor}-name"), money, projects, indicators


def _money_tile(anchor: str, summaries: tuple[Summary, ...]) -> Tile:
    totals = [one.total for one in summaries if one.total is not None]
    href = f"#{anchor}-total"
    if not totals:
        return Tile("资金总额", NOTHING, "", href)
    return Tile("资金总额", wan_yuan(sum(totals, Decimal(0))), "万元", href)


def _row(one: Summary) -> Row:
    return Row(
        href=f"{one.folder}/index.html",
        name=one.name,
        kind=one.kind,
        total=NOTHING if one.total is None else wan_yuan(one.total),
        projects=number(len(one.projects)) if one.kind == "部门" else NOTHING,
        indicators=number(one.indicator_count),
        measured=number(one.measured),
        errors=number(one.errors) if one.errors else "",
    )
