"""首页: search, the newest year in four numbers, the newest disclosures, the units, and the way to everything else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfdsl.presentation.display import number, year_label
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import DATA, FUNDING, INDICATORS, PROJECTS, SEARCH, UNITS
from perfdsl.site.page import Page, PageFrame
from perfdsl.site.page_groups import FIGURES, TABLES, UNREADABLE, page_kind
from perfdsl.site.paging import year_address
from perfdsl.site.views.data import Download, downloads
from perfdsl.site.views.totals import Targets, Tile, year_tiles
from perfdsl.site.views.units import Row, unit_row

NEWEST, LISTED = 8, 20


class Disclosure(NamedTuple):
    """A table on the list of the newest ones."""

    date: str
    href: str
    name: str
    year: str


class YearLink(NamedTuple):
    """A year that is published, with the number of its tables."""

    label: str
    href: str
    tables: str


class HomePage(NamedTuple):
    """``rows`` are the first units of the newest year, ``all_tables`` how many there are where that is more.

    ``unreadable`` names files that gave no table (drafts only).
    """

    frame: PageFrame
    search: str
    year: str
    year_href: str
    tiles: tuple[Tile, ...]
    newest: tuple[Disclosure, ...]
    rows: tuple[Row, ...]
    all_tables: str
    years: tuple[YearLink, ...]
    data: str
    downloads: tuple[Download, ...]
    unreadable: tuple[str, ...]
    template: str = "home.html"


def home_pages(index: SiteIndex) -> Iterable[Page]:
    year, summaries = next(iter(index.by_year.items()))
    return (
        HomePage(
            frame=site_frame(index, "index.html", index.site.title),
            search=SEARCH.address,
            year=year_label(year),
            year_href=year_address(year),
            tiles=year_tiles(summaries, _targets()),
            newest=_newest(index.summaries),
            rows=tuple(unit_row(one, "") for one in summaries[:LISTED]),
            all_tables=number(len(summaries)) if len(summaries) > LISTED else "",
            years=_years(index),
            data=DATA.address,
            downloads=downloads(index),
            unreadable=index.unreadable,
        ),
    )


def _targets() -> Targets:
    return Targets(UNITS.address, FUNDING.address, PROJECTS.address, INDICATORS.address)


def _newest(summaries: tuple[Summary, ...]) -> tuple[Disclosure, ...]:
    """Those that tell their day, the newest first."""
    dated = [one for one in summaries if one.published.iso]
    dated.sort(key=lambda one: one.published.iso, reverse=True)
    return tuple(
        Disclosure(one.published.iso, f"{one.folder}/index.html", one.name, year_label(one.year))
        for one in dated[:NEWEST]
    )


def _years(index: SiteIndex) -> tuple[YearLink, ...]:
    return tuple(
        YearLink(year_label(year), year_address(year), number(len(found)))
        for year, found in index.by_year.items()
    )


HOME_PAGE = page_kind("home", TABLES, FIGURES, UNREADABLE, pages=home_pages)
