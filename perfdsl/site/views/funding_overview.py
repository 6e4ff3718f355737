"""资金结构: where the money of a year comes from and what it is for, in all and unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain, zip_longest
from typing import NamedTuple

from perfdsl.model.sums import add
from perfdsl.model.table import WAN, Total
from perfdsl.presentation.display import (
    NOTHING,
    number,
    percent,
    plain_yuan,
    sum_in_wan_yuan,
    sum_with_unit,
    summed,
    without_trailing_zeros,
    year_label,
)
from perfdsl.presentation.figures import BASIC, PROJECT
from perfdsl.site.charts import bars, line, shares
from perfdsl.site.charts.chart import Chart
from perfdsl.site.index.index_rows import FundingRow
from perfdsl.site.index.site_index import SiteIndex, site_frame
from perfdsl.site.index.summary import Summary
from perfdsl.site.navigation import FUNDING
from perfdsl.site.page import Page, PageFrame, root_of
from perfdsl.site.page_groups import FIGURES, FUNDING_ROWS, TABLES, page_kind
from perfdsl.site.paging import Leaf, Pager, Step, YearList, year_address, year_lists
from perfdsl.site.views.totals import change, counted

_UNIT = "万元"


class Source(NamedTuple):
    """One source of money over all units; ``units`` is how many have it."""

    name: str
    amount: str
    share: str
    units: str


class Row(NamedTuple):
    """One unit. ``yuan`` is its total plain, for sorting; ``share`` that of its projects in its own total."""

    href: str
    name: str
    total: str
    yuan: str
    basic: str
    project: str
    share: str


class YearTotal(NamedTuple):
    """One year in the comparison of years."""

    label: str
    address: str
    units: str
    total: str
    change: str


class FundingPage(NamedTuple):
    """The sums and the years are on the first page only; charts are None where there is nothing to draw."""

    frame: PageFrame
    year: str
    years: tuple[Step, ...]
    total: str
    split: Chart | None
    sources: tuple[Source, ...]
    source_chart: Chart | None
    totals: tuple[YearTotal, ...]
    line: Chart | None
    rows: tuple[Row, ...]
    row_chart: Chart | None
    pager: Pager
    template: str = "funding.html"


def funding_overview_pages(index: SiteIndex) -> Iterable[Page]:
    for shown in year_lists(index, "funding.html", FUNDING, lambda _, found: counted(found)):
        sums = _sources(shown.items)
        for leaf in shown.leaves:
            yield _page(index, shown, leaf, sums)


def _page(
    index: SiteIndex, shown: YearList[Summary], leaf: Leaf[Summary], sums: dict[str, list[Total]]
) -> FundingPage:
    root, first = root_of(leaf.address), leaf.first == 0
    whole = add(one.total for one in shown.items)
    title = f"{year_label(shown.year)}资金结构"
    return FundingPage(
        frame=site_frame(index, leaf.address, title, section=FUNDING, year=shown.year, covers=shown.covers),
        year=year_label(shown.year),
        years=shown.years,
        total=summed(sum_with_unit(whole)),
        split=_split_chart(shown.items) if first else None,
        sources=tuple(_source_rows(sums)) if first else (),
        source_chart=_source_chart(sums) if first else None,
        totals=tuple(_years(index)) if first else (),
        line=_line(index) if first else None,
        rows=tuple(_row(one, root) for one in leaf.items),
        row_chart=_row_chart(shown.items) if first else None,
        pager=leaf.pager,
    )


def _sources(summaries: Iterable[Summary]) -> dict[str, list[Total]]:
    """The amounts above nothing of each source, in 元, in the order of the forms."""
    sources: dict[str, list[Total]] = defaultdict(list)
    for one in summaries:
        for row in _leaves(one.funding):
            if row.yuan:
                sources[row.name].append(row.yuan)
    return sources


def _leaves(rows: tuple[FundingRow, ...]) -> Iterator[FundingRow]:
    """The rows of the block of income that no row below divides further."""
    spending = {row.block for row in rows if row.name in (BASIC, PROJECT)}
    income = [row for row in rows if row.block not in spending]
    for row, following in zip_longest(income, income[1:]):
        if following is None or following.depth <= row.depth:
            yield row


def _source_rows(sums: dict[str, list[Total]]) -> Iterator[Source]:
    whole = add(chain.from_iterable(sums.values()))
    for name, amounts in sums.items():
        own = add(amounts)
        yield Source(name, sum_in_wan_yuan(own), _share(own, whole), number(len(amounts)))


def _row(one: Summary, root: str) -> Row:
    return Row(
        href=f"{root}{one.folder}/index.html{'#funding' if one.funding else ''}",
        name=one.name,
        total=sum_in_wan_yuan(one.total),
        yuan=plain_yuan(one.total),
        basic=sum_in_wan_yuan(one.basic),
        project=sum_in_wan_yuan(one.project),
        share=_share(one.project, one.total),
    )


def _years(index: SiteIndex) -> Iterator[YearTotal]:
    """New years first; the change is that on the year before, where that is there."""
    totals = {year: add(one.total for one in counted(found)) for year, found in index.by_year.items()}
    if len(totals) < 2:
        return
    for year, total in totals.items():
        before = totals.get(year - 1) if year else None
        yield YearTotal(
            label=year_label(year),
            address=year_address(year, "funding.html"),
            units=number(len(counted(index.by_year[year]))),
            total=sum_in_wan_yuan(total),
            change=change(total, before) or NOTHING,
        )


def _split_chart(summaries: Iterable[Summary]) -> Chart | None:
    parts = [(BASIC, add(one.basic for one in summaries)), (PROJECT, add(one.project for one in summaries))]
    rows = _bars(parts)
    return shares.shares("chart-split", "基本支出与项目支出", _UNIT, rows)


def _source_chart(sums: dict[str, list[Total]]) -> Chart | None:
    rows = _bars((name, add(amounts)) for name, amounts in sums.items())
    return bars.bars("chart-sources", "各项资金来源", _UNIT, rows)


def _row_chart(summaries: Iterable[Summary]) -> Chart | None:
    rows = [bars.Bar(one.name, _wan(one.total)) for one in summaries if isinstance(one.total, Decimal)]
    return bars.bars("chart-units", "各单位资金总额", _UNIT, rows)


def _line(index: SiteIndex) -> Chart | None:
    totals = ((year, add(one.total for one in counted(found))) for year, found in index.by_year.items())
    years = [line.Year(year, _wan(total)) for year, total in totals if year and isinstance(total, Decimal)]
    return line.line("chart-years", "各年资金总额", _UNIT, years)


def _bars(named: Iterable[tuple[str, Total]]) -> list[bars.Bar]:
    """What some whole is made of: nothing to draw where one part of it is not to be told."""
    given = [(name, yuan) for name, yuan in named if yuan is not None]
    known = [bars.Bar(name, _wan(yuan)) for name, yuan in given if isinstance(yuan, Decimal)]
    return known if len(known) == len(given) else []


def _share(part: Total, whole: Total) -> str:
    """A percentage, ``""`` where one of them is no number."""
    return percent(part, whole) if isinstance(part, Decimal) and isinstance(whole, Decimal) else ""


def _wan(yuan: Decimal) -> Decimal:
    return without_trailing_zeros(yuan / WAN)


FUNDING_LISTS = page_kind("funding", TABLES, FIGURES, FUNDING_ROWS, pages=funding_overview_pages)
