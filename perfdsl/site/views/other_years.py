"""What a document's page shows of others: the same unit or project in other years, a project's own table.

It depends on documents that may be read later, so it is put into the page when all are known.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from perfdsl.model.table import WAN
from perfdsl.presentation.display import sum_in_wan_yuan, without_trailing_zeros, year_label
from perfdsl.site.charts.chart import Chart
from perfdsl.site.charts.line import Year, line
from perfdsl.site.fragments import Fragment
from perfdsl.site.index.coverage import coverage
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.page import PageFrame
from perfdsl.site.views.related import Place, Related, related
from perfdsl.site.views.totals import change


class Row(NamedTuple):
    """One year; ``address`` is ``""`` for the page itself. ``name`` is given where it differs from the page's."""

    address: str
    year: str
    name: str
    amount: str
    change: str


class Table(NamedTuple):
    """A page about the same project: what it is, whose it is."""

    address: str
    label: str
    name: str


class OtherYears(NamedTuple):
    """``rows`` are from new to old; ``tables`` are those of this year."""

    frame: PageFrame
    title: str
    rows: tuple[Row, ...]
    chart: Chart | None
    tables: tuple[Table, ...]
    template: str = "_other_years.html"
    slot: str = "其他年度"


def other_years(index: SiteIndex) -> Iterable[Fragment]:
    """The fragments to put in, each with the address of its page."""
    for found in related(index.summaries):
        yield _fragment(index, found)


def _fragment(index: SiteIndex, found: Related) -> OtherYears:
    place, years = found.place, found.years
    return OtherYears(
        frame=site_frame(index, place.address, place.name, covers=coverage((place.summary,))),
        title="和".join(
            title for title, shown in (("各年度", years), ("相关的表", found.same_year)) if shown
        ),
        rows=_rows(found),
        chart=line(
            "chart-years",
            "各年度金额",
            "万元",
            [
                Year(one.summary.year, without_trailing_zeros(one.yuan / WAN))
                for one in years
                if one.summary.year and isinstance(one.yuan, Decimal)
            ],
        ),
        tables=tuple(_table(one) for one in found.same_year),
    )


def _rows(found: Related) -> tuple[Row, ...]:
    """Each year with its change on the one before it in the list, be it last year or earlier."""
    before = (None, *found.years)
    return tuple(_row(found.place, one, earlier) for earlier, one in reversed(list(pairwise(before))) if one)


def _row(own: Place, one: Place, earlier: Place | None) -> Row:
    return Row(
        address="" if one is own else one.address,
        year=year_label(one.summary.year),
        name="" if one.name == own.name else one.name,
        amount=sum_in_wan_yuan(one.yuan),
        change=change(one.yuan, earlier.yuan) if earlier else "",
    )


def _table(one: Place) -> Table:
    own = one.summary.kind == "项目"
    return Table(one.address, "单独的绩效目标表" if own else "部门整体表中的项目", one.summary.name)
