"""资金结构: where the money of a year comes from and what it is for, in all and unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from perfdsl.model.table import WAN
from perfdsl.presentation.display import NOTHING, number, percent, wan_yuan, without_trailing_zeros
from perfdsl.presentation.figures import BASIC, PROJECT
from perfdsl.site.charts import bars, line, shares
from perfdsl.site.charts.chart import Chart
from perfdsl.site.entries import FundingEntry
from perfdsl.site.navigation import FUNDING
from perfdsl.site.overview import Overview, overview_frame
from perfdsl.site.page import Frame, Page, root_of, year_label
from perfdsl.site.paging import Leaf, Pager, Step, YearList, year_address, year_lists
from perfdsl.site.sheets import FIGURES, FUNDING_ROWS, TABLES, pages_of
from perfdsl.site.summary import Summary
from perfdsl.site.views.totals import add, change, counted

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

    frame: Frame
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


def funding_overview_pages(overview: Overview) -> Iterable[Page]:
    for shown in year_lists(overview, "funding.html", FUNDING, lambda _, found: counted(found)):
        sums = _sources(shown.items)
        for leaf in shown.leaves:
            yield _page(overview, shown, leaf, sums)


def _page(
    overview: Overview, shown: YearList[Summary], leaf: Leaf[Summary], sums: dict[str, list[Decimal]]
) -> FundingPage:
    root, first = root_of(leaf.address), leaf.first == 0
    whole = add(one.total for one in shown.items)
    title = f"{year_label(shown.year)}资金结构"
    return FundingPage(
        frame=overview_frame(
            overview, leaf.address, title, section=FUNDING, year=shown.year, made_of=shown.summaries
        ),
        year=year_label(shown.year),
        years=shown.years,
        total=NOTHING if whole is None else f"{wan_yuan(whole)} {_UNIT}",
        split=_split_chart(shown.items) if first else None,
        sources=tuple(_source_rows(sums)) if first else (),
        source_chart=_source_chart(sums) if first else None,
        totals=tuple(_years(overview)) if first else (),
        line=_line(overview) if first else None,
        rows=tuple(_row(one, root) for one in leaf.items),
        row_chart=_row_chart(shown.items) if first else None,
        pager=leaf.pager,
    )


def _sources(summaries: Iterable[Summary]) -> dict[str, list[Decimal]]:
    """The amounts above nothing of each source, in 元, in the order of the forms."""
    sources: dict[str, list[Decimal]] = defaultdict(list)
    for one in summaries:
        for entry in _leaves(one.funding):
            if entry.yuan:
                sources[entry.name].append(entry.yuan)
    return sources


def _leaves(entries: tuple[FundingEntry, ...]) -> Iterator[FundingEntry]:
    """The rows of the block of income that no row below divides further."""
    spending = {entry.block for entry in entries if entry.name in (BASIC, PROJECT)}
    income = [entry for entry in entries if entry.block not in spending]
    for entry, following in zip_longest(income, income[1:]):
        if following is None or following.depth <= entry.depth:
            yield entry


def _source_rows(sums: dict[str, list[Decimal]]) -> Iterator[Source]:
    whole = sum((sum(amounts, Decimal(0)) for amounts in sums.values()), Decimal(0))
    for name, amounts in sums.items():
        own = sum(amounts, Decimal(0))
        yield Source(name, wan_yuan(own), percent(own, whole), number(len(amounts)))


def _row(one: Summary, root: str) -> Row:
    share = percent(one.project, one.total) if one.project is not None and one.total else ""
    return Row(
        href=f"{root}{one.folder}/index.html{'#funding' if one.funding else ''}",
        name=one.name,
        total=_shown(one.total),
        yuan="" if one.total is None else f"{one.total:f}",
        basic=_shown(one.basic),
        project=_shown(one.project),
        share=share,
    )


def _years(overview: Overview) -> Iterator[YearTotal]:
    """New years first; the change is that on the year before, where that is there."""
    totals = {year: add(one.total for one in counted(found)) for year, found in overview.by_year.items()}
    if len(totals) < 2:
        return
    for year, total in totals.items():
        before = totals.get(year - 1) if year else None
        yield YearTotal(
            label=year_label(year),
            address=year_address(year, "funding.html"),
            units=number(len(counted(overview.by_year[year]))),
            total=_shown(total),
            change=change(total, before) or NOTHING,
        )


def _split_chart(summaries: Iterable[Summary]) -> Chart | None:
    parts = [(BASIC, add(one.basic for one in summaries)), (PROJECT, add(one.project for one in summaries))]
    rows = [bars.Row(name, _wan(yuan)) for name, yuan in parts if yuan is not None]
    return shares.shares("chart-split", "基本支出与项目支出", _UNIT, rows)


def _source_chart(sums: dict[str, list[Decimal]]) -> Chart | None:
    rows = [bars.Row(name, _wan(sum(amounts, Decimal(0)))) for name, amounts in sums.items()]
    return bars.bars("chart-sources", "各项资金来源", _UNIT, rows)


def _row_chart(summaries: Iterable[Summary]) -> Chart | None:
    rows = [bars.Row(one.name, _wan(one.total)) for one in summaries if one.total is not None]
    return bars.bars("chart-units", "各单位资金总额", _UNIT, rows)


def _line(overview: Overview) -> Chart | None:
    totals = ((year, add(one.total for one in counted(found))) for year, found in overview.by_year.items())
    years = [line.Year(year, _wan(total)) for year, total in totals if year and total is not None]
    return line.line("chart-years", "各年资金总额", _UNIT, years)


def _shown(yuan: Decimal | None) -> str:
    return NOTHING if yuan is None else wan_yuan(yuan)


def _wan(yuan: Decimal) -> Decimal:
    return without_trailing_zeros(yuan / WAN)


FUNDING_LISTS = pages_of("funding", TABLES, FIGURES, FUNDING_ROWS, pages=funding_overview_pages)
