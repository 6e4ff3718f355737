"""单位目录: what was published in a year, a hundred tables a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.presentation.display import NOTHING, number, plain_yuan, sum_in_wan_yuan, year_label
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import UNITS
from perfdsl.site.page import Page, PageFrame, root_of
from perfdsl.site.page_groups import FIGURES, TABLES, page_kind
from perfdsl.site.paging import Leaf, Pager, Step, YearList, year_address, year_lists
from perfdsl.site.views.totals import Targets, Tile, year_tiles


class Row(NamedTuple):
    """One published table. Each figure is shown and, for sorting, plain (``""``: none)."""

    href: str
    name: str
    kind: str
    owner: str
    total: str
    yuan: str
    projects: str
    indicators: str
    measured: str
    published: str
    errors: str


class UnitsPage(NamedTuple):
    """``tiles`` are on the first page only."""

    frame: PageFrame
    year: str
    years: tuple[Step, ...]
    tiles: tuple[Tile, ...]
    rows: tuple[Row, ...]
    pager: Pager
    template: str = "units.html"


def units_pages(index: SiteIndex) -> Iterable[Page]:
    for shown in year_lists(index, "index.html", UNITS, lambda _, summaries: summaries):
        for leaf in shown.leaves:
            yield _page(index, shown, leaf)


def unit_row(one: Summary, root: str) -> Row:
    """The row of one table; ``root`` leads to the site's folder."""
    department = one.kind == "部门"
    return Row(
        href=f"{root}{one.folder}/index.html",
        name=one.name,
        kind=one.kind,
        owner=one.owner,
        total=sum_in_wan_yuan(one.total),
        yuan=plain_yuan(one.total),
        projects=number(len(one.projects)) if department else NOTHING,
        indicators=number(one.indicator_count),
        measured=number(one.measured),
        published=one.published.shown or NOTHING,
        errors=number(one.errors) if one.errors else "",
    )


def _page(index: SiteIndex, shown: YearList[Summary], leaf: Leaf[Summary]) -> UnitsPage:
    root = root_of(leaf.address)
    return UnitsPage(
        frame=site_frame(
            index,
            leaf.address,
            f"{year_label(shown.year)}单位目录",
            section=UNITS,
            year=shown.year,
            covers=shown.covers,
        ),
        year=year_label(shown.year),
        years=shown.years,
        tiles=year_tiles(shown.summaries, _targets(shown.year, root)) if leaf.first == 0 else (),
        rows=tuple(unit_row(one, root) for one in leaf.items),
        pager=leaf.pager,
    )


def _targets(year: int | None, root: str) -> Targets:
    """The other lists of the year."""
    money, projects = (f"{root}{year_address(year, file)}" for file in ("funding.html", "projects.html"))
    return Targets("#list", money, projects, "#indicators")


UNIT_LISTS = page_kind("units", TABLES, FIGURES, pages=units_pages)
